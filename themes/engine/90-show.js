// What results show: titles, headings and the words around what was found, with those words marked; and what only
// the words of a page can tell: phrases, and titles and headings that are just what was typed.
((search) => {
  "use strict";
  const longest = 240;
  const before = 60;
  const mostPassages = 3;
  const mostMarks = 12;
  const mostRead = 8;

  /** Whether the words of a page hold every phrase, and none of `without`. */
  search.hasPhrases = async (index, { page, pieces }, phrases, without) => {
    const parts = [...new Set([0, ...pieces.map(([piece]) => piece - (piece % index.perFile))])];
    const all = await Promise.all(parts.map((piece) => index.page(page, piece)));
    const texts = [all[0].title, ...all.flatMap((each) => each.pieces.flatMap(([, heading, , text]) => [heading, text]))].map(search.folded);
    const has = (phrase) => texts.some((text) => text.includes(phrase));
    return phrases.every(has) && !without.some(has);
  };

  const wordCount = (folded) => folded.split(" ").length - 2;

  // How much more a text is worth that has the words one after the other: more the more words there are. The last
  // word of an unfinished phrase may go on.
  const likeness = (text, phrase, isOpen, same) => {
    const folded = search.folded(text);
    if (!folded.includes(isOpen ? phrase.trimEnd() : phrase)) return 1;
    const words = wordCount(phrase);
    return wordCount(folded) === words ? same : Math.min(1 + words / 4, 4);
  };

  /** The first pages in the order that their titles, headings and texts give them, with their scores. */
  search.refined = async (index, ranked, words, count) => {
    const phrase = search.joined(words.flatMap(({ parts }) => parts));
    const isOpen = words.at(-1)?.isPrefix;
    const refined = async ({ page, score, pieces }) => {
      const own = await index.page(page, pieces[0]?.[0] ?? 0);
      const near = pieces.slice(0, mostRead).map(([piece]) => own.pieces[piece - own.from]).filter(Boolean);
      const most = (text, same) => Math.max(1, ...near.map((piece) => likeness(text(piece), phrase, isOpen, same)));
      const title = likeness(own.title, phrase, isOpen, 4);
      const inText = wordCount(phrase) > 1 ? most((piece) => piece[3], 2) : 1;
      return { page, pieces, score: score * title * most((piece) => piece[1], 3) * inText };
    };
    const first = await Promise.all(ranked.slice(0, count).map(refined));
    return [...first.sort((a, b) => b.score - a.score || a.page - b.page), ...ranked.slice(count)];
  };

  /** The places in a text of what was looked for. */
  const marks = (text, { sought, beginnings }) => {
    const found = [];
    for (const { word, start, end } of search.words(text)) {
      const fold = search.fold(word);
      if (!sought.has(fold) && !beginnings.some((beginning) => fold.startsWith(beginning))) continue;
      const last = found.at(-1);
      if (last && start < last.end) last.end = Math.max(last.end, end);
      else found.push({ start, end, fold });
    }
    return found;
  };

  /** A stretch of a text as [words, whether marked], one after the other. */
  const cut = (text, found, start, end) => {
    const parts = [];
    const add = (words, isMarked) => words && parts.push([words.replace(/\n/g, " "), isMarked]);
    let at = start;
    for (const mark of found.filter((mark) => mark.start >= start && mark.end <= end)) {
      add(text.slice(at, mark.start), false);
      add(text.slice(mark.start, mark.end), true);
      at = mark.end;
    }
    add(text.slice(at, end), false);
    return parts;
  };

  /** The mark from which on most different words stand close together. */
  const densest = (found) => {
    let best = { mark: found[0], words: 0 };
    found.forEach((mark, at) => {
      const near = new Set();
      for (let next = at; next < found.length && found[next].end < mark.start + longest - before; next++) near.add(found[next].fold);
      if (near.size > best.words) best = { mark, words: near.size };
    });
    return best.mark;
  };

  const stretch = (text, from, to, at) => {
    if (to - from <= longest * 1.5) return [from, to];
    const sentence = text.slice(from, at).search(/[.!?。！？]\s+[^.!?。！？]*$/u);
    let start = sentence < 0 ? from : from + sentence + text.slice(from + sentence).search(/\s/u) + 1;
    if (at - start > before * 2) start = from + Math.max(text.slice(from, at - before).search(/\S+$/u), 0);
    if (start + longest >= to) return [start, to];
    const end = start + text.slice(start, start + longest).search(/\S*$/u);
    return [start, end > at ? end : start + longest];
  };

  /** A passage of a piece, around what was found. */
  const passage = ([, heading, , text, items], matcher, seen) => {
    const found = marks(text, matcher);
    const mark = found.length ? densest(found) : { start: 0, end: 0 };
    const item = items.find(([start, end]) => start <= mark.start && mark.start < end);
    const [low, high] = item ?? [Math.max(text.lastIndexOf("\n", mark.start) + 1, 0), text.length];
    const [start, end] = stretch(text, low, high, mark.start);
    found.filter((each) => each.start >= start && each.end <= end).forEach((each) => seen.add(each.fold));
    const parts = cut(text, found, start, end);
    if (start > low) parts.unshift(["… ", false]);
    if (end < high) parts.push([" …", false]);
    const headingMarks = marks(heading, matcher);
    headingMarks.forEach((each) => seen.add(each.fold));
    return { heading: cut(heading, headingMarks, 0, heading.length), item: item?.[2] ?? null, anchor: item?.[3], text: parts };
  };

  const url = (address, seen, anchor) => {
    const path = address.split("/").map(encodeURIComponent).join("/");
    const marked = [...seen].slice(0, mostMarks).map(encodeURIComponent).join("+");
    return path + (marked ? `?mark=${marked}` : "") + (anchor ? `#${encodeURIComponent(anchor)}` : "");
  };

  /** The passages of a page that say most of what was looked for, and the words seen in them. */
  const passagesOf = (own, pieces, matcher) => {
    const all = new Set();
    const passages = [];
    let plain;
    let least = 0;
    for (const [piece, score] of pieces) {
      const named = own.pieces[piece - own.from];
      // A title may stand right above a heading: then that one's words say what the page is about.
      const content = named?.[3] || piece ? named : (own.pieces.find(([, , , text]) => text) ?? named);
      if (!content) continue;
      if (score < least || passages.length === mostPassages) break;
      const seen = new Set();
      const { anchor, ...rest } = passage(content, matcher, seen);
      const told = { ...rest, url: url(own.address, seen, anchor || content[0]) };
      if (!seen.size) {
        // It was found by its title: its words are told only where no others have what was looked for.
        plain ??= told;
        continue;
      }
      seen.forEach((word) => all.add(word));
      least = Math.max(least, score / 3);
      passages.push(told);
    }
    return { passages: passages.length ? passages : [plain].filter(Boolean), seen: all };
  };

  /** A page as results show it. */
  search.shown = async (index, { page, pieces }, match) => {
    const own = await index.page(page, pieces[0]?.[0] ?? 0);
    const matcher = {
      sought: new Set(match.hits.flatMap(({ terms }) => terms.map(([term]) => term.fold))),
      beginnings: match.words.filter(({ isPrefix }) => isPrefix).map(({ parts }) => search.fold(parts.at(-1))),
    };
    const { passages, seen } = passagesOf(own, pieces.length ? pieces : [[0, 0]], matcher);
    const { title, group, date, kind, lang } = own;
    const found = marks(title, matcher);
    found.forEach((each) => seen.add(each.fold));
    // Who looks for a title wants the page from its top.
    const target = pieces[0]?.[0] && passages.length ? passages[0].url : url(own.address, seen);
    return { url: target, title, titleMarks: cut(title, found, 0, title.length), group, date, kind, lang, passages };
  };
})((globalThis.roundtableSearch ??= {}));
