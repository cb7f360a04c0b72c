// Marks the words that a search led here: reads `?mark=word+word`, wraps those words inside `main`, takes the parameter
// out of the address, and goes to the anchor, or in a long section to the place after it where most of the words stand
// together. Only texts are split: elements, links and what listens to them stay as they are. Print shows no marks.
// Bounded: a huge page is read from the anchor on, and marked as far as the limits go.
(() => {
  "use strict";
  const MOST_WORDS = 40;
  const LONGEST_WORD = 100;
  const MOST_CHARACTERS = 400000;
  const MOST_MARKS = 1500;
  // Words so near to each other stand together.
  const TOGETHER = 300;
  const UNREAD = "script, style, textarea, select, svg, math, template, mark, .hidden";
  // Written without spaces between words.
  const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

  let offer = null;

  // --- Comparing ---------------------------------------------------------------------------------

  const folds = new Map();

  /** One character without its accent and case, and with plain apostrophes and hyphens. */
  const foldOne = (character) => {
    if (!folds.has(character)) {
      const bare = character.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
      folds.set(character, bare.replace(/[’‘ʼ]/g, "'").replace(/[‐‑]/g, "-"));
    }
    return folds.get(character);
  };

  /** A text folded, and where in it each character of the folded one comes from. */
  const fold = (text) => {
    if (/^[\x00-\x7f]*$/.test(text)) return { folded: text.toLowerCase(), from: (at) => at };
    const places = [];
    let folded = "";
    let at = 0;
    for (const character of text) {
      const bare = foldOne(character);
      for (let i = 0; i < bare.length; i += 1) places.push(at);
      folded += bare;
      at += character.length;
    }
    // The end of a match is where the next character begins, behind accents that stand alone.
    return { folded, from: (place) => (place < places.length ? places[place] : text.length) };
  };

  /** What finds the words: whole ones, or anywhere where a script has no spaces. */
  const finder = (words) => {
    const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    const folded = [...new Set(words.map((word) => fold(word).folded).filter(Boolean))].sort((one, other) => other.length - one.length);
    const [spaceless, spaced] = [folded.filter((word) => SPACELESS.test(word)), folded.filter((word) => !SPACELESS.test(word))];
    const letter = "[\\p{L}\\p{N}\\p{M}]";
    const whole = spaced.length ? [`(?<!${letter})(?:${spaced.map(escaped).join("|")})(?!${letter})`] : [];
    return new RegExp([...spaceless.map(escaped), ...whole].join("|"), "gu");
  };

  // --- Marking ---------------------------------------------------------------------------------------

  /** The texts of `main` in their order, those from the anchor on first. */
  const textsOf = (main, anchor) => {
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const [before, after] = [[], []];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const isAfter = !anchor || anchor.compareDocumentPosition(node) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY);
      (isAfter ? after : before).push(node);
    }
    return [...after, ...before];
  };

  const wrap = (node, start, end) => {
    const rest = node.splitText(start);
    const tail = rest.splitText(end - start);
    const mark = document.createElement("mark");
    mark.className = "found";
    rest.replaceWith(mark);
    mark.append(rest);
    return { mark, tail };
  };

  /** Marks one text; `seen` is how many characters were read before it. */
  const markText = (node, pattern, seen) => {
    const { folded, from } = fold(node.data);
    const made = [];
    let [rest, cut] = [node, 0];
    for (const match of folded.matchAll(pattern)) {
      const [start, end] = [from(match.index), from(match.index + match[0].length)];
      if (end <= start || start < cut) continue;
      const { mark, tail } = wrap(rest, start - cut, end - cut);
      made.push({ mark, word: match[0], at: seen + start });
      [rest, cut] = [tail, end];
    }
    return made;
  };

  const markAll = (main, words, anchor) => {
    const pattern = finder(words);
    const made = [];
    let seen = 0;
    for (const node of textsOf(main, anchor)) {
      if (seen > MOST_CHARACTERS || made.length > MOST_MARKS) break;
      if (!node.data.trim() || node.parentElement.closest(UNREAD)) continue;
      made.push(...markText(node, pattern, seen));
      seen += node.data.length;
    }
    return made;
  };

  // --- Going there ---------------------------------------------------------------------------------------

  /** Where the anchor's section ends: the next heading after it. */
  const endOf = (main, anchor) =>
    [...main.querySelectorAll("h1, h2, h3, h4, h5, h6")].find(
      (heading) => heading !== anchor && anchor.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING && !anchor.contains(heading),
    );

  /** Of the marks of a section, the first of those where most different words stand together. */
  const densest = (marks) => {
    let [best, most] = [null, 0];
    marks.forEach((first, i) => {
      const words = new Set();
      for (let j = i; j < marks.length && marks[j].at - first.at <= TOGETHER; j += 1) words.add(marks[j].word);
      if (words.size > most) [best, most] = [first.mark, words.size];
    });
    return best;
  };

  const targetOf = (main, made, anchor) => {
    if (!anchor) return made[0]?.mark ?? null;
    const end = endOf(main, anchor);
    const isInside = ({ mark }) =>
      anchor.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING &&
      !(end && end.compareDocumentPosition(mark) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY));
    const place = densest(made.filter(isInside));
    const isFar = place && place.getBoundingClientRect().bottom - anchor.getBoundingClientRect().top > innerHeight * 0.8;
    return isFar ? place : null;
  };

  // Goes there now, and again where the browser went to the anchor by itself, or pictures that came later moved the
  // place; not once the reader has done anything.
  const goTo = (target, block) => {
    let isReaders = false;
    const go = () => !isReaders && target.scrollIntoView({ block, behavior: "instant" });
    const soon = () => requestAnimationFrame(go);
    for (const act of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      addEventListener(act, () => (isReaders = true), { once: true, passive: true });
    }
    go();
    addEventListener("DOMContentLoaded", soon);
    addEventListener("load", soon);
  };

  // --- Taking them away ------------------------------------------------------------------------------------

  const remove = () => {
    for (const mark of document.querySelectorAll("mark.found")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    const hadFocus = document.activeElement === offer;
    offer?.remove();
    offer = null;
    if (hadFocus) document.querySelector("main")?.focus({ preventScroll: true });
  };

  const offerRemoval = () => {
    offer = document.createElement("button");
    offer.className = "unmark";
    offer.type = "button";
    offer.textContent = roundtable.words.remove_marks;
    offer.setAttribute("aria-keyshortcuts", "Escape");
    offer.addEventListener("click", remove);
    // Beside the body, where the preview's changes to the page leave it alone.
    document.documentElement.append(offer);
  };

  const onKey = (event) => {
    const isFree = event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]");
    if (isFree && offer && !event.target.closest?.("input, textarea, select")) remove();
  };

  // --- Starting -----------------------------------------------------------------------------------------------

  const decode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  const wanted = (given) =>
    given.getAll("mark").join(" ").split(/\s+/).filter((word) => word && word.length <= LONGEST_WORD).slice(0, MOST_WORDS);

  const startUp = () => {
    const given = new URLSearchParams(location.search);
    const main = document.querySelector("main");
    if (!given.has("mark") || !main) return;
    const words = wanted(given);
    given.delete("mark");
    const query = given.toString();
    history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
    const anchor = document.getElementById(decode(location.hash.slice(1)));
    const made = words.length > 0 ? markAll(main, words, anchor && main.contains(anchor) ? anchor : null) : [];
    if (made.length === 0) return;
    offerRemoval();
    document.addEventListener("keydown", onKey);
    const target = targetOf(main, made, anchor);
    if (target ?? anchor) goTo(target ?? anchor, target ? "center" : "start");
  };

  startUp();
})();
