//! Which lines of a note are items: marked ones, and the entries of sections that hold items. Lines and what
//! they stand under go in. Where a line could be read as talk, a hint or a heading, it is left alone.

use std::collections::HashSet;

use super::fields;
use super::known::Known;
use super::marks::{self, Mark};
use super::own_words::OwnWords;
use super::owners;
use super::refusals;
use super::sections::Standing;
use super::words::{self, Said};
use crate::note::{ItemKind, SectionTopic};
use crate::parse::lines::{Line, What};
use crate::parse::syntax::TaskState;

/// A line that is an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) line: usize,
    /// The last line that goes on with it.
    pub(super) last: usize,
    pub(super) kind: ItemKind,
    /// Where its own words begin in the line's.
    pub(super) from: usize,
    pub(super) owners: Vec<String>,
    /// Its section gathers items of an earlier session.
    pub(super) is_earlier: bool,
}

/// Parts of words by which a heading says that its questions are not answered.
const OPEN: &str = "open,unanswered,unresolved,remaining,outstanding,parking,left,pending,offen,ungeklart,abiert,pendient,ouvert,suspens,مفتوح,未,待,开放,遗留";

impl Entry {
    /// A line that quotes somebody.
    pub(super) fn quote(line: usize) -> Self {
        Self { kind: ItemKind::Quote, ..Self::goal(line) }
    }

    /// A line that names a goal.
    pub(super) fn goal(line: usize) -> Self {
        Self { line, last: line, kind: ItemKind::Goal, from: 0, owners: Vec::new(), is_earlier: false }
    }
}

/// What a list item is to those below it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// Nothing that matters.
    Open,
    /// An item, so that what stands below it is detail.
    Taken,
    /// A name or a label, so that what stands below it are items.
    Header(Vec<String>),
}

/// The items among the lines.
pub(super) fn find(lines: &[Line], standing: &[Standing], known: &Known, own: &OwnWords) -> Vec<Entry> {
    let is_list = |line: &Line| matches!(line.what, What::Bullet(_) | What::Row) && !line.is_literal;
    let listed = lines.iter().zip(standing).filter(|(line, _)| is_list(line)).map(|(_, standing)| standing.under);
    let mut reader = Reader {
        lines,
        listed: listed.collect(),
        standing,
        known,
        own,
        places: vec![Place::Open; lines.len()],
        entries: Vec::new(),
        following: None,
    };
    for index in 0..lines.len() {
        reader.line(index);
    }
    reader.entries
}

struct Reader<'a> {
    lines: &'a [Line],
    /// The headings and labels below which there is a list or a table.
    listed: HashSet<Option<usize>>,
    standing: &'a [Standing],
    known: &'a Known<'a>,
    own: &'a OwnWords,
    places: Vec<Place>,
    entries: Vec<Entry>,
    /// A marker alone on its line, whose item is the next line.
    following: Option<(usize, ItemKind)>,
}

