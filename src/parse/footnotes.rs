//! Footnotes of one text: numbered in the order in which they are referred to, and written at its end.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::syntax::{Element, Event, Spanned};
use super::writer::mark;
use crate::note::Word;

/// The footnotes of a text.
#[derive(Debug, Default)]
pub(crate) struct Footnotes {
    names: BTreeSet<String>,
    numbers: BTreeMap<String, usize>,
    /// In the order of their numbers, with how often each was referred to.
    referred: Vec<(String, usize)>,
    bodies: BTreeMap<String, String>,
}

impl Footnotes {
    /// Learns which footnotes are defined anywhere in the text.
    pub(crate) fn new(events: &[Spanned<'_>]) -> Self {
        let names = events.iter().filter_map(|(event, _)| {
            if let Event::Open(Element::Footnote(name)) = event { Some(name.to_string()) } else { None }
        });
        Self { names: names.collect(), ..Self::default() }
    }

    /// The HTML of one reference; `None` where no such footnote is defined.
    pub(crate) fn refer(&mut self, name: &str) -> Option<String> {
        if !self.names.contains(name) {
            return None;
        }
        let number = self.number(name);
        let entry = &mut self.referred[number - 1];
        entry.1 += 1;
        let nth = if entry.1 > 1 { format!("-{}", entry.1) } else { String::new() };
        Some(format!(
            "<sup class=\"footnote-reference\"><a id=\"rt-fnref-{number}{nth}\" href=\"#rt-fn-{number}\">{number}</a></sup>"
        ))
    }

    fn number(&mut self, name: &str) -> usize {
        let next = self.referred.len() + 1;
        let number = *self.numbers.entry(name.to_owned()).or_insert(next);
        if number == next {
            self.referred.push((name.to_owned(), 0));
        }
        number
    }

    /// Takes the HTML of a footnote; of two with one name, the first counts.
    pub(crate) fn define(&mut self, name: &str, body: String) {
        self.bodies.entry(name.to_owned()).or_insert(body);
    }

    /// Adds the section of footnotes; those that nothing refers to come last.
    pub(crate) fn write(mut self, html: &mut String) {
        if self.bodies.is_empty() {
            return;
        }
        for name in std::mem::take(&mut self.names) {
            self.number(&name);
        }
        let _ = writeln!(html, "<section class=\"footnotes\" aria-label=\"{}\"><ol>", mark(Word::Footnotes));
        for (index, (name, times)) in self.referred.iter().enumerate() {
            let number = index + 1;
            let body = self.bodies.get(name).map(|body| body.trim()).unwrap_or_default();
            let back = if *times > 0 {
                let name = mark(Word::BackToText);
                format!(" <a class=\"footnote-back\" href=\"#rt-fnref-{number}\" aria-label=\"{name}\">↩</a>")
            } else {
                String::new()
            };
            let (before, end) = body.strip_suffix("</p>").map_or((body, ""), |before| (before, "</p>"));
            let _ = writeln!(html, "<li id=\"rt-fn-{number}\">{before}{back}{end}</li>");
        }
        html.push_str("</ol></section>\n");
    }
}
