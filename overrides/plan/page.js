// The page: questions on top, the list below them, at once after each answer. Titles, reasons, rules and laws of duties
// are taken from the full list that the page holds anyway; WORDS holds the rest, RUSSIAN the titles to print beside ours.
// Styles go by element, role and data-*: style.css, "My plan". Nothing is sent anywhere.
const say = (key, values) => WORDS.ui[key].replace(/\{(\w+)\}/g, (all, name) => values[name]);
const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const name in attributes) {
    const value = attributes[name];
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child || child === 0));
  return element;
};
const button = (key, click) => make("button", { type: "button", click }, say(key));
const check = (type, change, label, more) => make("label", {}, make("input", { type, change, ...more }), make("span", more && more.span, label));
const small = (...children) => make("small", {}, ...children);
const labelOf = (name, value) => (WORDS.option[name] || {})[value] || WORDS.country[value];
const said = (value, name) => (Array.isArray(value) ? value.map(saidOf).join("–") : typeof value === "number" ? saidOf(value) : labelOf(name, value));
const root = document.getElementById("my-plan"), clock = new Date(), ids = Object.keys(RULES.u), names = Object.keys(RULES.q);
const today = dayOf(clock.getFullYear(), clock.getMonth() + 1, clock.getDate());
// A browser that does not know the language answers for its own: then `other` is the word.
const plural = new Intl.PluralRules(WORDS.plural), russian = typeof RUSSIAN !== "undefined" && RUSSIAN;
let answers = {}, done = new Set(), step = 0, oneByOne = true, remember = false, view, list;

// Questions: built once, shown as the answers make them meaningful.
const field = (name) => {
  const { k, o } = RULES.q[name], [ask, why] = WORDS.question[name], fault = make("p", { role: "alert" }), parts = [];
  const set = (value) => {
    if (value === undefined) delete answers[name];
    else answers[name] = value;
    update();
  };
  const dayInput = (key, change, day) =>
    make("label", {}, say(key), make("input", { type: "date", min: "2000-01-01", max: "2099-12-31", change, value: day === undefined ? day : isoOf(day) }));
  const choice = (type, value, label, change) => {
    const one = check(type, change, label, { name: "q-" + name, value });
    one.firstChild.checked = type === "radio" ? (answers[name] || "") === value : (answers[name] || []).includes(value);
    return one;
  };
  if (k === "one") {
    for (const value of o) parts.push(choice("radio", value, labelOf(name, value), () => set(value)));
    parts.push(choice("radio", "", say("unknown"), () => set()));
  } else if (k === "many") {
    for (const value of o) parts.push(choice("checkbox", value, labelOf(name, value), () => set([...box.querySelectorAll(":checked")].map((one) => one.value))));
  } else if (k === "date") {
    // A phone may show the day as month/day/year: we say it back as it stands on Russian papers.
    const hint = small(), tell = (day) => (hint.textContent = day === undefined ? say("empty") : saidOf(day));
    tell(answers[name]);
    parts.push(dayInput("date", ({ target }) => {
      const day = readDay(target.value);
      fault.textContent = day === undefined && (target.value || target.validity.badInput) ? say("bad_date") : "";
      tell(day), set(day);
    }, answers[name]), hint, fault);
  } else {
    const rows = make("div"), more = button("add", () => add([]).querySelector("input").focus());
    const read = () => {
      const found = [...rows.children].map((row) => [...row.querySelectorAll("input")].map((one) => readDay(one.value)));
      const whole = found.filter((stay) => !stay.includes(undefined));
      fault.textContent = whole.every((one) => good(name, [one])) ? "" : say("bad_stay");
      set(whole.filter((one) => good(name, [one])));
    };
    const add = ([entry, exit]) => {
      const row = make("div", {}, dayInput("in", read, entry), dayInput("out", read, exit), button("remove", () => (row.remove(), read(), more.focus())));
      rows.append(row);
      return row;
    };
    parts.push(rows, more, fault);
    (answers[name] || []).forEach(add);
  }
  const box = make("fieldset", { id: "q-" + name }, make("legend", {}, ask), small(why), ...parts);
  return box;
};
// No <form>: nothing is sent, and a field's name could hide the form's own properties.
const form = make("div"), steps = small();
const back = button("back", () => go(-1)), next = button("next", () => go(1)), heading = make("h2", { id: "mine", tabindex: -1 }, say("list"));
const modes = ["one", "all"].map((key) => button(key, () => ((oneByOne = key === "one"), drawForm())));
const asked = () => names.filter((name) => reader(answers, today).isAsked(name));
const go = (by) => {
  const open = asked();
  if (step + by >= open.length) return heading.focus();
  step += by;
  drawForm();
  form.querySelector("#q-" + open[step]).querySelector("input,button").focus();
};
const drawForm = () => {
  const open = asked();
  step = Math.min(step, open.length - 1);
  for (const box of form.children) {
    const name = box.id.slice(2);
    box.hidden = oneByOne ? name !== open[step] : !open.includes(name);
  }
  modes.forEach((one, n) => one.setAttribute("aria-pressed", oneByOne === !n));
  steps.textContent = say("question", { n: step + 1, total: open.length });
  steps.hidden = back.hidden = next.hidden = !oneByOne;
  back.disabled = !step;
  next.textContent = say(step === open.length - 1 ? "finish" : "next");
};

