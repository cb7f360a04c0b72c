//! Callouts: quotes that begin with `[!kind]`, as GitHub (alerts) and Obsidian write them.
//! The events of a quote go in; its kind, title and whether it folds come out.

use super::syntax::{Element, Event, Spanned};
use super::writer::mark;
use crate::note::Word;
use crate::text::{escape, title_of_name};

/// Kinds with a look of their own, and the other names that people use for them.
const KINDS: [(&str, &[&str]); 13] = [
    ("note", &[]),
    ("tip", &["hint"]),
    ("important", &[]),
    ("warning", &["attention"]),
    ("caution", &[]),
    ("abstract", &["summary", "tldr"]),
    ("info", &[]),
    ("todo", &[]),
    ("success", &["check", "done"]),
    ("question", &["help", "faq"]),
    ("danger", &["error", "failure", "fail", "missing", "bug"]),
    ("example", &[]),
    ("quote", &["cite"]),
];

/// A quote that is a callout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Callout {
    kind: &'static str,
    /// As HTML, with a mark where it is a word of the interface.
    title: String,
    folds: Folds,
    /// Bytes of the first text that the marker and the title take.
    taken: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Folds {
    No,
    Open,
    Closed,
}

/// The callout that these events, the first of which opens a quote, begin with.
pub(crate) fn of(events: &[Spanned<'_>]) -> Option<Callout> {
    let (Event::Open(Element::Paragraph), _) = events.get(1)? else { return None };
    let (Event::Text(text), _) = events.get(2)? else { return None };
    let (word, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let word = word.split('|').next().unwrap_or(word).trim();
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    if !is_word {
        return None;
    }
    let (folds, rest) = match rest.as_bytes().first() {
        Some(b'-') => (Folds::Closed, &rest[1..]),
        Some(b'+') => (Folds::Open, &rest[1..]),
        _ => (Folds::No, rest),
    };
    let ends_line =
        events.get(3).is_none_or(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak | Event::Close));
    let title = if ends_line { rest.trim() } else { "" };
    let taken = if ends_line { text.len() } else { text.len() - rest.trim_start().len() };
    let word = word.to_lowercase();
    let title = if title.is_empty() { name(&word) } else { escape(title) };
    Some(Callout { kind: kind(&word), title, folds, taken })
}

/// What a callout is called that has no title of its own.
fn name(word: &str) -> String {
    Word::of_callout(word).map_or_else(|| escape(&title_of_name(word)), mark)
}

fn kind(word: &str) -> &'static str {
    KINDS.iter().find(|(kind, others)| *kind == word || others.contains(&word)).map_or("note", |(kind, _)| kind)
}

impl Callout {
    pub(crate) fn open(&self, html: &mut String) {
        let Self { kind, title, .. } = self;
        match self.folds {
            Folds::No => html.push_str(&format!(
                "<div class=\"callout callout-{kind}\" role=\"note\"><p class=\"callout-title\">{title}</p>\n"
            )),
            Folds::Open => html.push_str(&format!(
                "<details class=\"callout callout-{kind}\" open><summary class=\"callout-title\">{title}</summary>\n"
            )),
            Folds::Closed => html.push_str(&format!(
                "<details class=\"callout callout-{kind}\"><summary class=\"callout-title\">{title}</summary>\n"
            )),
        }
    }

    pub(crate) fn close(&self, html: &mut String) {
        html.push_str(match self.folds {
            Folds::No => "</div>\n",
            Folds::Open | Folds::Closed => "</details>\n",
        });
    }

    /// How many bytes of the quote's first text are the marker; 0 from the second time on.
    pub(crate) fn take_marker(&mut self, text: &str) -> usize {
        std::mem::take(&mut self.taken).min(text.len())
    }
}
