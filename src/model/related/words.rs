//! The words of notes that can relate them: those that few notes have and that a note has more than once. Texts go in;
//! hashes of their words with the places where they stand, and the words beside those, come out.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::model::{NoteId, Site};

/// A word is rare up to so many notes, and up to so large a share of them.
const RARE: usize = 8;
const RARE_SHARE: usize = 10;
/// A note speaks of a thing that it names so often; once is chance.
const OFTEN: usize = 2;
/// A word in more than one of so many notes, and in more than a few, says nothing beside a rare one.
const PLAIN_SHARE: usize = 6;
const FEW: usize = 4;
/// So many words of each note are looked at.
const WORDS: usize = 600;
/// A shorter word is seldom telling.
const LETTERS: usize = 5;

/// The words that few notes have, with those of them that speak of it; and the words that many have.
#[derive(Debug, Clone)]
pub(super) struct Rare {
    /// Rare words as hashes, each with the notes that speak of it, by rising hash.
    pub(super) words: Vec<(u32, u32)>,
    /// The rare words that each note speaks of, as hashes, each with the places in its text where it stands.
    pub(super) spoken: Vec<Arc<[(u32, u32)]>>,
    /// Words that many notes have, as hashes.
    pub(super) plain: Arc<HashSet<u32>>,
    counts: Counts,
    /// How many notes were counted.
    notes: usize,
}

/// How many notes have a word, as its hash, and how many speak of it.
type Counts = HashMap<u32, (u32, u32), FixedState>;

impl Rare {
    /// The words of a site that is one with other words in some notes; `None` where a word became rare or plain by
    /// that, or is so no longer, or where so many notes changed that reading all is as quick.
    pub(super) fn after(&self, (was, site): (&Site, &Site), changed: &[NoteId]) -> Option<Self> {
        const MANY: usize = 64;
        if changed.len() > MANY {
            return None;
        }
        let mut now = self.clone();
        for id in changed {
            let (old, new) = (told(&was.notes[*id].text), told(&site.notes[*id].text));
            add(&mut now.counts, &old, u32::wrapping_sub);
            add(&mut now.counts, &new, u32::wrapping_add);
            let words = old.words.iter().chain(&new.words);
            let mut known = words.map(|word| (self.standing(*word), now.standing(*word)));
            if known.any(|(before, after)| before != after) {
                return None;
            }
            let mut spoken = new.spoken;
            spoken.retain(|(word, _)| now.standing(*word) == Standing::Rare);
            now.words.retain(|(_, note)| *note as NoteId != *id);
            now.words.extend(one_each(&spoken, *id));
            now.spoken[*id] = spoken.into();
        }
        now.words.sort_unstable();
        Some(now)
    }

    fn standing(&self, word: u32) -> Standing {
        standing(self.counts.get(&word).copied().unwrap_or_default(), self.notes)
    }
}

/// How telling a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Rare,
    Plain,
    Neither,
}

fn standing((notes, speaking): (u32, u32), of: usize) -> Standing {
    let most = RARE.min(of / RARE_SHARE).max(2);
    let notes = notes as usize;
    if (2..=most).contains(&notes) && speaking > 1 {
        return Standing::Rare;
    }
    if notes > FEW && notes * PLAIN_SHARE > of { Standing::Plain } else { Standing::Neither }
}

/// Adds what a note tells to the counts, or takes it off.
fn add(counts: &mut Counts, told: &Told, sum: fn(u32, u32) -> u32) {
    for word in &told.words {
        let count = counts.entry(*word).or_default();
        count.0 = sum(count.0, 1);
    }
    for same in told.spoken.chunk_by(|a, b| a.0 == b.0) {
        let count = counts.entry(same[0].0).or_default();
        count.1 = sum(count.1, 1);
    }
}

/// The words that a note speaks of, each once, with the note.
fn one_each(spoken: &[(u32, u32)], id: NoteId) -> impl Iterator<Item = (u32, u32)> {
    let note = u32::try_from(id).unwrap_or(u32::MAX);
    spoken.chunk_by(|a, b| a.0 == b.0).map(move |same| (same[0].0, note))
}

