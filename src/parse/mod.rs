//! One file of Markdown becomes a note: its kind, date, title, headings, links and body.
//! Pure: a path and bytes go in; a note and what is wrong with it come out, on any input.

mod callout;
pub mod dates;
mod footnotes;
mod front_matter;
mod holes;
mod inline;
mod items;
pub mod kind;
mod lines;
mod mask;
mod raw_html;
mod recognise;
mod sanitise;
mod syntax;
mod writer;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::note::{Body, Note};
use crate::text;
use syntax::{Element, Event, Spanned};
use writer::{Source, Written};

pub use front_matter::KEYS;

/// A note and what is wrong with its text alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The note.
    pub note: Arc<Note>,
    /// Problems, whose places name the note's path.
    pub diagnostics: Vec<Diagnostic>,
}

/// The text of a file: UTF-8 with wrong bytes and control characters replaced. Positions in
/// diagnostics are positions in this text.
pub fn decode(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let is_control = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r');
    if text.contains(is_control) { text.replace(is_control, "\u{fffd}") } else { text.into_owned() }
}

/// Understands one file. `path` is relative to the content folder; `order` is how all-digit dates are written in
/// the knowledge base, where its files' names show it.
pub fn note(path: &str, bytes: &[u8], order: Option<dates::Order>) -> Parsed {
    let mut diagnostics = Vec::new();
    let source = decode(bytes);
    if std::str::from_utf8(bytes).is_err() {
        let at = source.find('\u{fffd}').unwrap_or(0);
        diagnostics.push(Diagnostic::not_utf8(&Place::new(path, at..at + 3)));
    }
    let (front, start) = front_matter::split(path, &source, &mut diagnostics);
    let text = masked(path, &source, start, &mut diagnostics);
    let mut events = syntax::events(&text);
    let title = title_heading(&events, front.text("title").as_deref());
    let shift = 2 - levels(&events).skip(usize::from(title.is_some())).min().unwrap_or(2).cast_signed();
    if let Some(title) = &title {
        events.drain(title.events.clone());
    }
    let written_from = Source { path, text: &text, offset: start, shift };
    let written = writer::write(&written_from, &events, &mut diagnostics);
    let body = body(&written, &text, path, &mut diagnostics);
    let heading = title.map(|title| (title.level, title.text, start + title.span.start..start + title.span.end));
    let evidence = recognise::Evidence {
        path,
        source: &source,
        start,
        front: &front,
        heading: heading.as_ref(),
        outline: &written.outline,
        order,
    };
    let recognised = recognise::note(&evidence, &mut diagnostics);
    let found = items::find(
        &lines::of(&events),
        &items::Setting {
            kind: recognised.kind,
            title: &recognised.title,
            day: recognised.date,
            own: &items::OwnWords::default(),
            source: &source,
            offset: start,
        },
    );
    let note = Note {
        path: path.to_owned(),
        kind: recognised.kind,
        title: recognised.title,
        date: recognised.date,
        date_end: recognised.date_end,
        number: recognised.number,
        front,
        outline: written.outline,
        links: written.links,
        codes: written.codes,
        body,
        summary: written.summary,
        words: written.words,
        anchors: written.anchors,
        tags: written.tags,
        line: recognised.line,
        is_cancelled: recognised.is_cancelled,
        sections: found.sections,
        items: found.passages.into_iter().map(|passage| passage.item).collect(),
        people: found.people,
        attendance: found.attendance,
    };
    Parsed { note: Arc::new(note), diagnostics }
}

/// The text after the front matter, with comments blanked.
fn masked(path: &str, source: &str, start: usize, diagnostics: &mut Vec<Diagnostic>) -> String {
    let text = &source[start..];
    if !text.contains("%%") {
        return text.to_owned();
    }
    let events = syntax::events(text);
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Open(Element::CodeBlock(_)));
    let code: Vec<Range<usize>> =
        events.iter().filter(|(event, _)| is_code(event)).map(|(_, span)| span.clone()).collect();
    let masked = mask::comments(text, &code);
    if let Some(open) = masked.unclosed {
        let place = Place::new(path, start + open.start..start + open.end);
        diagnostics.push(Diagnostic::unclosed_comment(&place, "%%"));
    }
    masked.text.unwrap_or_else(|| text.to_owned())
}

/// The heading that names the note and so leaves its body.
struct TitleHeading {
    level: u8,
    text: String,
    span: Range<usize>,
    events: Range<usize>,
}

/// The first heading, if it is of level 1, or stands first and alone on its level; and if front matter
/// names the note, only where it says the same.
fn title_heading(events: &[Spanned<'_>], front_title: Option<&str>) -> Option<TitleHeading> {
    let first = events.iter().position(|(event, _)| matches!(event, Event::Open(Element::Heading(_))))?;
    let Event::Open(Element::Heading(level)) = events[first].0 else { return None };
    let is_alone = levels(events).filter(|other| *other <= level).count() == 1;
    let stands_first = !events[..first].iter().any(|(event, _)| matches!(event, Event::Text(_)));
    if depth_at(events, first) > 0 || !(level == 1 || (stands_first && is_alone)) {
        return None;
    }
    let end = closing(events, first)?;
    let text = plain(&events[first..=end]);
    let agrees = front_title.is_none_or(|title| text::fold(title) == text::fold(&text));
    (agrees && !text.is_empty()).then(|| TitleHeading {
        level,
        text,
        span: events[first].1.clone(),
        events: first..end + 1,
    })
}

fn levels<'a>(events: &'a [Spanned<'_>]) -> impl Iterator<Item = u8> + 'a {
    events
        .iter()
        .filter_map(|(event, _)| if let Event::Open(Element::Heading(level)) = event { Some(*level) } else { None })
}

/// How many elements are open before the event at `index`.
fn depth_at(events: &[Spanned<'_>], index: usize) -> usize {
    let opened = events[..index].iter().filter(|(event, _)| matches!(event, Event::Open(_))).count();
    let closed = events[..index].iter().filter(|(event, _)| *event == Event::Close).count();
    opened.saturating_sub(closed)
}

/// The event that closes the element which opens at `index`.
fn closing(events: &[Spanned<'_>], index: usize) -> Option<usize> {
    let mut depth: usize = 0;
    events[index..]
        .iter()
        .position(|(event, _)| {
            if matches!(event, Event::Open(_)) {
                depth += 1;
            } else if *event == Event::Close {
                depth = depth.saturating_sub(1);
            }
            depth == 0
        })
        .map(|at| index + at)
}

/// The text of events, without markup.
fn plain(events: &[Spanned<'_>]) -> String {
    let mut plain = String::new();
    for (event, _) in events {
        if let Event::Text(text) | Event::Code(text) = event {
            plain.push_str(text);
        } else if matches!(event, Event::SoftBreak | Event::HardBreak) {
            plain.push(' ');
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The body as it may stand in a page.
fn body(written: &Written, text: &str, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Body {
    if written.is_too_deep {
        diagnostics.push(Diagnostic::too_deep(&Place::file(path)));
        return Body {
            html: format!("<pre class=\"code\" tabindex=\"0\">{}</pre>\n", text::escape(text)),
            holes: Vec::new(),
        };
    }
    if written.has_raw_html { holes::cut(&sanitise::clean(&written.html)) } else { holes::cut(&written.html) }
}
