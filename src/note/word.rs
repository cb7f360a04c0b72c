//! Words of the interface that stand inside a note's text. A note doesn't know in which language it will be shown,
//! so its HTML has holes for them, and a word here is only what is to be said.

/// The kinds of callouts that have a word of their own, GitHub's and Obsidian's with their other names.
const CALLOUTS: [&str; 27] = [
    "note",
    "tip",
    "hint",
    "important",
    "warning",
    "attention",
    "caution",
    "abstract",
    "summary",
    "tldr",
    "info",
    "todo",
    "success",
    "check",
    "done",
    "question",
    "help",
    "faq",
    "danger",
    "error",
    "failure",
    "fail",
    "missing",
    "bug",
    "example",
    "quote",
    "cite",
];

/// All words but those of callouts.
const PLAIN: [Word; 5] = [Word::Table, Word::TaskOpen, Word::TaskDone, Word::Footnotes, Word::BackToText];

/// A word of the interface inside a note's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// What a table is called that has no name.
    Table,
    /// A box that isn't ticked.
    TaskOpen,
    /// A box that is.
    TaskDone,
    /// What the footnotes at the end are called.
    Footnotes,
    /// The link from a footnote to where it is referred to.
    BackToText,
    /// The title of a callout that has no other, by its place among `CALLOUTS`.
    Callout(usize),
}

impl Word {
    /// The title of a callout of a kind, as it was written in small letters; `None` where the kind has no word.
    pub fn of_callout(kind: &str) -> Option<Self> {
        CALLOUTS.iter().position(|known| *known == kind).map(Self::Callout)
    }

    /// Its key in the theme's strings.
    pub fn key(self) -> String {
        let plain = match self {
            Self::Table => "table",
            Self::TaskOpen => "task_open",
            Self::TaskDone => "task_done",
            Self::Footnotes => "footnotes",
            Self::BackToText => "back_to_text",
            Self::Callout(kind) => return format!("callout.{}", CALLOUTS.get(kind).unwrap_or(&CALLOUTS[0])),
        };
        plain.to_owned()
    }

    /// A number that stands for it, from 0.
    pub fn number(self) -> usize {
        let plain = || PLAIN.iter().position(|word| *word == self).unwrap_or_default();
        if let Self::Callout(kind) = self { PLAIN.len() + kind } else { plain() }
    }

    /// The word that a number stands for.
    pub fn numbered(number: usize) -> Option<Self> {
        let callout = || number.checked_sub(PLAIN.len()).filter(|kind| *kind < CALLOUTS.len()).map(Self::Callout);
        PLAIN.get(number).copied().or_else(callout)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_for_each_word() {
        let words: Vec<Word> = (0..).map_while(Word::numbered).collect();
        assert_eq!(words.len(), PLAIN.len() + CALLOUTS.len());
        assert!(words.iter().enumerate().all(|(number, word)| word.number() == number));
        assert_eq!(Word::of_callout("tip").map(Word::key), Some("callout.tip".to_owned()));
        assert_eq!(Word::of_callout("recipe"), None);
    }
}
