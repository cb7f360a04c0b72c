// The index as the engine reads it: words by shards, pages by fragments, with what the files mean.
((search) => {
  "use strict";
  const mostShards = 10; // as many as src/search/prefixes.rs says
  const text = new TextDecoder();
  const json = (bytes) => JSON.parse(text.decode(bytes));

  /** Reads numbers (LEB128), words and blocks off bytes. */
  const reader = (bytes) => {
    let at = 0;
    const number = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        value |= (byte & 0x7f) << shift;
        if (!(byte & 0x80)) return value;
      }
    };
    const block = () => {
      const length = number();
      at += length;
      return bytes.subarray(at - length, at);
    };
    /** The bytes of a word that begins like the one before. */
    const word = (before) => {
      const all = before.slice(0, number());
      for (let left = number(); left > 0; left--) all.push(bytes[at++]);
      return all;
    };
    return { number, block, word, byte: () => bytes[at++], more: () => at < bytes.length };
  };

  const written = (word) => text.decode(Uint8Array.from(word));

  /** The terms of a shard that are compared as `wanted`, or, where that may go on, begin with it; in order. */
  const terms = (bytes, wanted, mayGoOn) => {
    const { number, block, word, byte } = reader(bytes);
    const letters = new TextEncoder().encode(wanted);
    const found = [];
    let before = [];
    for (let left = number(); left > 0; left--) {
      before = word(before);
      const flags = byte();
      const fold = flags & 1 ? word(before) : before;
      const relatives = Array.from({ length: flags & 2 ? number() : 0 }, () => word(before));
      const pages = number();
      const set = flags & 4 ? block() : null;
      const postings = block();
      if ((fold.length > letters.length && !mayGoOn) || letters.some((letter, at) => letter !== fold[at])) continue;
      found.push({ word: written(before), fold: written(fold), relatives: relatives.map(written), pages, set, postings });
    }
    return found;
  };

  /** Calls `found(page, piece, level)` for each place of a term. */
  const places = (postings, found) => {
    const { number, more } = reader(postings);
    let page = 0;
    while (more()) {
      const head = number();
      page += head >>> 1;
      let piece = 0;
      for (let left = head & 1 ? number() : 1; left > 0; left--) {
        const place = number();
        piece += place >>> 4;
        found(page, piece, place & 15);
      }
    }
  };

  /** The words of a lexicon file by their length, each as { word, pages, letters }: a power of two, and a set of bits. */
  const lexicon = (bytes) => {
    const { number, block, more } = reader(bytes);
    const lists = new Map();
    while (more()) {
      const length = number();
      const inner = reader(block());
      const words = [];
      let before = [];
      while (inner.more()) {
        before = inner.word(before);
        const word = written(before);
        words.push({ word, pages: inner.number(), letters: search.letters(word) });
      }
      lists.set(length, words);
    }
    return lists;
  };

  /** The place of the last of `sorted` that isn't after `key`. */
  const last = (sorted, key) => {
    let from = 0;
    let to = sorted.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (sorted[middle][0] <= key) from = middle + 1;
      else to = middle;
    }
    return Math.max(from - 1, 0);
  };

  /** Opens the index of the site at `root`. */
  const open = async (root, cache) => {
    const manifest = json(await search.load(root, "manifest", "", cache));
    const { shards, pages, id } = manifest;
    const file = (name, version) => search.load(root, name, version);
    const shardAt = search.kept(800, (at) => file(shards[at][1]));
    const beginnings = search.kept(8, (name) => file(name));
    const lexicons = search.kept(24, async (name) => lexicon(await file(name)));
    const fragments = search.kept(200, async (name) => json(await file(name, id)));
    const facets = search.kept(1, async () => json(await file(manifest.facets)));
    const days = search.kept(1, async () => json(await file(manifest.days)));

    /** The terms that are compared as `fold`. */
    const exact = async (fold) =>
      shards.length ? terms(await shardAt(last(shards, fold)), fold) : [];

    /** The terms that begin with `fold`; where those are in more shards than `most`, what stands out of them, as one. */
    const begun = async (fold, most) => {
      const from = last(shards, fold);
      let to = from;
      while (to + 1 < shards.length && (shards[to + 1][0] < fold || shards[to + 1][0].startsWith(fold))) to++;
      if (to - from < most) {
        const all = await Promise.all(shards.slice(from, to + 1).map((_, at) => shardAt(from + at)));
        return { terms: all.flatMap((shard) => terms(shard, fold, true)) };
      }
      if (most < mostShards) return { terms: [] };
      const name = manifest.prefixes[[...fold][0]];
      const [strong] = name ? terms(await beginnings(name), fold) : [];
      return { terms: strong ? [strong] : [], isPart: true };
    };

    /** Words of about the length of `fold`, a list for each length. */
    const near = async (fold, distance) => {
      const lengths = new Set();
      for (let length = fold.length - distance; length <= fold.length + distance; length++) lengths.add(Math.min(length, 24));
      const known = [...lengths].filter((length) => manifest.lexicon[length]);
      return Promise.all(known.map(async (length) => (await lexicons(manifest.lexicon[length])).get(length)));
    };

    /** What a page is, with the pieces that stand in the same file as `piece`; `from` is the first one's number. */
    const page = async (number, piece) => {
      const part = Math.floor(piece / manifest.pieces);
      const file = await fragments(`f/${Math.floor(number / manifest.together)}-${part}`);
      const [address, title, group, kind, date, lang, pieces] = file[number % manifest.together];
      return { address, title, group, kind, date, lang, pieces, from: part * manifest.pieces };
    };

    return { root, id, pages, mostShards, perFile: manifest.pieces, exact, begun, near, page, facets: () => facets(""), days: () => days("") };
  };

  Object.assign(search, { openIndex: open, places });
})((globalThis.roundtableSearch ??= {}));
