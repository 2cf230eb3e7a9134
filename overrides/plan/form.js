// Questions: built once, shown as the answers make them meaningful.
const form = make("div"), faults = {};
const set = (name, value) => {
  if (value === undefined) delete answers[name];
  else answers[name] = value;
  update();
};
// A day that cannot lie ahead and does is no answer.
const isAhead = (name) => {
  const { p } = RULES.q[name];
  return answers[name] > today && (p === 1 || (p && reader(answers, today).holds(p) === true));
};
const sound = () => {
  const found = { ...answers };
  for (const name of names) if (RULES.q[name].p && isAhead(name)) delete found[name];
  return found;
};
const dayInput = (key, name, change, day) =>
  make("label", {}, say(key), make("input", { type: "date", min: "2000-01-01", max: "2099-12-31", change, blur: () => showFaults(name), "aria-describedby": "f-" + name, value: day === undefined ? day : isoOf(day) }));
const typedWrong = (input) => input.validity.badInput || (input.value && readDay(input.value) === undefined);
const showFaults = (name) => {
  const inputs = [...form.querySelectorAll(`#q-${name} input[type=date]`)];
  const key = name === "stays" ? (answers.stays === "?" || inputs.some(typedWrong)) && "bad_stay" : (isAhead(name) || inputs.some(typedWrong)) && "bad_date";
  faults[name].textContent = key ? say(key) : "";
};
const choices = (name, type, values, change) => values.map(([value, label]) => {
  const one = check(type, () => change(value), label, { name: "q-" + name, value });
  one.firstChild.checked = type === "radio" ? (answers[name] || "") === value : (answers[name] || []).includes(value);
  return one;
});
const labelled = (name) => RULES.q[name].o.map((value) => [value, labelOf(name, value)]);
const FIELDS = {
  o: (name) => choices(name, "radio", [...labelled(name), ["", say("unknown")]], (value) => set(name, value || undefined)),
  m: (name) => choices(name, "checkbox", labelled(name), () => set(name, [...form.querySelectorAll(`#q-${name} :checked`)].map((one) => one.value))),
  d: (name) => {
    // A phone may show the day as month/day/year: we say it back as it stands on Russian papers.
    const hint = small(), tell = (day) => (hint.textContent = day === undefined ? say("empty") : saidOf(day));
    tell(answers[name]);
    return [dayInput("date", name, ({ target }) => (tell(readDay(target.value)), set(name, readDay(target.value)), isAhead(name) && showFaults(name)), answers[name]), hint];
  },
  s: (name) => {
    const rows = make("div"), more = button("add", () => add([]).querySelector("input").focus());
    const none = check("checkbox", ({ target }) => (rows.replaceChildren(), set(name, target.checked ? [] : undefined), showFaults(name)), say("none"));
    none.firstChild.checked = Array.isArray(answers[name]) && !answers[name].length;
    const read = () => {
      const found = [...rows.children].map((row) => [...row.querySelectorAll("input")].map((one) => readDay(one.value)));
      none.firstChild.checked = false;
      set(name, found.length ? (found.every(isStay) ? found : "?") : undefined);
    };
    const add = ([entry, exit]) => {
      const gone = () => (row.remove(), read(), showFaults(name), more.focus());
      const row = make("div", {}, dayInput("in", name, read, entry), dayInput("out", name, read, exit), button("remove", gone));
      rows.append(row);
      return row;
    };
    if (Array.isArray(answers[name])) answers[name].forEach(add);
    return [none, rows, more];
  },
};
const field = (name) => {
  const { k } = RULES.q[name], [ask, why] = WORDS.question[name], note = small(why);
  note.id = "w-" + name;
  faults[name] = make("p", { role: "alert", id: "f-" + name });
  return make("fieldset", { id: "q-" + name, "aria-describedby": note.id }, make("legend", {}, ask), note, ...FIELDS[k || "o"](name), faults[name]);
};
const steps = small(), back = button("back", () => go(-1)), next = button("next", () => go(1));
const modes = ["one", "all"].map((key) => button(key, () => ((oneByOne = key === "one"), drawForm())));
const asked = () => names.filter((name) => reader(answers, today).isAsked(name));
const go = (by) => {
  const open = asked();
  if (step + by >= open.length) return heading.focus();
  step += by;
  drawForm();
  const box = form.querySelector("#q-" + open[step]);
  (box.querySelector(":checked") || box.querySelector("input,button")).focus();
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
