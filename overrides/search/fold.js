// One key for all ways to type a word, as marshrut/fold.py makes it from the same tables (data/search.yml).
const marks = /\p{M}/gu;
const spell = (word, table) => Array.from(word, (letter) => (letter in table ? table[letter] : letter)).join("");
const cleaned = (text) => Array.from(text.normalize("NFC").toLowerCase(), (letter) => (JOINTS.includes(letter) ? "" : letter)).join("").replace(marks, "");
const parted = (text) => cleaned(text).match(/[\p{L}\p{N}]+/gu) || [];
const squeeze = (key) => key.replace(/(\D)\1+/g, "$1");
const reader = (tables) => {
  const endings = tables.e.split(" ").filter(Boolean), stop = new Set(tables.s.split(" "));
  const rules = tables.r.map(([pattern, key]) => [RegExp(pattern, "g"), key]);
  const keyOf = (word) => {
    const cyrillic = (word.match(/[\u0400-\u04ff]/g) || []).length, latin = (word.match(/[a-z]/g) || []).length;
    if (cyrillic && latin) word = spell(word, cyrillic >= latin ? tables.c : tables.l);
    word = spell(word, tables.k).normalize("NFKD").replace(marks, "");
    for (const [pattern, key] of rules) word = word.replace(pattern, key);
    return word.replace(/([aeiou])\1+/g, "$1");
  };
  const stem = (key) => {
    for (let round = 0; round < tables.n; round++) {
      const ending = endings.find((one) => key.endsWith(one) && key.length - one.length >= Math.max(tables.m, one.length === 1 ? 3 : 2));
      if (!ending) break;
      key = key.slice(0, -ending.length);
    }
    return squeeze(key);
  };
  // Keys with their endings, and without.
  const keysOf = (text) => parted(text).map(keyOf).filter(Boolean);
  return { keyOf, keysOf, stem, stop, wordsOf: (text) => keysOf(text).map(stem) };
};
