// One key for all ways to type a word, as marshrut/fold.py makes it; FOLD holds the tables of data/search.yml.
const endings = FOLD.e.split(" ").filter(Boolean), stop = new Set(FOLD.s.split(" "));
const rules = FOLD.r.map(([pattern, key]) => [RegExp(pattern, "g"), key]);
const marks = /\p{M}/gu;
const spell = (word, table) => Array.from(word, (letter) => (letter in table ? table[letter] : letter)).join("");
const keyOf = (word) => {
  const cyrillic = (word.match(/[\u0400-\u04ff]/g) || []).length, latin = (word.match(/[a-z]/g) || []).length;
  if (cyrillic && latin) word = spell(word, cyrillic >= latin ? FOLD.c : FOLD.l);
  word = spell(word, FOLD.k).normalize("NFKD").replace(marks, "");
  for (const [pattern, key] of rules) word = word.replace(pattern, key);
  return word.replace(/(\D)\1+/g, "$1");
};
const stem = (key) => {
  for (let round = 0; round < FOLD.n; round++) {
    const ending = endings.find((one) => key.endsWith(one) && key.length - one.length >= Math.max(FOLD.m, one.length === 1 ? 3 : 2));
    if (!ending) break;
    key = key.slice(0, -ending.length);
  }
  return key;
};
const cleaned = (text) => Array.from(text.normalize("NFC").toLowerCase(), (letter) => (FOLD.j.includes(letter) ? "" : letter)).join("").replace(marks, "");
const wordsOf = (text) => (cleaned(text).match(/[\p{L}\p{N}]+/gu) || []).map((word) => stem(keyOf(word))).filter(Boolean);
