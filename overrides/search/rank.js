// Which pages answer a query, best first. Knows nothing of the document: the tests run it alone.
// Each word is looked up by itself in the headings (titles, headings, words that lead to a page) and in the texts: with its
// ending, without it, as the beginning of a word, as a Russian word; and only if it stands nowhere, with slips of the thumb.
// In the index of headings "=" begins a word with its ending, "~" a Russian stem, anything else is a stem.
const LONGEST = 200, MOST_WORDS = 12;
const BOOST = { t: 3, k: 2.6, h: 1.6, r: 2.2 }, BM25 = { k: 1.2, b: 0, d: 0.5 };
const IN_TEXT = 0.7, PREFIX = 0.55, SLIP = 0.5, FULL = 0.5;
const readWord = (raw) => {
  const key = OWN.keyOf(raw);
  return { raw, key, stem: OWN.stem(key), russian: RUSSIAN === OWN ? "" : RUSSIAN.stem(RUSSIAN.keyOf(raw)) };
};
// Those of a query that tell something.
const queryWords = (query) => {
  const found = new Map();
  for (const raw of parted(query.slice(0, LONGEST))) {
    const word = readWord(raw);
    if (word.key && found.size < MOST_WORDS) found.set(word.key, word);
  }
  const all = [...found.values()], telling = all.filter(({ key }) => !OWN.stop.has(key));
  return telling.length ? telling : all;
};
// Slips that a word of so many letters may hold.
const slips = ({ length }, raw) => (/\d/.test(raw) || length < 4 ? 0 : length < 6 ? 1 : length < 9 ? 2 : 3);
// The word with its ending, as the index of headings holds it.
const whole = (key) => "=" + squeeze(key);
// The word with two neighbours swapped, in all ways.
const swaps = (raw) => Array.from({ length: raw.length - 1 }, (_, at) => raw.slice(0, at) + raw[at + 1] + raw[at] + raw.slice(at + 2));
const partsFor = (word) => {
  let at = 0;
  while (at + 1 < INDEX.words.length && INDEX.words[at + 1] <= word) at++;
  const found = [at];
  while (found[found.length - 1] + 1 < INDEX.words.length && INDEX.words[found[found.length - 1] + 1].startsWith(word)) found.push(found[found.length - 1] + 1);
  return found.slice(0, 3);
};
const ranker = (MiniSearch, rows) => {
  const pages = [], passages = [];
  const options = { idField: "i", fields: ["t", "h", "k", "r"], tokenize: (text) => text.split(" ").filter(Boolean), processTerm: (term) => term, autoVacuum: false };
  const heads = new MiniSearch(options), texts = [];
  const both = (keys) => keys.map((key) => whole(key) + " " + OWN.stem(key)).join(" ");
  const split = (keys) => (keys ? keys.split(" ") : []);
  const add = (page, id, heading, field, keys, russian) => {
    heads.add({ i: passages.length, t: "", h: "", [field]: both(OWN.keysOf(heading)), k: both(split(keys)), r: split(russian).map((stem) => "~" + stem).join(" ") });
    passages.push({ page, id, heading: id && heading });
  };
  for (const [path, title, weight, sections, keys, russian] of rows) {
    const page = { path, title, weight: weight / 10, first: passages.length };
    pages.push(page);
    add(page, "", title, "t", keys, russian);
    for (const [id, heading, ...more] of sections) add(page, id, heading, "h", ...more);
  }
  // The texts of a part of the alphabet, as MiniSearch keeps an index.
  const addTexts = (number, entries) => {
    if (texts[number]) return;
    const each = (value) => Object.fromEntries(passages.map((_, at) => [at, value(at)]));
    const index = entries.map((entry) => {
      const [word, places] = entry.split(" "), held = {};
      for (let at = 0, place = -1; at < places.length; at++) {
        let step = DIGITS.indexOf(places[at]);
        if (step < 0) {
          step = DIGITS.indexOf(places[at + 1]) * DIGITS.length + DIGITS.indexOf(places[at + 2]);
          at += 2;
        }
        place += step + 1;
        held[place] = 1;
      }
      return [word, { 0: held }];
    });
    const count = passages.length;
    texts[number] = MiniSearch.loadJS(
      { index, documentCount: count, nextId: count, documentIds: each((at) => at), fieldIds: { x: 0 }, fieldLength: each(() => [1]), averageFieldLength: [1], storedFields: {}, dirtCount: 0, serializationVersion: 2 },
      { ...options, fields: ["x"] },
    );
  };
  const settings = { boost: BOOST, bm25: BM25, weights: { fuzzy: SLIP, prefix: PREFIX } };
  const inHeads = (term, share, more) => heads.search(term, { ...settings, ...more }).map((one) => [one, share]);
  const inTexts = (stem, more) =>
    partsFor(stem).flatMap((number) => (texts[number] ? texts[number].search(stem, { ...settings, ...more }).map((one) => [one, IN_TEXT]) : []));
  const anywhere = ({ key, stem, russian }, more) => [
    ...inHeads(whole(key), FULL, more),
    ...inHeads(stem, 1, more),
    ...(russian ? inHeads("~" + russian, 1, more) : []),
    ...inTexts(stem, more),
  ];
  const find = (word) => {
    const { raw, key, stem, russian } = word, found = anywhere(word, {});
    const beginnings = stem.length > 1 ? [...inHeads(stem, 1, { prefix: true }), ...(russian.length > 2 ? inHeads("~" + russian, 1, { prefix: true }) : []), ...inTexts(stem, { prefix: true })] : [];
    if (found.length) {
      // Known only without its ending, the word may still be a slip for another.
      const slipped = key.length > 5 && !found.some(([{ terms }]) => terms[0] === whole(key)) ? inHeads(whole(key), FULL, { fuzzy: 1 }) : [];
      // A short word that stands somewhere is itself, not the beginning of many.
      return [...(stem.length > 2 ? [...inHeads(whole(key), FULL, {}), ...beginnings] : found), ...slipped];
    }
    if (beginnings.length) return beginnings;
    const swapped = swaps(raw).flatMap((other) => {
      const again = OWN.keyOf(other);
      return [...inHeads(whole(again), FULL, {}), ...inHeads(OWN.stem(again), 1, {}), ...inTexts(OWN.stem(again), {})];
    });
    if (swapped.length) return swapped;
    for (let distance = 1; distance <= slips(squeeze(key), raw); distance++) {
      const slipped = anywhere(word, { fuzzy: distance });
      if (slipped.length) return slipped;
    }
    return [];
  };
  const look = (word) => {
    const scores = new Map(), terms = new Set();
    for (const [{ id, score, terms: matched }, share] of find(word)) {
      scores.set(id, (scores.get(id) || 0) + score * share);
      for (const term of matched) terms.add(term[0] === "=" ? OWN.stem(term.slice(1)) : term[0] === "~" ? term.slice(1) : term);
    }
    return { scores, terms };
  };
  // «ru id» is the word «ruid», if there is one.
  const joined = (words) => {
    const pair = words.length === 2 && readWord(words[0].raw + words[1].raw);
    return pair && inHeads(whole(pair.key), 1, {}).length ? [pair] : words;
  };
  // [{page, passage, terms}], one entry a page, linked to its best passage.
  const rank = (query) => {
    const words = joined(query), looked = words.map(look), terms = new Set(looked.flatMap((one) => [...one.terms]));
    const byPage = new Map(), found = [];
    // A rare word tells more than one that stands everywhere.
    const tells = looked.map(({ scores }) => Math.log(1 + pages.length / (1 + new Set([...scores.keys()].map((at) => passages[at].page)).size)));
    const total = tells.reduce((sum, one) => sum + one, 0) || 1;
    looked.forEach(({ scores }, number) => {
      for (const [at, score] of scores) {
        const { page } = passages[at];
        if (!byPage.has(page)) byPage.set(page, { all: new Map(), held: new Set() });
        const { all, held } = byPage.get(page);
        all.set(at, (all.get(at) || 0) + score);
        held.add(number);
      }
    });
    for (const [page, { all, held }] of byPage) {
      const lead = all.get(page.first) || 0;
      let at = page.first, most = 0;
      for (const [place, score] of all) if (place !== page.first && score > most) (at = place), (most = score);
      // A page that answers as a whole is linked as a whole: most words lead to pages. One passage that holds all that was
      // asked, in several words, is the better place.
      const isWhole = words.length > 1 && looked.every(({ scores }) => scores.has(at));
      const own = most * (isWhole ? 4 : 1.5) > lead ? at : page.first;
      const share = [...held].reduce((sum, number) => sum + tells[number], 0) / total;
      found.push({ page, passage: passages[own], at: own, score: (lead + most) * page.weight * share * share });
    }
    found.sort((one, other) => other.score - one.score || one.page.first - other.page.first);
    return { found, terms };
  };
  return { rank, addTexts, pages, passages };
};
