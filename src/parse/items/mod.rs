//! What a note says that can be listed outside of it: decisions, actions, questions, insights and the like,
//! and who was there. Lines go in; passages with their owners, due days and status come out. Where a reading
//! is open, nothing is listed.

mod due;
mod entries;
mod fields;
mod goals;
mod known;
mod marks;
mod named;
mod own_words;
mod owners;
mod people;
mod quotes;
mod refusals;
mod sections;
#[cfg(test)]
mod tests;
mod vocabulary;
mod words;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;
use jiff::civil::Date;

use super::lines::{Line, What};
use super::word_list::WordList;
use crate::note::{Attendance, Item, ItemKind, Kind, Mention, Section, SectionTopic, Status};
use crate::text;
use entries::Entry;
use known::Known;

pub use own_words::OwnWords;

/// What is known of the note beside its lines.
pub(crate) struct Setting<'a> {
    pub(crate) kind: Kind,
    /// The note's name, which may say what stands in it: `Open questions`.
    pub(crate) title: &'a str,
    /// The session's day.
    pub(crate) day: Option<Date>,
    /// Words that the knowledge base adds.
    pub(crate) own: &'a OwnWords,
    /// The file, in which lines are counted, and where the text begins in it.
    pub(crate) source: &'a str,
    pub(crate) offset: usize,
}

/// What was found in a note.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) sections: Vec<Section>,
    pub(crate) passages: Vec<Passage>,
    pub(crate) people: Vec<Mention>,
    pub(crate) attendance: Attendance,
}

/// An item whose HTML isn't written yet.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    pub(crate) item: Item,
    /// The events of its content: one stretch, or one for each cell.
    pub(crate) events: Vec<Range<usize>>,
    /// Its anchor is the `{#id}` that the author gave it, which the writer sets.
    pub(crate) has_own_id: bool,
    /// How many bytes of plain text its marker takes at the beginning of the content.
    pub(crate) marker: usize,
}

/// Everything in the lines that can be listed.
pub(crate) fn find(lines: &[Line], setting: &Setting<'_>) -> Found {
    let title = words::heading(setting.title, setting.own);
    // What guidelines are called says it, even where their own title doesn't.
    let guidelines = words::Said { topic: SectionTopic::Items(ItemKind::Guideline), is_earlier: false };
    let above = if setting.kind == Kind::Guidelines { Some(guidelines) } else { title };
    let standing = sections::standing(lines, above.filter(|_| setting.kind != Kind::Session), setting.own);
    let sections = sections::sections(lines, &standing, setting.offset);
    let is_session = setting.kind == Kind::Session;
    let (mut people, attendance) =
        if is_session { people::find(lines, &standing, setting.own) } else { (Vec::new(), Attendance::default()) };
    let prose = lines.iter().filter(|line| !matches!(line.what, What::Heading(_)));
    let known = Known::of(&people, prose.map(|line| line.text.as_str()).collect());
    let mut counter = LineCounter { source: setting.source, at: 0, line: 1 };
    for person in &mut people {
        person.line = counter.line_of(setting.offset + lines[person.line].span.start);
    }
    let goals = goals::find(lines, &standing, setting.kind);
    let mut entries =
        if lists_nothing(setting.kind) { Vec::new() } else { entries::find(lines, &standing, &known, setting.own) };
    let also: Vec<Entry> = entries.iter().filter_map(|entry| also_an_action(lines, entry, &known)).collect();
    entries.extend(also);
    entries.retain(|entry| is_listed(entry.kind, setting.kind, title.is_some()));
    entries.extend(goals.iter().map(|goal| Entry::goal(goal.line)));
    if setting.kind == Kind::Story {
        let is_new = |quote: &Entry| !entries.iter().any(|entry| (entry.line..=entry.last).contains(&quote.line));
        entries.extend(quotes::find(lines).into_iter().filter(is_new).collect::<Vec<_>>());
    }
    entries.sort_by_key(|entry| (entry.line, entry.kind));
    let mut counter = LineCounter { source: setting.source, at: 0, line: 1 };
    let mut passages: Vec<Passage> =
        entries.iter().map(|entry| passage(lines, entry, (setting, &known, &mut counter))).collect();
    for (passage, entry) in passages.iter_mut().zip(&entries) {
        if let Some(goal) = goals.iter().find(|goal| entry.kind == ItemKind::Goal && goal.line == entry.line) {
            set_goal(passage, goal, &lines[goal.line]);
        }
    }
    quotes::set_speakers(&mut passages);
    Found { sections, passages, people, attendance }
}

