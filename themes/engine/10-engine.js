// The search engine: finds passages in the index below `search/`. It has no interface of its own; pages load it
// once somebody searches, as a worker where they can (http, https), else as a plain script (file://).
//
// In a page:    globalThis.roundtableSearch.open(root) → a promise of an engine; `root` is the site's root, a URL.
// As a worker:  new Worker(address of this file); post { id, root, query } and hear { id, found } or { id, error }.
//
// engine.search(query) → a promise of what was found. A query is
//   { text: "consent form -draft group:data-law",   // as people type it
//     filters: { group: ["data-law"], year: ["2023"] },   // controls; values of one facet are alternatives
//     sort: "relevance" | "date",
//     from: 0, count: 10,          // which of the results to give
//     facets: true }               // whether to count values of facets
// What was found is
//   { total: 12,                   // pages that match
//     atLeast: false,              // whether there may be more than `total`: a phrase was only looked for in the best
//     corrected: "consent form",   // the words that were searched instead, where one was mistyped; else null
//     missing: ["zebra"],          // words left out because with them nothing is found
//     words: ["consent", "forms"], // every form of the words that was looked for, to mark them
//     facets: { group: [{ value: "data-law", label: "Data law", count: 7 }], topic: [], kind: [], year: [] },
//     results: [{ url, title, titleMarks, group, date, kind, lang, passages }] }
// `url` is relative to the root; `date` is "2023-01-12" or null; `kind` is "session", "page", ….
// A passage is { url, heading, item, text }: `item` is null or "decision", "action", "insight", "question",
// "strategy", "tool", "challenge", "quote", "goal", "guideline", "agenda", "resource"; `text` (and `titleMarks`, and `heading`) are lists of
// [words, whether they are marked], ready to be shown one after the other. URLs of passages carry the words to mark:
// `groups/a/sessions/b.html?mark=consent+forms#heading`.
// Rejections are Errors whose `name` is "SearchUnavailable": the index can't be loaded, so show the A–Z index.
((search) => {
  "use strict";

  /** An engine for the site at `root`. It reads the index anew where a file is gone, as after a new edition. */
  search.open = async (root) => {
    let opening = search.openIndex(root);
    await opening.catch(() => (opening = undefined));
    const current = () => (opening ??= search.openIndex(root, "reload").catch((error) => {
      opening = undefined;
      throw error;
    }));
    await current();
    const find = async (query) => {
      try {
        return await search.find(await current(), query);
      } catch (error) {
        if (error.name !== "SearchUnavailable") throw error;
        opening = undefined;
        return search.find(await current(), query);
      }
    };
    return { search: find };
  };

  if (typeof document === "object") return;
  const engines = new Map();
  addEventListener("message", async ({ data: { id, root, query } }) => {
    try {
      if (!engines.has(root)) engines.set(root, search.open(root));
      postMessage({ id, found: await (await engines.get(root)).search(query) });
    } catch ({ name, message }) {
      engines.delete(root);
      postMessage({ id, error: { name, message } });
    }
  });
})((globalThis.roundtableSearch ??= {}));