// The list.
const hangsOn = (conditions, joint) =>
  view.open(conditions).map((one) => one.filter(([name]) => name !== "place").map(([name, values]) => values.map((value) => labelOf(name, value)).join(", ")).join(" · ")).filter(Boolean).join(joint);
const because = ({ sure, duty: { w, x } }) => {
  if (!sure) {
    const unless = hangsOn(x, ", ");
    return [say("if") + " " + hangsOn(w, " / "), unless && say("except") + " " + unless].filter(Boolean).join("; ");
  }
  const met = (w || []).find((one) => view.holds([one])) || {};
  const parts = Object.keys(met).map((name) => met[name].filter((value) => view.answered(name, [value])).map((value) => labelOf(name, value)).join(", "));
  return parts.join(" · ") || say("because_all");
};
const row = (key, text) => text && make("p", {}, make("b", {}, say(key) + ": "), text);
const drawItem = (item) => {
  const { id, duty, last, late, isNow, guessed, sure } = item, of = document.getElementById("do-" + id), number = ids.indexOf(id);
  const copy = (kind) => of.querySelector(kind) && of.querySelector(kind).cloneNode(true);
  const pick = (kind) => (duty[kind] || []).filter((one) => kind === "l" || !RULES.p[one] || !view.holds(RULES.p[one])).map((one) => WORDS[kind][one]).join("; ");
  const stay = last !== undefined && (duty.r || []).find((rule) => rule.s), rule = copy(last === undefined ? ".due" : `.due>:nth-child(${item.rule + 1})`), lateText = WORDS.late[duty.h], days = last - today;
  const box = check("checkbox", ({ target }) => (done[target.checked ? "add" : "delete"](id), update()), say("done"), { "aria-labelledby": `d-${id} t-${id}`, span: { id: "d-" + id } });
  box.firstChild.checked = done.has(id);
  return make("li", { "data-late": late, "data-done": done.has(id), "data-id": id },
    make("p", {}, small(`№ ${number + 1} `), make("span", { id: "t-" + id }, copy(".t")), russian && make("i", { lang: "ru" }, " " + russian.titles[number])),
    isNow ? make("b", {}, say("now")) : last !== undefined && make("p", {}, make("b", {}, say("by", { date: saidOf(last) })), ". " + (late ? say("overdue") : `${say("left")}: ${days}\u00a0${WORDS.day[plural.select(days)] || WORDS.day.other}`)),
    (late || isNow) && make("p", { role: "note" }, lateText),
    stay && last < view.dayFor("entry") && make("p", { role: "note" }, say("no_days")),
    rule && last !== undefined && !isNow && small(rule, " ", say("safe"), ...guessed.map((year) => " " + say("guess", { year }))),
    stay && small(say("window", { n: daysLeft(partsOf(today)[0], today, view.dayFor("entry"), view.stays(), stay.s[0]) })),
    !sure && small(because(item)),
    make("p", {}, copy(".y"), " ", copy(".tel")),
    make("details", {}, make("summary", {}, say("more")), row("papers", pick("p")), row("where", pick("l")), copy(".cost"),
      !late && !isNow && make("p", {}, lateText), sure && row("because", because(item)), last === undefined && rule),
    box);
};
const count = make("p", { role: "status" }), body = make("div"), told = make("div", { role: "status" });
const drawList = () => {
  const open = [...body.querySelectorAll("details[open]")].map((one) => one.parentNode.dataset.id);
  view = reader(answers, today);
  list = view.items();
  const lines = (sure) => list.filter((item) => item.sure === sure).map(drawItem);
  const both = (key) => [...new Set([WORDS.ui[key], russian ? russian[key] : WORDS.ui[key]])].join(" / ");
  const left = list.filter((item) => item.sure && !done.has(item.id)), may = lines(false);
  count.textContent = say("count", { n: left.length, late: left.filter((item) => item.late).length });
  body.replaceChildren(make("div", { "data-print": true }, ...["list", "name", "in", "address"].map((key) => make("p", {}, both(key), key !== "list" && make("u")))),
    make("ol", {}, ...lines(true)), may.length ? make("details", { "data-may": true }, make("summary", {}, say("maybe")), make("ol", {}, ...may)) : "");
  for (const one of body.querySelectorAll("details")) one.open = open.includes(one.parentNode.dataset.id);
};

