// From parts to files, the other half of marshrut/packing.py.
const WINDOW = 32768, ESCAPE = 127;
const inflate = async (data, seed) => {
  const head = [120, 156]; // what begins a zlib stream
  // The first part stands before the others as a stored block: not the last, two bytes of length, the same inverted.
  if (seed.length) head.push(0, seed.length & 255, seed.length >> 8, ~seed.length & 255, (~seed.length >> 8) & 255);
  const stream = new Blob([new Uint8Array(head), seed, data]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer()).subarray(seed.length);
};
const toText = (plain, signs) => {
  let text = "";
  for (let at = 0; at < plain.length; at++) {
    const one = plain[at];
    if (one === ESCAPE) text += String.fromCodePoint((plain[++at] << 16) | (plain[++at] << 8) | plain[++at]);
    else text += one < ESCAPE ? String.fromCharCode(one) : signs[one - 128];
  }
  return text;
};
// Unpacked parts by hash, the newest few: a reader goes on in the same section.
const unpacked = new Map();
const unpackPart = async (list, hash) => {
  if (!unpacked.has(hash)) {
    const first = list.parts[0][0], found = await (await caches.open(WHOLE + list.version)).match(partUrl(hash));
    if (!found) throw new Error("a part is gone");
    const seed = hash === first ? new Uint8Array() : (await unpackPart(list, first)).plain.slice(-WINDOW);
    const plain = await inflate(await found.arrayBuffer(), seed);
    const files = new Map(toText(plain, list.signs).split("\x1e").map((record) => {
      const [name, turns, text] = record.split("\x1f");
      return [name, { turns, text }];
    }));
    unpacked.set(hash, { plain, files });
    for (const old of unpacked.keys()) if (unpacked.size > 4 && old !== first && old !== hash) unpacked.delete(old);
  }
  return unpacked.get(hash);
};
// A file of the copy in use as { turns, text }; undefined if it is not in it.
const fromCopy = async (list, name) => {
  const part = list.parts.find(([, , names]) => names.includes(name));
  return part && (await unpackPart(list, part[0])).files.get(name);
};
