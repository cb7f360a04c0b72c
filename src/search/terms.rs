//! Every word of the site with the places where it stands, in the order in which shards hold them. Pages go in, all
//! at once or those that changed; the table comes out, the same either way, as a property test holds.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::levels::{self, ByHash, Facts, HEADING, PARTS, PageWords, Reader};
use super::page::Entry;
use super::postings::Postings;
use super::stems::Stemmers;
use super::words;
use crate::text::hash;

/// So many pages are read before their words are put into the table, which bounds the memory.
const AT_A_TIME: usize = 1024;

/// A word is tied to so many others at most.
const MOST_RELATIVES: usize = 24;

/// A word with the places where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// As it is written, in small letters.
    pub(super) word: Box<str>,
    /// As it is compared, where that differs.
    fold: Option<Box<str>>,
    /// What it has in common with its other forms.
    stems: Vec<Box<str>>,
    /// Other words of the table with the same fold or stem.
    pub(super) relatives: Vec<Box<str>>,
    pub(super) postings: Postings,
    /// Pages that have it in their title or a heading, each with the best level and its piece.
    pub(super) strong: Vec<(u32, u8, u32)>,
    /// Of its content, for the names of files.
    pub(super) hash: u64,
}

impl Term {
    /// The word as it is compared.
    pub(super) fn folded(&self) -> &str {
        self.fold.as_deref().unwrap_or(&self.word)
    }

    fn new(word: Box<str>, postings: Postings, stemmers: &Stemmers) -> Self {
        let fold = words::fold(&word).map(Into::into);
        let stems = stemmers.of_word(&word);
        Self { word, fold, stems, relatives: Vec::new(), postings, strong: Vec::new(), hash: 0 }
    }

    fn sealed(mut self) -> Self {
        self.strong = strong(&self.postings);
        let seed = hash(&self.word);
        let relatives = self.relatives.iter().fold(seed, |all, word| all.rotate_left(7) ^ hash(word));
        self.hash = relatives.rotate_left(7) ^ crate::text::hash_bytes(&self.postings.bytes);
        self
    }

    /// What it shares with its relatives, each once.
    fn ties(&self) -> impl Iterator<Item = &str> {
        let folded = self.folded();
        std::iter::once(folded).chain(self.stems.iter().map(AsRef::as_ref).filter(move |stem| *stem != folded))
    }
}

fn strong(postings: &Postings) -> Vec<(u32, u8, u32)> {
    let mut strong = Vec::new();
    postings.each(|page, places| {
        if let [(_, 0..HEADING)] = places {
            return;
        }
        let best = places
            .iter()
            .filter(|(_, level)| *level >= HEADING)
            .max_by_key(|(piece, level)| (*level, u32::MAX - piece));
        strong.extend(best.map(|(piece, level)| (page, *level, *piece)));
    });
    strong
}

/// All words, by rising fold, then as they are written; in the order of JavaScript's strings.
pub(super) type Terms = Vec<Arc<Term>>;

/// The order of JavaScript's strings: by code units of UTF-16.
pub(super) fn order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

fn term_order(a: &Term, b: &Term) -> Ordering {
    order(a.folded(), b.folded()).then_with(|| order(&a.word, &b.word))
}

/// The table of all pages, and what is known of each beside its words.
pub(super) fn of(entries: &[Entry], stemmers: &Stemmers) -> (Terms, Vec<Facts>) {
    let mut facts = Vec::with_capacity(entries.len());
    let mut parts: Vec<Part> = (0..PARTS).map(|_| Part::default()).collect();
    for (chunk, entries) in entries.chunks(AT_A_TIME).enumerate() {
        let pages: Vec<PageWords> = entries.par_iter().map_init(Reader::default, Reader::words).collect();
        facts.extend(pages.iter().map(|page| page.facts));
        parts.par_iter_mut().enumerate().for_each(|(part, table)| {
            for (at, page) in pages.iter().enumerate() {
                table.add(part, (chunk * AT_A_TIME + at) as u32, page);
            }
        });
    }
    let terms = parts.into_par_iter().flat_map_iter(|part| part.words);
    let mut terms: Vec<Term> = terms.map(|(word, postings)| Term::new(word, postings, stemmers)).collect();
    terms.par_sort_unstable_by(term_order);
    let relatives = relatives(&terms);
    let terms = terms.into_par_iter().zip(relatives);
    (terms.map(|(term, relatives)| Arc::new(Term { relatives, ..term }.sealed())).collect(), facts)
}

/// Words whose hash falls to one part of the table.
#[derive(Default)]
struct Part {
    ids: ByHash,
    words: Vec<(Box<str>, Postings)>,
}

impl Part {
    fn add(&mut self, part: usize, page: u32, words: &PageWords) {
        for (hash, word, places) in words.each_of_part(part) {
            let id = self.id(hash, word);
            self.words[id].1.push(page, places);
        }
    }

    fn id(&mut self, hash: u64, word: &str) -> usize {
        let mut key = hash;
        while let Some(id) = self.ids.get(&key) {
            if *self.words[*id as usize].0 == *word {
                return *id as usize;
            }
            key = key.wrapping_add(1);
        }
        let id = self.words.len();
        self.ids.insert(key, u32::try_from(id).unwrap_or(u32::MAX));
        self.words.push((word.into(), Postings::default()));
        id
    }
}