// To keep and to share. Overdue days stay in the page.
const coming = () => list.filter((item) => item.sure && !item.late && !done.has(item.id));
const show = (...children) => told.replaceChildren(...children);
const area = (key, text) => {
  const box = make("textarea", { readonly: true, rows: 6, "aria-label": say(key) }, text), copied = make("span");
  const tell = () => (copied.textContent = " " + say("copied"));
  const old = () => (box.select(), document.execCommand("copy") && tell());
  show(make("p", {}, say(key + "_note")), box, button("take", () => (navigator.clipboard ? navigator.clipboard.writeText(text).then(tell, old) : old())), copied);
};
const message = () => coming().map(({ id, isNow, last }) => `• ${isNow ? say("now") + ": " : last === undefined ? "" : say("by", { date: saidOf(last) }) + ": "}${document.querySelector(`#do-${id} .t`).textContent}`).join("\n");
const toCalendar = () => {
  const dated = coming().filter((item) => item.last !== undefined && !item.isNow).map(({ id, last }) => ({ number: ids.indexOf(id) + 1, last }));
  const href = URL.createObjectURL(new Blob([calendarFile(dated, new Date())], { type: "text/calendar" }));
  make("a", { href, download: "plan.ics" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 6e4);
  show(make("p", {}, say("calendar_note")));
};
// Built once, so that the box keeps the focus; only what is kept is said anew.
const box = check("checkbox", ({ target }) => ((remember = target.checked), remember || forget(), update()), say("remember")), keeping = small();
const drawMemory = () => {
  box.firstChild.checked = remember;
  const words = Object.keys(answers).map((name) => (Array.isArray(answers[name]) ? answers[name] : [answers[name]]).map((one) => said(one, name)).join(", ")).filter(Boolean);
  keeping.textContent = remember ? say("kept") + " " + words.join("; ") : "";
};
const memory = make("div", {}, box, small(say("remember_note")), keeping, button("forget", () => {
  forget();
  (remember = false), (answers = {}), (done = new Set()), (step = 0);
  fill(), show(make("p", {}, say("forgotten")));
}));
const update = () => {
  drawForm(), drawList();
  if (remember && !keep(answers, done, today)) remember = false;
  drawMemory();
};
const fill = () => (form.replaceChildren(...names.map(field)), update());
const linked = location.hash.includes("=") ? fromLink(location.hash) : fromCase(location.hash), found = kept(today);
const begin = () => {
  if (found) (answers = found.answers), (done = new Set(found.done)), (remember = true);
  if (linked) (answers = linked), (done = new Set()), (remember = false), history.replaceState(null, "", location.pathname + location.search);
  root.replaceChildren(make("p", {}, say("about")), make("p", {}, ...modes), form, steps, make("p", {}, back, " ", next),
    make("section", { "aria-labelledby": "mine" }, heading, count, body, make("p", {}, button("print", () => print()), button("calendar", toCalendar), button("copy", () => area("copy", message())), button("link", () => area("link", linkOf(answers)))), told, memory));
  root.dataset.on = "";
  fill();
  if (found === false) show(make("p", {}, say("dropped")));
};
if (linked || found !== null) begin();
else root.replaceChildren(make("p", {}, say("about")), button("start", () => (begin(), form.querySelector("input").focus())));
