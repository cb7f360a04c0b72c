// The two engines as a page uses them. In: a page of the browser, and where an engine's files are. Out: two functions
// to call in it: one opens the engine, one searches and gives the addresses of the first ten pages found, when their
// snippets are there too. Both engines work in a worker of their own.

import { readdirSync } from "node:fs";
import { join } from "node:path";

/** How many results count. */
export const most = 10;

/** Our engine in the site of that name on the host. */
export function roundtable(name, site) {
  const script = readdirSync(join(site, "assets")).find((file) => /^search\..*\.js$/u.test(file));
  if (!script) throw new Error("the site has no search engine in assets/: is this roundtable too old?");
  return { name: "Roundtable", at: name, script: `/${name}/assets/${script}`, root: `/${name}/` };
}

/** Pagefind's index in the site of that name. */
export function pagefind(name) {
  return { name: "Pagefind", at: name, script: `/${name}/pagefind/pagefind.js`, root: `/${name}/` };
}

/** Opens the engine; the page then has `globalThis.find(text)`. */
export function open(page, engine) {
  return page.evaluate(engine.name === "Roundtable" ? openRoundtable : openPagefind, { ...engine, most });
}

/** Searches: `{ addresses, milliseconds }`, addresses below the site's root, best first. */
export function search(page, text) {
  return page.evaluate(async (text) => {
    const begun = performance.now();
    const addresses = await globalThis.find(text);
    return { addresses, milliseconds: performance.now() - begun };
  }, text);
}

/** Opens and searches at once, for the first query of a reader. */
export function openAndSearch(page, engine, text) {
  return page.evaluate(
    async ({ opener, engine, text }) => {
      const begun = performance.now();
      await globalThis[opener](engine);
      const addresses = await globalThis.find(text);
      return { addresses, milliseconds: performance.now() - begun };
    },
    { opener: engine.name === "Roundtable" ? "openRoundtable" : "openPagefind", engine: { ...engine, most }, text },
  );
}

/** Makes the openers known in every page of a context before anything is measured. */
export async function prepare(context) {
  await context.addInitScript(`globalThis.openRoundtable = ${openRoundtable}; globalThis.openPagefind = ${openPagefind};`);
}

function openRoundtable({ script, root, most }) {
  const worker = new Worker(new URL(script, location.href));
  const waiting = new Map();
  let last = 0;
  worker.addEventListener("message", ({ data: { id, found, error } }) => {
    const { resolve, reject } = waiting.get(id) ?? {};
    if (!resolve) return;
    waiting.delete(id);
    if (found) resolve(found.results.map(({ url }) => decodeURIComponent(url.replace(/[?#].*$/u, ""))));
    else reject(new Error(`search failed: ${JSON.stringify(error?.message ?? error)}`));
  });
  worker.addEventListener("error", (event) => {
    for (const { reject } of waiting.values()) reject(new Error(`the worker failed: ${event.message}`));
  });
  globalThis.find = (text) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      const query = { text, filters: {}, sort: "relevance", from: 0, count: most, facets: true };
      worker.postMessage({ id: last, root: new URL(root, location.href).href, query });
    });
}

async function openPagefind({ script, root, most }) {
  const module = await import(new URL(script, location.href).href);
  globalThis.find = async (text) => {
    const { results } = await module.search(text);
    const data = await Promise.all(results.slice(0, most).map((result) => result.data()));
    return data.map(({ raw_url: raw, url }) => {
      const path = new URL(raw ?? url, location.href).pathname;
      const address = decodeURIComponent(path.startsWith(root) ? path.slice(root.length) : path.slice(1));
      return address === "" || address.endsWith("/") ? `${address}index.html` : address;
    });
  };
}
