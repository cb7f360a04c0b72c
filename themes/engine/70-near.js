// Words that somebody may have meant who mistyped one: one edit away, from eight letters on two. An edit is a letter
// too many, too few or wrong, or two that changed places (Damerau's distance, in its simple form).
((search) => {
  "use strict";
  const mostWords = 6;

  /** Which letters a word has, as bits; some share one. */
  search.letters = (word) => {
    let bits = 0;
    for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
    return bits;
  };

  const count = (bits) => {
    let ones = 0;
    for (; bits; bits &= bits - 1) ones++;
    return ones;
  };

  /** The distance of two words, or `limit + 1` where it is more than `limit`. */
  const distance = (a, b, limit) => {
    let two = [];
    let one = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1];
        let cost = Math.min(one[j] + 1, row[j - 1] + 1, one[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, two[j - 2] + 1);
        row.push(cost);
        least = Math.min(least, cost);
      }
      if (least > limit) return limit + 1;
      [two, one] = [one, row];
    }
    return one[b.length];
  };

  /** The words of the index that a word may stand for, the likeliest first. */
  search.near = async (index, word) => {
    const fold = search.fold(word);
    if (fold.length < 4 || /\p{N}/u.test(fold)) return [];
    // The word that was meant has eight letters or more where two edits are allowed; what was typed may have fewer.
    const most = (length) => (length < 8 ? 1 : 2);
    const letters = search.letters(fold);
    const found = [];
    for (const list of await index.near(fold, most(fold.length + 2))) {
      for (const { word: other, pages, letters: others } of list) {
        const limit = Math.max(most(fold.length), most(other.length));
        // An edit changes two letters at most.
        if (Math.abs(other.length - fold.length) > limit || count(letters ^ others) > limit * 2 || other === fold) continue;
        const far = distance(fold, other, limit);
        // People rarely mistype the first letter.
        if (far <= limit) found.push({ word: other, cost: far * 4 + (other[0] === fold[0] ? 0 : 2) - pages / 8 });
      }
    }
    return found.sort((a, b) => a.cost - b.cost || (a.word < b.word ? -1 : 1)).slice(0, mostWords);
  };
})((globalThis.roundtableSearch ??= {}));
