//! How strongly each word of a page stands for each of its pieces, on a scale of 15 levels. A page goes in; its
//! words with their pieces and levels come out. Levels follow BM25 (Robertson and Zaragoza, "The Probabilistic
//! Relevance Framework", 2009) with fixed average lengths, so they depend on the page alone.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

use foldhash::fast::FixedState;

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

/// The table of words is built in so many parts at once, each of the words whose hash falls to it.
pub(super) const PARTS: usize = 16;

/// The words of a page.
#[derive(Debug, Default)]
pub(super) struct PageWords {
    pub(super) facts: Facts,
    /// All words, one after the other.
    text: Box<str>,
    /// Those of the first part of the table, then those of the second, and so on.
    words: Vec<Word>,
    /// Where the words of each part end.
    ends: [u32; PARTS],
    /// Piece and level, those of a word together, by rising piece.
    places: Vec<(u32, u8)>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Word {
    hash: u64,
    text: (u32, u32),
    places: (u32, u32),
}

impl Word {
    /// The part of the table that it falls to. Maps go by the first and the last bits of a hash, so these say it.
    fn part(&self) -> usize {
        (self.hash >> 32) as usize % PARTS
    }
}

impl PageWords {
    /// Each word with its pieces.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, &[(u32, u8)])> {
        self.words.iter().map(|word| (self.text(word), self.places(word)))
    }

    /// Each word of a part of the table, with its hash and its pieces.
    pub(super) fn each_of_part(&self, part: usize) -> impl Iterator<Item = (u64, &str, &[(u32, u8)])> {
        let start = part.checked_sub(1).map_or(0, |before| self.ends[before]);
        let words = &self.words[start as usize..self.ends[part] as usize];
        words.iter().map(|word| (word.hash, self.text(word), self.places(word)))
    }

    fn text(&self, word: &Word) -> &str {
        &self.text[word.text.0 as usize..word.text.1 as usize]
    }

    fn places(&self, word: &Word) -> &[(u32, u8)] {
        &self.places[word.places.0 as usize..word.places.1 as usize]
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
    Reader::default().words(entry)
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

/// Reads one page after the other, in the same room.
#[derive(Default)]
pub(super) struct Reader {
    hasher: FixedState,
    ids: ByHash,
    /// The words of the page being read, one after the other, and where each stands.
    text: String,
    words: Vec<Word>,
    counts: Vec<Count>,
    /// The words that the piece being read has, and how many words its fields have.
    touched: Vec<u32>,
    lengths: [u32; 3],
    found: Vec<(u32, u32, u8)>,
    /// The hash of all that was read.
    shown: u64,
}

impl Reader {
    /// The words of a page with their pieces and levels.
    pub(super) fn words(&mut self, entry: &Entry) -> PageWords {
        let outline = entry.note.as_deref().map_or(&[][..], |note| &note.outline);
        let pieces = page::each_piece(entry.note.as_deref(), &[], &mut |at, piece| {
            if at == 0 {
                self.top(entry);
            }
            if let Some(heading) = piece.heading.filter(|_| piece.is_first) {
                self.read(&outline[heading].text, Field::Heading);
            }
            self.piece(at, piece);
        });
        let facts = Facts { pieces, hash: std::mem::take(&mut self.shown) };
        let page = PageWords { facts, ..self.page() };
        self.ids.clear();
        self.text.clear();
        self.words.clear();
        self.counts.clear();
        self.found.clear();
        page
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

    fn piece(&mut self, at: usize, piece: &Piece<'_>) {
        self.read(&piece.text, Field::Text);
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        for id in self.touched.drain(..) {
            let count = std::mem::take(&mut self.counts[id as usize]);
            self.words[id as usize].places.1 += 1;
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
        let mut hasher = self.hasher.build_hasher();
        hasher.write(word.as_bytes());
        let hash = hasher.finish();
        let mut key = hash;
        while let Some(id) = self.ids.get(&key) {
            let (start, end) = self.words[*id as usize].text;
            if self.text[start as usize..end as usize] == *word {
                return *id;
            }
            // Two words of one hash: the later one takes the next place.
            key = key.wrapping_add(1);
        }
        let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.text.push_str(word);
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.ids.insert(key, id);
        self.words.push(Word { hash, text: (start, end), places: (0, 0) });
        self.counts.push(Count::default());
        id
    }

    /// The words by the part of the table that they fall to, and the places of each together.
    fn page(&mut self) -> PageWords {
        let mut at = 0;
        for word in &mut self.words {
            let length = word.places.1;
            word.places = (at, at);
            at += length;
        }
        let mut places = vec![(0, 0); self.found.len()];
        for (id, piece, level) in &self.found {
            let word = &mut self.words[*id as usize];
            places[word.places.1 as usize] = (*piece, *level);
            word.places.1 += 1;
        }
        let mut ends = [0; PARTS];
        for word in &self.words {
            ends[word.part()] += 1;
        }
        let mut all = 0;
        for end in &mut ends {
            // For now where the part begins; as its words are put there, it moves on to where the part ends.
            all += std::mem::replace(end, all);
        }
        let mut words = vec![Word::default(); self.words.len()];
        for word in &self.words {
            let place = &mut ends[word.part()];
            words[*place as usize] = *word;
            *place += 1;
        }
        PageWords { text: self.text.as_str().into(), words, ends, places, ..PageWords::default() }
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
