// What fingers do to words. In: a word and the chance to draw from. Out: the word mistyped, or cut while it is
// still being typed.

const alphabet = [..."abcdefghijklmnopqrstuvwxyz"];

/** One edit, and in a third of the words of eight letters or more two. */
export function mistyped(word, chance) {
  const letters = [...word.toLowerCase()];
  const twice = letters.length >= 8 && chance.fraction() < 1 / 3;
  const once = edited(letters, chance);
  return (twice ? edited(once, chance) : once).join("");
}

function edited(letters, chance) {
  const at = chance.between(0, letters.length - 1);
  const before = letters.slice(0, at);
  const edits = {
    drop: () => [...before, ...letters.slice(at + 1)],
    insert: () => [...before, chance.pick(alphabet), ...letters.slice(at)],
    replace: () => [...before, chance.pick(alphabet.filter((letter) => letter !== letters[at])), ...letters.slice(at + 1)],
    swap: () => {
      const place = Math.min(at, letters.length - 2);
      return [...letters.slice(0, place), letters[place + 1], letters[place], ...letters.slice(place + 2)];
    },
  };
  return edits[chance.pick(Object.keys(edits))]();
}

/** The first three to five letters of a word of four or more. */
export function cut(word, chance) {
  const letters = [...word];
  return letters.slice(0, chance.between(3, Math.min(5, letters.length - 1))).join("");
}
