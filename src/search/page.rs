//! What the index knows of a page: what it is, and its words cut into pieces that results can land on.
//! A site goes in; entries by rising address of their notes come out. Nothing that only a draft or a comment says
//! is here, for the site has no such words.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{GroupId, Kept, NoteId, Site, TopicId, is_shown};
use crate::note::{Kind, Link, LinkForm, Note};
use crate::text;

/// A piece ends after so many bytes, some two hundred words, at the end of a line.
const PIECE: usize = 1_200;

/// A page that can be found.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) about: About,
    /// The note whose words stand on it; a group or topic that nobody wrote about has none.
    pub(super) note: Option<Arc<Note>>,
}

/// What a page is, beside its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct About {
    pub(super) address: String,
    pub(super) title: String,
    pub(super) note: Option<NoteId>,
    pub(super) group: Option<GroupId>,
    pub(super) group_name: String,
    pub(super) topics: Vec<TopicId>,
    pub(super) kind: &'static str,
    pub(super) date: Option<Date>,
    pub(super) language: String,
}

/// Some of a page's words, below one heading or above the first.
#[derive(Debug, Default)]
pub(super) struct Piece<'a> {
    /// Which heading it stands below, as a place in the note's outline.
    pub(super) heading: Option<usize>,
    /// Whether it is the first below its heading.
    pub(super) is_first: bool,
    pub(super) text: String,
    /// Its passages that are something of their own, in order.
    pub(super) passages: Vec<Passage<'a>>,
}

/// A passage of a piece that is a decision, a resource or the like.
#[derive(Debug)]
pub(super) struct Passage<'a> {
    /// Where it stands in the piece's text, in bytes.
    pub(super) span: Range<usize>,
    /// What it is, as an item's word or `resource`.
    pub(super) kind: &'static str,
    /// The id of its place.
    pub(super) anchor: &'a str,
}

/// A passage as a stretch of the note's file.
#[derive(Debug)]
pub(super) struct Known<'a> {
    span: &'a Range<usize>,
    kind: &'static str,
    anchor: &'a str,
}

/// Every page that can be found, those of notes in their order, then groups and topics without a note.
pub(super) fn all(site: &Site) -> Vec<Entry> {
    let mut topics: BTreeMap<NoteId, Vec<TopicId>> = BTreeMap::new();
    for (id, topic) in site.topics.iter().enumerate() {
        for note in topic.notes.iter().chain(&topic.index) {
            topics.entry(*note).or_default().push(id);
        }
    }
    let shown = (0..site.notes.len()).into_par_iter().filter(|id| is_shown(site, *id));
    let notes = shown.map(|id| of_note(site, id, topics.get(&id).cloned().unwrap_or_default()));
    let mut entries: Vec<Entry> = notes.collect();
    let groups = site.groups.iter().enumerate().filter(|(_, group)| group.index.is_none());
    entries.extend(groups.map(|(id, group)| without_note(site, "group", (&group.name, &group.address), Some(id))));
    let topics = site.topics.iter().filter(|topic| topic.index.is_none());
    entries.extend(topics.map(|topic| without_note(site, "topic", (&topic.label, &topic.address), None)));
    entries
}

fn of_note(site: &Site, id: NoteId, mut topics: Vec<TopicId>) -> Entry {
    let note = &site.notes[id];
    let group = site.group_of[id];
    topics.dedup();
    let is_group = group.is_some_and(|group| site.groups[group].index == Some(id));
    let about = About {
        address: site.addresses[id].clone(),
        title: note.title.clone(),
        note: Some(id),
        group,
        group_name: group.map(|group| site.groups[group].name.clone()).unwrap_or_default(),
        topics,
        kind: if is_group { "group" } else { kind(note.kind) },
        date: note.date,
        language: site.language_of(id),
    };
    Entry { about, note: Some(note.clone()) }
}

/// The word for a kind; a folder's own page is a page as any other to a reader.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Index => Kind::Page.word(),
        Kind::Session
        | Kind::Goals
        | Kind::Guidelines
        | Kind::Resources
        | Kind::Topic
        | Kind::Person
        | Kind::Story
        | Kind::Challenge
        | Kind::Template
        | Kind::Page => kind.word(),
    }
}

fn without_note(site: &Site, kind: &'static str, page: (&str, &str), group: Option<GroupId>) -> Entry {
    let (title, address) = page;
    let about = About {
        address: address.to_owned(),
        title: title.to_owned(),
        note: None,
        group,
        group_name: group.map(|group| site.groups[group].name.clone()).unwrap_or_default(),
        topics: Vec::new(),
        kind,
        date: None,
        language: site.config.language.clone(),
    };
    Entry { about, note: None }
}

/// A note's passages that are listed elsewhere too: its items, and links among its resources.
pub(super) fn known(site: &Site, id: NoteId) -> Vec<Known<'_>> {
    let note = &site.notes[id];
    let items = site.items_of(id).map(|item| site.item(item));
    let items = items.map(|item| Known { span: &item.span, kind: item.kind.word(), anchor: &item.anchor });
    let kept = Kept::of(note);
    let is_resource = |link: &&Link| {
        matches!(link.form, LinkForm::Markdown | LinkForm::Address)
            && text::is_address(&link.target)
            && kept.holds(link)
    };
    let links = note.links.iter().filter(is_resource);
    items.chain(links.map(|link| Known { span: &link.span, kind: "resource", anchor: "" })).collect()
}

