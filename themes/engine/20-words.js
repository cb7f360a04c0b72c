// Cuts texts into words by the rules of the indexer (src/search/words.rs); tests/search/words.json holds both.
((search) => {
  "use strict";
  const wide =
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf" +
    "\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{323af}";
  const letter = "[\\p{Alphabetic}\\p{N}\\p{M}]";
  const part = `(?:(?![${wide}])${letter})+`;
  const join = "['’ʼ＇]|[-_‐‑]|(?<=[0-9])[.,:/](?=[0-9])";
  const anything = new RegExp(`${part}(?:(?:${join})${part})*|((?:(?=[${wide}])${letter})+)`, "gu");
  const joins = new RegExp(join, "gu");
  const apostrophe = /['’ʼ＇]/u;
  const mark = /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]/gu;
  const plain = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", ς: "σ" };
  const bytes = new TextEncoder();

  const cut = (word) => {
    if (word.length <= 16) return word;
    const letters = [...word];
    while (bytes.encode(letters.join("")).length > 48) letters.pop();
    return letters.join("");
  };

  const normal = (word) => cut(word.normalize("NFKC").toLowerCase());

  /** A word as it is compared: without accents. */
  const fold = (word) => {
    if (/^[\0-\x7f]*$/.test(word)) return word;
    const bare = word.normalize("NFD").replace(mark, "");
    return bare.replace(/[ßæœþøđðłıς]/gu, (letter) => plain[letter]).normalize("NFC") || word;
  };

  const pairs = (run, start) => {
    const clusters = [...run.normalize("NFKC").toLowerCase().matchAll(/\P{M}\p{M}*|^\p{M}+/gu)].map(([text]) => text);
    const words = clusters.slice(1).map((cluster, at) => clusters[at] + cluster);
    // Positions are told where normal forms keep lengths; else the whole run stands for each pair.
    const keeps = clusters.join("").length === run.length;
    let from = start;
    const parts = words.map((word, at) => {
      const place = keeps ? { word, start: from, end: from + word.length } : { word, start, end: start + run.length };
      from += clusters[at].length;
      return place;
    });
    const last = clusters[clusters.length - 1];
    return { isWide: true, parts, last: { word: last, start: keeps ? from : start, end: start + run.length } };
  };

  const compound = (text, start) => {
    const parts = [];
    const between = [];
    let from = 0;
    for (const { 0: join, index } of text.matchAll(joins)) {
      parts.push({ word: normal(text.slice(from, index)), start: start + from, end: start + index });
      between.push(apostrophe.test(join));
      from = index + join.length;
    }
    parts.push({ word: normal(text.slice(from)), start: start + from, end: start + text.length });
    if (between[between.length - 1] && [...parts[parts.length - 1].word].length <= 2) {
      const ending = parts.pop();
      between.pop();
      const last = parts[parts.length - 1];
      if (ending.word !== "s") last.word += ending.word;
      last.end = ending.end;
    }
    if (parts.length === 1) return { parts };
    const joined = parts.length <= 4 && cut(parts.map((each) => each.word).join(""));
    const whole = joined ? { word: joined, start, end: start + text.length } : undefined;
    return { parts: parts.filter((each, at) => !between[at] || [...each.word].length > 2), whole };
  };

  /** What a text is made of: words, each of one or more parts, with their places. */
  const units = function* (text) {
    for (const { 0: all, 1: run, index } of text.matchAll(anything)) {
      yield run ? pairs(run, index) : compound(all, index);
    }
  };

  /** Every word of a text that the indexer finds, with its place. */
  const each = function* (text) {
    for (const { parts, whole, last } of units(text)) {
      yield* parts;
      if (whole ?? last) yield whole ?? last;
    }
  };

  Object.assign(search, { fold, units, words: each });
})((globalThis.roundtableSearch ??= {}));
