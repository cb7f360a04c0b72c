//! One note of a file, made of a stretch of its text: surveyed first, which tells what it is, what stands in its lines
//! and whom it names; then written as HTML, once nothing is left in it that its readers may not have.

use std::ops::Range;

use super::items::{self, Found, Passage};
use super::lines::{self, Line};
use super::recognise::{self, Recognised};
use super::syntax::Spanned;
use super::title::{levels, title_heading};
use super::withhold::names::{Telling, after_line};
use super::writer::{self, Source, Written};
use super::{File, asides, exact, holes, log, passages, sanitise};
use crate::diagnostic::{Diagnostic, Place};
use crate::note::{Aside, Attendance, Body, FrontMatter, Heading, Item, LinePlace, Note};
use crate::text;

/// What one note is made of: some of a file's events, whose places are those of the whole text.
pub(super) struct Stretch<'a> {
    pub(super) events: Vec<Spanned<'a>>,
    /// As it was written, for a text that can only be shown so.
    pub(super) bytes: Range<usize>,
    pub(super) role: Role,
}

/// What a stretch is in its file.
pub(super) enum Role {
    /// All of it.
    Whole,
    /// What a file of several sessions holds beside them.
    Rest,
    /// One of several sessions.
    Session(Box<log::Session>),
}

impl<'a> Stretch<'a> {
    pub(super) fn whole(file: &File<'_>, events: Vec<Spanned<'a>>) -> Self {
        Self { events, bytes: 0..file.text.len(), role: Role::Whole }
    }
}

/// A stretch as far as it is understood before it is written.
pub(super) struct Survey<'a> {
    stretch: Stretch<'a>,
    /// By how many levels its headings are written deeper.
    shift: i8,
    recognised: Recognised,
    found: Found,
    /// The words of all lines.
    pub(super) text: String,
    /// Where each line begins.
    pub(super) lines: Vec<LinePlace>,
    pub(super) asides: Vec<Aside>,
    /// Where in the file its headings stand.
    headings: Vec<usize>,
}

/// What a survey tells of a stretch that is the same without the names in it.
pub(super) struct Known {
    /// What the note is, but for its title; `None` for one of several in a file.
    recognised: Option<Recognised>,
    /// How many came may be told where who came may not.
    attendance: Attendance,
}

impl Known {
    /// Leaves what the note is to another survey.
    pub(super) fn forget_what_it_is(&mut self) {
        self.recognised = None;
    }
}

impl<'a> Survey<'a> {
    /// Surveys a stretch; what is `known` of it isn't looked for again.
    pub(super) fn of(
        file: &File<'a>,
        mut stretch: Stretch<'a>,
        known: Option<&Known>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let Stretch { events, role, .. } = &mut stretch;
        let title = match role {
            Role::Whole | Role::Rest => title_heading(events, file.front.text("title").as_deref()),
            Role::Session(_) => None,
        };
        if let Some(title) = &title {
            events.drain(title.events.clone());
        }
        let shift = 2 - levels(events).min().unwrap_or(2).cast_signed();
        let heading = title.map(|title| (title.level, title.text, file.place(&title.span)));
        let lines = lines::of(events, file.text);
        let evidence = recognise::Evidence { file, heading: heading.as_ref(), lines: &lines, role, events };
        let recognised = match known.and_then(|known| known.recognised.as_ref()) {
            Some(known) => Recognised { title: recognise::title(&evidence), ..known.clone() },
            None => recognise::note(&evidence, diagnostics),
        };
        let setting = items::Setting {
            kind: recognised.kind,
            title: &recognised.title,
            day: recognised.date,
            own: file.words,
            source: file.source,
            offset: file.start,
        };
        let mut found = items::find(&lines, &setting);
        if let Some(known) = known {
            found.attendance = known.attendance;
        }
        let asides = asides::of(events, file.start);
        let headings = events.iter().filter(|(event, _)| event.heading_level().is_some());
        let headings = headings.map(|(_, span)| file.start + span.start).collect();
        let (text, lines) = words(&lines, file.start);
        Self { stretch, shift, recognised, found, text, lines, asides, headings }
    }

    /// What need not be looked for again, unless whole lines go.
    pub(super) fn known(&self) -> Known {
        let is_whole = matches!(self.stretch.role, Role::Whole);
        Known { recognised: is_whole.then(|| self.recognised.clone()), attendance: self.found.attendance }
    }

