//! How strongly each word of a page stands for each of its pieces, on a scale of 15 levels. A page goes in; its
//! words with their pieces and levels come out. Levels follow BM25 (Robertson and Zaragoza, "The Probabilistic
//! Relevance Framework", 2009) with fixed average lengths, so they depend on the page alone.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::page::{self, Entry, Piece};
use super::words;
use crate::text::hash;

/// Levels from here on are those of words in headings.
pub(super) const HEADING: u8 = 10;

/// Levels from here on are those of words in the title.
const TITLE: u8 = 13;

/// The length of a piece that counts neither for nor against it, in words.
const AVERAGE: f32 = 100.0;

/// How much the length of a piece counts, from 0 to 1.
const BY_LENGTH: f32 = 0.5;

/// How soon more of the same word adds little.
const SATURATION: f32 = 1.2;

/// What is known of a page beside its words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// How many pieces it has.
    pub(super) pieces: usize,
    /// The hash of all that results show of it.
    pub(super) hash: u64,
}

/// The words of a page.
#[derive(Debug, Default)]
pub(super) struct PageWords {
    pub(super) facts: Facts,
    /// All words, one after the other.
    text: String,
    words: Vec<Word>,
    /// Piece and level, those of a word together, by rising piece.
    places: Vec<(u32, u8)>,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    hash: u64,
    text: (u32, u32),
    places: (u32, u32),
}

impl PageWords {
    /// Each word with its hash and its pieces.
    pub(super) fn each(&self) -> impl Iterator<Item = (u64, &str, &[(u32, u8)])> {
        self.words.iter().map(|word| {
            let text = &self.text[word.text.0 as usize..word.text.1 as usize];
            (word.hash, text, &self.places[word.places.0 as usize..word.places.1 as usize])
        })
    }
}

/// Hashes that are good hashes already.
#[derive(Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = crate::text::hash_bytes(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A map by hashes of words.
pub(super) type ByHash = HashMap<u64, u32, BuildHasherDefault<AsItIs>>;

/// The words of a page with their pieces and levels.
pub(super) fn of(entry: &Entry) -> PageWords {
    let pieces = page::pieces(entry.note.as_deref(), &[]);
    let mut reader = Reader::with_room();
    let outline = entry.note.as_deref().map_or(&[][..], |note| &note.outline);
    for (at, piece) in pieces.iter().enumerate() {
        if at == 0 {
            reader.top(entry);
        }
        if let Some(heading) = piece.heading.filter(|_| piece.is_first) {
            reader.read(&outline[heading].text, Field::Heading);
        }
        reader.piece(at, piece);
    }
    reader.page.facts = Facts { pieces: pieces.len(), hash: reader.shown };
    reader.finish()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Heading,
    Text,
}

/// How often a word stands in a piece, and where it stands out.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    text: u32,
    is_in_title: bool,
    is_in_heading: bool,
}

#[derive(Default)]
struct Reader {
    page: PageWords,
    ids: ByHash,
    counts: Vec<Count>,
    /// The words that the piece being read has, and how many words its fields have.
    touched: Vec<u32>,
    lengths: [u32; 3],
    found: Vec<(u32, u32, u8)>,
    /// The hash of all that was read.
    shown: u64,
}

impl Reader {
    /// A reader with room for the words of a page as most are.
    fn with_room() -> Self {
        const WORDS: usize = 512;
        let page = PageWords { text: String::with_capacity(WORDS * 8), ..PageWords::default() };
        let ids = ByHash::with_capacity_and_hasher(WORDS, BuildHasherDefault::default());
        Self { page, ids, ..Self::default() }
    }

    /// What a page is called, when it was and whose it is.
    fn top(&mut self, entry: &Entry) {
        self.read(&entry.about.title, Field::Title);
        if let Some(day) = entry.about.date {
            self.read(&day.to_string(), Field::Heading);
        }
        self.read(&entry.about.group_name, Field::Text);
    }

    fn read(&mut self, text: &str, field: Field) {
        self.shown = self.shown.rotate_left(9) ^ hash(text);
        words::each(text, &mut |word| self.word(word, field));
    }

    fn piece(&mut self, at: usize, piece: &Piece) {
        self.read(&piece.text, Field::Text);
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        for id in std::mem::take(&mut self.touched) {
            let count = std::mem::take(&mut self.counts[id as usize]);
            self.found.push((id, at, level(count, self.lengths)));
        }
        self.lengths = [0; 3];
    }

    fn word(&mut self, word: &str, field: Field) {
        let id = self.id(word);
        let count = &mut self.counts[id as usize];
        if count.text == 0 && !count.is_in_title && !count.is_in_heading {
            self.touched.push(id);
        }
        match field {
            Field::Title => count.is_in_title = true,
            Field::Heading => count.is_in_heading = true,
            Field::Text => count.text += 1,
        }
        self.lengths[field as usize] += 1;
    }

    fn id(&mut self, word: &str) -> u32 {
        let hash = hash(word);
        let mut key = hash;
        while let Some(id) = self.ids.get(&key) {
            let (start, end) = self.page.words[*id as usize].text;
            if self.page.text[start as usize..end as usize] == *word {
                return *id;
            }
            // Two words of one hash: the later one takes the next place.
            key = key.wrapping_add(1);
        }
        let id = u32::try_from(self.page.words.len()).unwrap_or(u32::MAX);
        let start = u32::try_from(self.page.text.len()).unwrap_or(u32::MAX);
        self.page.text.push_str(word);
        let end = u32::try_from(self.page.text.len()).unwrap_or(u32::MAX);
        self.ids.insert(key, id);
        self.page.words.push(Word { hash, text: (start, end), places: (0, 0) });
        self.counts.push(Count::default());
        id
    }

    /// Brings the places of each word together.
    fn finish(mut self) -> PageWords {
        for (id, _, _) in &self.found {
            self.page.words[*id as usize].places.1 += 1;
        }
        let mut at = 0;
        for word in &mut self.page.words {
            let length = word.places.1;
            word.places = (at, at);
            at += length;
        }
        self.page.places = vec![(0, 0); self.found.len()];
        for (id, piece, level) in self.found {
            let word = &mut self.page.words[id as usize];
            self.page.places[word.places.1 as usize] = (piece, level);
            word.places.1 += 1;
        }
        self.page
    }
}

/// The level of a word in a piece whose title, heading and text have these numbers of words.
fn level(count: Count, [title, heading, text]: [u32; 3]) -> u8 {
    // The fewer words a title has beside it, the more it is about this one.
    let shorter = |length: u32| match length {
        0..=2 => 2,
        3..=5 => 1,
        _ => 0,
    };
    if count.is_in_title {
        return TITLE + shorter(title);
    }
    if count.is_in_heading {
        return HEADING + shorter(heading);
    }
    let length = 1.0 - BY_LENGTH + BY_LENGTH * text as f32 / AVERAGE;
    let often = count.text as f32 / length;
    let part = often / (often + SATURATION);
    1 + (part * f32::from(HEADING - 1)).min(f32::from(HEADING - 2)) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_tell_where_a_word_stands() {
        let text = |text: u32| Count { text, ..Count::default() };
        let lengths = [2, 3, 100];
        assert!(level(text(1), lengths) < level(text(3), lengths));
        assert!(level(text(1), [2, 3, 400]) < level(text(1), [2, 3, 20]));
        assert!(level(text(1000), [0, 0, 1]) < HEADING);
        assert_eq!(level(Count { is_in_heading: true, ..text(1) }, lengths), HEADING + 1);
        assert_eq!(level(Count { is_in_title: true, ..text(1) }, lengths), 15);
    }
}
