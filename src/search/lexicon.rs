//! All words by their length, for whoever mistypes one: a word that is one letter off has nearly the same length.
//! Terms go in; lists come out, neighbouring lengths together where they are short, with how many pages have a word.

use std::collections::BTreeMap;

use super::postings::push_number;
use super::shards::{push_block, push_word};
use super::terms::Terms;

/// Shorter words have too many neighbours to guess which was meant.
const SHORTEST: usize = 3;

/// All words that are longer stand in one list.
const LONGEST: usize = 24;

/// Lists share a file until it has so many bytes.
const TOGETHER: usize = 8_000;

/// A file of lists and the lengths in it.
pub(super) struct Lists {
    pub(super) lengths: Vec<usize>,
    pub(super) bytes: Vec<u8>,
}

/// The files by rising length, in UTF-16 code units. Each list is its length and a block: every word by what it shares
/// with the one before, then the number of its pages as a power of two.
pub(super) fn of(terms: &Terms) -> Vec<Lists> {
    let mut files: Vec<Lists> = Vec::new();
    for (length, list) in by_length(terms) {
        if files.last().is_none_or(|file| file.bytes.len() > TOGETHER) {
            files.push(Lists { lengths: Vec::new(), bytes: Vec::new() });
        }
        if let Some(file) = files.last_mut() {
            file.lengths.push(length);
            push_number(&mut file.bytes, length as u32);
            push_block(&mut file.bytes, &list);
        }
    }
    files
}

fn by_length(terms: &Terms) -> BTreeMap<usize, Vec<u8>> {
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
