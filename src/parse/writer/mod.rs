//! Events become HTML with marks where a page must fill something in, beside the outline, links and code.
//! Events of one text go in, in order; every element that opens is closed. The marks are cut out by `holes`.

mod blocks;
mod links;
mod words;

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::callout;
use super::footnotes::Footnotes;
use super::passages::{Mark, Marks};
use super::raw_html::is_reserved_id;
use super::syntax::{Align, Event, Spanned, TaskState};
use crate::diagnostic::{Diagnostic, Place};
use crate::note::{Code, Heading, Link, Word};
use crate::text::escape_into;

/// The character that stands around a mark; the source can't hold it.
pub(crate) const MARK: char = '\u{1}';

/// The mark where a word of the interface stands.
pub(super) fn mark(word: Word) -> String {
    format!("{MARK}t{}{MARK}", word.number())
}

/// Elements inside each other beyond which a text is shown as it was written.
const DEEPEST: usize = 100;

/// All that one text holds.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) html: String,
    pub(crate) outline: Vec<Heading>,
    pub(crate) links: Vec<Link>,
    pub(crate) codes: Vec<Code>,
    pub(crate) anchors: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) summary: String,
    pub(crate) words: usize,
    /// There are tags in it that the author wrote.
    pub(crate) has_raw_html: bool,
    /// It was nested too deeply to be shown.
    pub(crate) is_too_deep: bool,
}

/// Where a text stands, for messages.
pub(crate) struct Source<'a> {
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    /// Where in the file `text` begins.
    pub(crate) offset: usize,
    /// Added to the level of every heading, so that those right below the page's title are of level 2.
    pub(crate) shift: i8,
}

/// Writes the events of `source` as HTML, with marks where items begin and end.
pub(crate) fn write(
    source: &Source<'_>,
    (events, marks): (&[Spanned<'_>], &Marks),
    diagnostics: &mut Vec<Diagnostic>,
) -> Written {
    let mut writer = Writer {
        source,
        events,
        diagnostics,
        // Tags and what holes take their places in make HTML longer than Markdown.
        written: Written { html: String::with_capacity(source.text.len() * 3 / 2), ..Written::default() },
        open: Vec::new(),
        footnotes: Footnotes::new(events),
        plain: String::new(),
        ids: HashMap::default(),
        passage_from: 0,
        raw_links: 0,
        raw_depth: 0,
        marks: Vec::new(),
    };
    let mut marks = marks.iter().peekable();
    for index in 0..events.len() {
        while let Some((_, mark)) = marks.next_if(|(at, _)| *at == index) {
            writer.set_mark(mark);
        }
        writer.event(index);
        if writer.open.len() > DEEPEST || writer.raw_depth > DEEPEST * 2 {
            writer.written.is_too_deep = true;
            return writer.written;
        }
    }
    writer.finish()
}

struct Writer<'a, 's> {
    source: &'a Source<'s>,
    events: &'a [Spanned<'s>],
    diagnostics: &'a mut Vec<Diagnostic>,
    written: Written,
    open: Vec<Opened>,
    footnotes: Footnotes,
    /// Plain text since the last start of a heading, paragraph, link or the like.
    plain: String,
    /// Ids that are taken, with the last number put after each.
    ids: HashMap<String, usize, FixedState>,
    /// The first link of the passage that is being written.
    passage_from: usize,
    /// Elements written as HTML that are open.
    raw_depth: usize,
    /// Links written as HTML that are open.
    raw_links: usize,
    /// Marks that opened and have not closed: position in the HTML and depth.
    marks: Vec<(usize, usize)>,
}

/// An element that is open, and what its end needs to know.
enum Opened {
    Plain(&'static str),
    Heading { level: u8, at: usize },
    Code { language: String },
    Html,
    Link { index: Option<usize>, plain_from: usize },
    Image { index: Option<usize>, at: usize, plain_from: usize },
    Callout(callout::Callout),
    Footnote { name: String, at: usize },
    Table { columns: Vec<Align> },
    Row { column: usize },
    Head { column: usize },
    Cell { name: &'static str, at: usize },
}

impl Writer<'_, '_> {
    fn event(&mut self, index: usize) {
        let (event, span) = &self.events[index];
        match event {
            Event::Open(element) => self.open_element(index, element, span),
            Event::Close => self.close_element(span),
            Event::Text(text) => self.text(text, span),
            Event::Code(code) => {
                self.push("<code>");
                escape_into(&mut self.written.html, code);
                self.push("</code>");
                self.plain.push_str(code);
            }
            Event::Html(html) => self.raw(html, span),
            Event::FootnoteReference(name) => self.footnote_reference(name),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.push("<hr>\n"),
            Event::Task(state) => {
                let (checked, word) = match state {
                    TaskState::Open => ("", mark(Word::TaskOpen)),
                    TaskState::Done => (" checked", mark(Word::TaskDone)),
                };
                let _ = write!(self.written.html, "<input type=\"checkbox\"{checked} disabled aria-label=\"{word}\"> ");
            }
        }
    }

    fn set_mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Anchor(index) => self.numbered('a', *index),
            Mark::Begin(index) => self.numbered('b', *index),
            Mark::End(index) => self.numbered('e', *index),
        }
    }

    /// A mark of this kind for what has this number.
    fn numbered(&mut self, kind: char, number: usize) {
        self.written.html.push(MARK);
        self.written.html.push(kind);
        push_number(&mut self.written.html, number);
        self.written.html.push(MARK);
    }

    fn push(&mut self, html: &str) {
        self.written.html.push_str(html);
    }

    fn line_break(&mut self, html: &str) {
        self.plain.push(' ');
        self.push(html);
    }

    fn place(&self, span: &Range<usize>) -> Place {
        Place::new(self.source.path, self.source.offset + span.start..self.source.offset + span.end)
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.written.html, " {name}=\"");
        escape_into(&mut self.written.html, value);
        self.push("\"");
    }

    /// Gives the links of the passage that ends here its words, and forgets them.
    fn end_passage(&mut self) {
        let from = std::mem::replace(&mut self.passage_from, self.written.links.len());
        if from < self.written.links.len() {
            let passage = self.plain.trim();
            let mut at = 0;
            for link in &mut self.written.links[from..] {
                // Links stand in the order of their words, so each is looked for after the one before.
                let near = crate::text::floor_boundary(passage, at + FAR);
                at += passage[at..near].find(link.text.as_str()).unwrap_or(0);
                link.context = around(passage, at);
            }
        }
        self.plain.clear();
    }

    /// The first paragraph outside lists and quotes that says something is the note's summary.
    fn take_summary(&mut self) {
        const ENOUGH: usize = 30;
        if !self.open.is_empty() || !self.written.summary.is_empty() {
            return;
        }
        let text = crate::text::spaced(&self.plain);
        if text.chars().count() >= ENOUGH {
            self.written.summary = crate::text::shorten(&text, 200);
        }
    }

    /// `id`, with `-1`, `-2` … after it where it is taken, as GitHub does it.
    fn unique_id(&mut self, id: String) -> String {
        let id = if id.is_empty() || is_reserved_id(&id) {
            format!("section{}{id}", if id.is_empty() { "" } else { "-" })
        } else {
            id
        };
        let mut unique = id.clone();
        while let Some(last) = self.ids.get(&id).copied().filter(|_| self.ids.contains_key(&unique)) {
            self.ids.insert(id.clone(), last + 1);
            unique = format!("{id}-{}", last + 1);
        }
        self.ids.insert(unique.clone(), 0);
        self.written.anchors.push(unique.clone());
        unique
    }

    fn finish(mut self) -> Written {
        self.footnotes.write(&mut self.written.html);
        self.written
    }
}

