const update = () => {
  today = dayNow();
  drawForm(), drawList();
  if (!fromFolder) drawMemory();
};
const fill = () => (form.replaceChildren(...names.map(field)), update());
// A page stays open for weeks: when the day has changed, or it is looked at again, the list is counted anew.
const wake = () => "on" in root.dataset && today !== dayNow() && update();
for (const event of ["pageshow", "focus", "beforeprint"]) addEventListener(event, wake);
document.addEventListener("visibilitychange", wake);
setInterval(wake, 6e4);
// "Forget everything" in another tab holds for this one.
addEventListener("storage", ({ key, newValue }) => (key === KEY || key === null) && newValue === null && remember && reset());
// Answers out of the fragment leave the address at once, also when a link is pasted into an open page.
const take = () => {
  const given = fromFragment();
  if (given) history.replaceState(null, "", location.pathname);
  return given;
};
addEventListener("hashchange", () => {
  const given = take();
  if (!given) return;
  (answers = given), (done = new Set()), (remember = false);
  "on" in root.dataset ? fill() : begin();
});
// Another language opens with the answers that a link may hold; after script.js, which keeps the section.
document.addEventListener("click", ({ target }) => {
  const other = target.closest(".lr a"), hash = linkOf(answers).split("#")[1];
  if (other && hash) other.hash = hash;
});
// A notice that the source has changed stands above a stage; one is enough for a list that takes from all of them.
const stage = document.querySelector(".stale+.plan"), older = stage && stage.previousElementSibling.cloneNode(true);
const begin = () => {
  const acts = [button("print", () => print()), button("calendar", toCalendar), button("copy", () => area("copy", message())), !fromFolder && button("link", () => area("link", linkOf(answers)))];
  root.replaceChildren(make("p", {}, say("about")), make("p", {}, ...modes), form, steps, make("p", {}, back, " ", next),
    make("section", { "aria-labelledby": "mine" }, heading, older, count, body, make("p", {}, ...acts), told, fromFolder ? "" : memory));
  fill();
  // Last, for it hides the full list in print: a browser too old to come this far keeps that list.
  root.dataset.on = "";
};
const linked = take(), stored = fromFolder ? null : kept();
if (linked) answers = linked;
else if (stored) (answers = stored.answers), (done = new Set(stored.done)), (remember = true);
if (linked || stored !== null) begin();
else root.replaceChildren(make("p", {}, say("about")), button("start", () => (begin(), form.querySelector("input").focus())));
if (stored === false) show(make("p", {}, say("dropped")));
