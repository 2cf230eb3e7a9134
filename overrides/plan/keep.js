// What may leave the page's memory: a link without days, and, if asked, a copy in this phone. Both are read with suspicion.
const KEY = "marshrut-plan", OLDEST = 400;
// Nothing from which an unlawful stay or work could be read: no days, no troubles, no missing paper, no job.
const SHARED = ["citizenship", "visa", "place", "purpose", "basis", "region", "long", "children"];
const good = (name, value) => {
  const { k, o } = RULES.q[name] || {}, isDay = (one) => Number.isInteger(one) && one > 1e4 && one < 5e4;
  if (k === "one") return o.includes(value);
  if (k === "date") return isDay(value);
  if (!Array.isArray(value) || value.length > 40) return false;
  if (k === "many") return value.every((one) => o.includes(one));
  return k === "stays" && value.every((one) => Array.isArray(one) && one.length === 2 && one.every(isDay) && one[0] <= one[1] && one[1] - one[0] < OLDEST * 3);
};
const linkOf = (answers) => {
  const parts = SHARED.filter((name) => name in answers).map((name) => name + "=" + [].concat(answers[name]).join("."));
  return location.href.split("#")[0] + "#" + parts.join("&");
};
const fromLink = (hash) => {
  const found = {};
  for (const part of hash.slice(1).split("&")) {
    const [name, text = ""] = part.split("="), value = (RULES.q[name] || {}).k === "many" ? text.split(".") : text;
    if (SHARED.includes(name) && good(name, value)) found[name] = value;
  }
  return found;
};
// #uz-work, as the finished lists link here.
const fromCase = (hash) => {
  const [first, purpose] = hash.slice(1).split("-"), citizenship = first === "other" ? first : first.toUpperCase();
  return good("citizenship", citizenship) && good("purpose", purpose) ? { citizenship, purpose } : undefined;
};
const forget = () => {
  try {
    localStorage.removeItem(KEY);
  } catch (error) {}
};
const keep = (answers, done, today) => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ v: 1, on: today, answers, done: [...done] }));
    return true;
  } catch (error) {}
};
// What was kept, null if nothing was, false if it was corrupt or too old: then it is gone.
const kept = (today) => {
  try {
    const text = localStorage.getItem(KEY);
    if (text === null) return null;
    const { v, on, answers, done } = JSON.parse(text);
    const whole = v === 1 && on <= today && today - on <= OLDEST && Object.keys(answers).every((name) => good(name, answers[name]));
    if (whole && done.every((id) => Object.keys(RULES.u).includes(id))) return { answers, done };
  } catch (error) {}
  forget();
  return false;
};
