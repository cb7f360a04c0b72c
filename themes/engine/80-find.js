// From a query to pages: filters, corrections where a word is unknown, fewer words where no page has all, phrases,
// counts of facets, order.
((search) => {
  "use strict";
  const mostChecked = 60; // so many pages are looked through for a phrase
  const slug = (text) => search.fold(text.normalize("NFKC").toLowerCase()).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");

  /** For each facet its values: { value, label, pages }. */
  const facetsOf = async (index) => {
    const all = Object.entries(await index.facets());
    const values = ([value, label, distances]) => {
      let page = 0;
      return { value, label: label || value, pages: distances.map((distance) => (page += distance)) };
    };
    return Object.fromEntries(all.map(([name, list]) => [name, list.map(values)]));
  };

  /** For each facet that is asked for, which pages have one of its values. */
  const filtersOf = (index, facets, asked) =>
    Object.entries(asked).filter(([name, values]) => Object.hasOwn(facets, name) && values.length > 0).map(([name, values]) => {
      const wanted = new Set(values.map(slug));
      const has = new Uint8Array(index.pages);
      const chosen = facets[name].filter(({ value, label }) => wanted.has(slug(value)) || wanted.has(slug(label)));
      chosen.forEach(({ pages }) => pages.forEach((page) => (has[page] = 1)));
      return { name, has };
    });

  const passes = (page, filters, except) => filters.every(({ name, has }) => name === except || has[page]);

  /** How many of `pages` have each value, other facets' filters counted. */
  const counted = (facets, pages, filters) =>
    Object.fromEntries(
      Object.entries(facets).map(([name, values]) => {
        const among = new Set(pages.filter((page) => passes(page, filters, name)));
        const counts = values.map(({ value, label, pages }) => ({ value, label, count: pages.filter((page) => among.has(page)).length }));
        return [name, counts.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)];
      }),
    );

  /** Replaces a word by the one that it most likely stands for: one that leads to the best page with the others. */
  const correct = async (index, query, at, mustMeet) => {
    const { words, hits } = query;
    if (words[at].isWide || words[at].isQuoted || words[at].parts.length > 1) return;
    const others = hits.map((each, other) => (other !== at && each.pages > 0 ? each : undefined));
    const tried = (await search.near(index, words[at].parts[0])).map(async ({ word: near, cost }) => {
      const word = { ...words[at], typed: near, parts: [near], whole: undefined, isPrefix: false };
      const found = await search.hits(index, word);
      const all = others.map((each, other) => (other === at ? found : each)).filter(Boolean);
      const pages = search.common(index, all);
      const meant = words.map((each, other) => (other === at ? word : each));
      const [top] = pages.length ? await search.refined(index, search.ranked(index, pages, all), meant, 3) : [];
      return { word, found, top, score: (top?.score ?? 0) / (4 + cost) };
    });
    const able = (await Promise.all(tried)).filter(({ top }) => top || !mustMeet);
    if (!able.length) return;
    const best = able.reduce((one, other) => (other.score > one.score ? other : one));
    [words[at], hits[at]] = [best.word, best.found];
    query.isCorrected = true;
  };

  /** The hits of most words that some page has all of; the words without them are missing. */
  const fewer = (index, { words, hits }) => {
    const all = hits.filter((each) => each.pages > 0);
    let best = 0;
    let top = -1;
    for (let page = 0; page < index.pages; page++) {
      const score = all.reduce((sum, each) => sum + (each.best[page] ? each.rarity * (1 + each.best[page] / 8) : 0), 0);
      if (score > best) [best, top] = [score, page];
    }
    const has = (each) => top >= 0 && each.best[top] > 0;
    return { kept: hits.filter(has), missing: words.filter((_, at) => !has(hits[at])).map(({ typed }) => typed) };
  };

  /** What of a query is found, before filters: { pages, hits, words, missing, corrected }. */
  const matched = async (index, asked) => {
    const [hits, without] = await Promise.all([asked.words, asked.without].map((words) =>
      Promise.all(words.map((word) => search.hits(index, word)))));
    const query = { words: [...asked.words], hits: [...hits], isCorrected: false };
    for (let at = 0; at < hits.length; at++) if (!hits[at].pages) await correct(index, query, at, false);
    let pages = search.common(index, query.hits, without);
    if (!pages.length && hits.length > 1 && query.hits.every((each) => each.pages)) {
      const rare = [...query.hits.keys()].sort((a, b) => query.hits[a].pages - query.hits[b].pages).slice(0, 3);
      for (const at of rare) {
        await correct(index, query, at, true);
        pages = search.common(index, query.hits, without);
        if (pages.length) break;
      }
    }
    const typed = query.words.map((word) => word.typed).join(" ");
    const found = { words: query.words, corrected: query.isCorrected ? typed : null, missing: [], pages, hits: query.hits };
    if (pages.length || !hits.length) return found;
    const { kept, missing } = fewer(index, query);
    return { ...found, hits: kept, missing, pages: search.common(index, kept, without) };
  };

  /** Those of ranked pages that have all phrases, among the first ones and as many more as are wanted. */
  const withPhrases = async (index, ranked, { phrases, withoutPhrases }, wanted) => {
    const found = [];
    let at = 0;
    for (; at < Math.min(ranked.length, mostChecked) || (at < ranked.length && found.length < wanted); at += 10) {
      const some = ranked.slice(at, at + 10);
      const has = await Promise.all(some.map((each) => search.hasPhrases(index, each, phrases, withoutPhrases)));
      found.push(...some.filter((_, one) => has[one]));
    }
    return { found, atLeast: at < ranked.length };
  };

  const byDay = async (index, ranked) => {
    let day = 0;
    const days = (await index.days()).map((distance) => (distance === null ? -Infinity : (day += distance)));
    return [...ranked].sort((a, b) => days[b.page] - days[a.page] || b.score - a.score || a.page - b.page);
  };

  /** Finds what a query asks for; the shape of both is in 10-engine.js. */
  search.find = async (index, query) => {
    const asked = search.parse(query.text ?? "");
    const named = structuredClone(query.filters ?? {});
    for (const [name, values] of Object.entries(asked.filters)) named[name] = [...(named[name] ?? []), ...values];
    const isNarrowed = Object.values(named).some((values) => values.length);
    const from = query.from ?? 0;
    const count = query.count ?? 10;
    const facets = isNarrowed || query.facets ? await facetsOf(index) : undefined;
    const filters = isNarrowed ? filtersOf(index, facets, named) : [];
    const without = asked.words.length ? [] : await Promise.all(asked.without.map((word) => search.hits(index, word)));
    const isAllowed = (page) => !without.some(({ best }) => best[page]);
    const everything = isNarrowed ? [...Array(index.pages).keys()].filter(isAllowed) : [];
    const nothing = { pages: everything, hits: [], words: [], missing: [], corrected: null };
    const match = asked.words.length ? await matched(index, asked) : nothing;
    const all = search.ranked(index, match.pages, match.hits);
    const { found, atLeast } = asked.phrases.length || asked.withoutPhrases.length
      ? await withPhrases(index, all, asked, from + count)
      : { found: all, atLeast: false };
    let ranked = found.filter(({ page }) => passes(page, filters));
    const isByDay = query.sort === "date" || !match.hits.length;
    if (isByDay) ranked = await byDay(index, ranked);
    else if (!from) ranked = await search.refined(index, ranked, match.words, Math.max(count, 10));
    const beginning = match.hits.find((each) => each.isPart);
    const isAlone = beginning && match.hits.length === 1 && !filters.length;
    return {
      total: isAlone ? beginning.pages : ranked.length,
      atLeast,
      corrected: match.corrected,
      missing: match.missing,
      words: [...new Set(match.hits.flatMap((each) => each.terms.map(([term]) => term.word)))].slice(0, 60),
      facets: query.facets ? counted(facets, found.map(({ page }) => page), filters) : {},
      results: await Promise.all(ranked.slice(from, from + count).map((each) => search.shown(index, each, match))),
    };
  };
})((globalThis.roundtableSearch ??= {}));
