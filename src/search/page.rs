//! What the index knows of a page: what it is, and its words cut into pieces that results can land on.
//! A site goes in; entries by rising address of their notes come out. Nothing that only a draft or a comment says
//! is here, for the site has no such words.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{GroupId, NoteId, Site, TopicId, is_in_resources_section, is_shown};
use crate::note::{Kind, LinkForm, Note};
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Piece {
    /// Which heading it stands below, as a place in the note's outline.
    pub(super) heading: Option<usize>,
    /// Whether it is the first below its heading.
    pub(super) is_first: bool,
    pub(super) text: String,
    /// Its passages that are something of their own, in order.
    pub(super) passages: Vec<Passage>,
}

/// A passage of a piece that is a decision, a resource or the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passage {
    /// Where it stands in the piece's text, in bytes.
    pub(super) span: Range<usize>,
    /// What it is, as an item's word or `resource`.
    pub(super) kind: &'static str,
    /// The id of its place.
    pub(super) anchor: String,
}

/// A passage as a stretch of the note's file.
#[derive(Debug, Clone)]
pub(super) struct Known {
    span: Range<usize>,
    kind: &'static str,
    anchor: String,
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
pub(super) fn known(site: &Site, id: NoteId) -> Vec<Known> {
    let note = &site.notes[id];
    let items = site.items_of(id).map(|item| site.item(item));
    let items =
        items.map(|item| Known { span: item.span.clone(), kind: item.kind.word(), anchor: item.anchor.clone() });
    let is_resource = |link: &&crate::note::Link| {
        matches!(link.form, LinkForm::Markdown | LinkForm::Address)
            && text::is_address(&link.target)
            && is_in_resources_section(note, link)
    };
    let links = note.links.iter().filter(is_resource);
    let links = links.map(|link| Known { span: link.span.clone(), kind: "resource", anchor: String::new() });
    items.chain(links).collect()
}

/// The words of a page in pieces; the first holds what stands above the first heading, and may be empty.
pub(super) fn pieces(note: Option<&Note>, known: &[Known]) -> Vec<Piece> {
    let Some(note) = note else { return vec![Piece { is_first: true, ..Piece::default() }] };
    let mut cutter = Cutter { note, pieces: vec![Piece { is_first: true, ..Piece::default() }], length: 0 };
    let mut asides = note.asides.iter().peekable();
    for (index, line) in note.lines.iter().enumerate() {
        let (at, source) = (line.at as usize, line.source as usize);
        while let Some(aside) = asides.next_if(|aside| aside.source < source) {
            cutter.add(&aside.text, aside.source, None);
        }
        let next = note.lines.get(index + 1);
        let text = note.text.get(at..next.map_or(note.text.len(), |next| next.at as usize - 1)).unwrap_or_default();
        let end = next.map_or(usize::MAX, |next| next.source as usize);
        let known = known.iter().find(|known| known.span.start < end && known.span.end > source);
        cutter.add(text, source, known);
    }
    for aside in asides {
        cutter.add(&aside.text, aside.source, None);
    }
    cutter.finish()
}

struct Cutter<'a> {
    note: &'a Note,
    pieces: Vec<Piece>,
    /// How long the last piece is, in bytes.
    length: usize,
}

impl Cutter<'_> {
    fn add(&mut self, line: &str, source: usize, known: Option<&Known>) {
        let outline = &self.note.outline;
        let below = outline.partition_point(|heading| heading.span.start <= source);
        self.open(below);
        if below > 0 && outline[below - 1].span.start == source {
            return;
        }
        if self.length > PIECE {
            self.begin(Piece { heading: below.checked_sub(1), ..Piece::default() });
        }
        self.length += line.len();
        let Some(piece) = self.pieces.last_mut() else { return };
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
                piece.passages.push(Passage { span, kind: known.kind, anchor: known.anchor.clone() });
            }
            (None, _) => {}
        }
    }

    /// Begins a piece for each heading up to the one that is `below - 1`.
    fn open(&mut self, below: usize) {
        let last = self.pieces.last().and_then(|piece| piece.heading).map_or(0, |heading| heading + 1);
        for heading in last + 1..=below {
            self.begin(Piece { heading: heading.checked_sub(1), is_first: true, ..Piece::default() });
        }
    }

    fn begin(&mut self, piece: Piece) {
        self.pieces.push(piece);
        self.length = 0;
    }

    fn finish(mut self) -> Vec<Piece> {
        self.open(self.note.outline.len());
        self.pieces
    }
}

/// A line as readers see it: the words of its wikilinks in their places, cells apart, no marks, no `{#id}` at its end.
fn push_plain(line: &str, into: &mut String) {
    if !line.bytes().any(|byte| matches!(byte, b'[' | b'}' | b'=' | b'\t' | b'\n')) {
        into.push_str(line);
        return;
    }
    let id = line.strip_suffix('}').and_then(|inner| inner.rfind('{')).filter(|at| line[*at..].starts_with("{#"));
    let words = text::without_wikilinks(id.map_or(line, |at| line[..at].trim_end()));
    into.push_str(&words.replace('\t', " · ").replace("==", ""));
}
