// Counting days as marshrut/days.py does, which says why. A day is a number: days since 1 January 1970.
// FIXED: holidays of the law itself, as month * 100 + day; OFF: by year, other weekdays off and working weekends.
const dayOf = (year, month, day) => Date.UTC(year, month - 1, day) / 864e5;
const partsOf = (day) => {
  const at = new Date(day * 864e5);
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCDay()];
};
// A text such as 2026-02-29 is no day: undefined.
const readDay = (text) => {
  const found = /^(20\d\d)-(\d\d)-(\d\d)$/.exec(text);
  const day = found && dayOf(+found[1], +found[2], +found[3]);
  return found && isoOf(day) === text ? day : undefined;
};
const two = (number) => String(number).padStart(2, "0");
const isoOf = (day) => {
  const [year, month, date] = partsOf(day);
  return year + "-" + two(month) + "-" + two(date);
};
const saidOf = (day) => isoOf(day).split("-").reverse().join(".");
const isWorking = (day) => {
  const [year, month, date, weekday] = partsOf(day), [off, on] = OFF[year], key = month * 100 + date;
  return weekday % 6 ? ![...FIXED, ...off].includes(key) : on.includes(key);
};
const mayBeOff = (day) => {
  if (partsOf(day)[3] % 6 === 0) return true;
  for (let near = day - 3; near <= day + 3; near++) {
    const [, month, date] = partsOf(near);
    if (FIXED.includes(month * 100 + date)) return true;
  }
  return false;
};
const addMonths = (day, months) => {
  const [year, month, date] = partsOf(day), end = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(year, month + months, Math.min(date, end));
};
// A term is [count, unit]: d days, w working days, m months. Both return [day, years that had to be guessed].
const within = ([count, unit], start) => {
  if (unit === "d") return [start + count - 1, []];
  if (unit === "m") return [addMonths(start, count) - 1, []];
  const guessed = new Set();
  for (let day = start; ; day++) {
    const year = partsOf(day)[0];
    if (!OFF[year]) guessed.add(year), count--;
    else if (isWorking(day)) count--;
    if (count <= 0) return [day, [...guessed]];
  }
};
const before = ([count, unit], end) => {
  if (unit === "d") return [end - count - 1, []];
  if (unit === "m") return [addMonths(end, -count) - 1, []];
  const guessed = new Set();
  for (let day = end - 1; ; day--) {
    const year = partsOf(day)[0];
    if (!OFF[year]) guessed.add(year), mayBeOff(day) || count--;
    else if (isWorking(day)) count--;
    if (count < 0) return [day, [...guessed].sort()];
  }
};
const daysUsed = (stays, until) => {
  const spent = new Set(), used = {};
  for (const [entry, exit] of stays) for (let day = entry; day <= exit && day < until; day++) spent.add(day);
  for (const day of spent) used[partsOf(day)[0]] = (used[partsOf(day)[0]] || 0) + 1;
  return used;
};
const lastDayOfStay = (entry, stays, aYear, inARow) => {
  const used = daysUsed(stays, entry);
  let day = entry - 1;
  for (let n = 0; n < inARow; n++) {
    const year = partsOf(day + 1)[0];
    if ((used[year] || 0) >= aYear) break;
    used[year] = (used[year] || 0) + 1;
    day++;
  }
  return day;
};
const daysLeft = (year, today, entry, stays, aYear) =>
  Math.max(0, aYear - (daysUsed(entry <= today ? [...stays, [entry, today]] : stays, Infinity)[year] || 0));
