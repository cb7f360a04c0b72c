//! The lines of a file that can open a session: its headings, and lines in bold with a date in them that
//! serve as headings. Events go in; lines come out in order, with the events that each takes up.

use std::ops::Range;

use crate::parse::syntax::{Element, Event, Spanned, blocks};
use crate::parse::title::plain;
use crate::parse::{File, dates};

/// The level of a line in bold.
pub(super) const BOLD: u8 = 7;

/// A bold line that is longer is no heading, in bytes.
const LONGEST: usize = 120;

/// A line that can open a session.
#[derive(Clone)]
pub(super) struct Line {
    /// 1 to 6 for headings, else `BOLD`.
    pub(super) level: u8,
    /// Its words, without markup.
    pub(super) text: String,
    /// Where it stands in the file.
    pub(super) span: Range<usize>,
    /// Its events, which leave the text where it becomes a title.
    pub(super) events: Range<usize>,
}

impl Line {
    pub(super) fn heading(&self) -> dates::Heading<'_> {
        dates::Heading { level: self.level, text: &self.text, span: self.span.clone() }
    }
}

/// The lines of a file that stand in no list, quote or table.
pub(super) fn find(file: &File<'_>, events: &[Spanned<'_>]) -> Vec<Line> {
    blocks(events).into_iter().filter_map(|block| line(file, events, block)).collect()
}

fn line(file: &File<'_>, events: &[Spanned<'_>], block: Range<usize>) -> Option<Line> {
    let (event, span) = &events[block.start];
    if let Some(level) = event.heading_level() {
        let text = plain(&events[block.clone()]);
        return (!text.is_empty()).then_some(Line { level, text, span: file.place(span), events: block });
    }
    if *event == Event::Open(Element::Paragraph) { bold(file, events, block) } else { None }
}

/// The first line of a paragraph, where all of its words are bold and a date is among them.
fn bold(file: &File<'_>, events: &[Spanned<'_>], block: Range<usize>) -> Option<Line> {
    let inner = block.start + 1..block.end.saturating_sub(1);
    let mut depth: usize = 0;
    let mut strong = 0;
    let mut end = inner.end;
    for index in inner.clone() {
        match &events[index].0 {
            Event::Open(Element::Strong) => {
                strong += 1;
                depth += 1;
            }
            Event::Open(Element::Emphasis) => depth += 1,
            Event::Close => depth = depth.saturating_sub(1),
            Event::SoftBreak | Event::HardBreak if depth == 0 => {
                end = index;
                break;
            }
            Event::Text(text) if depth > 0 || !text.contains(char::is_alphanumeric) => {}
            Event::Open(_)
            | Event::Text(_)
            | Event::Code(_)
            | Event::Html(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::Task(_) => return None,
        }
    }
    let span = events[inner.start].1.start..events.get(end.checked_sub(1)?)?.1.end;
    if strong == 0 || span.len() > LONGEST {
        return None;
    }
    let text = plain(&events[inner.start..end]);
    let taken = if end == inner.end { block } else { inner.start..end + 1 };
    dates::has_date(&text).then_some(Line { level: BOLD, text, span: file.place(&span), events: taken })
}
