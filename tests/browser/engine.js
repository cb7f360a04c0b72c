// Makes the search engine that the program carries, `themes/commons/search/engine.js`, of its sources in
// `themes/engine/`: joined in order, without comments and with short names, since every reader who searches loads it.
// `npm run engine` writes it; the test says when that was forgotten.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { minify } from "terser";
import { root, sampleSite } from "./support.js";

const sources = join(root, "themes", "engine");
// Names that only the sources use among themselves, and so can be shorter.
const own =
  /^(openIndex|withoutPhrases|hasPhrases|mostShards|perFile|isPrefix|isWide|isQuoted|isPart|isCorrected|relatives|postings|rarity|refined|ranked|shown|common|folded|joined|places|letters|begun|exact|mark|lists|units|near|hits|best|typed|parts|start|end|terms|score|sought|beginnings|seen|anchor|block|number|more|load|kept)$/;
const made = join(root, "themes", "commons", "search", "engine.js");

async function engine() {
  const names = readdirSync(sources).filter((name) => name.endsWith(".js")).sort();
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(sources, name), "utf8")]));
  const compress = { passes: 3, unsafe_arrows: true, ecma: 2022 };
  const mangle = { properties: { regex: own } };
  const { code } = await minify(files, { compress, mangle, ecma: 2022, format: { comments: false } });
  return `${code}\n`;
}

if (process.argv[2] === "write") writeFileSync(made, await engine());
else {
  test("the search engine is made of its sources", async () => {
    assert.equal(readFileSync(made, "utf8"), await engine(), "run `npm run engine` in tests/browser");
  });

  test("queries are cut into words by the rules of the index", () => {
    const context = createContext({ TextEncoder, TextDecoder, addEventListener: () => {} });
    runInContext(readFileSync(made, "utf8"), context);
    const { words, fold } = context.roundtableSearch;
    const table = JSON.parse(readFileSync(join(root, "tests", "search", "words.json"), "utf8"));
    assert.ok(Object.keys(table.words).length > 20 && Object.keys(table.folded).length > 5);
    for (const [text, wanted] of Object.entries(table.words)) {
      assert.deepEqual([...words(text)].map(({ word }) => word), wanted, text);
    }
    for (const [word, wanted] of Object.entries(table.folded)) assert.equal(fold(word), wanted, word);
  });

  test("queries mean what people write in them", async () => {
    const { search } = await opened();
    const total = async (text, filters) => (await search({ text, filters })).total;
    const data = await total("data");
    const has = await total('"data sharing" data');
    assert.ok(data > has && has > 0, "a phrase is more than its words");
    assert.equal(await total('data -"data sharing"'), data - has);
    assert.equal(await total("data -sharing -share -shared -shares") < data, true);
    const [inGroup, all] = [await total("group:data-law agreement"), await total("agreement")];
    assert.ok(inGroup > 0 && inGroup < all);
    assert.equal(await total('group:"Data law" agreement'), inGroup);
    assert.equal(await total("agreement", { group: ["data-law"] }), inGroup);
    assert.equal((await total("year:2022 data")) + (await total("year:2023 data")), await total("data", { year: ["2022", "2023"] }));
    assert.equal(await total("-data"), 0, "what may not be there is nothing to look for");
  });

  test("totals and counts are of pages that have every word", async () => {
    const { search } = await opened();
    const { total, facets, missing } = await search({ text: "consent form", facets: true, count: 100 });
    const { results } = await search({ text: "consent form", count: 100 });
    assert.deepEqual([results.length, missing.length], [total, 0]);
    for (const { value, count } of facets.kind) assert.equal(results.filter(({ kind }) => kind === value).length, count, value);
    const lacking = await search({ text: "consent qqqqzzzz" });
    assert.deepEqual([...lacking.missing], ["qqqqzzzz"]);
  });

  test("a slip of the keyboard finds the word that was meant, and says so", async () => {
    const { search } = await opened();
    for (const [typed, meant] of [["consnet", "consent"], ["demografic", "demographic"], ["agreemnet", "agreement"]]) {
      const { corrected, total } = await search({ text: typed });
      assert.deepEqual([corrected, total > 0], [meant, true], typed);
    }
  });

  test("no query does harm", async () => {
    const { search } = await opened();
    const odd = ["", " ", '"', '""', "-", "--", "group:", 'group:""', "\\", "%", "\u0000", "\ud800", "😀🎉", "__proto__", "constructor", "ก", "\u202e abc"];
    for (const text of [...odd, "a".repeat(10_000), "x ".repeat(5_000), "<script>alert(1)</script>", "مرحبا بالعالم"]) {
      const { total, results } = await search({ text, facets: true });
      assert.ok(total >= 0 && results.length <= 10, text.slice(0, 20));
    }
    assert.equal((await search({ text: '"consnet form"' })).corrected, null, "what is quoted is meant");
    assert.ok((await search({ text: "data", filters: { constructor: ["x"], nope: ["y"] }, facets: true })).total > 0);
  });
}

/** The engine as a worker has it, on the built sample. */
async function opened() {
  const fetch = async (url) => {
    const path = join(sampleSite(), new URL(url).pathname);
    return existsSync(path) ? new Response(readFileSync(path)) : new Response("", { status: 404 });
  };
  const globals = { TextEncoder, TextDecoder, Blob, Response, DecompressionStream, AbortSignal, structuredClone, fetch };
  const context = createContext({ ...globals, addEventListener: () => {} });
  runInContext(readFileSync(made, "utf8"), context);
  return context.roundtableSearch.open("http://sample/");
}