/// `Decision: Ben to ask the landlord` says what is to be done as well.
fn also_an_action(lines: &[Line], entry: &Entry, known: &Known) -> Option<Entry> {
    let line = &lines[entry.line];
    let is_row = line.what == What::Row || entry.kind != ItemKind::Decision;
    let (owners, _) = owners::subject(line.text.get(entry.from..).filter(|_| !is_row)?, known)?;
    Some(Entry { kind: ItemKind::Action, owners, ..entry.clone() })
}

/// A goal is known by the id it was given, else by its words.
fn set_goal(passage: &mut Passage, goal: &goals::Goal, line: &Line) {
    passage.item.measure.clone_from(&goal.measure);
    passage.item.target.clone_from(&goal.target);
    passage.item.text = goals::label(line);
    // A heading has the id that links to it already.
    let is_heading = matches!(line.what, What::Heading(_));
    if !passage.has_own_id {
        passage.item.anchor = text::heading_id(&passage.item.text);
        passage.has_own_id = is_heading;
    }
}

/// Gives each item an anchor of its own, apart from the ids that the page has already.
pub(crate) fn keep_clear_of(passages: &mut [Passage], ids: &[String]) {
    let mut taken: HashSet<String, FixedState> = ids.iter().cloned().collect();
    // Where many items have the same words, none counts anew from the first.
    let mut last: HashMap<String, usize, FixedState> = HashMap::default();
    for passage in passages.iter_mut().filter(|passage| !passage.has_own_id) {
        if taken.insert(passage.item.anchor.clone()) {
            continue;
        }
        let wanted = passage.item.anchor.clone();
        let number = last.entry(wanted.clone()).or_insert(1);
        while !taken.insert(passage.item.anchor.clone()) {
            *number += 1;
            passage.item.anchor = format!("{wanted}-{number}");
        }
    }
}

/// Whether items of a kind are listed from a note of a kind: handbooks and forms speak of decisions in general.
fn is_listed(item: ItemKind, note: Kind, says_so: bool) -> bool {
    match note {
        Kind::Session => !matches!(item, ItemKind::Goal | ItemKind::Guideline),
        Kind::Guidelines | Kind::Index => item == ItemKind::Guideline,
        Kind::Challenge => matches!(
            item,
            ItemKind::Insight | ItemKind::Strategy | ItemKind::Tool | ItemKind::Quote | ItemKind::Question
        ),
        Kind::Story => item == ItemKind::Quote,
        Kind::Page => says_so && !matches!(item, ItemKind::Goal | ItemKind::Guideline | ItemKind::Agenda),
        // A form's items are those that nobody has filled in: the model looks for them in the sessions.
        Kind::Template => !matches!(item, ItemKind::Goal | ItemKind::Guideline),
        Kind::Goals | Kind::Resources | Kind::Topic | Kind::Person => false,
    }
}

/// Whether nothing is ever listed from notes of a kind but what is looked for in them alone.
fn lists_nothing(note: Kind) -> bool {
    ItemKind::ALL.into_iter().all(|item| !is_listed(item, note, true))
}

fn passage(
    lines: &[Line],
    entry: &Entry,
    (setting, known, counter): (&Setting<'_>, &Known, &mut LineCounter<'_>),
) -> Passage {
    let line = &lines[entry.line];
    let last = &lines[entry.last];
    let span = setting.offset + line.span.start..setting.offset + last.span.end.max(line.span.end);
    let read =
        if line.what == What::Row { row(lines, entry, setting, known) } else { words_of(lines, entry, setting, known) };
    let mut events = line.events.clone();
    if entry.last > entry.line
        && let (Some(first), Some(end)) = (events.first_mut(), last.events.last())
    {
        first.end = end.end;
    }
    let (text, own_id) = without_id(&read.text);
    let anchor = own_id.map_or_else(|| format!("{}-{:08x}", entry.kind.word(), short_hash(text)), str::to_owned);
    let item = Item {
        kind: entry.kind,
        anchor,
        text: text.to_owned(),
        html: Vec::new(),
        line: counter.line_of(span.start),
        span,
        heading: None,
        owners: read.owners,
        due: read.due,
        status: read.status,
        measure: None,
        target: None,
    };
    Passage { has_own_id: own_id.is_some(), item, events, marker: read.marker }
}

