// The list below the questions.
const heading = make("h2", { id: "mine", tabindex: -1 }, say("list")), count = make("p", { role: "status" }), body = make("div");
// The conditions that are not decided, in words; the stage tells the place.
const hangsOn = (conditions, joint) =>
  view.open(conditions)
    .map((one) => one.filter(([name]) => name !== "place").map(([name, values]) => values.map((value) => labelOf(name, value)).join(", ")).join(" · "))
    .filter(Boolean)
    .join(joint);
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
const copyOf = (id, kind) => {
  const found = document.querySelector(`#n${numberOf(id)} ${kind}`);
  return found && found.cloneNode(true);
};
const drawDay = ({ last, late, isNow }) => {
  if (isNow) return make("b", {}, say("now"));
  const days = last - today;
  return make("p", {}, make("b", {}, say("by", { date: saidOf(last) })), ". " + (late ? say("overdue") : `${say("left")}: ${days}\u00a0${WORDS.day[plural.select(days)] || WORDS.day.other}`));
};
// How the day was counted: the rule, what we took for granted, and for a stay what is left of the year.
const drawRule = ({ duty, last, rule, by, guessed, isNow }) => {
  if (last === undefined || isNow) return [];
  const stay = (RULES.u[by].r[rule] || {}).s, trips = stay && view.isAsked("stays") && !answers.stays;
  const notes = [say("safe"), ...guessed.map((year) => say("guess", { year })), trips && say("no_trips")];
  const left = stay && by === list.current && say("window", { n: daysLeft(partsOf(today)[0], today, view.dayFor("entry"), view.stays(), stay[0]) });
  return [
    stay && last < view.dayFor("entry") && make("p", { role: "note" }, say("no_days")),
    small(copyOf(by, `.due>:nth-child(${rule + 1})`), " ", notes.filter(Boolean).join(" ")),
    left && small(left),
  ];
};
const drawMore = (item) => {
  const { id, duty, last, late, isNow, sure } = item;
  const pick = (kind) => (duty[kind] || []).filter((one) => kind === "l" || !RULES.p[one] || !view.holds(RULES.p[one])).map((one) => WORDS[kind][one]).join("; ");
  return make("details", {}, make("summary", {}, say("more")), row("papers", pick("p")), row("where", pick("l")), copyOf(id, ".cost"),
    !late && !isNow && make("p", {}, WORDS.late[duty.h]), sure && row("because", because(item)), last === undefined && copyOf(id, ".due"));
};
const drawItem = (item) => {
  const { id, duty, last, late, isNow, sure } = item;
  list.current = id;
  const tick = ({ target }) => (done[target.checked ? "add" : "delete"](id), update());
  const box = check("checkbox", tick, say("done"), { "aria-labelledby": `d-${id} t-${id}`, span: { id: "d-" + id } });
  box.firstChild.checked = done.has(id);
  return make("li", { "data-late": late, "data-done": done.has(id), "data-id": id },
    make("p", {}, small(`№ ${numberOf(id)} `), make("span", { id: "t-" + id }, copyOf(id, ".t")), russian && make("i", { lang: "ru" }, " " + russian.titles[ids.indexOf(id)])),
    last !== undefined && drawDay(item), (late || isNow) && make("p", { role: "note" }, WORDS.late[duty.h]), ...drawRule(item),
    !sure && small(because(item)), make("p", {}, copyOf(id, ".y"), " ", copyOf(id, ".tel")), drawMore(item), box);
};
const blank = (key) => make("p", {}, [...new Set([WORDS.ui[key], russian ? russian[key] : WORDS.ui[key]])].join(" / "), key !== "list" && make("u"));
const drawList = () => {
  const active = document.activeElement, held = active && body.contains(active) && active.closest("[data-id]"), tag = active && active.tagName;
  const open = [...body.querySelectorAll("details[open]")].map((one) => one.parentNode.dataset.id);
  view = reader(sound(), today);
  list = view.items();
  const lines = (sure) => list.filter((item) => item.sure === sure).map(drawItem), may = lines(false);
  const left = list.filter((item) => item.sure && !done.has(item.id));
  count.textContent = say("count", { n: left.length, late: left.filter((item) => item.late).length }) + (clockDay() < BUILT ? " " + say("clock") : "");
  body.replaceChildren(make("div", { "data-print": true }, ...["list", "name", "in", "address"].map(blank)), make("ol", {}, ...lines(true)),
    may.length ? make("details", { "data-may": true }, make("summary", {}, say("maybe")), make("ol", {}, ...may)) : "");
  for (const one of body.querySelectorAll("details")) one.open = open.includes(one.parentNode.dataset.id);
  // A reader by keyboard stays where they ticked.
  const again = held && body.querySelector(`[data-id="${held.dataset.id}"] ${tag.toLowerCase()}`);
  if (again) again.focus();
};
