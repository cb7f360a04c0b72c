// How well search ranks, on the sample: queries with known right answers, made from its notes by the maker that the
// benchmark uses (bench/search), asked of the engine in its worker as pages ask it. No times and no other engine: those
// are for the benchmark, which people run by hand.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { open, roundtable, search } from "../../bench/search/engines.js";
import { limits } from "../../bench/search/limits.js";
import { meanReciprocalRanks, rankOf } from "../../bench/search/ranks.js";
import { kinds, makeQueries } from "../../bench/search/queries.js";
import { readNotes } from "../../bench/search/notes.js";
import { serve } from "../../bench/search/server.js";
import { notePages } from "../../bench/search/site.js";
import { root, sampleSite, withPage } from "./support.js";

/** Queries of each kind: enough to see a loss, few enough to be quick. */
const count = 30;

function queriesOfSample() {
  return makeQueries(readNotes(root), notePages(sampleSite()), { count, seed: 1 });
}

async function askAll(page, host) {
  const asked = [];
  await page.goto(host.address);
  await open(page, roundtable("site", sampleSite()));
  for (const query of queriesOfSample()) {
    const { addresses } = await search(page, query.text);
    asked.push({ ...query, rank: rankOf(query, addresses) });
  }
  return asked;
}

describe("search", () => {
  let asked;

  before(async () => {
    const host = await serve({ site: sampleSite() });
    try {
      await withPage({}, async (page) => (asked = await askAll(page, host)));
    } finally {
      await host.close();
    }
  });

  test("the same notes give the same queries", () => {
    const texts = () => queriesOfSample().map(({ text }) => text);
    assert.deepEqual(texts(), texts());
    assert.equal(new Set(texts()).size, texts().length, "a query is asked once");
  });

  for (const kind of kinds) {
    test(`finds the right page first by ${kind}`, () => {
      const queries = asked.filter((query) => query.kind === kind);
      assert.equal(queries.length, count);
      const lost = queries.filter(({ rank }) => rank !== 1).map(({ text, rank }) => `${rank ?? "–"}: ${text}`);
      const reached = meanReciprocalRanks(queries)[kind];
      assert.ok(reached >= limits[kind], `MRR@10 is ${reached.toFixed(3)}, below ${limits[kind]}; not first:\n${lost.join("\n")}`);
    });
  }
});