impl Reader<'_> {
    fn line(&mut self, index: usize) {
        let line = &self.lines[index];
        let following = self.following.take().filter(|(at, _)| at + 1 == index).map(|(_, kind)| kind);
        let is_prose = !matches!(line.what, What::Bullet(_) | What::Row);
        if line.is_literal || line.is_code && is_prose || line.what == What::Head {
            return;
        }
        if self.goes_on(index) {
            if let Some(entry) = self.entries.last_mut() {
                entry.last = index;
            }
            return;
        }
        if let Some(mark) = marks::of(line, self.known, self.own) {
            self.marked(index, mark);
            return;
        }
        let standing = &self.standing[index];
        if standing.is_label || matches!(line.what, What::Heading(_)) {
            if standing.is_label && matches!(line.what, What::Bullet(_)) {
                self.places[index] = Place::Header(Vec::new());
            }
            return;
        }
        if let Some(kind) = following.filter(|_| line.what == What::Further) {
            let owned = self.below_owner(index);
            self.take(index, (kind, 0), owned);
        } else if let Some(said) = standing.said {
            let owned = self.below_owner(index);
            self.in_section(index, said, owned);
        } else {
            self.box_with_owner(index);
        }
    }

    /// Whether a line only goes on with the item before it.
    fn goes_on(&self, index: usize) -> bool {
        const WRAPPED: usize = 60;
        let line = &self.lines[index];
        let Some(entry) = self.entries.last().filter(|entry| entry.last + 1 == index) else { return false };
        let before = &self.lines[entry.last];
        let is_same = matches!(line.what, What::Further | What::Quoted)
            && line.parent == if matches!(before.what, What::Bullet(_)) { Some(entry.last) } else { before.parent };
        if entry.kind == ItemKind::Action && fields::of(&line.text).is_some() {
            let is_text = matches!(line.what, What::Further | What::Paragraph | What::Quoted);
            return is_text && (line.parent == before.parent || line.parent == Some(entry.line));
        }
        let is_new = || {
            marks::of(line, self.known, self.own).is_some()
                || owners::leading(&line.text, self.known).is_some()
                || line.text.starts_with(['-', '*', '•', '·', '+'])
        };
        let is_wrapped = before.text.chars().count() >= WRAPPED || line.text.starts_with(char::is_lowercase);
        is_same && is_wrapped && !is_new()
    }

    fn marked(&mut self, index: usize, mark: Mark) {
        let line = &self.lines[index];
        let rest = &line.text[mark.rest..];
        let in_list = matches!(line.what, What::Bullet(_));
        if rest.trim().is_empty() {
            let has_children = self.lines.get(index + 1).is_some_and(|next| next.parent == Some(index));
            if in_list && has_children {
                self.places[index] = Place::Header(mark.owners);
            } else if !self.standing[index].is_label {
                self.following = Some((index, mark.kind));
            }
            return;
        }
        if refusals::says_none(rest) || self.is_inside_item(index, mark.kind) || self.is_answered(index, mark.kind) {
            return;
        }
        let is_asked = mark.kind == ItemKind::Decision && (refusals::asks(rest) || refusals::is_bare_link(rest));
        if is_asked || matches!(mark.kind, ItemKind::Goal | ItemKind::Guideline | ItemKind::Agenda) {
            return;
        }
        self.take(index, (mark.kind, mark.rest), mark.owners);
    }

    /// Whether a marker stands in the details of an item of its own kind, and so says nothing new.
    fn is_inside_item(&self, index: usize, kind: ItemKind) -> bool {
        let Some(parent) = self.lines[index].parent.filter(|parent| self.places[*parent] == Place::Taken) else {
            return false;
        };
        self.entries.iter().rev().any(|entry| entry.line == parent && entry.kind == kind)
            && self.standing[index].said.is_some_and(|said| said.topic == SectionTopic::Items(kind))
            && kind != ItemKind::Action
    }

    fn in_section(&mut self, index: usize, said: Said, owners: Vec<String>) {
        let line = &self.lines[index];
        let SectionTopic::Items(kind) = said.topic else {
            if !matches!(said.topic, SectionTopic::Present | SectionTopic::Absent) {
                self.box_with_owner(index);
            }
            return;
        };
        match line.what {
            What::Bullet(_) => self.bullet(index, kind, owners),
            What::Row => self.row(index, kind),
            What::Paragraph | What::Further | What::Quoted => {
                if self.is_prose_section(index) {
                    self.prose(index, kind, owners);
                }
            }
            What::Head | What::Heading(_) => {}
        }
    }

    fn bullet(&mut self, index: usize, kind: ItemKind, owners: Vec<String>) {
        let line = &self.lines[index];
        let parent = line.parent.map(|parent| self.places[parent].clone());
        let header_owners = match parent {
            Some(Place::Taken) => {
                self.places[index] = Place::Taken;
                return;
            }
            Some(Place::Header(owners)) => owners,
            Some(Place::Open)
                if line.parent != self.standing[index].under && self.stands_in_same(line.parent, index) =>
            {
                return;
            }
            Some(Place::Open) | None => Vec::new(),
        };
        let owners = if header_owners.is_empty() { owners } else { header_owners };
        if let Some(names) = self.header(index, kind) {
            self.places[index] = Place::Header(if names.is_empty() { owners } else { names });
            return;
        }
        if line.text.is_empty() || !self.fits(index, kind, 0) {
            return;
        }
        self.take(index, (kind, 0), owners);
    }

    /// Whether the list item around a line stands in the same section, and was passed over there.
    fn stands_in_same(&self, parent: Option<usize>, index: usize) -> bool {
        parent.is_some_and(|parent| {
            self.standing[parent].said == self.standing[index].said
                && self.standing[parent].under == self.standing[index].under
        })
    }

    /// The names of a list item that only says whose items stand below it; none where it is a label.
    fn header(&self, index: usize, kind: ItemKind) -> Option<Vec<String>> {
        let line = &self.lines[index];
        let children: Vec<&Line> = self.lines[index + 1..]
            .iter()
            .take_while(|next| next.parent.is_some_and(|parent| parent >= index))
            .filter(|next| next.parent == Some(index) && matches!(next.what, What::Bullet(_)))
            .collect();
        if children.is_empty() {
            return None;
        }
        let text = line.text.trim_end_matches([':', '：', ' ']);
        if let Some(names) = owners::names(text, self.known).filter(|_| kind == ItemKind::Action) {
            let is_sure =
                text.len() < line.text.len() || names.iter().all(|name| self.known.has(name)) || text.starts_with('@');
            if is_sure {
                return Some(names);
            }
        }
        if line.text.ends_with([':', '：']) {
            return Some(Vec::new());
        }
        let have_owners = children.iter().all(|child| owners::leading(&child.text, self.known).is_some());
        let is_short = text.split_whitespace().count() <= 4;
        (kind == ItemKind::Action && have_owners && is_short).then(Vec::new)
    }

    fn row(&mut self, index: usize, kind: ItemKind) {
        let cells: Vec<&str> = self.lines[index].text.split('\t').collect();
        let is_empty =
            cells.iter().all(|cell| words::is_nothing(cell) || cell.trim().chars().all(|c| c.is_ascii_digit()));
        if !is_empty {
            self.take(index, (kind, 0), Vec::new());
        }
    }

    /// Whether a section has neither list nor table, so that its paragraphs are its entries.
    fn is_prose_section(&self, index: usize) -> bool {
        !self.listed.contains(&self.standing[index].under)
    }

    fn prose(&mut self, index: usize, kind: ItemKind, owners: Vec<String>) {
        let line = &self.lines[index];
        let is_intro = line.text.ends_with([':', '：']);
        let by_words = match kind {
            ItemKind::Action => {
                owners::leading(&line.text, self.known).is_some() || line.text.chars().count() <= LONGEST_LINE
            }
            ItemKind::Tool | ItemKind::Agenda | ItemKind::Goal | ItemKind::Guideline => false,
            ItemKind::Quote => line.what == What::Quoted || line.text.starts_with(['"', '“', '„', '«', '「']),
            ItemKind::Insight | ItemKind::Strategy | ItemKind::Challenge | ItemKind::Question | ItemKind::Decision => {
                true
            }
        };
        let from = line.text.len() - line.text.trim_start_matches(['•', '·', '▪', '‣', '◦', ' ']).len();
        if by_words && !is_intro && self.fits(index, kind, from) {
            self.take(index, (kind, from), owners);
        }
    }

    /// A box whose words name an owner is an action wherever it stands, but for agendas and lists of people.
    fn box_with_owner(&mut self, index: usize) {
        let line = &self.lines[index];
        let What::Bullet(Some(_)) = line.what else { return };
        let is_named = |(names, at): (Vec<String>, usize)| at > 0 && names.iter().all(|name| self.known.has(name));
        let is_owned =
            owners::mentions_somebody(&line.text) || owners::leading(&line.text, self.known).is_some_and(is_named);
        let says_more =
            owners::leading(&line.text, self.known).is_none_or(|(_, at)| !line.text[at..].trim().is_empty());
        let is_detail = line.parent.is_some_and(|parent| self.places[parent] == Place::Taken);
        if is_owned && says_more && !is_detail {
            self.take(index, (ItemKind::Action, 0), Vec::new());
        }
    }

    fn fits(&self, index: usize, kind: ItemKind, from: usize) -> bool {
        let line = &self.lines[index];
        let text = line.text[from..].trim();
        let plain = words::normal(text);
        if refusals::says_none_plainly(&plain) || refusals::is_placeholder(text) {
            return false;
        }
        match kind {
            ItemKind::Question => self.is_question(index, text),
            ItemKind::Decision => !refusals::is_closing(text) && !refusals::asks(text) && !refusals::is_bare_link(text),
            ItemKind::Action => {
                !refusals::is_plainly_of_meetings(text, &plain)
                    && !refusals::points_elsewhere(text)
                    && fields::of(text).is_none()
                    && !owners::is_only_names(text, self.known)
            }
            ItemKind::Agenda
            | ItemKind::Insight
            | ItemKind::Strategy
            | ItemKind::Tool
            | ItemKind::Challenge
            | ItemKind::Quote
            | ItemKind::Goal
            | ItemKind::Guideline => true,
        }
    }

    /// Under a heading that says no more than `Questions`, only what asks is a question; and none that is answered.
    fn is_question(&self, index: usize, text: &str) -> bool {
        let under = self.standing[index].under.map(|under| words::normal(&self.lines[under].text)).unwrap_or_default();
        let is_open = OPEN.split(',').any(|word| under.contains(word));
        (is_open || text.contains(['?', '？', '؟'])) && !self.is_answered(index, ItemKind::Question)
    }

    fn is_answered(&self, index: usize, kind: ItemKind) -> bool {
        let answers = |line: &Line| {
            let first = words::normal(line.text.split([':', '：']).next().unwrap_or_default());
            line.text.contains([':', '：'])
                && matches!(
                    first.as_str(),
                    "a" | "answer" | "answered" | "antwort" | "reponse" | "respuesta" | "回答" | "答"
                )
        };
        kind == ItemKind::Question && self.lines.get(index + 1).is_some_and(answers)
    }

    /// The owner named by a heading between the section's and the line: `## Action items`, `### Ben`.
    fn below_owner(&self, index: usize) -> Vec<String> {
        let below = self.standing[index].below.map(|below| &self.lines[below].text);
        below
            .and_then(|text| owners::names(text, self.known))
            .filter(|names| names.iter().all(|name| self.known.has(name)))
            .unwrap_or_default()
    }

    fn take(&mut self, index: usize, (kind, from): (ItemKind, usize), owners: Vec<String>) {
        if refusals::is_placeholder(self.lines[index].text[from..].trim()) {
            return;
        }
        self.places[index] = Place::Taken;
        // What is marked below an earlier item was set out today.
        let is_new = from > 0 && self.lines[index].parent.is_some_and(|parent| self.places[parent] == Place::Taken);
        let said = self.standing[index].said.filter(|said| said.topic == SectionTopic::Items(kind));
        let is_earlier = !is_new && said.is_some_and(|said| said.is_earlier);
        self.entries.push(Entry { line: index, last: index, kind, from, owners, is_earlier });
    }
}

/// A line of prose in a section of actions is no longer than this.
const LONGEST_LINE: usize = 200;

/// Whether a box is ticked.
pub(super) fn is_ticked(line: &Line) -> bool {
    line.what == What::Bullet(Some(TaskState::Done))
}
