// What all parts of the page share. Titles, reasons, rules and laws of duties are taken from the full list that the page
// holds anyway; WORDS holds the rest, RUSSIAN the titles to print beside ours, BUILT the day of this edition.
// Styles go by element, role and data-*: style.css, "My plan". Nothing is sent anywhere.
const ids = Object.keys(RULES.u), names = Object.keys(RULES.q);
const say = (key, values) => WORDS.ui[key].replace(/\{(\w+)\}/g, (all, name) => values[name]);
const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const name in attributes) {
    const value = attributes[name];
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child));
  return element;
};
const button = (key, click) => make("button", { type: "button", click }, say(key));
const check = (type, change, label, more) => make("label", {}, make("input", { type, change, ...more }), make("span", more && more.span, label));
const small = (...children) => make("small", {}, ...children);
// The names of countries stand at the links to finished lists.
const countryOf = (code) => document.getElementById(code.toLowerCase()).textContent;
const labelOf = (name, value) => (WORDS.option[name] || {})[value] || countryOf(value);
// The lasting number of a duty; most stand where they are counted.
const numberOf = (id) => RULES.u[id].i || ids.indexOf(id) + 1;
const said = (value, name) => (Array.isArray(value) ? value.map(saidOf).join("–") : typeof value === "number" ? saidOf(value) : labelOf(name, value));
// A clock that is behind this edition is wrong: then we count from the edition.
const clockDay = () => {
  const now = new Date();
  return dayOf(now.getFullYear(), now.getMonth() + 1, now.getDate());
};
const dayNow = () => Math.max(clockDay(), BUILT);
// A browser that does not know the language answers for its own: then `other` is the word.
const plural = window.Intl && Intl.PluralRules ? new Intl.PluralRules(WORDS.plural) : { select: () => "other" };
const russian = typeof RUSSIAN !== "undefined" && RUSSIAN;
let today = dayNow(), answers = {}, done = new Set(), step = 0, oneByOne = true, remember = false, view, list;
