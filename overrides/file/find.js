// Search over the headings and the text of this file. Nothing is kept, the address does not change.
const place = document.getElementById("find"), MOST = 25, AROUND = 60;
const node = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
};
let sections;
// Text with a space wherever a block begins or ends: textContent would glue the end of one line to the next.
const textOf = (html) => html.replace(/<(?!\/?(a|b|bdi|em|i|span|strong)\b)[^>]*>/g, " ").replace(/<[^>]*>/g, "").replace(/&nbsp;/g, " ").replace(/&amp;/g, "&").replace(/\s+/g, " ").trim();
// Made when somebody types: every section with its words, folded; what stands before the first heading is the page's own.
const read = () => {
  sections = [];
  for (const page of document.querySelectorAll("main article")) {
    const title = page.querySelector("h1"), name = title ? title.textContent : "";
    const parts = [...page.querySelectorAll("section")].filter((one) => one.querySelector("h2[id]"));
    const own = [...page.children].filter((one) => !parts.includes(one) && !/honest|toc|laws/.test(one.className));
    sections.push(entry(page.id, name, "", own.slice(1).map((one) => one.outerHTML).join(" ")));
    for (const part of parts) {
      const heading = part.querySelector("h2[id]");
      sections.push(entry(heading.id, name, heading.textContent, part.innerHTML.replace(/<h2[^]*?<\/h2>/, "")));
    }
  }
};
const bare = (text) => " " + fold(text).replace(/[^a-z0-9]+/g, " ");
const entry = (id, page, heading, html) => {
  const text = textOf(html);
  // What to do comes before what the law says and what it was.
  return { id, page, heading, text, weight: heading ? 1 : 1.3, less: /^(about|report|system)\/|^[^/:]+\./.test(id) ? 0.4 : 1, head: bare((heading || page) + " " + (FIND.also[id] || "")), both: bare(page + " " + heading), body: bare(text) };
};
// A word may go on (its ending bends), and its own ending may be cut.
const stem = (word) => (word.length > 6 ? word.slice(0, -2) : word.length > 4 ? word.slice(0, -1) : word);
const where = ({ head, both, body }, at) => (head.includes(at) ? 9 : both.includes(at) ? 5 : body.includes(at) ? 1.5 : 0);
const rank = (section, words) => {
  let sum = 0, met = 0;
  for (const word of words) {
    const at = " " + stem(word);
    const score = where(section, at) || (word.length > 6 ? where(section, at.slice(0, 5)) / 4 : 0);
    sum += score;
    met += score > 0;
  }
  // Of several words one may be missing, but who has them all comes first.
  return met * 2 > words.length ? sum * (met / words.length) ** 3 * section.weight * section.less : 0;
};
// Some words around the first that was found, which is marked.
const context = ({ text }, words) => {
  for (const match of text.matchAll(/[\p{L}\p{N}’ʻʼ'-]+/gu)) {
    if (!words.some((word) => fold(match[0]).startsWith(stem(word)))) continue;
    const from = Math.max(0, match.index - AROUND), to = match.index + match[0].length;
    return [from ? "…" : "", text.slice(from, match.index), node("mark", {}, match[0]), text.slice(to, to + AROUND), "…"];
  }
  return [];
};
const told = node("p", { role: "status" }), list = node("ul");
const find = (text) => {
  const words = fold(text).split(/[^a-z0-9]+/).filter((word) => word.length > 1).slice(0, 8);
  list.replaceChildren();
  told.textContent = "";
  if (!words.length) return;
  if (!sections) read();
  const found = sections.map((section) => [rank(section, words), section]).filter(([score]) => score).sort((one, other) => other[0] - one[0]);
  told.textContent = found.length ? FIND.found.replace("{n}", found.length) : FIND.nothing;
  for (const [, section] of found.slice(0, MOST)) {
    const name = section.page + (section.heading ? " › " + section.heading : "");
    list.append(node("li", {}, node("a", { href: "#" + section.id }, name), node("small", {}, ...context(section, words))));
  }
};
const box = node("input", { type: "search", autocomplete: "off", maxlength: 100 });
let waiting;
box.addEventListener("input", () => (clearTimeout(waiting), (waiting = setTimeout(() => find(box.value), 150))));
place.append(node("label", {}, FIND.find, " ", box), told, list);
