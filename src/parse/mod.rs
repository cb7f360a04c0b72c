//! One file of Markdown becomes a note: its kind, date, title, headings, links and body; a file of many
//! sessions becomes a note for itself and one for each of them.
//! Pure: a path and bytes go in; notes and what is wrong with them come out, on any input.

mod asides;
mod callout;
pub mod dates;
mod footnotes;
mod front_matter;
mod holes;
mod inline;
mod items;
pub mod kind;
mod lines;
mod log;
mod mask;
mod passages;
mod raw_html;
mod recognise;
mod sanitise;
mod syntax;
mod word_list;
mod writer;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::config;
use crate::diagnostic::{Diagnostic, Place};
use crate::note::{Body, FrontMatter, Heading, Item, LinePlace, Note};
use crate::text;
use lines::Line;
use syntax::{Element, Event, Spanned};
use writer::{Source, Written};

pub use front_matter::KEYS;
pub use items::OwnWords;

/// The notes of a file and what is wrong with its text alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The file's own note, then one for each session of a file that holds several, in their order there.
    pub notes: Vec<Arc<Note>>,
    /// Problems, whose places name the file's path.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// The file's own note.
    pub fn own(&self) -> &Arc<Note> {
        self.notes.first().expect("every file makes a note")
    }
}

/// The text of a file: UTF-8 with wrong bytes and control characters replaced. Positions in
/// diagnostics are positions in this text.
pub fn decode(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
    let is_control = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r');
    // To the end, whatever is found: so that many bytes are compared at once.
    if bytes.iter().fold(false, |found, byte| found | is_control(char::from(*byte))) {
        text.replace(is_control, "\u{fffd}")
    } else {
        text.into_owned()
    }
}

/// What is known of a knowledge base before any file is read: what the names of its files tell, and its settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Customs {
    /// How all-digit dates are written, where the names show it.
    pub order: Option<dates::Order>,
    /// The names of groups' folders, folded.
    pub groups: BTreeSet<String>,
    /// Words that `roundtable.toml` adds to those by which headings say what stands below them.
    pub words: OwnWords,
}

impl Customs {
    /// The customs that files at these paths show, and those that are set.
    pub fn of<'a>(paths: impl Iterator<Item = &'a str> + Clone, words: &config::Words) -> Self {
        let group = |path: &'a str| path.strip_prefix("groups/")?.split_once('/').map(|(name, _)| text::fold(name));
        let order = dates::order_of_names(paths.clone());
        Self { order, groups: paths.filter_map(group).collect(), words: OwnWords::of(words) }
    }
}

/// Understands one file. `path` is relative to the content folder; `order` is how all-digit dates are written in
/// the knowledge base, where its files' names show it.
pub fn note(path: &str, bytes: &[u8], order: Option<dates::Order>) -> Parsed {
    note_among(path, bytes, &Customs { order, ..Customs::default() })
}

/// Understands one file of a knowledge base with these customs.
pub fn note_among(path: &str, bytes: &[u8], customs: &Customs) -> Parsed {
    let mut diagnostics = Vec::new();
    let source = decode(bytes);
    if std::str::from_utf8(bytes).is_err() {
        let at = source.find('\u{fffd}').unwrap_or(0);
        diagnostics.push(Diagnostic::not_utf8(&Place::new(path, at..at + 3)));
    }
    let (front, start) = front_matter::split(path, &source, &mut diagnostics);
    let text = masked(path, &source, start, &mut diagnostics);
    let events = syntax::events(&text);
    let Customs { order, groups, words } = customs;
    let from_path = &dates::in_path(path, *order);
    let file =
        File { path, from_path, source: &source, text: &text, start, front: &front, order: *order, groups, words };
    let stretches = match log::plan(&file, &events) {
        Some(plan) => log::cut(&file, &events, &plan),
        None => vec![Stretch::whole(&file, events)],
    };
    let mut notes: Vec<Note> =
        stretches.into_iter().map(|stretch| of_stretch(&file, stretch, &mut diagnostics)).collect();
    if let Some(own) = notes.first_mut() {
        own.front = front;
    }
    Parsed { notes: notes.into_iter().map(Arc::new).collect(), diagnostics }
}

