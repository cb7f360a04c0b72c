// Makes the search engine that the program carries, `themes/commons/search/engine.js`, of its sources in
// `themes/engine/`: joined in order, without comments and with short names, since every reader who searches loads it.
// `npm run engine` writes it; the test says when that was forgotten.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { minify } from "terser";
import { root } from "./support.js";

const sources = join(root, "themes", "engine");
const made = join(root, "themes", "commons", "search", "engine.js");

async function engine() {
  const names = readdirSync(sources).filter((name) => name.endsWith(".js")).sort();
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(sources, name), "utf8")]));
  const { code } = await minify(files, { compress: { passes: 2 }, mangle: true, ecma: 2022, format: { comments: false } });
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
}