/// The rare words of some notes.
pub(super) fn rare(site: &Site, ids: &[NoteId]) -> Rare {
    /// So many notes are read before their words are counted, which bounds the memory.
    const AT_A_TIME: usize = 1024;
    let mut counts = Counts::default();
    let mut spoken: Vec<Vec<(u32, u32)>> = vec![Vec::new(); site.notes.len()];
    for ids in ids.chunks(AT_A_TIME) {
        let read: Vec<Told> = ids.par_iter().map(|id| told(&site.notes[*id].text)).collect();
        for (id, told) in ids.iter().zip(read) {
            add(&mut counts, &told, u32::wrapping_add);
            spoken[*id] = told.spoken;
        }
    }
    let is = |word: &u32, wanted: Standing| counts.get(word).is_some_and(|c| standing(*c, ids.len()) == wanted);
    let rare = |mut places: Vec<(u32, u32)>| {
        places.retain(|(word, _)| is(word, Standing::Rare));
        places.into()
    };
    let spoken: Vec<Arc<[(u32, u32)]>> = spoken.into_par_iter().map(rare).collect();
    let mut words: Vec<(u32, u32)> = spoken.iter().enumerate().flat_map(|(id, places)| one_each(places, id)).collect();
    words.par_sort_unstable();
    let plain = counts.keys().copied().filter(|word| is(word, Standing::Plain)).collect();
    Rare { words, spoken, plain: Arc::new(plain), counts, notes: ids.len() }
}

/// The telling words of a text, as hashes.
struct Told {
    /// Each that stands among the first ones, once.
    words: Vec<u32>,
    /// Those that stand there often, each with all its places in the text.
    spoken: Vec<(u32, u32)>,
}

fn told(text: &str) -> Told {
    let mut all: Vec<(u32, u32)> = Vec::with_capacity(text.len() / 12);
    let mut read = 0;
    // Where the first words end.
    let mut end = u32::MAX;
    each_word(text, &mut |at, word| {
        let Some(word) = hash_of(word) else { return };
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        read += 1;
        if read == WORDS + 1 {
            end = at;
        }
        all.extend(word.map(|word| (word, at)));
    });
    all.sort_unstable();
    let mut told = Told { words: Vec::with_capacity(all.len()), spoken: Vec::new() };
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        let times = same.iter().take_while(|(_, at)| *at < end).count();
        told.words.extend((times > 0).then_some(same[0].0));
        if times >= OFTEN {
            told.spoken.extend_from_slice(same);
        }
    }
    told
}

/// A word as it is told from others.
pub(super) fn hash(word: &str) -> u32 {
    hash_bytes(word.as_bytes())
}

fn hash_bytes(word: &[u8]) -> u32 {
    u32::try_from(FixedState::default().hash_one(word) >> 32).unwrap_or_default()
}

/// Calls `found` with each word of a text that whitespace sets apart, and its place.
fn each_word(text: &str, found: &mut impl FnMut(usize, &str)) {
    let is_gap = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        let length = bytes[at..].iter().position(is_gap).unwrap_or(text.len() - at);
        let stretch = &text[at..at + length];
        if stretch.is_ascii() {
            found(at, stretch);
        } else {
            let mut place = at;
            for word in stretch.split_inclusive(char::is_whitespace) {
                found(place, word);
                place += word.len();
            }
        }
        at += length + 1;
    }
}

/// The hash of a word as `bare` has it, where it `is_telling`; `None` where it is no word.
fn hash_of(word: &str) -> Option<Option<u32>> {
    const LONGEST: usize = 64;
    if !word.is_ascii() || word.len() > LONGEST {
        return bare(word).map(|word| is_telling(&word).then(|| hash(&word)));
    }
    let is_edge = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'@' | b'#' | b'/');
    let start = word.bytes().position(|byte| is_edge(&byte))?;
    let end = word.bytes().rposition(|byte| is_edge(&byte))? + 1;
    let mut small = [0; LONGEST];
    let mut is_word = true;
    for (small, byte) in small.iter_mut().zip(&word.as_bytes()[start..end]) {
        is_word &= byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'\'');
        *small = byte.to_ascii_lowercase();
    }
    is_word.then(|| (end - start >= LETTERS).then(|| hash_bytes(&small[..end - start])))
}

