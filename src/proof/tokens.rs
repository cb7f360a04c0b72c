//! Cuts a text into words and rows of five words, each as a number that stands for it whatever its letter case and
//! accents. Fast, since all of a site is read.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::text::{base_letter, is_combining};

/// So many words make a row.
const ROW: usize = 5;

/// A word or a row of words, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) hash: u64,
    pub(super) span: Range<usize>,
}

/// A word has at least so many letters to give something away, or so many digits.
const LETTERS: usize = 3;
const DIGITS: usize = 6;

/// A row has at least so many words with letters enough.
const TELLING: usize = 3;

/// Says quickly of nearly all numbers that they are not among those it was made of: a bit for each of them.
#[derive(Debug)]
pub(super) struct Sieve(Vec<u64>);

impl Sieve {
    /// So small that it is always at hand, and so large that few bits are set.
    pub(super) fn of(hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        let mut sieve = Self(vec![0; hashes.len().next_power_of_two().clamp(1 << 6, 1 << 14)]);
        for hash in hashes {
            let (word, bit) = sieve.place(hash);
            sieve.0[word] |= bit;
        }
        sieve
    }

    pub(super) fn may_have(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.0[word] & bit != 0
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        ((hash >> 6) as usize & (self.0.len() - 1), 1 << (hash & 63))
    }
}

/// So many lines and tags of a page stand on no page before it, about.
const LINES: usize = 64;

/// Remembers hashes of what need not be read again. It forgets some, and a hash of 64 bits stands for one text alone.
#[derive(Debug)]
pub(super) struct Harmless(Vec<AtomicU64>);

impl Harmless {
    /// With room for what stands on so many pages.
    pub(super) fn of(pages: usize) -> Self {
        let room = (pages * LINES).next_power_of_two().clamp(1 << 12, 1 << 16);
        Self((0..room).map(|_| AtomicU64::new(0)).collect())
    }

    pub(super) fn has(&self, hash: u64) -> bool {
        self.place(hash).load(Relaxed) == hash
    }

    pub(super) fn add(&self, hash: u64) {
        self.place(hash).store(hash, Relaxed);
    }

    fn place(&self, hash: u64) -> &AtomicU64 {
        &self.0[hash as usize % self.0.len()]
    }
}

/// Reads words one after the other.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// The last words in a ring: what stands for each, where it begins, 1 where it could give something away.
    last: [(u64, usize, usize); ROW],
    /// Where in it the next word goes, and how many came since the row was broken.
    place: usize,
    count: usize,
    /// How many of the last words could give something away, and what stands for all of them in order.
    telling: usize,
    row: u64,
}

/// Words in a row are told apart by powers of this odd number, as in the search of Karp and Rabin (1987).
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
const HIGHEST: u64 = BASE.wrapping_pow(ROW as u32);

/// Whether each byte is an ASCII letter or digit.
const IS_ASCII_WORD: [bool; 256] = {
    let mut is_word = [false; 256];
    let mut at = 0;
    while at < 128 {
        is_word[at] = (at as u8).is_ascii_alphanumeric();
        at += 1;
    }
    is_word
};

impl Reader {
    /// All words and rows of a plain text.
    pub(super) fn plain(text: &str, found: &mut impl FnMut(Token)) {
        Self::default().read(text, 0, found);
    }

    /// What comes does not go on with what was.
    pub(super) fn interrupt(&mut self) {
        *self = Self::default();
    }

    /// Reads on; `at` is where the text stands.
    pub(super) fn read(&mut self, text: &str, at: usize, found: &mut impl FnMut(Token)) {
        let bytes = text.as_bytes();
        let is_in_word = |index: usize| bytes.get(index).is_some_and(|byte| IS_ASCII_WORD[usize::from(*byte)]);
        let mut index = 0;
        while let Some(byte) = bytes.get(index) {
            let mut end = index;
            while is_in_word(end) {
                end += 1;
            }
            if bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
                let (word, end, next) = Word::of_any(text, index);
                if word.length > 0 {
                    self.end(&word, at + index..at + end, found);
                }
                index = next;
            } else if IS_ASCII_WORD[usize::from(*byte)] {
                self.end(&Word::of_ascii(bytes, index..end), at + index..at + end, found);
                index = end + 1;
            } else {
                index += 1;
            }
        }
    }

    fn end(&mut self, word: &Word, span: Range<usize>, found: &mut impl FnMut(Token)) {
        let hash = word.hash();
        let is_telling = word.length - word.digits >= LETTERS;
        if is_telling || word.digits >= DIGITS {
            found(Token { hash, span: span.clone() });
        }
        let (gone, _, was_telling) =
            std::mem::replace(&mut self.last[self.place], (hash, span.start, usize::from(is_telling)));
        self.telling = self.telling + usize::from(is_telling) - was_telling;
        self.row = self.row.wrapping_mul(BASE).wrapping_add(hash).wrapping_sub(gone.wrapping_mul(HIGHEST));
        self.place = if self.place + 1 == ROW { 0 } else { self.place + 1 };
        self.count += 1;
        if self.count >= ROW && self.telling >= TELLING {
            let first = self.last[self.place].1;
            found(Token { hash: mixed(self.row), span: first..span.end });
        }
    }
}

/// So many bytes of a word are taken at once.
const CHUNK: usize = size_of::<u64>();

