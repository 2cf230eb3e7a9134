// The box and its results. Nothing is kept, nothing goes into the address; what is loaded is loaded when the reader types.
const PAUSE = 250, PATIENCE = 1500, REST = 500, AT_ONCE = 6;
const root = document.getElementById("find");
const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
};
const box = make("input", { type: "search", id: "find-box", autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: 200, enterkeyhint: "search", dir: "auto" });
const told = make("p", { role: "status" }), list = make("ol"), trouble = make("p"), more = make("button", { type: "button" }, SAY.more);
const again = make("button", { type: "button" }, SAY.again), advice = document.getElementById("find-help");
let turn = 0, timer, linesTimer, shown = 0, last, lines = [];
const row = ({ page, passage, at }, terms) => {
  const link = make("a", { href: page.path + ".html" + (passage.id ? "#" + passage.id : "") }, make("b", {}, marked(page.title, terms)));
  if (passage.heading) link.append(" › ", marked(passage.heading, terms));
  const line = make("p");
  lines.push(() =>
    part("text/" + page.path).then(
      (texts) => line.append(marked(excerpt(texts[at - page.first] || texts[0], terms), terms)),
      () => {}, // a result whose text does not come stays without its line
    ),
  );
  return make("li", {}, link, line);
};
const showMore = () => {
  const rows = last.found.slice(shown, shown + AT_ONCE).map((one) => row(one, last.terms));
  list.append(...rows);
  // Texts are asked for when the reader pauses: those of a word half typed would be for nothing.
  clearTimeout(linesTimer);
  linesTimer = setTimeout(() => lines.splice(0).forEach((start) => start()), REST);
  shown += rows.length;
  more.hidden = shown >= last.found.length;
  return rows[0];
};
const draw = (result) => {
  last = result;
  shown = 0;
  lines = [];
  list.replaceChildren();
  told.textContent = result.found.length ? SAY.count.replace("{n}", result.found.length) : SAY.none;
  showMore();
};
const fail = (isFailed, words) => trouble.replaceChildren(...(isFailed ? [words, " ", again] : []));
const clear = () => {
  list.replaceChildren();
  told.textContent = "";
  more.hidden = true;
  fail(false);
};
const rest = () => root.setAttribute("aria-busy", false);
const run = async () => {
  const mine = ++turn, query = box.value.trim();
  clearTimeout(timer);
  if (!query) return clear(), rest();
  root.setAttribute("aria-busy", true);
  const busy = setTimeout(() => mine === turn && (told.textContent = SAY.wait), PAUSE);
  try {
    const index = await core(), words = queryWords(query);
    if (mine !== turn) return;
    // Two letters are the beginning of too many words: their texts are not asked for.
    const numbers = new Set(words.filter(({ stem }) => stem.length > 2 || /\d/.test(stem)).flatMap(({ stem }) => partsFor(stem)));
    const texts = Promise.all([...numbers].map((number) => part("words-" + number).then((entries) => index.addTexts(number, entries)))).then(() => true, () => false);
    const sort = () => draw(index.rank(words));
    const end = (whole) => fail(!whole, SAY.part);
    const whole = await Promise.race([texts, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    if (mine !== turn) return;
    clearTimeout(busy);
    sort();
    if (whole !== undefined) return end(whole);
    // A slow network: headings first, the texts when they come.
    const late = await texts;
    if (mine === turn) (late && sort(), end(late));
  } catch {
    if (mine !== turn) return;
    clear();
    fail(true, SAY.failed);
  } finally {
    clearTimeout(busy);
    if (mine === turn) rest();
  }
};
if (root) {
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE);
  });
  box.addEventListener("keydown", ({ key }) => key === "Enter" && run());
  again.addEventListener("click", run);
  more.addEventListener("click", () => {
    const next = showMore();
    if (next) next.querySelector("a").focus();
  });
  root.replaceChildren(make("p", {}, make("label", { for: "find-box" }, SAY.label), box), told, trouble, list, more);
  clear();
}
