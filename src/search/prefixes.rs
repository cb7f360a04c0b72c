//! What begins with the one or two letters that somebody has typed so far, where that is too much to load: for each
//! such beginning the pages that have a word with it in their title or a heading. Terms and their shards go in; one
//! list for each first letter comes out, in the form of a shard whose words are the beginnings.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::postings::{Postings, push_number};
use super::shards::{self, Shard, push_block, push_word};
use super::terms::{Term, Terms, order};
use crate::text::hash;

/// Whoever searches loads so many shards for one beginning at most; `themes/engine/40-index.js` has the same number.
pub(super) const MOST_SHARDS: usize = 10;

/// So many pages are told for a beginning.
const MOST_PAGES: usize = 128;

/// Longer beginnings are never told.
const LONGEST: usize = 4;

/// Some letters, and the words that begin with them.
type Beginning<'a> = (&'a str, &'a [Arc<Term>]);

/// The beginnings of one letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    /// The hash of all that `bytes` are made of.
    from: u64,
    pub(super) bytes: Arc<[u8]>,
}

/// The lists by first letter; those of `before` that would be the same again are taken over.
pub(super) fn of(terms: &Terms, shards: &[Shard], before: &BTreeMap<String, Letter>) -> BTreeMap<String, Letter> {
    let mut letters: BTreeMap<String, Vec<Beginning<'_>>> = BTreeMap::new();
    if shards.len() <= MOST_SHARDS {
        return BTreeMap::new();
    }
    let firsts = shards::begins(terms, shards);
    for length in 1..=LONGEST {
        let mut at = 0;
        while at < terms.len() {
            let Some(beginning) = beginning(terms[at].folded(), length) else {
                at += 1;
                continue;
            };
            let end = at + terms[at..].partition_point(|term| is_before_end(term.folded(), beginning));
            if spans(&firsts, beginning) > MOST_SHARDS {
                let letter = beginning.chars().take(1).collect();
                letters.entry(letter).or_default().push((beginning, &terms[at..end]));
            }
            at = end.max(at + 1);
        }
    }
    letters.into_iter().map(|(letter, lists)| (letter.clone(), of_letter(&lists, before.get(&letter)))).collect()
}

fn of_letter(lists: &[Beginning<'_>], before: Option<&Letter>) -> Letter {
    let mix = |all: u64, value: u64| (all ^ value).wrapping_mul(0x0100_0000_01b3);
    let of_term = |all: u64, term: &Arc<Term>| {
        term.strong.iter().fold(all, |all, (page, level, piece)| {
            mix(all, u64::from(*page) << 32 | u64::from(piece << 4 | u32::from(*level)))
        })
    };
    let from = lists.iter().fold(0, |all, (beginning, terms)| terms.iter().fold(mix(all, hash(beginning)), of_term));
    match before.filter(|before| before.from == from) {
        Some(before) => before.clone(),
        None => Letter { from, bytes: bytes(lists).into() },
    }
}

fn beginning(word: &str, length: usize) -> Option<&str> {
    let (at, character) = word.char_indices().nth(length - 1)?;
    Some(&word[..at + character.len_utf8()])
}

fn is_before_end(word: &str, beginning: &str) -> bool {
    word.starts_with(beginning) || order(word, beginning).is_lt()
}

/// How many shards hold words with a beginning, as whoever searches tells from where shards begin.
fn spans(firsts: &[&str], beginning: &str) -> usize {
    let from = firsts.partition_point(|first| order(first, beginning).is_le()).max(1) - 1;
    let to = firsts.partition_point(|first| is_before_end(first, beginning));
    to.saturating_sub(from)
}

/// Pages that have words in their title or headings.
struct Strong {
    /// How many there are.
    pages: u32,
    /// The strongest of them, each with its best piece.
    best: Postings,
}

fn strong(terms: &[Arc<Term>]) -> Strong {
    let mut all: Vec<(u32, Reverse<u8>, u32)> = Vec::new();
    for term in terms {
        all.extend(term.strong.iter().map(|(page, level, piece)| (*page, Reverse(*level), *piece)));
    }
    all.sort_unstable();
    all.dedup_by_key(|(page, _, _)| *page);
    let pages = all.len() as u32;
    all.sort_unstable_by_key(|(page, level, _)| (*level, *page));
    all.truncate(MOST_PAGES);
    all.sort_unstable_by_key(|(page, _, _)| *page);
    let mut best = Postings::default();
    for (page, level, piece) in all {
        best.push(page, &[(piece, level.0)]);
    }
    Strong { pages, best }
}

fn bytes(lists: &[Beginning<'_>]) -> Vec<u8> {
    let mut sorted: Vec<&Beginning<'_>> = lists.iter().collect();
    sorted.sort_by_key(|(beginning, _)| *beginning);
    let mut bytes = Vec::new();
    push_number(&mut bytes, sorted.len() as u32);
    let mut before = "";
    for (beginning, terms) in sorted {
        let strong = strong(terms);
        push_word(&mut bytes, before, beginning);
        before = beginning;
        bytes.push(0);
        push_number(&mut bytes, strong.pages);
        push_block(&mut bytes, &strong.best.bytes);
    }
    bytes
}
