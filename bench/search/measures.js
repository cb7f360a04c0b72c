// What readers notice. In: a browser, the host, the engines, queries. Out: where the right pages rank, what a first
// query costs on a fresh visit, how long later ones take, and what memory they leave behind.

import { memory } from "./browser.js";
import { open, openAndSearch, prepare, search } from "./engines.js";
import { rankOf } from "./ranks.js";
import { slowLine } from "./server.js";

/** So many queries are asked before memory is looked at. */
const queriesBeforeMemory = 180;

/** The smallest value that so many of the values don't exceed. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? null : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/**
 * All queries twice in one page of each engine: the first time they are ranked, the second time they are warm. The
 * engines take turns, so that whatever else the machine does slows both. For each engine `{ asked, memory }`.
 */
export async function ask(browser, host, engines, queries) {
  const runs = [];
  for (const engine of engines) runs.push(await begin(browser, host, engine));
  for (const query of queries) {
    for (const run of runs) {
      const { addresses } = await search(run.page, query.text);
      run.asked.push({ ...query, rank: rankOf(query, addresses), found: addresses.length });
      if (run.asked.length === Math.min(queriesBeforeMemory, queries.length)) run.memory = await memory(run.page);
    }
  }
  for (const [at, query] of queries.entries()) {
    for (const { page, asked } of runs) asked[at].milliseconds = (await search(page, query.text)).milliseconds;
  }
  for (const { page } of runs) await page.context().close();
  return runs.map(({ asked, memory }) => ({ asked, memory }));
}

async function begin(browser, host, engine) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(host.address);
  await open(page, engine);
  return { page, asked: [], memory: null };
}

const ways = {
  plain: {},
  compressed: { compresses: true },
  slow: { line: slowLine },
  slowCompressed: { line: slowLine, compresses: true },
};

/** A first query in a fresh browser, the engines by turns: for each medians of bytes, requests and milliseconds. */
export async function first(browser, host, engines, queries) {
  const found = engines.map(() => ({}));
  for (const [way, switches] of Object.entries(ways)) {
    const visits = engines.map(() => []);
    for (const query of queries) {
      for (const [at, engine] of engines.entries()) visits[at].push(await visit(browser, host, engine, { query, switches }));
    }
    visits.forEach((list, at) => (found[at][way] = middle(list)));
  }
  return found;
}

function middle(visits) {
  const of = (what) => quantile(visits.map((visited) => visited[what]), 0.5);
  return { bytes: of("bytes"), requests: of("requests"), milliseconds: of("milliseconds") };
}

async function visit(browser, host, engine, { query, switches }) {
  const context = await browser.newContext();
  await prepare(context);
  const page = await context.newPage();
  await page.goto(host.address);
  const before = { bytes: host.sent(), requests: host.requests };
  Object.assign(host, { line: null, compresses: false }, switches);
  const { milliseconds } = await openAndSearch(page, engine, query.text);
  Object.assign(host, { line: null, compresses: false });
  const spent = { bytes: host.sent() - before.bytes, requests: host.requests - before.requests, milliseconds };
  await context.close();
  return spent;
}

/** A few queries of each of these kinds. */
export function few(queries, wanted, count) {
  return wanted.flatMap((kind) => queries.filter((query) => query.kind === kind).slice(0, count));
}
