// Queries with known right answers. In: notes (notes.js), the pages made of them (site.js), how many of each kind,
// a seed. Out: `[{ kind, text, pages }]`, the same for the same input; `pages` are the addresses that are right.
// A query is only asked where its words stand on the page, so what a site withholds is never looked for.

import { cut, mistyped } from "./mistakes.js";
import { random } from "../random.js";
import { isPlain, normal, typed, words } from "./words.js";

export const kinds = ["heading", "sentence", "typo", "prefix"];

/** So many notes may share a heading that is still worth looking for. */
const mostNotes = 2;

export function makeQueries(notes, pages, { count, seed }) {
  const chance = random(seed);
  const corpus = read(notes, pages);
  const headings = rareHeadings(corpus);
  const makers = {
    heading: () => chance.shuffled(headings).map(({ text, files }) => ({ text, files, said: text })),
    sentence: () => sentences(corpus, chance),
    typo: () => typos(corpus, headings, chance),
    prefix: () => prefixes(corpus, headings, chance),
  };
  return kinds.flatMap((kind) => take(makers[kind](), count, corpus).map((query) => ({ kind, ...query })));
}

/** The first queries that some page answers, each text once. */
function take(candidates, count, corpus) {
  const taken = new Map();
  for (const { text, files, said } of candidates) {
    if (taken.size === count) break;
    const pages = answers(corpus, files, said);
    if (pages.length > 0 && !taken.has(text)) taken.set(text, { text, pages });
  }
  return [...taken.values()];
}

/** The pages of these files that hold the words that were meant. */
function answers(corpus, files, said) {
  const meant = normal(said).trim().split(" ");
  const all = [...files].flatMap((file) => corpus.pages.get(file) ?? []);
  const together = all.filter((page) => page.text.includes(normal(said)));
  const holding = all.filter((page) => meant.every((word) => page.text.includes(` ${word} `)));
  return (together.length > 0 ? together : holding).map((page) => page.address);
}

/** Notes with what is asked of them again and again: their text in normal form, and every word of all of them. */
function read(notes, pages) {
  const bySource = new Map();
  for (const page of pages) bySource.set(page.source, [...(bySource.get(page.source) ?? []), page]);
  const texts = new Map(notes.map((note) => [note.path, normal([...note.headings, ...note.blocks].join("\n"))]));
  const holders = new Map();
  for (const [path, text] of texts) {
    for (const word of new Set(text.trim().split(" "))) {
      if (!holders.has(word)) holders.set(word, new Set());
      holders.get(word).add(path);
    }
  }
  return { notes, pages: bySource, texts, holders };
}

/** Headings of two words or more in at most two notes: `{ text, files }`. */
function rareHeadings({ notes }) {
  const found = new Map();
  for (const note of notes) {
    for (const heading of note.headings) {
      const key = normal(heading);
      if (!found.has(key)) found.set(key, { text: asTyped(heading), files: new Set() });
      found.get(key).files.add(note.path);
    }
  }
  return [...found.values()].filter(({ text, files }) => {
    const list = words(text);
    const worded = list.filter(({ word }) => /\p{L}/u.test(word)).length;
    return files.size <= mostNotes && worded >= 2 && list.length <= 12 && !looksLikeAddress(text);
  });
}

function asTyped(text) {
  const list = words(text);
  return list.length === 0 ? "" : typed(text, list[0], list.at(-1));
}

function looksLikeAddress(text) {
  return /https?:|www\.|\S@\S|\S\/\S+\/\S|\.(?:md|com|org|html)\b/iu.test(text);
}

/** Runs of six to twelve words out of sentences, in one note only; one for each note, then the next ones. */
function* sentences(corpus, chance) {
  const lists = new Map();
  const listOf = (note) => {
    if (!lists.has(note)) lists.set(note, chance.shuffled(note.blocks.flatMap(sentencesOf)));
    return lists.get(note);
  };
  let left = corpus.notes;
  for (let turn = 0; left.length > 0; turn += 1) {
    for (const note of chance.shuffled(left)) {
      const sentence = listOf(note)[turn];
      const text = sentence === undefined ? null : run(sentence, chance);
      if (text !== null && isOnlyIn(corpus, text, note.path)) yield { text, files: [note.path], said: text };
    }
    left = left.filter((note) => turn + 1 < listOf(note).length);
  }
}