/// A file, taken apart as far as all that stands in it shares.
struct File<'a> {
    path: &'a str,
    /// What the path says of a date.
    from_path: &'a dates::PathDate,
    source: &'a str,
    /// What follows the front matter, with comments blanked.
    text: &'a str,
    /// Where in the source that begins.
    start: usize,
    front: &'a FrontMatter,
    order: Option<dates::Order>,
    groups: &'a BTreeSet<String>,
    words: &'a OwnWords,
}

impl File<'_> {
    /// A place in the text as a place in the file.
    fn place(&self, span: &Range<usize>) -> Range<usize> {
        self.start + span.start..self.start + span.end
    }
}

/// What one note is made of: some of a file's events, whose places are those of the whole text.
struct Stretch<'a> {
    events: Vec<Spanned<'a>>,
    /// As it was written, for a text that can only be shown so.
    bytes: Range<usize>,
    role: Role,
}

/// What a stretch is in its file.
enum Role {
    /// All of it.
    Whole,
    /// What a file of several sessions holds beside them.
    Rest,
    /// One of several sessions.
    Session(Box<log::Session>),
}

impl<'a> Stretch<'a> {
    fn whole(file: &File<'_>, events: Vec<Spanned<'a>>) -> Self {
        Self { events, bytes: 0..file.text.len(), role: Role::Whole }
    }
}

/// One note: the file's own, or one of the sessions in it.
fn of_stretch(file: &File<'_>, stretch: Stretch<'_>, diagnostics: &mut Vec<Diagnostic>) -> Note {
    let Stretch { mut events, bytes, role } = stretch;
    let title = match &role {
        Role::Whole | Role::Rest => title_heading(&events, file.front.text("title").as_deref()),
        Role::Session(_) => None,
    };
    if let Some(title) = &title {
        events.drain(title.events.clone());
    }
    let shift = 2 - levels(&events).min().unwrap_or(2).cast_signed();
    let heading = title.map(|title| (title.level, title.text, file.place(&title.span)));
    let lines = lines::of(&events, file.text);
    let evidence = recognise::Evidence { file, heading: heading.as_ref(), lines: &lines, role: &role, events: &events };
    let recognised = recognise::note(&evidence, diagnostics);
    let mut found = items::find(
        &lines,
        &items::Setting {
            kind: recognised.kind,
            title: &recognised.title,
            day: recognised.date,
            own: file.words,
            source: file.source,
            offset: file.start,
        },
    );
    let asides = asides::of(&events, file.start);
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
    let (text, places) = words(&lines, file.start);
    let mut anchors = written.anchors;
    anchors
        .extend(found.passages.iter().filter(|passage| !passage.has_own_id).map(|passage| passage.item.anchor.clone()));
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
        lines: places,
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

/// Moves a list into memory of just its size: what only shrinks, allocators leave where it is.
fn exact<T>(list: &mut Vec<T>) {
    if list.len() < list.capacity() {
        let mut moved = Vec::with_capacity(list.len());
        moved.append(list);
        *list = moved;
    }
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
fn items_below(passages: Vec<items::Passage>, outline: &[Heading]) -> Vec<Item> {
    let heading = |item: &Item| outline.partition_point(|heading| heading.span.start <= item.span.start).checked_sub(1);
    let shown = passages.into_iter().map(|passage| passage.item).filter(|item| !item.html.is_empty());
    shown.map(|item| Item { heading: heading(&item), ..item }).collect()
}

/// The text after the front matter, with comments blanked.
fn masked<'a>(path: &str, source: &'a str, start: usize, diagnostics: &mut Vec<Diagnostic>) -> Cow<'a, str> {
    let text = &source[start..];
    if !text.contains("%%") {
        return Cow::Borrowed(text);
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
    masked.text.map_or(Cow::Borrowed(text), Cow::Owned)
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
    text::spaced(&plain)
}

/// The body as it may stand in a page, with the items' stretches of it.
fn body(
    written: &Written,
    text: &str,
    (path, passages): (&str, &mut [items::Passage]),
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
