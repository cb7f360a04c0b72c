// The search benchmark: `node bench/search --notes FOLDER`. In: a folder of notes. Out: a table of our index beside
// Pagefind's, and with `--json FILE` everything behind it. Exit code 1 where something couldn't be run, and with
// `--limits` also where our index ranks below what limits.js asks.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./browser.js";
import { pagefind, roundtable } from "./engines.js";
import { build, buildPagefind } from "./indexing.js";
import { shortfalls } from "./limits.js";
import { ask, few, first, quantile } from "./measures.js";
import { readNotes } from "./notes.js";
import { makeQueries } from "./queries.js";
import { meanReciprocalRanks } from "./ranks.js";
import { table } from "./report.js";
import { serve } from "./server.js";
import { notePages } from "./site.js";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Fresh visits for each kind of query: four of each of three kinds that are typed right, six mistyped. */
const visits = { correct: { kinds: ["heading", "sentence", "prefix"], each: 4 }, mistyped: { kinds: ["typo"], each: 6 } };

const { values: options } = parseArgs({
  options: {
    notes: { type: "string" },
    queries: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    roundtable: { type: "string", default: process.env.ROUNDTABLE ?? join(repository, "target", "release", "roundtable") },
    json: { type: "string" },
    limits: { type: "boolean", default: false },
    "no-pagefind": { type: "boolean", default: false },
    "no-roundtable": { type: "boolean", default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), "search-benchmark-"));
try {
  if (!options.notes) throw new Error("say which notes to search: node bench/search --notes FOLDER");
  process.exitCode = await run(resolve(options.notes));
} catch (error) {
  console.error(`The benchmark could not be run: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function run(notesFolder) {
  const site = join(folder, "site");
  const copy = join(folder, "copy");
  mkdirSync(copy);
  const ourIndexing = build(notesFolder, site, options.roundtable);
  const pages = notePages(site);
  const queries = makeQueries(readNotes(notesFolder), pages, { count: Number(options.queries), seed: Number(options.seed) });
  const engines = [];
  if (!options["no-roundtable"]) engines.push({ ...roundtable("site", site), indexing: ourIndexing });
  if (!options["no-pagefind"]) engines.push({ ...pagefind("copy"), indexing: buildPagefind(site, pages, copy) });
  console.log(`${pages.length} pages, ${queries.length} queries, seed ${options.seed}\n`);
  const host = await serve({ site, copy });
  const browser = await launch();
  try {
    await measure(browser, host, engines, queries);
  } finally {
    await browser.close();
    await host.close();
  }
  return report(engines, pages.length);
}

/** Adds to each engine what was measured of it. */
async function measure(browser, host, engines, queries) {
  for (const engine of engines) engine.first = {};
  for (const [name, { kinds, each }] of Object.entries(visits)) {
    const found = await first(browser, host, engines, few(queries, kinds, each));
    engines.forEach((engine, at) => (engine.first[name] = found[at]));
  }
  const runs = await ask(browser, host, engines, queries);
  for (const [at, { asked, memory }] of runs.entries()) {
    const times = asked.map((query) => query.milliseconds);
    const warm = { p50: quantile(times, 0.5), p95: quantile(times, 0.95), most: quantile(times, 1) };
    Object.assign(engines[at], { ranks: meanReciprocalRanks(asked), warm, memory, asked });
  }
}

function report(engines, pages) {
  const ours = engines.find((engine) => engine.name === "Roundtable");
  console.log(table([ours, engines.find((engine) => engine.name === "Pagefind")]));
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ notes: options.notes, pages, seed: options.seed, engines }, null, 2)}\n`);
  const missed = options.limits ? shortfalls(ours?.ranks ?? {}) : [];
  missed.forEach((line) => console.error(line));
  return missed.length === 0 ? 0 : 1;
}
