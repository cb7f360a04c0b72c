//! One file of Markdown becomes a note: its kind, date, title, headings, links and body; a file of many
//! sessions becomes a note for itself and one for each of them.
//! Pure: a path and bytes go in; notes and what is wrong with them come out, on any input.

mod asides;
mod callout;
mod comments;
pub mod dates;
mod footnotes;
mod front_matter;
mod holes;
mod inline;
mod items;
pub mod kind;
mod lines;
mod log;
mod passages;
mod raw_html;
mod readable;
mod readers;
mod recognise;
mod sanitise;
mod syntax;
mod title;
mod withhold;
mod word_list;
mod writer;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::audience::Meant;
use crate::config;
use crate::diagnostic::{Diagnostic, Place};
use crate::note::{Attendance, Body, FrontMatter, Heading, Item, LinePlace, Note};
use crate::text;
use lines::Line;
use readable::Readable;
use syntax::Spanned;
use title::{levels, title_heading};
use writer::{Source, Written};

pub use front_matter::KEYS;
pub use items::OwnWords;
pub use readers::{PageWords, Readers};
pub use withhold::names::{Naming, is_many as names_nobody};
pub(crate) use withhold::outermost;
pub use withhold::secrets;
pub use withhold::{Hidden, Why, Withheld};

/// The notes of a file and what is wrong with its text alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The file's own note, then one for each session of a file that holds several, in their order there.
    pub notes: Vec<Arc<Note>>,
    /// Problems, whose places name the file's path.
    pub diagnostics: Vec<Diagnostic>,
    /// What its readers don't get of the text.
    pub withheld: Vec<Withheld>,
    /// For whom the whole file is, where its title has a mark.
    pub meant: Option<Meant>,
    /// The text has marks for audiences.
    pub has_marks: bool,
}

impl Parsed {
    /// The file's own note.
    pub fn own(&self) -> &Arc<Note> {
        self.notes.first().expect("every file makes a note")
    }
}

/// The first byte of characters that stand for words of ours.
const FIRST_OF_PRIVATE: u8 = 0xee;

/// The text of a file: UTF-8 with wrong bytes and control characters replaced. Positions in
/// diagnostics are positions in this text.
pub fn decode(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
    let is_control = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r');
    // To the end, whatever is found: so that many bytes are compared at once.
    let has_controls = bytes.iter().fold(false, |found, byte| found | is_control(char::from(*byte)));
    if has_controls || bytes.contains(&FIRST_OF_PRIVATE) {
        text.replace(|c| is_control(c) || withhold::stands_for_words(c), "\u{fffd}")
    } else {
        text.into_owned()
    }
}

/// What stands above a file's text; nothing where it can't be read.
pub fn front_matter_of(path: &str, bytes: &[u8]) -> FrontMatter {
    front_matter::split(path, &decode(bytes), &mut Vec::new()).0
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
    /// Who reads, and what they may know.
    pub readers: Readers,
}

impl Customs {
    /// The customs that files at these paths show, and those that are set.
    pub fn of<'a>(paths: impl Iterator<Item = &'a str> + Clone, words: &config::Words) -> Self {
        let group = |path: &'a str| path.strip_prefix("groups/")?.split_once('/').map(|(name, _)| text::fold(name));
        let order = dates::order_of_names(paths.clone());
        Self {
            order,
            groups: paths.filter_map(group).collect(),
            words: OwnWords::of(words),
            readers: Readers::default(),
        }
    }
}

/// Understands one file, whole. `path` is relative to the content folder; `order` is how all-digit dates are written
/// in the knowledge base, where its files' names show it.
pub fn note(path: &str, bytes: &[u8], order: Option<dates::Order>) -> Parsed {
    note_among(path, bytes, &Customs { order, ..Customs::default() })
}

/// Understands one file of a knowledge base with these customs, as its readers may have it.
pub fn note_among(path: &str, bytes: &[u8], customs: &Customs) -> Parsed {
    note_without(path, bytes, customs, &[])
}

/// As `note_among`, without these stretches of the decoded file.
pub fn note_without(path: &str, bytes: &[u8], customs: &Customs, hidden: &[Hidden]) -> Parsed {
    let mut diagnostics = Vec::new();
    let source = decode(bytes);
    if std::str::from_utf8(bytes).is_err() {
        let at = source.find('\u{fffd}').unwrap_or(0);
        diagnostics.push(Diagnostic::not_utf8(&Place::new(path, at..at + 3)));
    }
    let (front, start) = front_matter::split(path, &source, &mut diagnostics);
    let (front, fields) = readable::front(front, customs);
    let head = Head { path, start, front };
    let mut readable = Readable::of(&head, source, customs, &mut diagnostics);
    readable.withheld.extend(fields);
    readable.hide_links(hidden);
    let mut notes = understand(&head, &readable.source, customs, &mut diagnostics);
    while readable.hide_more(&notes, customs, &mut diagnostics) {
        // How many came may be told where who came may not; what is wrong in the text was said above.
        let attendance: Vec<Attendance> = notes.iter().map(|note| note.attendance).collect();
        notes = understand(&head, &readable.source, customs, &mut Vec::new());
        notes.iter_mut().zip(attendance).for_each(|(note, attendance)| note.attendance = attendance);
    }
    let Readable { source: _, withheld, meant, has_marks, .. } = readable;
    if let Some(own) = notes.first_mut() {
        own.front = head.front;
        own.front.values.values_mut().filter_map(|value| value.as_array_mut()).for_each(exact);
    }
    Parsed { notes: notes.into_iter().map(Arc::new).collect(), diagnostics, withheld, meant, has_marks }
}

/// What stands above a file's text.
pub(crate) struct Head<'a> {
    pub(crate) path: &'a str,
    /// Where the text begins.
    pub(crate) start: usize,
    pub(crate) front: FrontMatter,
}

/// The notes of a file whose source holds no more than its readers may have.
fn understand(head: &Head<'_>, source: &str, customs: &Customs, diagnostics: &mut Vec<Diagnostic>) -> Vec<Note> {
    let Head { path, start, front } = head;
    let Customs { order, groups, words, .. } = customs;
    let text = &source[*start..];
    let mut events = syntax::events(text);
    customs.readers.say(&mut events);
    let from_path = &dates::in_path(path, *order);
    let file = File { path, from_path, source, text, start: *start, front, order: *order, groups, words };
    let stretches = match log::plan(&file, &events) {
        Some(plan) => log::cut(&file, &events, &plan),
        None => vec![Stretch::whole(&file, events)],
    };
    stretches.into_iter().map(|stretch| of_stretch(&file, stretch, diagnostics)).collect()
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
