// Where things are kept: only in the browser's Cache storage, under names that hold the address of this language's
// folder (HERE), so that two languages, or two sites of one host, never touch each other. Used by worker and page.
const NAME = "marshrut " + HERE.pathname, STATE = NAME + " state", READ = NAME + " read", WHOLE = NAME + " whole ";
const FORMAT = 1;
// State is three small entries under addresses that no file of the site has:
// whole: the list (version.json) of the copy in use, the one pointer that a new copy flips; read: pages read are kept;
// news: when the list was last looked up and what it said.
const slot = (name) => HERE.href + "kept/" + name;
const partUrl = (hash) => HERE.href + "kept/" + hash + ".bin";
const recall = async (name) => {
  // has() first: open() would make an empty cache where the reader asked for none.
  if (!(await caches.has(STATE))) return;
  const found = await (await caches.open(STATE)).match(slot(name));
  return found && found.json();
};
const remember = async (name, value) => (await caches.open(STATE)).put(slot(name), new Response(JSON.stringify(value)));
const unremember = async (name) => (await caches.has(STATE)) && (await caches.open(STATE)).delete(slot(name));
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
// As on Russian papers, in every language: 2026-11-22 → 22.11.2026
const sayDay = (day) => day.split("-").reverse().join(".");
const say = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => (key in values ? values[key] : all));
// The newest list, never an older one out of the browser's own cache.
const fetchList = async () => {
  const answer = await fetch(HERE.href + "version.json", { cache: "no-store" });
  if (!answer.ok) throw new Error("no list");
  const list = await answer.json();
  if (list.format !== FORMAT) throw new Error("another format");
  return list;
};
// Bytes of a list that a copy does not hold yet.
const lacking = (list, copy) => {
  const held = new Set(copy ? copy.parts.map(([hash]) => hash) : []);
  return list.parts.reduce((sum, [hash, bytes]) => sum + (held.has(hash) ? 0 : bytes), 0);
};
