// The service worker of one language. It runs only after a reader asked for it on about/offline, keeps only what was
// asked for, and answers for pages of this folder: from the network where there is one, else from what is kept, and
// then it says so on the page. WORDS and ABOUT come from the build; WORDS is HTML-safe already.
const PATIENCE = 4000, MOST_READ = 60, LONGEST = 3e5, OLD = 30 * 864e5, ONCE = 864e5;
const PAGE = "text/html; charset=utf-8", SCRIPT_TYPE = "text/javascript; charset=utf-8";
const isWholePage = (text) => /<\/html>\s*$/.test(text);
const html = (text, status) => new Response(text, { status: status || 200, headers: { "content-type": PAGE } });
const escaped = (text) => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
// The file a page's address means: hosts also show it without .html, and a folder for its index.
const fileOf = (url) => {
  const path = decodeURIComponent(url.pathname.slice(HERE.pathname.length));
  return !path || path.endsWith("/") ? path + "index.html" : /\.\w+$/.test(path) ? path : path + ".html";
};
const upFrom = (name) => "../".repeat(name.split("/").length - 1);

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(HERE.pathname)) return;
  const name = fileOf(url), version = url.search.slice(1);
  if (request.mode === "navigate" && name.endsWith(".html")) event.respondWith(page(event, name));
  // A script without a version is none of ours.
  else if (name.endsWith(".js") && /^[0-9a-f]{12}$/.test(version)) event.respondWith(script(event, name, version));
});

