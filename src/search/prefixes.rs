//! What begins with the one or two letters that somebody has typed so far, where that is too much to load: for each
//! such beginning the pages that have a word with it in their title or a heading. Terms and their shards go in; one
//! list for each first letter comes out, in the form of a shard whose words are the beginnings.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::levels::HEADING;
use super::postings::{Postings, push_number};
use super::shards::{Shard, push_block, push_word};
use super::terms::{Term, Terms, order};

/// Whoever searches loads so many shards for one beginning at most; `40-index.js` has the same number.
pub(super) const MOST_SHARDS: usize = 6;

/// So many pages are told for a beginning.
const MOST_PAGES: usize = 128;

/// Longer beginnings are never told.
const LONGEST: usize = 4;

/// The lists by first letter.
pub(super) fn of(terms: &Terms, shards: &[Shard]) -> BTreeMap<String, Vec<u8>> {
    let firsts: Vec<&str> = shards.iter().map(|shard| terms[shard.terms.start].folded()).collect();
    let mut lists: BTreeMap<String, BTreeMap<String, Strong>> = BTreeMap::new();
    if shards.len() <= MOST_SHARDS {
        return BTreeMap::new();
    }
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
                lists.entry(letter).or_default().insert(beginning.to_owned(), strong(&terms[at..end]));
            }
            at = end.max(at + 1);
        }
    }
    lists.into_iter().map(|(letter, list)| (letter, bytes(&list))).collect()
}

fn beginning(word: &str, length: usize) -> Option<&str> {
    let (at, character) = word.char_indices().nth(length - 1)?;
    Some(&word[..at + character.len_utf8()])
}

fn is_before_end(word: &str, beginning: &str) -> bool {
    word.starts_with(beginning) || order(word, beginning).is_lt()
}

/// How many shards hold words with a beginning, as whoever searches tells from the shards' first words.
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
    let mut found: BTreeMap<u32, (u8, u32)> = BTreeMap::new();
    for term in terms {
        term.postings.each(|page, places| {
            for (piece, level) in places.iter().filter(|(_, level)| *level >= HEADING) {
                let best = found.entry(page).or_insert((*level, *piece));
                if *level > best.0 {
                    *best = (*level, *piece);
                }
            }
        });
    }
    let mut ranked: Vec<(u32, (u8, u32))> = found.iter().map(|(page, best)| (*page, *best)).collect();
    ranked.sort_by_key(|(page, (level, _))| (std::cmp::Reverse(*level), *page));
    ranked.truncate(MOST_PAGES);
    ranked.sort_by_key(|(page, _)| *page);
    let mut best = Postings::default();
    for (page, (level, piece)) in ranked {
        best.push(page, &[(piece, level)]);
    }
    Strong { pages: found.len() as u32, best }
}

fn bytes(list: &BTreeMap<String, Strong>) -> Vec<u8> {
    let mut bytes = Vec::new();
    push_number(&mut bytes, list.len() as u32);
    let mut before = "";
    for (beginning, strong) in list {
        push_word(&mut bytes, before, beginning);
        before = beginning;
        bytes.push(0);
        push_number(&mut bytes, strong.pages);
        push_block(&mut bytes, &strong.best.bytes);
    }
    bytes
}
