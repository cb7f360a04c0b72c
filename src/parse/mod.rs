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
mod stretch;
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
use crate::note::{FrontMatter, Kind, Note};
use crate::text;
use readable::Readable;
use stretch::{Known, Role, Stretch, Survey};

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
    /// Nothing in the file itself could keep all of it from anybody, on whatever day.
    pub is_open: bool,
}

/// What front matter says it by that a note isn't for everybody, or not yet.
const CLOSING: [&str; 4] = ["audience", "audiences", "draft", "publish_on"];

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
    let has_controls = text::bytes::has(&text, |byte| is_control(char::from(byte)));
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
    let mut notes = understand(&head, &mut readable, customs, &mut diagnostics);
    let Readable { withheld, meant, has_marks, .. } = readable;
    if let Some(own) = notes.first_mut() {
        own.front = head.front;
        own.front.values.values_mut().filter_map(|value| value.as_array_mut()).for_each(exact);
    }
    let is_closing = |note: &Note| {
        let front = &note.front;
        front.is_broken || note.kind == Kind::Person || CLOSING.iter().any(|key| front.values.contains_key(*key))
    };
    let is_open = meant.is_none() && !notes.first().is_some_and(is_closing);
    Parsed { notes: notes.into_iter().map(Arc::new).collect(), diagnostics, withheld, meant, has_marks, is_open }
}

/// What stands above a file's text.
pub(crate) struct Head<'a> {
    pub(crate) path: &'a str,
    /// Where the text begins.
    pub(crate) start: usize,
    pub(crate) front: FrontMatter,
}

/// The notes of a file. Names, and some secrets, show only in a survey of the text: it is surveyed again without them,
/// and written once none shows any more; then targets of links are looked at, which may show others.
fn understand(
    head: &Head<'_>,
    readable: &mut Readable,
    customs: &Customs,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Note> {
    let from_path = dates::in_path(head.path, customs.order);
    let mut source = std::mem::take(&mut readable.source);
    let mut known: Vec<Known> = Vec::new();
    loop {
        let file = File::of(head, &source, customs, &from_path);
        let mut doubts = Vec::new();
        let surveys = surveys(&file, customs, &known, &mut doubts);
        if known.is_empty() {
            diagnostics.append(&mut doubts);
            known = surveys.iter().map(Survey::known).collect();
        }
        if let Some(less) = readable.without_names((&file, &surveys), customs, diagnostics) {
            if readable.has_lost_lines {
                known.iter_mut().for_each(Known::forget_what_it_is);
            }
            source = less;
            continue;
        }
        let mut of_writing = Vec::new();
        let notes: Vec<Note> = surveys.into_iter().map(|survey| survey.write(&file, &mut of_writing)).collect();
        if let Some(less) = readable.without_secret_links(&source, &notes, customs) {
            source = less;
            continue;
        }
        diagnostics.append(&mut of_writing);
        return notes;
    }
}

/// All stretches of a file, surveyed; what is `known` of them isn't looked for again.
fn surveys<'a>(
    file: &File<'a>,
    customs: &Customs,
    known: &[Known],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Survey<'a>> {
    let mut events = syntax::events(file.text);
    customs.readers.say(file.text, &mut events);
    let stretches = match log::plan(file, &events) {
        Some(plan) => log::cut(file, &events, &plan),
        None => vec![Stretch::whole(file, events)],
    };
    let all = stretches.into_iter().enumerate();
    all.map(|(index, stretch)| Survey::of(file, stretch, known.get(index), diagnostics)).collect()
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

impl<'a> File<'a> {
    fn of(head: &'a Head<'_>, source: &'a str, customs: &'a Customs, from_path: &'a dates::PathDate) -> Self {
        let Head { path, start, front } = head;
        let Customs { order, groups, words, .. } = customs;
        let text = &source[*start..];
        Self { path, from_path, source, text, start: *start, front, order: *order, groups, words }
    }

    /// A place in the text as a place in the file.
    fn place(&self, span: &Range<usize>) -> Range<usize> {
        self.start + span.start..self.start + span.end
    }
}

/// Moves a list into memory of just its size: what only shrinks, allocators leave where it is.
fn exact<T>(list: &mut Vec<T>) {
    if list.len() < list.capacity() {
        let mut moved = Vec::with_capacity(list.len());
        moved.append(list);
        *list = moved;
    }
}
