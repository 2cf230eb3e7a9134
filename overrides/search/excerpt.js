// The line below a result: the stretch of a text that holds most of the found words, which are marked in it.
const AROUND = 150, BEFORE = 45;
const isFound = (word, terms) => OWN.wordsOf(word).some((key) => terms.has(key)) || RUSSIAN.wordsOf(word).some((key) => terms.has(key));
// A word with its apostrophes.
const running = new RegExp(`[\\p{L}\\p{N}\\p{M}${JOINTS}]+`, "gu");
const places = (text, terms) => [...text.matchAll(running)].filter(([word]) => isFound(word, terms));
const marked = (text, terms) => {
  const found = document.createDocumentFragment();
  let end = 0;
  for (const { 0: word, index } of places(text, terms)) {
    const mark = document.createElement("mark");
    mark.textContent = word;
    found.append(text.slice(end, index), mark);
    end = index + word.length;
  }
  found.append(text.slice(end));
  return found;
};
const excerpt = (text, terms) => {
  const found = places(text, terms);
  let from = 0, most = 0;
  for (const { index } of found) {
    const held = new Set(found.filter((one) => one.index >= index && one.index < index + AROUND - BEFORE).flatMap(([word]) => OWN.wordsOf(word)));
    if (held.size > most) (most = held.size), (from = index);
  }
  // From the beginning of a sentence, if one is near; else of a word.
  const near = text.slice(Math.max(0, from - BEFORE * 2), from), stop = near.search(/[.!?:;]\s[^.!?:;]*$/);
  let start = stop >= 0 ? from - near.length + stop + 2 : from > BEFORE ? text.indexOf(" ", from - BEFORE) + 1 : 0;
  if (start > from) start = from;
  let end = Math.min(text.length, start + AROUND);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), from + 1);
  return (start && stop < 0 ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
};
