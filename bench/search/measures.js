// What readers notice. In: a browser, the host, an engine, queries. Out: where the right pages rank, what a first
// query costs on a fresh visit, how long later ones take, and what memory they leave behind.

import { memory } from "./browser.js";
import { open, openAndSearch, prepare, search } from "./engines.js";
import { rankOf } from "./ranks.js";
import { slowLine } from "./server.js";

/** So many queries are asked before memory is looked at. */
const queriesBeforeMemory = 180;

export function median(values) {
  return quantile(values, 0.5);
}

/** The smallest value that so many of the values don't exceed. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? null : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** All queries twice in one page: the first time they are ranked, the second time they are warm. */
export async function ask(browser, host, engine, queries) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(host.address);
  await open(page, engine);
  const asked = [];
  let held = null;
  for (const query of queries) {
    const { addresses, milliseconds } = await search(page, query.text);
    asked.push({ ...query, rank: rankOf(query, addresses), found: addresses.length, milliseconds });
    if (asked.length === Math.min(queriesBeforeMemory, queries.length)) held = await memory(page);
  }
  for (const query of asked) query.warmMilliseconds = (await search(page, query.text)).milliseconds;
  await context.close();
  return { asked, memory: held };
}

/** A first query in a fresh browser: medians of bytes, requests and milliseconds. */
export async function first(browser, host, engine, queries) {
  const ways = { plain: {}, compressed: { compresses: true }, slow: { line: slowLine }, slowCompressed: { line: slowLine, compresses: true } };
  const found = {};
  for (const [way, switches] of Object.entries(ways)) {
    const visits = [];
    for (const query of queries) visits.push(await visit(browser, host, engine, { query, switches }));
    const middle = (what) => median(visits.map((visited) => visited[what]));
    found[way] = { bytes: middle("bytes"), requests: middle("requests"), milliseconds: middle("milliseconds") };
  }
  return found;
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
