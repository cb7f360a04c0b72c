// What somebody typed, as the parts that a page must have: words, phrases, words it may not have, and filters.
((search) => {
  "use strict";
  const longest = 400;
  const mostWords = 24;
  const facets = ["group", "topic", "kind", "year", "lang"];
  const piece = /(-?)(?:([a-z]+):)?(?:["“”„«]([^"“”„«»]*)["“”»]?|(\S+))/giu;

  /** A word of the query: its forms, and whether it may go on. */
  const word = (text, { parts, whole, isWide, last }, mayGoOn) => ({
    typed: text,
    parts: (parts.length ? parts : [last]).map((part) => part.word),
    whole: whole?.word,
    // One character of a script without spaces is the beginning of a pair.
    isPrefix: mayGoOn || (isWide && !parts.length),
    isWide: Boolean(isWide),
  });

  const wordsOf = (text, mayGoOn) => {
    const units = [...search.units(text)];
    const endsOpen = /[\p{L}\p{N}\p{M}]$/u.test(text);
    return units.map((unit, at) => {
      const { parts, last } = unit;
      const start = (parts[0] ?? last).start;
      const end = (last ?? parts[parts.length - 1]).end;
      return word(text.slice(start, end), unit, mayGoOn && endsOpen && at === units.length - 1 && !unit.isWide);
    });
  };

  /** Words as they are compared, a space before and after each. */
  search.joined = (words) => ` ${words.map(search.fold).join(" ")} `;

  const known = new Map();

  /** A text as it is compared: its words, a space before and after each. The last ones are kept. */
  search.folded = (text) => {
    if (known.size > 4000) known.clear();
    const words = () => [...search.units(text)].flatMap(({ parts, last }) => (parts.length ? parts : [last]));
    return known.get(text) ?? known.set(text, search.joined(words().map(({ word }) => word))).get(text);
  };

  /** Reads a query: { words, phrases, without, withoutPhrases, filters }. */
  search.parse = (query) => {
    const typed = String(query).slice(0, longest);
    const asked = { words: [], phrases: [], without: [], withoutPhrases: [], filters: {} };
    const pieces = [...typed.matchAll(piece)];
    pieces.forEach(({ 1: minus, 2: facet, 3: quoted, 4: plain, index, 0: all }, at) => {
      const name = facet?.toLowerCase();
      if (facets.includes(name) && !minus) {
        (asked.filters[name] ??= []).push((quoted ?? plain).trim());
        return;
      }
      const isLast = at === pieces.length - 1 && index + all.length === typed.length;
      const text = facet ? `${facet}:${quoted ?? plain}` : (quoted ?? plain);
      const isQuoted = quoted !== undefined;
      const words = wordsOf(text, isLast && !isQuoted && !minus).map((word) => ({ ...word, isQuoted }));
      const phrase = isQuoted && words.length > 1 ? search.folded(quoted) : undefined;
      if (minus && phrase) asked.withoutPhrases.push(phrase);
      else if (minus) asked.without.push(...words);
      else asked.words.push(...words);
      if (!minus && phrase) asked.phrases.push(phrase);
    });
    asked.words.splice(mostWords);
    return asked;
  };
})((globalThis.roundtableSearch ??= {}));