function sentencesOf(block) {
  return block
    .split(/(?<=[.!?])\s+(?=[\p{Lu}\p{N}"“])|(?<=[。！？；])/u)
    .filter((sentence) => !looksLikeAddress(sentence) && words(sentence).length >= 6);
}

function run(sentence, chance) {
  const list = words(sentence);
  const length = chance.between(6, Math.min(12, list.length));
  const first = chance.between(0, list.length - length);
  const text = typed(sentence, list[first], list[first + length - 1]);
  return words(text).filter(({ word }) => /\p{L}/u.test(word)).length >= 5 ? text : null;
}

/** Only notes that hold the rarest of the words are looked through. */
function isOnlyIn({ texts, holders }, text, path) {
  const key = normal(text);
  const lists = key.trim().split(" ").map((word) => holders.get(word) ?? new Set());
  const rarest = lists.reduce((few, list) => (list.size < few.size ? list : few));
  return rarest.has(path) && [...rarest].every((other) => (other === path) === texts.get(other).includes(key));
}

/** By turns a heading and two words that only one note holds both, with one word mistyped. */
function* typos(corpus, headings, chance) {
  const pairs = rarePairs(corpus, chance);
  for (const heading of chance.shuffled(headings)) {
    const fromHeading = mistype(corpus, heading, chance);
    if (fromHeading) yield fromHeading;
    const pair = pairs.next().value;
    const fromPair = pair && mistype(corpus, pair, chance);
    if (fromPair) yield fromPair;
  }
  for (const pair of pairs) {
    const fromPair = mistype(corpus, pair, chance);
    if (fromPair) yield fromPair;
  }
}

/** What was mistyped must be no word that stands in the notes, else it would be another query. */
function mistype({ holders }, { text, files }, chance) {
  const long = words(text).filter(({ word }) => word.length >= 5 && isPlain(word));
  if (long.length === 0) return null;
  const { word, start, end } = chance.pick(long);
  const wrong = mistyped(word, chance);
  if (holders.has(wrong) || wrong === word.toLowerCase()) return null;
  return { text: text.slice(0, start) + wrong + text.slice(end), files, said: text };
}

function* rarePairs(corpus, chance) {
  for (const { text, files } of sentences(corpus, chance)) {
    const long = words(text).filter(({ word }) => word.length >= 5 && isPlain(word));
    if (long.length < 2) continue;
    const at = chance.between(0, long.length - 2);
    const [first, second] = [long[at].word, long[at + 1].word].map((word) => word.toLowerCase());
    if (first !== second && together(corpus, first, second) === 1) yield { text: `${first} ${second}`, files };
  }
}

/** How many notes hold both words. */
function together({ holders }, first, second) {
  const [some, others] = [holders.get(first), holders.get(second)];
  return [...(some ?? [])].filter((path) => others?.has(path)).length;
}

/** Headings whose last word isn't typed to its end; every note with a heading that begins so is right. */
function* prefixes({ notes }, headings, chance) {
  const all = notes.flatMap((note) => note.headings.map((heading) => ({ key: normal(heading), path: note.path })));
  for (const { text } of chance.shuffled(headings)) {
    const last = words(text).at(-1);
    if (!isPlain(last.word) || last.word.length < 4) continue;
    const begun = text.slice(0, last.start) + cut(last.word, chance);
    const files = new Set(all.filter(({ key }) => key.startsWith(normal(begun).trimEnd())).map(({ path }) => path));
    if (files.size > 0 && files.size <= mostNotes) yield { text: begun, files, said: text.slice(0, last.start) };
  }
}
