// The controls on about/offline. Nothing is registered or stored before a button is pressed; each button says first
// what it will do and what it costs. "Remove everything" leaves no cache and no worker of this site behind.
const root = document.getElementById("keep-guide"), MOST_READ = 60;
const make = (tag, attributes, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside.filter(Boolean));
  return made;
};
const words = (key, values) => say(WORDS[key], values || {});
const line = (key, values) => make("p", {}, words(key, values));
const kilobytes = (bytes) => Math.ceil(bytes / 1024);
const told = make("p", { role: "status" }), readPart = make("div", {}), wholePart = make("div", {}), removePart = make("div", {});
const bar = make("progress", { max: "1", value: "0", "aria-label": WORDS.whole_title });
let newest, taking, failed = "", installer;

const button = (key, values, act) => {
  const made = make("button", { type: "button" }, words(key, values));
  made.addEventListener("click", async () => {
    made.disabled = true;
    tell("");
    try {
      await act();
    } catch (error) {
      tell(error.name === "QuotaExceededError" ? "full" : "failed");
    }
    await draw();
  });
  return made;
};
const tell = (key, values) => (told.textContent = key && words(key, values));
// Registered by the first thing that is kept; waits until the worker really runs, so that a button never promises too much.
const register = async () => {
  const registration = await navigator.serviceWorker.register(HERE.href + "sw.js", { scope: HERE.href, updateViaCache: "none" });
  const worker = registration.active || registration.waiting || registration.installing;
  if (worker.state === "activated") return;
  await new Promise((done, stop) => worker.addEventListener("statechange", () => (worker.state === "activated" ? done() : worker.state === "redundant" && stop(new Error("no worker")))));
};
const unregister = async (prefix) => {
  for (const registration of await navigator.serviceWorker.getRegistrations()) if (registration.scope.startsWith(prefix)) await registration.unregister();
};
// Twice: a worker that was just writing may have brought one cache back.
const drop = async (prefix) => {
  for (let times = 0; times < 2; times++) for (const name of await ours(prefix)) await caches.delete(name);
};
const nothingLeft = async () => {
  if ((await recall("read")) || (await recall("whole")) || (await ours(WHOLE)).length) return;
  await unregister(HERE.href);
  await drop(NAME + " ");
};
const startReading = async () => {
  await register();
  await remember("read", { since: today() });
};
const stopReading = async () => {
  await unremember("read");
  await drop(READ);
  await nothingLeft();
  tell("read_removed");
};
const removeWhole = async () => {
  await unremember("whole");
  await unremember("news");
  await drop(WHOLE);
  await nothingLeft();
  tell("whole_removed");
};
// Every language of this site: the folder above.
const removeAll = async () => {
  if (taking) taking.abort();
  const site = new URL("..", HERE);
  await drop("marshrut " + site.pathname);
  await unregister(site.href);
  await drop("marshrut " + site.pathname);
  tell("removed");
};
const startWhole = async () => {
  if (taking) return;
  failed = "";
  taking = new AbortController();
  draw();
  try {
    await register();
    await takeWhole(taking.signal, (done, all) => {
      bar.value = done / all;
      going.textContent = words("whole_going", { done: kilobytes(done), size: kilobytes(all) });
    });
    newest = await fetchList().catch(() => newest);
  } catch (error) {
    if (error.name !== "AbortError") failed = error.name === "QuotaExceededError" ? "full" : "whole_failed";
  }
  taking = undefined;
  await draw();
};
// The connection is back: go on with what the reader had asked for.
addEventListener("online", () => failed === "whole_failed" && startWhole());
const going = make("p", {});

const isWhole = async (list) => {
  const cache = await caches.open(WHOLE + list.version), keys = new Set((await cache.keys()).map((key) => key.url));
  return list.parts.every(([hash]) => keys.has(partUrl(hash)));
};
const drawRead = async () => {
  const on = await recall("read");
  if (!on) return readPart.replaceChildren(make("h3", {}, words("read_title")), line("read_about", { most: MOST_READ }), button("read_start", {}, startReading));
  const keys = (await caches.has(READ)) ? await (await caches.open(READ)).keys() : [];
  const count = keys.filter((key) => key.url.endsWith(".html")).length;
  readPart.replaceChildren(make("h3", {}, words("read_title")), line("read_on", { count, most: MOST_READ }), button("read_stop", {}, stopReading));
};
const drawWhole = async () => {
  const copy = await recall("whole"), parts = [make("h3", {}, words("whole_title"))];
  if (!("DecompressionStream" in window)) return wholePart.replaceChildren(...parts, line("half"));
  const size = newest && kilobytes(newest.bytes), start = () => void startWhole();
  if (copy) parts.push(line("whole_done", { day: sayDay(copy.day) }));
  if (taking) {
    wholePart.replaceChildren(...parts, going, bar, make("p", {}, button("whole_stop", {}, () => taking && taking.abort())));
    return;
  }
  if (failed) parts.push(make("p", { role: "alert" }, words(failed)));
  const left = newest && (await begun(newest, copy));
  if (!newest) parts.push(line("whole_unknown"), button("again", {}, look));
  else if (copy && !(await isWhole(copy))) parts.push(line("whole_damaged"), button("whole_start", { size }, start));
  else if (copy && copy.version === newest.version) parts.push(line("whole_current"));
  else {
    if (copy) parts.push(line("whole_newer", { day: sayDay(newest.day) }));
    else parts.push(line("whole_about", { size }));
    const rest = left.is ? kilobytes(Math.max(0, lacking(newest, copy) - left.bytes)) : kilobytes(lacking(newest, copy));
    if (left.is) parts.push(line("whole_partial", { done: kilobytes(left.bytes), size }));
    parts.push(button(left.is ? "whole_continue" : copy ? "whole_update" : "whole_start", { size: rest }, start));
  }
  if (copy || (left && left.is)) parts.push(" ", button("whole_remove", {}, removeWhole));
  wholePart.replaceChildren(...parts);
};
const draw = async () => {
  try {
    await drawRead();
    await drawWhole();
    const any = (await ours("marshrut " + new URL("..", HERE).pathname)).length;
    removePart.replaceChildren(...[installer && button("install", {}, () => installer.prompt()), any ? button("remove", {}, removeAll) : line("nothing")].filter(Boolean));
  } catch (error) {
    // Storage is closed to us: a private tab, or the reader's own setting.
    root.replaceChildren(line("refused"));
  }
};
const look = async () => {
  newest = await fetchList().catch(() => undefined);
};
// Only some browsers offer it, and only when nothing stands against it.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installer = event;
  draw();
});
const why = location.protocol === "file:" ? "file" : !isSecureContext ? "insecure" : !("serviceWorker" in navigator) || !window.caches || !window.crypto.subtle ? "old" : "";
if (why) {
  // The stylesheet keeps room for the controls.
  root.style.minHeight = "0";
  root.replaceChildren(line(why));
} else {
  root.replaceChildren(told, readPart, wholePart, removePart);
  look().then(draw);
}
