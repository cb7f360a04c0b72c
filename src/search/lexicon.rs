//! All words by their length, for whoever mistypes one: a word that is one letter off has nearly the same length.
//! Terms go in; a list for each length comes out, with how many pages have each word.

use std::collections::BTreeMap;

use super::postings::push_number;
use super::shards::push_word;
use super::terms::Terms;

/// Shorter words have too many neighbours to guess which was meant.
const SHORTEST: usize = 3;

/// All words that are longer stand in one list.
const LONGEST: usize = 24;

/// The lists by length in UTF-16 code units: each word by what it shares with the one before, then the number of
/// pages as a power of two.
pub(super) fn of(terms: &Terms) -> BTreeMap<usize, Vec<u8>> {
    let mut lists: BTreeMap<usize, (Vec<u8>, &str)> = BTreeMap::new();
    let mut terms = terms.iter().peekable();
    while let Some(term) = terms.next() {
        let word = term.folded();
        let mut pages = term.postings.pages;
        while let Some(other) = terms.next_if(|other| other.folded() == word) {
            pages = pages.max(other.postings.pages);
        }
        let length = word.encode_utf16().count();
        if length < SHORTEST || !word.chars().all(char::is_alphabetic) {
            continue;
        }
        let (bytes, before) = lists.entry(length.min(LONGEST)).or_default();
        push_word(bytes, before, word);
        push_number(bytes, pages.max(1).ilog2());
        *before = word;
    }
    lists.into_iter().map(|(length, (bytes, _))| (length, bytes)).collect()
}