const page = async (event, name) => {
  const { copy, reading } = await kept(name), going = fromNetwork(event, name, copy, reading);
  event.waitUntil(going.catch(() => {}));
  if (!copy) return going.catch(() => absent(name));
  if (!navigator.onLine) return shown(copy, name);
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  return (await Promise.race([going, late]).catch(() => {})) || shown(copy, name);
};
// What is kept of a page: from the whole guide or from pages read, whichever is newer. { text, day, turns, list } or undefined.
const kept = async (name) => {
  const reading = await recall("read");
  let copy;
  // The copy may be swapped for a new one between reading the pointer and reading the part: then once more.
  for (let times = 0; times < 2 && !copy; times++) {
    const list = await recall("whole");
    if (!list) break;
    const found = await fromCopy(list, name).catch(() => {});
    if (found) {
      const style = (await fromCopy(list, "style.css")).text;
      const text = found.text
        .replace("<style></style>", () => `<style>${style}</style>`)
        .replace("\x1d", sayDay(list.day))
        .replace(/(<script[^>]* src=["']?)([\w./-]+\.js)(?=["'\s>])/g, `$1$2?${list.version}`);
      copy = { text, day: list.day, turns: found.turns, list };
    }
  }
  const read = reading && (await caches.has(READ)) && (await (await caches.open(READ)).match(HERE.href + name));
  if (read && (!copy || read.headers.get("x-day") > copy.day)) copy = { text: await read.text(), day: read.headers.get("x-day"), turns: "" };
  return { copy, reading };
};
const fromNetwork = async (event, name, copy, reading) => {
  // Past the browser's own memory, which would give an old page and not say so.
  const answer = await fetch(event.request, { cache: "no-cache" });
  if (copy && answer.status >= 500) throw new Error("the host is not well");
  // Redirects, errors and files that are no page pass untouched.
  if (answer.type !== "basic" || !answer.ok || !(answer.headers.get("content-type") || "").startsWith("text/html")) return answer;
  event.waitUntil(lookUp().catch(() => {}));
  if (!copy) {
    if (reading) event.waitUntil(answer.clone().text().then((text) => keepRead(name, text)).catch(() => {}));
    return answer;
  }
  // What is kept is better than half a page: wait for the end.
  const text = await answer.text();
  if (!isWholePage(text)) throw new Error("cut");
  if (reading) event.waitUntil(keepRead(name, text));
  return html(text);
};
const keepRead = async (name, text) => {
  // Cut on the way, or another thing than a page; or the reader has just stopped it.
  if (!isWholePage(text) || text.length > LONGEST || !(await recall("read"))) return;
  const title = (/<title>([^<]*)/.exec(text) || [])[1] || name, headers = { "content-type": PAGE, "x-day": today(), "x-title": encodeURIComponent(title) };
  await keepOne(HERE.href + name, new Response(text, { headers }));
};
const keepOne = async (address, response) => {
  const cache = await caches.open(READ);
  await cache.put(address, response);
  // In the order in which they were kept: the oldest go.
  const keys = await cache.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - MOST_READ))) await cache.delete(key);
};
// A script of exactly that version or none: without it the page works as without scripts.
const script = async (event, name, version) => {
  const list = await recall("whole"), reading = await recall("read");
  const answer = (text) => new Response(text, { headers: { "content-type": SCRIPT_TYPE } });
  if (list && list.version === version) {
    const found = await fromCopy(list, name).catch(() => {});
    if (found) return answer(found.text);
  }
  const address = HERE.href + name + "?" + version;
  const read = reading && (await caches.has(READ)) && (await (await caches.open(READ)).match(address));
  if (read) return read;
  const response = await fetch(event.request);
  if (!response.ok) return response;
  const text = await response.text();
  if (!text.endsWith("\n//" + version)) return Response.error();
  if (reading) event.waitUntil(recall("read").then((still) => still && keepOne(address, answer(text))));
  return answer(text);
};
// At most once a day, and only for one who keeps the guide: is there a newer copy? It is offered, never taken unasked.
const lookUp = async () => {
  const list = await recall("whole"), news = await recall("news");
  if (!list || (news && Date.now() - news.at < ONCE)) return;
  const newest = await fetchList();
  if (!(await recall("whole"))) return;
  await remember("news", { at: Date.now(), version: newest.version, day: newest.day, bytes: lacking(newest, list) });
};
// A kept page with a line at its top: from which day it is, and what may have changed since.
const shown = async (copy, name) => {
  const now = today(), turned = copy.turns && copy.turns <= now, old = Date.now() - Date.parse(copy.day) > OLD;
  const words = turned ? WORDS.turned : old ? WORDS.old : WORDS.copy, news = copy.list && (await recall("news"));
  let line = say(words, { day: sayDay(copy.day), turn: copy.turns && sayDay(copy.turns) });
  if (news && news.version !== copy.list.version) line += ` <a href="${upFrom(name)}about/offline.html#keep">${say(WORDS.newer, { day: sayDay(news.day) })}</a>`;
  const colour = turned || old ? "danger" : "route";
  const note = `<p role="note" id="kept-copy" style="border:2px solid var(--${colour});border-radius:6px;padding:.6em .9em;margin:0 0 1em">${line}</p>`;
  return html(copy.text.replace(/<main[^>]*>/, (main) => main + note));
};
// Instead of the browser's own error: what is not here, what is, and whom to call.
const absent = async (name) => {
  const cache = (await caches.has(READ)) && (await caches.open(READ)), up = upFrom(name), links = [];
  if (await recall("whole")) links.push(`<a href="${up}index.html">${WORDS.start}</a>`);
  if (cache) {
    for (const key of (await cache.keys()).reverse()) {
      const title = (await cache.match(key)).headers.get("x-title");
      if (title) links.push(`<a href="${up}${escaped(key.url.slice(HERE.href.length))}">${escaped(decodeURIComponent(title).replace(/&amp;/g, "&"))}</a>`);
    }
  }
  const policy = "default-src 'none';style-src 'unsafe-inline';base-uri 'none';form-action 'none'";
  const style = "html{font:1.125rem/1.55 system-ui,sans-serif;background:#fffdf8;color:#1d2324}body{max-width:40em;margin:1em auto;padding:0 1rem}a{color:#005a4e;display:inline-block;padding:.6em 0}li{list-style:none}ul{padding:0}@media (prefers-color-scheme:dark){html{background:#14191a;color:#ebe8df}a{color:#7fdcc8}}";
  return html(
    `<!doctype html><html lang="${ABOUT.lang}" dir="${ABOUT.dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="color-scheme" content="light dark"><title>${WORDS.absent_title} · ${ABOUT.site}</title><style>${style}</style></head><body><main><h1>${WORDS.absent_title}</h1><p>${WORDS.absent}</p><p>${WORDS.danger}</p>` +
      (links.length ? `<h2>${WORDS.here}</h2><ul>${links.map((link) => `<li>${link}</li>`).join("")}</ul>` : "") + "</main></body></html>",
    503,
  );
};