    /// What it tells of people.
    pub(super) fn telling<'s>(&'s self, file: &'s File<'_>) -> Telling<'s> {
        let whole = match (&self.stretch.role, self.lines.first(), self.lines.last()) {
            (Role::Session(_), Some(first), Some(last)) => {
                first.source as usize..after_line(file.source, last.source as usize)
            }
            _ => file.start..file.source.len(),
        };
        Telling {
            path: file.path,
            front: file.front,
            people: &self.found.people,
            items: self.found.passages.iter().map(|passage| &passage.item).collect(),
            sections: &self.found.sections,
            headings: &self.headings,
            whole,
            kind: self.recognised.kind,
        }
    }

    /// The note, with its HTML.
    pub(super) fn write(self, file: &File<'_>, diagnostics: &mut Vec<Diagnostic>) -> Note {
        let Self { stretch, shift, recognised, mut found, text, lines, asides, headings: _ } = self;
        let Stretch { events, bytes, role } = stretch;
        let (events, marks) = passages::mark(events, &found.passages);
        let written_from = Source { path: file.path, text: file.text, offset: file.start, shift };
        let written = writer::write(&written_from, (&events, &marks), diagnostics);
        items::keep_clear_of(&mut found.passages, &written.anchors);
        let body = body(&written, &file.text[bytes], (file.path, &mut found.passages), diagnostics);
        let (front, part) = match role {
            // The file's own note gets all of it, once the sessions in it have what is theirs.
            Role::Whole | Role::Rest => (FrontMatter::default(), None),
            Role::Session(session) => (log::front(file.front), Some(log::part(*session, &written.outline))),
        };
        let mut anchors = written.anchors;
        let others = found.passages.iter().filter(|passage| !passage.has_own_id);
        anchors.extend(others.map(|passage| passage.item.anchor.clone()));
        trimmed(Note {
            path: file.path.to_owned(),
            kind: recognised.kind,
            title: recognised.title,
            date: recognised.date,
            date_end: recognised.date_end,
            number: recognised.number,
            front,
            items: items_below(found.passages, &written.outline),
            outline: written.outline,
            links: written.links,
            codes: written.codes,
            body,
            text,
            lines,
            asides,
            summary: written.summary,
            words: written.words,
            anchors,
            tags: written.tags,
            line: recognised.line,
            is_cancelled: recognised.is_cancelled,
            sections: found.sections,
            people: found.people,
            attendance: found.attendance,
            part,
        })
    }
}

/// The note without the room that its lists and texts had to grow: there may be very many notes.
fn trimmed(mut note: Note) -> Note {
    note.body.html = note.body.html.as_str().to_owned();
    exact(&mut note.body.holes);
    exact(&mut note.outline);
    exact(&mut note.links);
    exact(&mut note.anchors);
    exact(&mut note.items);
    note.items.iter_mut().for_each(|item| exact(&mut item.html));
    exact(&mut note.sections);
    exact(&mut note.people);
    exact(&mut note.asides);
    exact(&mut note.codes);
    note
}

/// A place in a text; no note is so long that it would be beyond these numbers.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The words of all lines, and where each line begins.
fn words(lines: &[Line], offset: usize) -> (String, Vec<LinePlace>) {
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 1).sum());
    let mut places = Vec::with_capacity(lines.len());
    for line in lines {
        if !places.is_empty() {
            text.push('\n');
        }
        places.push(LinePlace { at: place(text.len()), source: place(offset + line.span.start) });
        text.push_str(&line.text);
    }
    (text, places)
}

/// The items, each with the heading it stands below. What the page doesn't show can't be linked to.
fn items_below(passages: Vec<Passage>, outline: &[Heading]) -> Vec<Item> {
    let heading = |item: &Item| outline.partition_point(|heading| heading.span.start <= item.span.start).checked_sub(1);
    let shown = passages.into_iter().map(|passage| passage.item).filter(|item| !item.html.is_empty());
    shown.map(|item| Item { heading: heading(&item), ..item }).collect()
}

/// The body as it may stand in a page, with the items' stretches of it.
fn body(
    written: &Written,
    text: &str,
    (path, passages): (&str, &mut [Passage]),
    diagnostics: &mut Vec<Diagnostic>,
) -> Body {
    if written.is_too_deep {
        diagnostics.push(Diagnostic::too_deep(&Place::file(path)));
        return Body {
            html: format!("<pre class=\"code\" tabindex=\"0\">{}</pre>\n", text::escape(text)),
            holes: Vec::new(),
        };
    }
    if written.has_raw_html {
        holes::cut(&sanitise::clean(&written.html), passages)
    } else {
        holes::cut(&written.html, passages)
    }
}