/// What an entry's words say.
struct Read {
    text: String,
    owners: Vec<String>,
    due: Option<crate::note::Due>,
    status: Status,
    marker: usize,
}

fn words_of(lines: &[Line], entry: &Entry, setting: &Setting<'_>, known: &Known) -> Read {
    let line = &lines[entry.line];
    let mut whole = line.text[entry.from..].to_owned();
    let is_action = entry.kind == ItemKind::Action;
    let below = lines[entry.last + 1..].iter().take_while(|next| next.parent == Some(entry.line));
    let told = fields::told(lines[entry.line + 1..=entry.last].iter().chain(below).filter(|_| is_action));
    for further in &lines[entry.line + 1..=entry.last] {
        if !is_action || fields::of(&further.text).is_none() {
            whole.push(' ');
            whole.push_str(&further.text);
        }
    }
    if !is_action {
        let rationale = due::bracketed(&whole, "rationale").and_then(|_| whole.to_lowercase().find("[rationale]"));
        let text = rationale.map_or(whole.as_str(), |at| &whole[..at]).trim().to_owned();
        return Read { text, owners: entry.owners.clone(), due: None, status: Status::Open, marker: entry.from };
    }
    let (status, own) = due::around(&whole);
    let (mut from, mut to) = (own.start, own.end);
    let mut owners = entry.owners.clone();
    if let Some((names, end)) = named::of(&whole[from..to], known) {
        owners = names;
        to = from + end;
    }
    if let Some((names, at)) = owners::leading(&whole[from..to], known).filter(|_| owners.is_empty() || to == own.end) {
        if owners.is_empty() {
            owners = names;
        }
        if !whole[from + at..to].trim().is_empty() {
            from += at;
        }
    }
    let mut text = &whole[from..to];
    let trailing = owners::trailing(text, known);
    if let Some((names, end)) = trailing.filter(|_| owners.is_empty()) {
        owners = names;
        text = text[..end].trim_end();
    }
    let named = due::bracketed(&whole, "owner").or_else(|| due::bracketed(&whole, "assignee")).or(told.owner);
    if let Some(names) = named.and_then(|named| owners::names(&named, known)) {
        owners = names;
    }
    let status = if entries::is_ticked(line) || line.is_struck {
        Status::Done
    } else {
        let written = due::bracketed(&whole, "status").or(told.status).and_then(|words| due::status(&words)).or(status);
        written.or_else(|| due::inside(&whole)).or_else(|| status_below(lines, entry)).unwrap_or_default()
    };
    let status = if entry.is_earlier && status == Status::Open { Status::Earlier } else { status };
    let text = without_brackets(text);
    let due = told.due.and_then(|words| due::of_cell(&words, setting.day)).or_else(|| due::of(&whole, setting.day));
    Read { text, owners, due, status, marker: entry.from + from }
}

/// `Done.` or `Completed: …` in a list item right below an action.
fn status_below(lines: &[Line], entry: &Entry) -> Option<Status> {
    let below =
        lines[entry.last + 1..].iter().take_while(|next| next.parent.is_some_and(|parent| parent >= entry.line));
    let own = below.filter(|next| next.parent == Some(entry.line));
    own.take(MOST_BELOW)
        .find_map(|next| due::status(&next.text).or_else(|| due::around(&next.text).0))
        .filter(|status| *status != Status::Open)
}

/// Among how many list items below an action its status is looked for.
const MOST_BELOW: usize = 5;

