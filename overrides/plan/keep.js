// What may leave the page's memory: a link without days or papers, and, if asked, a copy in this phone. Both are read
// with suspicion.
const KEY = "marshrut-plan", OLDEST = 400;
// Nothing from which an unlawful stay or work could be read: no day, no paper held or lacking, no place, no job, no trouble.
const SHARED = ["citizenship", "purpose", "region", "long", "children"];
// On a page opened from a folder every other saved page could read what is kept. The guide as one file is passed on.
const root = document.getElementById("my-plan");
const fromFolder = location.protocol === "file:" || "copy" in root.dataset;
const isDay = (one) => Number.isInteger(one) && one >= dayOf(2000, 1, 1) && one <= dayOf(2099, 12, 31);
const isStay = (one) => Array.isArray(one) && one.length === 2 && one.every(isDay) && one[0] <= one[1] && one[1] - one[0] < OLDEST * 3;
const good = (name, value) => {
  if (!names.includes(name)) return false;
  const { k, o } = RULES.q[name];
  if (!k) return o.includes(value);
  if (k === "d") return isDay(value);
  return Array.isArray(value) && value.length < 41 && value.every(k === "m" ? (one) => o.includes(one) : isStay);
};
const linkOf = (answers) => {
  const parts = SHARED.filter((name) => name in answers).map((name) => name + "=" + [].concat(answers[name]).join("."));
  return location.origin + location.pathname + "#" + parts.join("&");
};
// Answers that a fragment brings: of a link, or of a finished list (#uz-work). Undefined if it brings none.
const fromFragment = () => {
  const hash = location.hash.slice(1), found = {};
  const [first, purpose] = hash.split("-"), pairs = hash.includes("=") ? hash.split("&").map((part) => part.split("=")) : [
    ["citizenship", first === "other" ? first : first.toUpperCase()], ["purpose", purpose],
  ];
  for (const [name, text = ""] of pairs) {
    const value = name === "children" ? text.split(".") : text;
    if (SHARED.includes(name) && good(name, value)) found[name] = value;
  }
  return hash.includes("=") || Object.keys(found).length === 2 ? found : undefined;
};
const forget = () => {
  try {
    localStorage.removeItem(KEY);
  } catch (error) {}
};
// False if the browser keeps nothing: then no older copy may stay either.
const keep = (answers, done) => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ v: 1, on: today, answers, done: [...done] }));
    return true;
  } catch (error) {
    forget();
  }
};
// What was kept, null if nothing was, false if it was corrupt or too old: then it is gone. A phone that flew west is a day behind.
const kept = () => {
  try {
    const text = localStorage.getItem(KEY);
    if (text === null) return null;
    const { v, on, answers, done } = JSON.parse(text);
    const whole = v === 1 && on <= today + 1 && today - on <= OLDEST && Object.keys(answers).every((name) => good(name, answers[name]));
    if (whole && done.every((id) => ids.includes(id))) return { answers, done };
  } catch (error) {}
  forget();
  return false;
};
