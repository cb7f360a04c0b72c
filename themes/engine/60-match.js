// Which pages match a query, and how well. A word's hits are its own, those of its other forms, and, while it is
// being typed, those of words that begin with it; each with a weight. A page's score is made of how well each word
// stands for it and of how well one of its pieces has all of them.
((search) => {
  "use strict";
  const variant = 0.9; // the same word with other accents
  const relative = 0.75; // another form of the word
  const longer = 0.55; // a word that begins with it
  const apart = 0.6; // the parts of a word that could stand as one
  const wholePage = 0.45; // how much words count that stand in different pieces

  // What a level of the index is worth: text, then headings, then titles.
  const worth = [0, 0.16, 0.26, 0.36, 0.46, 0.55, 0.64, 0.72, 0.8, 0.86, 1.7, 1.85, 2, 2.1, 2.3, 2.6];

  /** The terms that a word of the query means: [term, weight], each once. */
  const meant = async (index, word, isPrefix) => {
    const fold = search.fold(word);
    const found = new Map();
    const add = (term, weight) => {
      if ((found.get(term.word)?.[1] ?? 0) < weight) found.set(term.word, [term, weight]);
    };
    const exact = await index.exact(fold);
    exact.forEach((term) => add(term, term.word === word ? 1 : variant));
    const others = [...new Set(exact.flatMap((term) => term.relatives))];
    const lists = await Promise.all(others.map((other) => index.exact(search.fold(other))));
    lists.forEach((terms, at) => terms.forEach((term) => term.word === others[at] && add(term, term.fold === fold ? variant : relative)));
    // Where the word stands by itself, what begins with it is only worth little.
    const begun = isPrefix ? await index.begun(fold, exact.length ? 2 : index.mostShards) : { terms: [] };
    begun.terms.forEach((term) => add(term, longer + 0.2 * (fold.length / term.fold.length)));
    return { terms: [...found.values()], isPart: begun.isPart && !exact.length, begun: begun.isPart ? begun.terms[0] : undefined };
  };

  /** The hits of terms: for each page the best weight, and each place's. */
  const hits = (index, { terms, isPart, begun }) => {
    const best = new Float32Array(index.pages);
    const at = [];
    let pages = 0;
    const see = (page, weight) => {
      if (!best[page]) pages++;
      if (best[page] < weight) best[page] = weight;
    };
    for (const [term, factor] of terms) {
      // Of a common word the pages are all told, but only its strongest places.
      term.set?.forEach((bits, byte) => {
        for (let bit = 0; bits >> bit; bit++) if ((bits >> bit) & 1) see(byte * 8 + bit, worth[1] * factor);
      });
      search.places(term.postings, (page, piece, level) => {
        const weight = worth[level] * factor;
        see(page, weight);
        at.push(page, piece, weight);
      });
    }
    const all = isPart && begun ? begun.pages : pages;
    return { best, at, pages: all, rarity: Math.log(1 + (index.pages - all + 0.5) / (all + 0.5)), terms, isPart };
  };

  const least = (weights) => Math.min(...weights);
  const most = (weights) => Math.max(...weights);

  /** Hits as one; a page's weight is what `choose` makes of theirs, each multiplied by its factor. */
  const joined = (all, choose, factors) => {
    const best = all[0].best.map((_, page) => choose(all.map((each, at) => each.best[page] * factors[at])));
    return {
      best,
      at: all.flatMap(({ at }, which) => at.map((value, place) => (place % 3 === 2 ? value * factors[which] : value))),
      pages: best.reduce((count, weight) => count + (weight > 0), 0),
      rarity: most(all.map((each) => each.rarity)),
      terms: all.flatMap((each) => each.terms),
    };
  };

  /** The hits of a word of the query, however its parts are written. */
  search.hits = async (index, word) => {
    const { parts, whole, isPrefix } = word;
    const of = async (part, mayGoOn) => hits(index, await meant(index, part, mayGoOn));
    const ofParts = await Promise.all(parts.map((part, at) => of(part, isPrefix && at === parts.length - 1)));
    const all = ofParts.length > 1 ? joined(ofParts, least, ofParts.map(() => 1)) : ofParts[0];
    return whole ? joined([all, await of(whole, isPrefix)], most, [apart, 1]) : all;
  };

  /** The pages that have all hits, and none of `without`, as a list. */
  search.common = (index, all, without = []) => {
    const pages = [];
    // What is only part of a list can't say which pages lack it.
    const needed = all.filter((each) => !each.isPart);
    const asked = needed.length ? needed : all;
    asked[0]?.best.forEach((has, page) => {
      if (has && asked.every(({ best }) => best[page]) && !without.some(({ best }) => best[page])) pages.push(page);
    });
    return pages;
  };

  /** How well each of `pages` has these hits, and its best pieces: [{ page, score, pieces }], the best first. */
  search.ranked = (index, pages, all) => {
    const pieces = new Map(pages.map((page) => [page, new Map()]));
    for (const { at, rarity } of all) {
      const best = new Map();
      for (let place = 0; place < at.length; place += 3) {
        const page = at[place];
        if (!pieces.has(page)) continue;
        const key = page * 65536 + at[place + 1];
        const weight = at[place + 2];
        if ((best.get(key) ?? 0) < weight) best.set(key, weight);
      }
      for (const [key, weight] of best) {
        const own = pieces.get(Math.floor(key / 65536));
        own.set(key % 65536, (own.get(key % 65536) ?? 0) + weight * rarity);
      }
    }
    const scored = pages.map((page) => {
      const whole = all.reduce((sum, { best, rarity }) => sum + best[page] * rarity, 0);
      const own = [...pieces.get(page)].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      return { page, score: wholePage * whole + (1 - wholePage) * (own[0]?.[1] ?? 0), pieces: own };
    });
    return scored.sort((a, b) => b.score - a.score || a.page - b.page);
  };
})((globalThis.roundtableSearch ??= {}));
