//! Learning goals and the sessions that served them. Notes and where their links lead go in; each goal with its
//! sessions, and why each counts, comes out. A session serves a goal that its front matter names, that it links
//! to, that it has as a `#tag`, or whose name it writes out.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::FixedState;
use memchr::memmem::Finder;
use rayon::prelude::*;

use super::resolve::Target;
use super::since::Since;
use super::{GroupId, NoteId, Site};
use crate::note::{Item, ItemKind, Kind, Note};
use crate::text::{fold, heading_id, title_of_name};

/// A goal's place in `Site::goals`.
pub type GoalId = usize;

/// What a group wants to learn or reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// The group; `None` for a goal of the whole network.
    pub group: Option<GroupId>,
    /// What it is called.
    pub label: String,
    /// Its id in the page that sets it, and in sessions' front matter.
    pub id: String,
    /// The note that sets it, and its place among that note's items; `None` where only sessions name it.
    pub set_in: Option<(NoteId, usize)>,
    /// The sessions that served it by rising date, each with how that is known.
    pub served: Vec<(NoteId, Evidence)>,
}

/// How it is known that a session served a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Its front matter says so.
    FrontMatter,
    /// It links to the goal.
    Link,
    /// It has the goal's id as a tag.
    Tag,
    /// It names the goal.
    Named,
}

/// A name of fewer letters may be written by chance.
const SHORTEST_NAME: usize = 12;

/// All goals, by group as their notes set them; then those that only sessions name.
pub(super) fn find(site: &Site, since: Option<&Since<'_>>) -> Vec<Goal> {
    let mut known = Known::default();
    let mut labels: HashSet<(Option<GroupId>, String), FixedState> = HashSet::default();
    for (id, note) in site.notes.iter().enumerate() {
        for (place, item) in note.items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Goal) {
            if labels.insert((site.group_of[id], fold(&item.text))) {
                let (group, label, id_) = (site.group_of[id], item.text.clone(), item.anchor.clone());
                known.add(Goal { group, label, id: id_, set_in: Some((id, place)), served: Vec::new() });
            }
        }
    }
    let named: Vec<Named> = site.sessions.iter().map(|session| named_above(site, *session, &mut known)).collect();
    let earlier = since.filter(|since| are_set_alike(&since.before.goals, &known.goals));
    let moved = earlier.map(|since| since.moved(site)).unwrap_or_default();
    let found = site.sessions.par_iter().zip(named).map(|(session, named)| {
        if let Some(since) = earlier.filter(|_| moved.binary_search(session).is_err()) {
            return (*session, since.before.goals_served(*session).collect());
        }
        let mut served: BTreeMap<GoalId, Evidence> = BTreeMap::new();
        for (goal, evidence) in found_in(site, *session, (&known, named.known)).into_iter().chain(named.goals) {
            served.entry(goal).and_modify(|known| *known = evidence.min(*known)).or_insert(evidence);
        }
        (*session, served)
    });
    let found: Vec<(NoteId, BTreeMap<GoalId, Evidence>)> = found.collect();
    for (session, served) in found {
        for (goal, evidence) in served {
            known.goals[goal].served.push((session, evidence));
        }
    }
    known.goals
}

/// Whether goals are the same, whatever served them. A session that says the same, and whose links lead to the same
/// places, then serves those that it did.
fn are_set_alike(old: &[Goal], new: &[Goal]) -> bool {
    let is_same = |(old, new): (&Goal, &Goal)| {
        let Goal { group, label, id, set_in, served: _ } = old;
        (group, label, id, set_in) == (&new.group, &new.label, &new.id, &new.set_in)
    };
    old.len() == new.len() && old.iter().zip(new).all(is_same)
}

/// The goals that each session served, in order, with how that is known.
pub(super) fn by_session(goals: &[Goal]) -> HashMap<NoteId, Vec<(GoalId, Evidence)>> {
    let mut by_session: HashMap<NoteId, Vec<(GoalId, Evidence)>> = HashMap::new();
    for (id, goal) in goals.iter().enumerate() {
        for (session, evidence) in &goal.served {
            by_session.entry(*session).or_default().push((id, *evidence));
        }
    }
    by_session
}

/// Goals with what sessions know them by.
#[derive(Default)]
struct Known {
    goals: Vec<Goal>,
    marks: Vec<Marks>,
    /// The goals of each group, or the network's for `None`, in order.
    by_group: HashMap<Option<GroupId>, Vec<GoalId>, FixedState>,
}

/// What a goal is known by in a session.
struct Marks {
    /// Its label and its id as they are compared.
    label: String,
    id: String,
    /// Finds its name in a text; `None` where that may stand there by chance.
    name: Option<Finder<'static>>,
}