/// The words before `[due]`, `[status]` and the like.
fn without_brackets(text: &str) -> String {
    let lower = if text.contains('[') { text.to_lowercase() } else { String::new() };
    let cut = ["[due]", "[status]", "[owner]", "[assignee]"].iter().filter_map(|mark| lower.find(mark)).min();
    let text = cut.filter(|at| *at > 0 && lower.len() == text.len()).map_or(text, |at| &text[..at]);
    text.trim().trim_end_matches([',', ';']).to_owned()
}

/// What the heads of columns call those who do something, its day, how it stands and its number.
static OWNER: WordList = WordList::new(
    "owner, owners, who, by, responsible, assignee, assigned to, assigned, person, lead, name, wer, verantwortlich, verantwortliche, verantwortlicher, zustandig, zustandigkeit, qui, responsable, responsable s, responsables, quien, encargado, 负责人, 责任人, 跟进人, 実施者, 担当, 担当者, 经办人",
);
static WHEN: WordList = WordList::new(
    "due, due date, when, by when, deadline, date due, target date, date, bis wann, bis, frist, termin, erledigt bis, wann, echeance, quand, pour quand, date limite, fecha limite, delai, fecha, plazo, cuando, 截止日期, 截止时间, 截止, 计划完成时间, 完成日期, 〆切, 期限, 完成时间, 期日, 締切",
);
static STATE: WordList =
    WordList::new("status, state, progress, done, stand, statut, estado, 状态, 状態, ステータス, 進捗, 进展, 完成情况");
static NUMBER: WordList = WordList::new("number, no, nr, id, ref, 序号, 番号, 编号");

/// A row's cells by the words at the heads of their columns.
fn row(lines: &[Line], entry: &Entry, setting: &Setting<'_>, known: &Known) -> Read {
    let cells: Vec<&str> = lines[entry.line].text.split('\t').map(str::trim).collect();
    let head = lines[entry.line].head.map(|head| &lines[head]);
    let heads: Vec<String> = head.map(|head| head.text.split('\t').map(words::normal).collect()).unwrap_or_default();
    let column = |names: &WordList| heads.iter().position(|head| names.has(head));
    let (owner, when, state) = (column(&OWNER), column(&WHEN), column(&STATE));
    // Of a column headed `#`, no letter is left.
    let number = column(&NUMBER).or_else(|| heads.iter().position(String::is_empty));
    let other = |index: &usize| {
        ![owner, when, state, number].contains(&Some(*index))
            && !cells[*index].chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let texts: Vec<&str> =
        (0..cells.len()).filter(other).map(|index| cells[index]).filter(|cell| !cell.is_empty()).collect();
    let cell = |index: Option<usize>| index.and_then(|index| cells.get(index)).copied().unwrap_or_default();
    let is_action = entry.kind == ItemKind::Action;
    let status = due::status(cell(state)).unwrap_or_default();
    Read {
        text: texts.join(" — "),
        owners: if is_action { owners::names(cell(owner), known).unwrap_or_default() } else { Vec::new() },
        due: due::of_cell(cell(when), setting.day).filter(|_| is_action),
        status: if is_action { status } else { Status::Open },
        marker: 0,
    }
}

/// `… {#own-id}` at the end of an item.
fn without_id(text: &str) -> (&str, Option<&str>) {
    let parts = text.strip_suffix('}').and_then(|text| text.rsplit_once("{#"));
    match parts.filter(|(_, id)| !id.is_empty() && !id.contains(char::is_whitespace)) {
        Some((before, id)) => (before.trim_end(), Some(id)),
        None => (text, None),
    }
}

/// A short hash of the words, so that an item's address lasts while they do.
fn short_hash(text: &str) -> u32 {
    let hash = text::hash(&text::fold(text));
    u32::try_from(hash >> 32).expect("32 bits fit")
}

/// Counts lines forward through a file.
struct LineCounter<'a> {
    source: &'a str,
    at: usize,
    line: usize,
}

impl LineCounter<'_> {
    fn line_of(&mut self, at: usize) -> usize {
        let at = at.min(self.source.len());
        if at < self.at {
            (self.at, self.line) = (0, 1);
        }
        self.line += self.source.as_bytes()[self.at..at].iter().filter(|byte| **byte == b'\n').count();
        self.at = at;
        self.line
    }
}
