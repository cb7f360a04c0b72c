// What our index must reach on the sample, in the order of kinds: mean reciprocal ranks among the first ten.

export const limits = { heading: 0.95, sentence: 0.85, typo: 0.9, prefix: 0.9 };

/** What stays below its limit, in words; empty where all is well. */
export function shortfalls(ranks) {
  return Object.entries(limits)
    .filter(([kind, limit]) => !(ranks[kind] >= limit))
    .map(([kind, limit]) => `${kind}: MRR@10 is ${ranks[kind]?.toFixed(3) ?? "unknown"}, and must be ${limit} or more`);
}