impl Known {
    fn add(&mut self, goal: Goal) -> GoalId {
        let (label, id) = (fold(&goal.label), fold(&goal.id));
        let is_telling = label.chars().count() >= SHORTEST_NAME;
        let name = is_telling.then(|| Finder::new(&label).into_owned());
        self.by_group.entry(goal.group).or_default().push(self.goals.len());
        self.marks.push(Marks { label, id, name });
        self.goals.push(goal);
        self.goals.len() - 1
    }

    /// The goals that a session of `group` can serve: its own group's, and the network's.
    fn open_to(&self, group: Option<GroupId>) -> Vec<GoalId> {
        let of = |group: Option<GroupId>| self.by_group.get(&group).into_iter().flatten().copied();
        let mut open: Vec<GoalId> = of(None).chain(of(group).filter(|_| group.is_some())).collect();
        open.sort_unstable();
        open
    }
}

/// The goals that a session's front matter names.
struct Named {
    goals: Vec<(GoalId, Evidence)>,
    /// How many goals were known by then; those that later sessions name are none that this one could have served.
    known: usize,
}

/// The goals that front matter names; a name that no goal has becomes one that only sessions name.
fn named_above(site: &Site, session: NoteId, known: &mut Known) -> Named {
    let group = site.group_of[session];
    let mut goals = Vec::new();
    for name in site.notes[session].front.list("goals") {
        let name = name.trim_start_matches('#');
        let (id, folded) = (heading_id(name), fold(name));
        let is_it = |goal: &GoalId| {
            let own = &known.goals[*goal].id;
            *own == name || *own == id || known.marks[*goal].label == folded
        };
        let place = known.open_to(group).into_iter().find(is_it).unwrap_or_else(|| {
            let label = if name.contains(char::is_whitespace) { name.to_owned() } else { title_of_name(name) };
            known.add(Goal { group, label, id, set_in: None, served: Vec::new() })
        });
        goals.push((place, Evidence::FrontMatter));
    }
    Named { goals, known: known.goals.len() }
}

/// The goals among the first so many that a session's text leads to or names.
fn found_in(site: &Site, session: NoteId, (known, so_many): (&Known, usize)) -> Vec<(GoalId, Evidence)> {
    let note = &site.notes[session];
    let open = known.open_to(site.group_of[session]);
    let open = || open.iter().copied().filter(|goal| *goal < so_many);
    let tags: Vec<String> = note.tags.iter().map(|tag| fold(tag)).collect();
    let is_linked = |goal: &Goal| {
        let leads_there = |target: &Target| matches!((target, goal.set_in), (Target::Note { note, anchor: Some(anchor), .. }, Some((set_in, _))) if *note == set_in && *anchor == goal.id);
        site.targets[session].iter().any(leads_there)
    };
    let text = OnceCell::new();
    let evidence = |goal: GoalId| {
        let marks = &known.marks[goal];
        if is_linked(&known.goals[goal]) {
            return Some(Evidence::Link);
        }
        if tags.contains(&marks.id) {
            return Some(Evidence::Tag);
        }
        let text = || text.get_or_init(|| words(note));
        marks.name.as_ref().filter(|name| name.find(text().as_bytes()).is_some()).map(|_| Evidence::Named)
    };
    open().filter_map(|goal| evidence(goal).map(|evidence| (goal, evidence))).collect()
}

/// Whether two states of a note name the same goals among those of its group and the network's.
pub(super) fn are_named_alike(site: &Site, id: NoteId, (old, new): (&Note, &Note)) -> bool {
    if old.text == new.text {
        return true;
    }
    let (old, new) = (words(old), words(new));
    let open = site.goals.iter().filter(|goal| goal.group.is_none() || goal.group == site.group_of[id]);
    open.map(|goal| Finder::new(&fold(&goal.label)).into_owned())
        .all(|name| name.find(old.as_bytes()).is_some() == name.find(new.as_bytes()).is_some())
}

/// A note's title and text in the form in which names are compared.
fn words(note: &Note) -> String {
    fold(&format!("{} {}", note.title, note.text))
}

impl Site {
    /// The item that sets a goal.
    pub fn goal_item(&self, goal: &Goal) -> Option<&Item> {
        goal.set_in.and_then(|(note, item)| self.notes[note].items.get(item))
    }

    /// The goals of a group, or the network's for `None`, in the order in which they are set.
    pub fn goals_of(&self, group: Option<GroupId>) -> impl Iterator<Item = (GoalId, &Goal)> {
        self.goals.iter().enumerate().filter(move |(_, goal)| goal.group == group)
    }

    /// The goals that a session served, with how that is known.
    pub fn goals_served(&self, session: NoteId) -> impl Iterator<Item = (GoalId, Evidence)> {
        self.goals_by_session.get(&session).into_iter().flatten().copied()
    }

    /// Whether a note is a session that has taken place.
    pub fn is_held(&self, note: NoteId) -> bool {
        let note = &self.notes[note];
        note.kind == Kind::Session && !note.is_cancelled && note.date.is_some_and(|date| date <= self.today)
    }
}