/// In each of eight bytes the bit that makes ASCII letters small and leaves digits as they are, and the one that only
/// letters have.
const SMALL: u64 = u64::from_ne_bytes([0x20; CHUNK]);
const LETTER: u64 = u64::from_ne_bytes([0x40; CHUNK]);

/// A word as it is read.
#[derive(Default)]
struct Word {
    /// What stands for all but the last bytes, and those, up to eight, the first one lowest.
    before: u64,
    last: u64,
    bytes: usize,
    /// How many characters it has, and how many of them are digits.
    length: usize,
    digits: usize,
}

impl Word {
    /// The word of ASCII letters and digits that is these bytes.
    fn of_ascii(bytes: &[u8], span: Range<usize>) -> Self {
        let mut word = Self { length: span.len(), ..Self::default() };
        let mut letters = 0;
        let mut start = span.start;
        loop {
            let length = (span.end - start).min(CHUNK);
            let chunk = match bytes.get(start..start + CHUNK).and_then(|chunk| chunk.try_into().ok()) {
                Some(chunk) => u64::from_le_bytes(chunk),
                None => bytes[start..span.end].iter().rev().fold(0, |chunk, byte| chunk << 8 | u64::from(*byte)),
            };
            let mask = u64::MAX >> (8 * (CHUNK - length));
            letters += (chunk & LETTER & mask).count_ones() as usize;
            word.last = (chunk | SMALL) & mask;
            word.bytes = length;
            start += CHUNK;
            if start >= span.end {
                word.digits = word.length - letters;
                return word;
            }
            word.begin_chunk();
        }
    }

    /// The word that begins at `start`, where it ends, and where to read on.
    fn of_any(text: &str, start: usize) -> (Self, usize, usize) {
        let mut word = Self::default();
        let mut index = start;
        for character in text[start..].chars() {
            let after = index + character.len_utf8();
            if is_one_word(character) {
                if word.length > 0 {
                    return (word, index, index);
                }
                word.push(character);
                return (word, after, after);
            } else if character.is_alphanumeric() {
                for small in base_letter(character).to_lowercase() {
                    word.push(small);
                    word.digits += usize::from(character.is_numeric());
                }
            } else if !is_combining(character) {
                return (word, index, after);
            }
            index = after;
        }
        (word, index, index)
    }

    fn push(&mut self, character: char) {
        match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() => self.push_byte(byte),
            // All that is no ASCII as three bytes (Unicode has no more than 21 bits).
            _ => u32::from(character).to_be_bytes()[1..].iter().for_each(|byte| self.push_byte(*byte)),
        }
        self.length += 1;
    }

    fn push_byte(&mut self, byte: u8) {
        if self.bytes == CHUNK {
            self.begin_chunk();
        }
        self.last |= u64::from(byte) << (8 * self.bytes);
        self.bytes += 1;
    }

    fn begin_chunk(&mut self) {
        (self.before, self.last, self.bytes) = (mixed(self.before ^ self.last), 0, 0);
    }

    /// What stands for the word.
    fn hash(&self) -> u64 {
        mixed(self.before.rotate_left(8) ^ self.last)
    }
}

/// Spreads what tells two numbers apart over all bits (the last step of MurmurHash3).
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ hash >> 33
}

/// Whether a character is read as a word of its own, as in writings without blanks between words.
fn is_one_word(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        let mut found = Vec::new();
        Reader::plain(text, &mut |token| found.push(token.hash));
        found
    }

    #[test]
    fn a_word_is_the_same_in_any_case_and_with_any_accents() {
        assert_eq!(hashes("Zoë"), hashes("ZOE"));
        assert_eq!(hashes("Zoe\u{308}"), hashes("zoë"));
        assert_ne!(hashes("Zoe"), hashes("Zola"));
        assert!(hashes("is 12 of it").is_empty());
        assert_eq!(hashes("482915").len(), 1);
    }

    #[test]
    fn a_word_is_the_same_however_it_is_read() {
        // With a letter beyond ASCII it is read letter by letter, without at once; at the end of a text bytes are few.
        for word in ["a2c", "abcdefgh", "abcdefghi", "1abcdefghijklmn9", "Abcdefghijklmnopq", "123456789", "12345678a"]
        {
            let accented = word.replacen('a', "á", 1).replacen('1', "1\u{301}", 1);
            assert_eq!(hashes(&accented), hashes(word), "{word}");
            assert_eq!(hashes(&format!("{accented} in")), hashes(&format!("{word} in")), "{word}");
            assert_eq!(
                hashes(&format!("{} and more of it", word.to_uppercase())),
                hashes(&format!("{word} and more of it"))
            );
        }
        assert_ne!(hashes("abcdefghi"), hashes("abcdefghj"));
        assert_ne!(hashes("abcdefghabcdefgh"), hashes("abcdefghabcdefghabcdefgh"));
    }

    #[test]
    fn five_words_are_a_row() {
        // Five words that could each give something away, and the row.
        assert_eq!(hashes("one two three four five").len(), 6);
        assert_eq!(hashes("one two three four").len(), 4);
        assert_eq!(hashes("one, two; three (four) five"), hashes("One two three four FIVE"));
        assert_eq!(hashes("1 2 3 4 5").len(), 0);
    }
}