/// `Heading {#own .class}`: the text before the braces, and the id.
fn own_id(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix('}')?;
    let (before, inner) = inner.rsplit_once('{')?;
    let parts = || inner.split_whitespace();
    let is_ours = parts().next().is_some() && parts().all(|part| part.len() > 1 && part.starts_with(['#', '.']));
    let id = parts().find_map(|part| part.strip_prefix('#')).unwrap_or_default();
    is_ours.then_some((before.trim_end(), id))
}

/// How far from the link before it a link is looked for in its passage, in bytes.
const FAR: usize = 4_000;

/// The words around a place in a passage: the sentence that holds it, and what follows.
fn around(passage: &str, at: usize) -> String {
    const LONGEST: usize = 240;
    const BEFORE: usize = 120;
    if passage.len() <= LONGEST || at <= BEFORE {
        return crate::text::shorten(passage, LONGEST);
    }
    let window = crate::text::floor_boundary(passage, at - BEFORE);
    let stop = passage[window..at].rfind(['.', '!', '?', '。']).map(|stop| window + stop);
    let sentence = stop.and_then(|stop| passage[stop..at].find(' ').map(|gap| stop + gap + 1));
    let (mark, start) = sentence.map_or(("…", window), |start| ("", start));
    let end = crate::text::floor_boundary(passage, start + LONGEST * 4);
    format!("{mark}{}", crate::text::shorten(passage[start..end].trim(), LONGEST))
}

/// Adds a number to a text.
fn push_number(text: &mut String, number: usize) {
    if number < 10 {
        text.extend(u32::try_from(number).ok().and_then(|digit| char::from_digit(digit, 10)));
    } else {
        let _ = write!(text, "{number}");
    }
}

fn count_words(text: &str) -> usize {
    if text.is_ascii() {
        // A word counts where its first letter or digit stands. Without branches: words end where nobody foresees it.
        let step = |(count, is_counted): (usize, bool), byte: u8| {
            let is_letter = byte.is_ascii_alphanumeric();
            let is_blank = byte == b' ' || byte.wrapping_sub(b'\t') < 5;
            (count + usize::from(is_letter & !is_counted), (is_counted | is_letter) & !is_blank)
        };
        return text.bytes().fold((0, false), step).0;
    }
    let wide = text
        .chars()
        .filter(|c| matches!(*c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'))
        .count();
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() + wide / 2
}
