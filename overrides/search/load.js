// Parts of the index are scripts, so that search works from a folder and without a network; each is asked for once.
// A part that came cut does not run, one of another edition has another stamp: both count as not loaded and are asked for again.
const parts = new Map(), arrived = new Map();
const SLOWEST = 3e4;
// The page asks for this script by the version of the guide (keeping.py), and this script so for its parts: a kept copy knows
// them by it.
const VERSION = new URL(document.currentScript.src).search;
window.marshrutSearch = (stamp, name, data) => stamp === INDEX.stamp && arrived.set(name, data);
const fetchScript = (address, result) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const end = () => {
      clearTimeout(timer);
      script.remove();
      const found = result();
      found === undefined ? reject(Error(address)) : resolve(found);
    };
    const timer = setTimeout(end, SLOWEST);
    script.onload = script.onerror = end;
    script.src = address + VERSION;
    document.head.append(script);
  });
const once = (name, start) => {
  if (!parts.has(name)) {
    parts.set(name, start());
    parts.get(name).catch(() => parts.delete(name));
  }
  return parts.get(name);
};
const part = (name) => once(name, () => fetchScript(`search/${name}.js`, () => arrived.get(name)));
// The engine with all headings: what every query needs.
const core = () =>
  once("core", () => {
    const heads = Array.from({ length: INDEX.heads }, (_, number) => part("heads-" + number));
    const engine = once("engine", () => fetchScript(INDEX.engine, () => window.MiniSearch));
    return Promise.all([engine, ...heads]).then(([MiniSearch, ...rows]) => ranker(MiniSearch, rows.flat()));
  });