/// Calls `found` with each piece of a page's words, in order; the first holds what stands above the first heading, and
/// may be empty. Gives how many there are.
pub(super) fn each_piece<'a>(
    note: Option<&'a Note>,
    known: &[Known<'a>],
    found: &mut impl FnMut(usize, &Piece<'a>),
) -> usize {
    let first = Piece { is_first: true, ..Piece::default() };
    let Some(note) = note else {
        found(0, &first);
        return 1;
    };
    let mut cutter = Cutter { note, piece: first, count: 0, length: 0, found };
    let known = known_by_line(note, known);
    let mut asides = note.asides.iter().peekable();
    for (index, line) in note.lines.iter().enumerate() {
        let (at, source) = (line.at as usize, line.source as usize);
        while let Some(aside) = asides.next_if(|aside| aside.source < source) {
            cutter.add(&aside.text, aside.source, None);
        }
        let next = note.lines.get(index + 1);
        let text = note.text.get(at..next.map_or(note.text.len(), |next| next.at as usize - 1)).unwrap_or_default();
        cutter.add(text, source, known.get(&index).copied());
    }
    for aside in asides {
        cutter.add(&aside.text, aside.source, None);
    }
    cutter.finish()
}

/// What is known of each line, by its number; where several passages meet, the first of them counts. Lines stand in
/// the order of their places in the file, and so each passage is looked for in one step however many there are.
fn known_by_line<'k, 'a>(note: &Note, known: &'k [Known<'a>]) -> HashMap<usize, &'k Known<'a>, FixedState> {
    let mut by_line = HashMap::default();
    for known in known {
        let begins = note.lines.partition_point(|line| (line.source as usize) <= known.span.start);
        let ends = note.lines.partition_point(|line| (line.source as usize) < known.span.end);
        for line in begins.saturating_sub(1)..ends {
            by_line.entry(line).or_insert(known);
        }
    }
    by_line
}

/// Cuts one piece at a time, so that all of them need no more room than the longest.
struct Cutter<'a, 'f, Found> {
    note: &'a Note,
    /// The last piece so far.
    piece: Piece<'a>,
    /// How many pieces came before it.
    count: usize,
    /// How long it is, in bytes.
    length: usize,
    found: &'f mut Found,
}

impl<'a, Found: FnMut(usize, &Piece<'a>)> Cutter<'a, '_, Found> {
    fn add(&mut self, line: &str, source: usize, known: Option<&Known<'a>>) {
        let outline = &self.note.outline;
        let below = outline.partition_point(|heading| heading.span.start <= source);
        self.open(below);
        if below > 0 && outline[below - 1].span.start == source {
            return;
        }
        if self.length > PIECE {
            self.begin(below.checked_sub(1));
            self.piece.is_first = false;
        }
        self.length += line.len();
        let piece = &mut self.piece;
        if !piece.text.is_empty() {
            piece.text.push('\n');
        }
        let start = piece.text.len();
        push_plain(line, &mut piece.text);
        let span = start..piece.text.len();
        match (known, piece.passages.last_mut()) {
            // An item may stand on several lines.
            (Some(known), Some(last))
                if last.anchor == known.anchor && last.span.end + 1 == start && !known.anchor.is_empty() =>
            {
                last.span.end = span.end;
            }
            (Some(known), _) => {
                piece.passages.push(Passage { span, kind: known.kind, anchor: known.anchor });
            }
            (None, _) => {}
        }
    }

    /// Begins a piece for each heading up to the one that is `below - 1`.
    fn open(&mut self, below: usize) {
        let last = self.piece.heading.map_or(0, |heading| heading + 1);
        for heading in last..below {
            self.begin(Some(heading));
        }
    }

    /// Hands over the last piece and begins another one, the first below its heading, in its place.
    fn begin(&mut self, heading: Option<usize>) {
        (self.found)(self.count, &self.piece);
        self.count += 1;
        self.length = 0;
        let piece = &mut self.piece;
        (piece.heading, piece.is_first) = (heading, true);
        piece.text.clear();
        piece.passages.clear();
    }

    fn finish(mut self) -> usize {
        self.open(self.note.outline.len());
        (self.found)(self.count, &self.piece);
        self.count + 1
    }
}

/// A line as readers see it: the words of its wikilinks in their places, cells apart, no marks, no `{#id}` at its end.
fn push_plain(line: &str, into: &mut String) {
    if !text::bytes::has(line, |byte| matches!(byte, b'[' | b'}' | b'=' | b'\t' | b'\n')) {
        into.push_str(line);
        return;
    }
    let id = line.strip_suffix('}').and_then(|inner| inner.rfind('{')).filter(|at| line[*at..].starts_with("{#"));
    let words = text::without_wikilinks(id.map_or(line, |at| line[..at].trim_end()));
    into.push_str(&words.replace('\t', " · ").replace("==", ""));
}