/// For each term the other words that share its fold or a stem, in order.
fn relatives(terms: &[Term]) -> Vec<Vec<Box<str>>> {
    let mut tied: HashMap<&str, Vec<u32>, FixedState> =
        HashMap::with_capacity_and_hasher(terms.len(), FixedState::default());
    for (at, term) in terms.iter().enumerate() {
        for tie in term.ties() {
            tied.entry(tie).or_default().push(at as u32);
        }
    }
    let words = |at: usize| {
        let others = terms[at].ties().filter_map(|tie| tied.get(tie)).flatten().copied();
        let mut others: Vec<u32> = others.filter(|other| *other as usize != at).collect();
        others.sort_unstable();
        others.dedup();
        others.into_iter().take(MOST_RELATIVES).map(|other| terms[other as usize].word.clone()).collect()
    };
    (0..terms.len()).into_par_iter().map(words).collect()
}

/// The table after some pages changed, each with its entry before and after; and what is known of those.
pub(super) fn updated(terms: &Terms, changed: &[(usize, &Entry, &Entry)], stemmers: &Stemmers) -> (Terms, Vec<Facts>) {
    let (changes, facts) = changes(changed);
    let mut ties: HashSet<Box<str>> = HashSet::new();
    let mut after: Vec<Arc<Term>> = Vec::with_capacity(terms.len() + changes.len());
    let mut before = terms.iter().peekable();
    for change in changes {
        let fresh = Term::new(change.word, Postings::default(), stemmers);
        while let Some(term) = before.next_if(|term| term_order(term, &fresh) == Ordering::Less) {
            after.push(term.clone());
        }
        let old = before.next_if(|term| term.word == fresh.word);
        let places: Vec<(u32, &[(u32, u8)])> = change.pages.iter().map(|(page, places)| (*page, &places[..])).collect();
        let postings = old.map_or_else(|| fresh.postings.with(&places), |old| old.postings.with(&places));
        let is_there = postings.pages > 0;
        if is_there != old.is_some() {
            ties.extend(fresh.ties().map(Into::into));
        }
        if is_there {
            let relatives = old.map(|old| old.relatives.clone()).unwrap_or_default();
            after.push(Arc::new(Term { postings, relatives, ..fresh }.sealed()));
        }
    }
    after.extend(before.cloned());
    if !ties.is_empty() {
        tie_again(&mut after, &ties);
    }
    (after, facts)
}

/// What changes for a word: its places in some pages, none where the page has lost it.
struct Change {
    word: Box<str>,
    pages: Vec<(u32, Vec<(u32, u8)>)>,
}

/// By word, in the table's order.
fn changes(changed: &[(usize, &Entry, &Entry)]) -> (Vec<Change>, Vec<Facts>) {
    let mut facts = Vec::with_capacity(changed.len());
    let mut changes: BTreeMap<String, BTreeMap<u32, Vec<(u32, u8)>>> = BTreeMap::new();
    for (page, before, after) in changed {
        let (before, after) = (levels::of(before), levels::of(after));
        facts.push(after.facts);
        let old: HashMap<&str, &[(u32, u8)]> = before.each().collect();
        let new: HashMap<&str, &[(u32, u8)]> = after.each().collect();
        for (word, places) in &new {
            if old.get(word) != Some(places) {
                changes.entry((*word).to_owned()).or_default().insert(*page as u32, places.to_vec());
            }
        }
        for word in old.keys().filter(|word| !new.contains_key(*word)) {
            changes.entry((*word).to_owned()).or_default().insert(*page as u32, Vec::new());
        }
    }
    let key = |word: &str| words::fold(word).unwrap_or_else(|| word.to_owned());
    let mut changes: Vec<(String, Change)> = changes
        .into_iter()
        .map(|(word, pages)| (key(&word), Change { word: word.into(), pages: pages.into_iter().collect() }))
        .collect();
    changes.sort_by(|(a, one), (b, other)| order(a, b).then_with(|| order(&one.word, &other.word)));
    (changes.into_iter().map(|(_, change)| change).collect(), facts)
}

/// Finds anew the relatives of all words that share one of these ties.
fn tie_again(terms: &mut Terms, ties: &HashSet<Box<str>>) {
    let is_tied = |term: &Term| term.ties().any(|tie| ties.contains(tie));
    let tied: Vec<usize> = (0..terms.len()).into_par_iter().filter(|at| is_tied(&terms[*at])).collect();
    // Relatives of a word may share another tie with it than the one that changed.
    let near: HashSet<Box<str>> = tied.iter().flat_map(|at| terms[*at].ties().map(Into::into)).collect();
    let is_near = |term: &Term| term.ties().any(|tie| near.contains(tie));
    let all: Vec<Term> = terms.par_iter().filter(|term| is_near(term)).map(|term| (**term).clone()).collect();
    let found: HashMap<Box<str>, Vec<Box<str>>> =
        all.iter().map(|term| term.word.clone()).zip(relatives(&all)).collect();
    for at in tied {
        let relatives = found.get(&terms[at].word).cloned().unwrap_or_default();
        if relatives != terms[at].relatives {
            terms[at] = Arc::new(Term { relatives, ..(*terms[at]).clone() }.sealed());
        }
    }
}
