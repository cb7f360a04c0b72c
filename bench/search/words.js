// Text as words, the same for notes, pages and queries. In: a string. Out: its words with their places, or one
// normal form in which two texts are equal when they say the same words. Scripts that are written without spaces
// are cut by the words of Unicode's dictionaries (Intl.Segmenter).

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const segmenter = new Intl.Segmenter("und", { granularity: "word" });
const edges = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** The words of a text: `{ word, start, end }`, places counted in the text's units. */
export function words(text) {
  const found = [];
  for (const piece of text.matchAll(/[^\s,;:!?()[\]{}<>|"“”„«»…、。，；：！？（）「」《》【】—–/\\]+/gu)) {
    if (unspaced.test(piece[0])) {
      for (const { segment, index, isWordLike } of segmenter.segment(piece[0])) {
        const start = piece.index + index;
        if (isWordLike) found.push({ word: segment, start, end: start + segment.length });
      }
      continue;
    }
    const word = piece[0].replace(edges, "");
    const start = piece.index + piece[0].indexOf(word);
    if (word !== "") found.push({ word, start, end: start + word.length });
  }
  return found;
}

/** What is between two words of a text, as somebody would type it: no signs that search could read as commands. */
export function typed(text, first, last) {
  const slice = text.slice(first.start, last.end);
  return slice
    .replace(/[,;:!?()[\]{}<>|"“”„«»…、。，；：！？（）「」《》【】—–/\\]/gu, " ")
    .split(/\s+/u)
    .map((piece) => piece.replace(edges, ""))
    .filter((piece) => piece !== "")
    .join(" ");
}

/** Lower case, one apostrophe, one space: equal texts say the same words. Spaces stand at both ends. */
export function normal(text) {
  const list = words(text.normalize("NFKC").replaceAll("’", "'")).map(({ word }) => word.toLowerCase());
  return ` ${list.join(" ")} `;
}

/** Whether a word is of letters alone, so that it can be mistyped or cut. */
export function isPlain(word) {
  return /^\p{L}+$/u.test(word) && !unspaced.test(word);
}
