// Which pages answer a query, best first. Knows nothing of the document: the tests run it alone.
// Each word is looked up by itself in the headings (titles, headings, words that lead to a page) and in the texts: as it is,
// as the beginning of a word, and only if that finds nothing, with slips of the thumb.
const LONGEST = 200, MOST_WORDS = 12;
const BOOST = { t: 3, k: 2.6, h: 1.6 }, IN_TEXT = 0.7, PREFIX = 0.55, SLIP = 0.5;
const BM25 = { k: 1.2, b: 0.25, d: 0.5 };
const queryWords = (query) => {
  const all = [...new Set(wordsOf(query.slice(0, LONGEST)))].slice(0, MOST_WORDS), telling = all.filter((word) => !stop.has(word));
  return telling.length ? telling : all;
};
// Slips that a word of so many letters may hold.
const slips = (word) => (/\d/.test(word) ? 0 : word.length < 4 ? 0 : word.length < 5 ? 1 : word.length < 9 ? 2 : 3);
const partsFor = (word) => {
  let at = 0;
  while (at + 1 < INDEX.words.length && INDEX.words[at + 1] <= word) at++;
  const found = [at];
  while (found[found.length - 1] + 1 < INDEX.words.length && INDEX.words[found[found.length - 1] + 1].startsWith(word)) found.push(found[found.length - 1] + 1);
  return found.slice(0, 3);
};
const ranker = (MiniSearch, rows) => {
  const pages = [], passages = [];
  const options = { idField: "i", fields: ["t", "h", "k"], tokenize: (text) => text.split(" ").filter(Boolean), processTerm: (term) => term, autoVacuum: false };
  const heads = new MiniSearch(options), texts = [];
  for (const [path, title, weight, keys, sections] of rows) {
    const page = { path, title, weight: weight / 10, first: passages.length };
    pages.push(page);
    heads.add({ i: passages.length, t: wordsOf(title).join(" "), k: keys, h: "" });
    passages.push({ page, id: "", heading: "" });
    for (const [id, heading, more] of sections) {
      heads.add({ i: passages.length, t: "", h: wordsOf(heading).join(" "), k: more || "" });
      passages.push({ page, id, heading });
    }
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
  const search = (word, more) => {
    const settings = { boost: BOOST, bm25: BM25, weights: { fuzzy: SLIP, prefix: PREFIX }, ...more };
    const found = [heads.search(word, settings).map((one) => [one, 1])];
    for (const number of partsFor(word)) if (texts[number]) found.push(texts[number].search(word, settings).map((one) => [one, IN_TEXT]));
    return found.flat();
  };
  const look = (word) => {
    let found = search(word, { prefix: word.length > 1 });
    for (let distance = 1; !found.length && distance <= slips(word); distance++) found = search(word, { fuzzy: distance, prefix: false });
    const scores = new Map(), terms = new Set();
    for (const [{ id, score, terms: matched }, weight] of found) {
      scores.set(id, (scores.get(id) || 0) + score * weight);
      for (const term of matched) terms.add(term);
    }
    const best = Math.max(0, ...scores.values());
    return { scores, terms, best };
  };
  // [{page, passage, terms}], one entry a page, linked to its best passage.
  const rank = (words) => {
    const looked = words.map(look), terms = new Set(looked.flatMap((one) => [...one.terms]));
    const total = looked.length || 1, found = [];
    const byPage = new Map();
    looked.forEach(({ scores, best }, number) => {
      for (const [at, score] of scores) {
        const { page } = passages[at];
        if (!byPage.has(page)) byPage.set(page, { all: new Map(), held: new Map() });
        const { all, held } = byPage.get(page);
        all.set(at, (all.get(at) || 0) + score);
        held.set(number, Math.max(held.get(number) || 0, score / best));
      }
    });
    for (const [page, { all, held }] of byPage) {
      const lead = all.get(page.first) || 0;
      let at = page.first, most = 0;
      for (const [place, score] of all) if (place !== page.first && score > most) (at = place), (most = score);
      // A page whose title answers is linked as a whole, unless one of its passages says more.
      const own = most * 1.5 > lead ? at : page.first;
      const share = held.size / total;
      found.push({ page, passage: passages[own], at: own, score: (lead + most) * page.weight * share * share });
    }
    found.sort((one, other) => other.score - one.score || one.page.first - other.page.first);
    return { found, terms };
  };
  return { rank, addTexts, pages, passages };
};
