// How well an engine ranks. In: queries with their right pages, and what was found. Out: ranks, and their means.

import { most } from "./engines.js";
import { kinds } from "./queries.js";

/** The mean of 1 ÷ rank of the first right page among ten, by kind of query; 0 where it isn't there. */
export function meanReciprocalRanks(asked) {
  const mean = (list) => list.reduce((sum, { rank }) => sum + (rank ? 1 / rank : 0), 0) / list.length;
  const named = kinds.map((kind) => [kind, asked.filter((query) => query.kind === kind)]);
  return Object.fromEntries(named.filter(([, list]) => list.length > 0).map(([kind, list]) => [kind, mean(list)]));
}

export function rankOf(query, addresses) {
  const at = addresses.slice(0, most).findIndex((address) => query.pages.includes(address));
  return at === -1 ? null : at + 1;
}
