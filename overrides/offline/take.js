// Taking the whole guide: part by part into a cache named by its version, each part checked against its hash. What came
// stays when the connection breaks. Only when every part is there does the pointer flip to the new copy; the old one goes after.
const LANES = 3, PAUSES = [1, 2, 4, 8, 15, 30];
const pause = (seconds, signal) => new Promise((done, stop) => {
  const timer = setTimeout(done, seconds * 1000);
  signal.addEventListener("abort", () => (clearTimeout(timer), stop(signal.reason || new DOMException("stopped", "AbortError"))));
});
const isFinal = (error) => error.name === "AbortError" || error.name === "QuotaExceededError" || error.gone;
// Again after growing pauses: on a bad network the third or fifth time often works.
const patiently = async (work, signal) => {
  for (let times = 0; ; times++) {
    try {
      return await work(times);
    } catch (error) {
      if (signal.aborted || isFinal(error) || times === PAUSES.length) throw error;
      await pause(PAUSES[times], signal);
    }
  }
};
const hashOf = async (bytes) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((one) => one.toString(16).padStart(2, "0")).join("").slice(0, 20);
const takePart = async (staging, [hash, size], signal) => {
  const bytes = await patiently(async (times) => {
    // After a failure past the browser's own cache: it may hold the cut answer.
    const answer = await fetch(partUrl(hash), { signal, cache: times ? "reload" : "default" });
    if (answer.status === 404 || answer.status === 410) throw Object.assign(new Error("the site has moved on"), { gone: true });
    if (!answer.ok) throw new Error("no part");
    const found = await answer.arrayBuffer();
    if (found.byteLength !== size || (await hashOf(found)) !== hash) throw new Error("a part is cut or changed");
    return found;
  }, signal);
  await staging.put(partUrl(hash), new Response(bytes, { headers: { "content-type": "application/octet-stream" } }));
};
const ours = async (prefix) => (await caches.keys()).filter((name) => name.startsWith(prefix));
// Take into `staging` what other copies hold already; gives the parts that are still to be fetched.
const reuse = async (staging, list) => {
  const others = await Promise.all((await ours(WHOLE)).map((name) => caches.open(name))), missing = [];
  for (const part of list.parts) {
    const address = partUrl(part[0]);
    if (await staging.match(address)) continue;
    let found;
    for (const other of others) found = found || (await other.match(address));
    found ? await staging.put(address, found) : missing.push(part);
  }
  return missing;
};
// progress(bytes done, bytes in all) is called with each part. Gives the list that is now in use.
const takeWhole = async (signal, progress) => {
  let list = await patiently(fetchList, signal);
  for (;;) {
    const staging = await caches.open(WHOLE + list.version), missing = await reuse(staging, list);
    let done = list.bytes - missing.reduce((sum, [, size]) => sum + size, 0), broken;
    progress(done, list.bytes);
    const lane = async () => {
      while (missing.length && !broken) {
        const part = missing.shift();
        try {
          await takePart(staging, part, signal);
          progress((done += part[1]), list.bytes);
        } catch (error) {
          broken = broken || error;
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    // The reader removed everything meanwhile: an abort wins over a copy that is just complete.
    if (signal.aborted) throw new DOMException("stopped", "AbortError");
    if (broken) {
      if (!broken.gone) throw broken;
      const newest = await patiently(fetchList, signal);
      if (newest.version === list.version) throw broken;
      list = newest;
      continue;
    }
    if ((await reuse(staging, list)).length) throw new Error("the browser dropped a part");
    await remember("whole", list);
    for (const name of await ours(WHOLE)) if (name !== WHOLE + list.version) await caches.delete(name);
    await unremember("news");
    // Or the browser may drop it when the phone is full.
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
    return list;
  }
};
// What an interrupted taking left: bytes that are here already, of the list now on the site; 0 if nothing.
const begun = async (list, copy) => {
  const names = (await ours(WHOLE)).filter((name) => !copy || name !== WHOLE + copy.version);
  let bytes = 0;
  for (const name of names) for (const key of await (await caches.open(name)).keys()) bytes += (list.parts.find(([hash]) => partUrl(hash) === key.url) || [0, 0])[1];
  return { bytes, is: names.length > 0 };
};
