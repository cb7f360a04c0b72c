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
    const word = (before) => {
      const shared = number();
      const rest = block();
      const all = new Uint8Array(shared + rest.length);
      all.set(before.subarray(0, shared));
      all.set(rest, shared);
      return all;
    };
    return { number, block, word, byte: () => bytes[at++], more: () => at < bytes.length };
  };

  /** The terms of a shard, in order, and by fold. */
  const shard = (bytes) => {
    const { number, block, word, byte } = reader(bytes);
    const terms = [];
    let before = new Uint8Array();
    for (let left = number(); left > 0; left--) {
      before = word(before);
      const flags = byte();
      const written = text.decode(before);
      const fold = flags & 1 ? text.decode(word(before)) : written;
      const relatives = [];
      if (flags & 2) for (let each = number(); each > 0; each--) relatives.push(text.decode(word(before)));
      terms.push({ word: written, fold, relatives, pages: number(), set: flags & 4 ? block() : null, postings: block() });
    }
    return terms;
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
      let before = new Uint8Array();
      while (inner.more()) {
        before = inner.word(before);
        const word = text.decode(before);
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
    const shardAt = search.kept(80, async (at) => shard(await file(shards[at][1])));
    const beginnings = search.kept(8, async (name) => shard(await file(name)));
    const lexicons = search.kept(6, async (name) => lexicon(await file(name)));
    const fragments = search.kept(80, async (name) => json(await file(name, id)));
    const facets = search.kept(1, async () => json(await file(manifest.facets)));
    const days = search.kept(1, async () => json(await file(manifest.days)));

    /** The terms that are compared as `fold`. */
    const exact = async (fold) =>
      shards.length ? (await shardAt(last(shards, fold))).filter((term) => term.fold === fold) : [];

    /** The terms that begin with `fold`; where those are in more shards than `most`, what stands out of them, as one. */
    const begun = async (fold, most) => {
      const from = last(shards, fold);
      let to = from;
      while (to + 1 < shards.length && (shards[to + 1][0] < fold || shards[to + 1][0].startsWith(fold))) to++;
      if (to - from < most) {
        const all = await Promise.all(shards.slice(from, to + 1).map((_, at) => shardAt(from + at)));
        return { terms: all.flat().filter((term) => term.fold.startsWith(fold)) };
      }
      if (most < mostShards) return { terms: [] };
      const name = manifest.prefixes[[...fold][0]];
      const strong = name ? (await beginnings(name)).find((term) => term.fold === fold) : undefined;
      return { terms: strong ? [strong] : [], isPart: true };
    };

    /** Words of about the length of `fold`. */
    const near = async (fold, distance) => {
      const lengths = new Set();
      for (let length = fold.length - distance; length <= fold.length + distance; length++) lengths.add(Math.min(length, 24));
      const known = [...lengths].filter((length) => manifest.lexicon[length]);
      const lists = await Promise.all(known.map(async (length) => (await lexicons(manifest.lexicon[length])).get(length)));
      return lists.flat();
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
