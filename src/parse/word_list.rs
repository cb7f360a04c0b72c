//! Lists of words as people read them in the source, with commas between, in which a word is looked up at once.
//! A list is taken apart when it is first asked; what it says never changes.

use std::collections::HashSet;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

/// A list of words with commas and line ends between them.
pub(super) struct WordList {
    written: &'static str,
    entries: OnceLock<Vec<&'static str>>,
    words: OnceLock<HashSet<&'static str, FixedState>>,
}

impl WordList {
    pub(super) const fn new(written: &'static str) -> Self {
        Self { written, entries: OnceLock::new(), words: OnceLock::new() }
    }

    /// The words, in the order of the list.
    pub(super) fn entries(&self) -> impl Iterator<Item = &'static str> {
        let entries = self.entries.get_or_init(|| self.written.split(',').map(str::trim_ascii).collect());
        entries.iter().copied()
    }

    /// Whether the list has these words.
    pub(super) fn has(&self, words: &str) -> bool {
        let known = self.words.get_or_init(|| self.entries().filter(|entry| !entry.is_empty()).collect());
        known.contains(words)
    }

    /// Whether one of the list's words stands anywhere in a text.
    pub(super) fn is_within(&self, text: &str) -> bool {
        self.entries().any(|entry| text.contains(entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found() {
        static LIST: WordList = WordList::new("\n    a, b c,\n    d\n");
        for word in ["a", "b c", "d"] {
            assert!(LIST.has(word), "{word}");
        }
        for word in ["", "b", "c", "a, b c", " d"] {
            assert!(!LIST.has(word), "{word}");
        }
        assert!(LIST.is_within("xdx") && !LIST.is_within("xyz"));
    }
}
