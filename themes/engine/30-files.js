// Gets files of the index: scripts that call `roundtableIndex(name, content)`. In a worker they are fetched and read
// as text; in a page, which may lie on disk, a script element loads them. Only names of the index's own form are asked
// for. What was used last is kept, the rest forgotten: for a reader who asks again, the way to a file takes longer
// than to unpack it.
((search) => {
  "use strict";
  const inPage = typeof document === "object";
  const patience = 30000;
  const mostHeld = 2500; // files, as they are sent: some 6 kB each
  const waiting = new Map();

  const unavailable = (message) => Object.assign(new Error(message), { name: "SearchUnavailable" });

  /** The bytes of a text in base 85 (src/search/payload.rs): five digits for four bytes. */
  const unpacked = (text) => {
    const missing = (5 - (text.length % 5)) % 5;
    const digits = text + "x".repeat(missing);
    const bytes = new DataView(new ArrayBuffer((digits.length / 5) * 4));
    let value = 0;
    for (let at = 0; at < digits.length; at++) {
      const code = digits.charCodeAt(at);
      value = value * 85 + code - (code > 92 ? 36 : 35);
      if (at % 5 < 4) continue;
      bytes.setUint32(((at - 4) / 5) * 4, value);
      value = 0;
    }
    return new Uint8Array(bytes.buffer, 0, bytes.byteLength - missing);
  };

  const inflate = async (bytes) => {
    const { readable, writable } = new DecompressionStream("deflate-raw");
    const writer = writable.getWriter();
    const parts = [new Response(readable).arrayBuffer(), writer.write(bytes), writer.close()];
    return new Uint8Array((await Promise.all(parts))[0]);
  };

  const ours = (url) => {
    if (/\/search\/[a-z0-9]+(-[a-z0-9]+)*(\/\d+-\d+)?\.js(\?v=[0-9a-z]+)?$/.test(url)) return url;
    throw unavailable(`not a file of the index: ${url}`);
  };
  let policy;
  const trusted = (url) => {
    if (!globalThis.trustedTypes) return url;
    policy ??= trustedTypes.createPolicy("roundtable-search", { createScriptURL: ours });
    return policy.createScriptURL(url);
  };

  if (inPage) globalThis.roundtableIndex = (name, content) => waiting.get(name)?.(content);

  const byScript = (name, url) =>
    new Promise((found, failed) => {
      const script = document.createElement("script");
      const end = (then, value) => {
        clearTimeout(timer);
        waiting.delete(name);
        script.remove();
        then(value);
      };
      const timer = setTimeout(() => end(failed, unavailable(`${name} took too long`)), patience);
      waiting.set(name, (content) => end(found, content));
      script.onerror = () => end(failed, unavailable(`${name} is missing`));
      // A file that was cut off loads, and says nothing.
      script.onload = () => waiting.has(name) && end(failed, unavailable(`${name} is broken`));
      script.src = trusted(url);
      document.head.append(script);
    });

  const byFetch = async (name, url, cache) => {
    const answer = await fetch(url, { cache, signal: AbortSignal.timeout(patience) });
    const text = answer.ok ? await answer.text() : "";
    const content = text.match(/^roundtableIndex\("([^"]*)","([^"]*)"\)\n?$/);
    if (content?.[1] !== name) throw unavailable(`${name} is ${answer.ok ? "broken" : "missing"}`);
    return content[2];
  };

  /** Keeps what `make(key, …)` promises for the `most` keys that were asked for last. */
  const kept = (most, make) => {
    const all = new Map();
    return (key, ...rest) => {
      const found = all.get(key) ?? make(key, ...rest);
      all.delete(key);
      all.set(key, found);
      if (all.size > most) all.delete(all.keys().next().value);
      found.catch(() => all.delete(key));
      return found;
    };
  };

  const packed = async (url, name, cache) =>
    unpacked(await (inPage ? byScript(name, url) : byFetch(name, url, cache)));
  const held = kept(mostHeld, packed);

  /** The bytes of a file of the index; `version` sets apart files that keep their name. */
  const load = async (root, name, version, cache) => {
    const url = ours(`${root}search/${name}.js${version ? `?v=${version}` : ""}`);
    try {
      return await inflate(await (cache ? packed : held)(url, name, cache));
    } catch (error) {
      throw error.name === "SearchUnavailable" ? error : unavailable(`${name}: ${error.message}`);
    }
  };

  Object.assign(search, { load, kept });
})((globalThis.roundtableSearch ??= {}));