/// A word in small letters without the marks around it; `None` for handles, tags, addresses and numbers.
pub(super) fn bare(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '@' | '#' | '/'));
    let is_word = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
    (is_word && !word.is_empty()).then(|| word.to_lowercase())
}

/// Scripts without spaces between words have no words of this kind.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= LETTERS && !word.starts_with(|c| c > '\u{2e7f}')
}

/// A text with the words that its note speaks of, as hashes, each with its places.
pub(super) struct Places<'a> {
    pub(super) text: &'a str,
    pub(super) spoken: &'a [(u32, u32)],
}

/// Which of the words beside a word.
#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

impl Places<'_> {
    /// The words that stand right before or after a word.
    fn beside(&self, word: &str, side: Side) -> BTreeSet<String> {
        let hash = hash(word);
        let from = self.spoken.partition_point(|(other, _)| *other < hash);
        let places = self.spoken[from..].iter().take_while(|(other, _)| *other == hash);
        let words = places.filter_map(|(_, at)| self.one_beside(*at as usize, side));
        words.filter(|word| word.chars().count() >= LETTERS - 1).collect()
    }

    /// The word beside the one that begins at `at`, in the same line, with no mark between them that ends a phrase.
    fn one_beside(&self, at: usize, side: Side) -> Option<String> {
        let goes_on = |word: &&str| !word.ends_with(['.', ',', ';', ':', '!', '?', ')']);
        match side {
            Side::Before => {
                let line = self.text[..at].rsplit('\n').next()?;
                line.split_whitespace().next_back().filter(goes_on).and_then(bare)
            }
            Side::After => {
                let mut words = self.text[at..].split('\n').next()?.split_whitespace();
                words.next().filter(goes_on)?;
                words.next().and_then(bare)
            }
        }
    }
}

/// A word with the one after or before it, where both texts have them together and that one says something.
pub(super) fn phrase(word: &str, (a, b): (&Places<'_>, &Places<'_>), plain: &HashSet<u32>) -> String {
    let beside = |side: Side| {
        let (a, b) = (a.beside(word, side), b.beside(word, side));
        a.intersection(&b).find(|other| !plain.contains(&hash(other))).cloned()
    };
    if let Some(after) = beside(Side::After) {
        return format!("{word} {after}");
    }
    beside(Side::Before).map_or_else(|| word.to_owned(), |before| format!("{before} {word}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_bare_and_telling() {
        let check = |text: &str, words: &[&str]| {
            let mut found = Vec::new();
            each_word(text, &mut |at, word| {
                found.extend(hash_of(word).flatten());
                assert!(text[at..].starts_with(word), "{text}");
                assert_eq!(hash_of(word), bare(word).map(|word| is_telling(&word).then(|| hash(&word))), "{word}");
            });
            assert_eq!(found, words.iter().map(|word| hash(word)).collect::<Vec<_>>(), "{text}");
        };
        check("Respite beds, (again)!", &["respite", "again"]);
        check("@somebody #hashtag https://example.org/abcdef v1.2.3 snake_case", &[]);
        check("know-how isn’t the nurse’s", &["know-how", "isn’t", "nurse’s"]);
        check("会议 记录\u{a0}Respite\u{2003}again", &["respite", "again"]);
    }

    #[test]
    fn a_rare_word_takes_the_one_beside_it() {
        let plain = HashSet::from([hash("stood")]);
        let check = |a: &str, b: &str, expected: &str| {
            let found = [a, b].map(|text| {
                let mut places = Vec::new();
                each_word(text, &mut |at, word| places.extend(hash_of(word).flatten().map(|word| (word, at as u32))));
                places.retain(|(word, _)| *word == hash("respite"));
                places
            });
            let [a, b] = [(a, &found[0]), (b, &found[1])].map(|(text, spoken)| Places { text, spoken });
            assert_eq!(phrase("respite", (&a, &b), &plain), expected);
        };
        check("Four respite beds stood empty.", "The respite beds, again.", "respite beds");
        check("A respite stood.", "The respite stood.", "respite");
        check("A respite. Beds stood.", "The respite beds, again.", "respite");
        check("Cold respite\nbeds.", "The cold respite: beds.", "cold respite");
    }
}
