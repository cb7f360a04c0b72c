// Chance that can be repeated. In: a seed. Out: a generator whose every draw follows from the seed alone, so that
// the same notes give the same queries on every machine (mulberry32, a public-domain generator of 32 bits).

export function random(seed) {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  /** A whole number from `low` to `high`, both included. */
  const between = (low, high) => low + Math.floor(fraction() * (high - low + 1));
  const pick = (list) => list[between(0, list.length - 1)];
  /** A copy of the list in another order. */
  const shuffled = (list) => {
    const copy = [...list];
    for (let last = copy.length - 1; last > 0; last -= 1) {
      const other = between(0, last);
      [copy[last], copy[other]] = [copy[other], copy[last]];
    }
    return copy;
  };
  return { fraction, between, pick, shuffled };
}
