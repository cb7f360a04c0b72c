//! The table of words cut into shards: stretches of neighbouring words of about 10 kB, whose borders follow their
//! content, so that one new word doesn't move them all. Terms go in; each shard's stretch, name and bytes come out.

use std::ops::Range;
use std::sync::Arc;

use super::postings::{Postings, push_number};
use super::terms::{Term, Terms, order};
use crate::text::hash;

/// A shard is at least so many bytes.
const LEAST: usize = 5_000;

/// And at most so many, where words allow.
const MOST: usize = 24_000;

/// A border comes on the average after so many bytes more than the least.
const ON_AVERAGE: u64 = 4_000;

/// A word on more pages than this, and on more than one page in `COMMON_SHARE`, is common.
const COMMON: u32 = 200;
const COMMON_SHARE: u32 = 4;

/// A common word keeps the places of about so many pages at least, and of one in `KEPT_SHARE`.
const KEPT: u32 = 200;
const KEPT_SHARE: u32 = 24;

/// A stretch of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shard {
    pub(super) terms: Range<usize>,
    /// The hash of its content, for its name.
    pub(super) hash: u64,
    /// About how many bytes it takes.
    pub(super) size: usize,
}

/// The shards of a table whose site has so many pages.
pub(super) fn cut(terms: &Terms, pages: usize) -> Vec<Shard> {
    let mut shards = Vec::new();
    let mut start = 0;
    let mut size = 0;
    for (at, term) in terms.iter().enumerate() {
        let own = size_of(term, pages);
        let is_apart = at > start && terms[at - 1].folded() != term.folded();
        if is_apart && is_border(term, size, own) {
            shards.push(shard(terms, start..at, (size, pages)));
            (start, size) = (at, 0);
        }
        size += own;
    }
    if start < terms.len() {
        shards.push(shard(terms, start..terms.len(), (size, pages)));
    }
    shards
}

/// Where each shard begins: the shortest beginning of its first word that comes after the shard before it.
pub(super) fn begins<'a>(terms: &'a Terms, shards: &[Shard]) -> Vec<&'a str> {
    let begins = |shard: &Shard| {
        let first = terms[shard.terms.start].folded();
        let Some(last) = shard.terms.start.checked_sub(1).map(|at| terms[at].folded()) else { return first };
        let ends = first.char_indices().map(|(at, letter)| at + letter.len_utf8());
        ends.map(|end| &first[..end]).find(|short| order(short, last).is_gt()).unwrap_or(first)
    };
    shards.iter().map(begins).collect()
}

fn is_border(term: &Term, size: usize, own: usize) -> bool {
    let chance = hash(term.folded()) % ON_AVERAGE;
    size > LEAST && (size + own > MOST || chance < own.max(16) as u64)
}

fn shard(terms: &Terms, stretch: Range<usize>, (size, pages): (usize, usize)) -> Shard {
    let common = terms[stretch.clone()].iter().filter(|term| is_common(term, pages)).count();
    // What a common word keeps depends on the number of pages too.
    let seed = if common > 0 { pages as u64 } else { 0 };
    let hash = terms[stretch.clone()]
        .iter()
        .fold(seed, |all, term| (all ^ term.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23));
    Shard { terms: stretch, hash, size }
}

/// About how many bytes a term takes.
fn size_of(term: &Term, pages: usize) -> usize {
    let relatives: usize = term.relatives.iter().map(|word| word.len() / 2 + 2).sum();
    let postings = term.postings.bytes.len();
    let kept = if is_common(term, pages) {
        pages / 8 + (pages / KEPT_SHARE as usize).max(KEPT as usize) * 2
    } else {
        postings
    };
    term.word.len() / 2 + 4 + relatives + kept.min(postings)
}

fn is_common(term: &Term, pages: usize) -> bool {
    term.postings.pages > COMMON && term.postings.pages as usize > pages / COMMON_SHARE as usize
}

/// A shard's bytes: the number of terms, then for each term how many bytes its word shares with the one before,
/// the rest of it, what it has, and that: its fold, its relatives, the pages of a common word, its postings.
pub(super) fn bytes(terms: &[Arc<Term>], pages: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    push_number(&mut bytes, terms.len() as u32);
    let mut before = "";
    for term in terms {
        push_word(&mut bytes, before, &term.word);
        before = &term.word;
        push_term(&mut bytes, term, pages);
    }
    bytes
}

const HAS_FOLD: u8 = 1;
const HAS_RELATIVES: u8 = 2;
const IS_COMMON: u8 = 4;

fn push_term(bytes: &mut Vec<u8>, term: &Term, pages: usize) {
    let is_common = is_common(term, pages);
    let has_fold = *term.word != *term.folded();
    let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
    bytes.push(flag(has_fold, HAS_FOLD) | flag(!term.relatives.is_empty(), HAS_RELATIVES) | flag(is_common, IS_COMMON));
    if has_fold {
        push_word(bytes, &term.word, term.folded());
    }
    if !term.relatives.is_empty() {
        push_number(bytes, term.relatives.len() as u32);
        for relative in &term.relatives {
            push_word(bytes, &term.word, relative);
        }
    }
    push_number(bytes, term.postings.pages);
    if is_common {
        push_set(bytes, &term.postings, pages);
        push_block(bytes, &strong(&term.postings, pages).bytes);
    } else {
        push_block(bytes, &term.postings.bytes);
    }
}

/// Bytes with their number before them.
pub(super) fn push_block(bytes: &mut Vec<u8>, block: &[u8]) {
    push_number(bytes, block.len() as u32);
    bytes.extend_from_slice(block);
}

/// A word by what it shares with another one.
pub(super) fn push_word(bytes: &mut Vec<u8>, before: &str, word: &str) {
    let shared = before.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
    let rest = &word.as_bytes()[shared..];
    push_number(bytes, shared as u32);
    push_number(bytes, rest.len() as u32);
    bytes.extend_from_slice(rest);
}

/// The pages of a common word, a bit for each page of the site, the first in the lowest bit.
fn push_set(bytes: &mut Vec<u8>, postings: &Postings, pages: usize) {
    let mut set = vec![0u8; pages.div_ceil(8)];
    postings.each(|page, _| {
        if let Some(byte) = set.get_mut(page as usize / 8) {
            *byte |= 1 << (page % 8);
        }
    });
    push_block(bytes, &set);
}

/// The strongest places of a common word: those of the highest levels that leave enough pages.
fn strong(postings: &Postings, pages: usize) -> Postings {
    let mut by_level = [0u32; 16];
    postings.each(|_, places| {
        let best = places.iter().map(|(_, level)| *level).max().unwrap_or_default();
        by_level[usize::from(best)] += 1;
    });
    let wanted = KEPT.max(pages as u32 / KEPT_SHARE);
    let mut kept = 0;
    let mut least = 16;
    while least > 1 && kept < wanted {
        least -= 1;
        kept += by_level[least];
    }
    // A level with very many pages would bring all of them back.
    let least = if kept > wanted * 2 { least + 1 } else { least };
    let mut strong = Postings::default();
    postings.each(|page, places| {
        let places: Vec<(u32, u8)> = places.iter().copied().filter(|(_, level)| usize::from(*level) >= least).collect();
        strong.push(page, &places);
    });
    strong
}
