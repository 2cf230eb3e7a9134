// To keep and to share. Overdue days and what happened stay in the page.
const told = make("div", { role: "status" }), show = (...children) => told.replaceChildren(...children);
const coming = () => list.filter((item) => item.sure && !item.late && !item.duty.t && !done.has(item.id));
const area = (key, text) => {
  const box = make("textarea", { readonly: true, rows: 6, "aria-label": say(key) }, text), copied = make("span");
  const tell = () => (copied.textContent = " " + say("copied"));
  const old = () => (box.select(), document.execCommand("copy") && tell());
  show(make("p", {}, say(key + "_note")), box, button("take", () => (navigator.clipboard ? navigator.clipboard.writeText(text).then(tell, old) : old())), copied);
};
const message = () =>
  coming().map(({ id, last }) => `• ${last === undefined ? "" : say("by", { date: saidOf(last) }) + ": "}${copyOf(id, ".t").textContent}`).join("\n");
const toCalendar = () => {
  const dated = coming().filter((item) => item.last !== undefined).map(({ id, last }) => ({ number: numberOf(id), last }));
  const href = URL.createObjectURL(new Blob([calendarFile(dated, new Date())], { type: "text/calendar" }));
  make("a", { href, download: "plan.ics" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 6e4);
  show(make("p", {}, say("calendar_note")));
};
const keeping = small();
const reset = () => ((remember = false), (answers = {}), (done = new Set()), (step = 0), fill());
// Built once, so that the box keeps the focus; only what is kept is said anew.
const memoryBox = check("checkbox", ({ target }) => ((remember = target.checked), remember || forget(), update()), say("remember"));
const memory = make("div", {}, memoryBox, small(say("remember_note")), keeping, button("forget", () => (forget(), reset(), show(make("p", {}, say("forgotten"))))));
// Only what is still asked is kept: an answer that no longer matters would only lie there.
const drawMemory = () => {
  const open = asked().filter((name) => name in answers && good(name, answers[name]));
  const failed = remember && !keep(Object.fromEntries(open.map((name) => [name, answers[name]])), done);
  if (failed) remember = false;
  memoryBox.firstChild.checked = remember;
  const words = open.map((name) => (Array.isArray(answers[name]) ? answers[name] : [answers[name]]).map((one) => said(one, name)).join(", "));
  keeping.textContent = failed ? say("no_store") : remember ? say("kept") + " " + words.filter(Boolean).join("; ") : !fromFolder && kept() ? say("other_kept") : "";
};
