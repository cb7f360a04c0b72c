//! Notes become a site: groups, sessions, topics, folders, addresses and links both ways.
//! Visible notes and the configuration go in; the finished `Site`, which never changes, comes out.

mod address;
mod anchors;
mod carried;
pub mod challenges;
pub mod consent;
mod crossovers;
mod folders;
mod gathered;
mod goals;
mod groups;
pub mod guidelines;
mod items;
mod overviews;
mod published;
pub mod related;
mod repository;
mod resolve;
pub mod resources;
mod rounds;
mod route;
mod titles;
mod titles_index;
mod topics;
mod upcoming;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::locale;
use crate::note::{Item, Kind, Note};
use crate::snapshot::{OtherFile, Snapshot};

pub use address::href_path;
pub use crossovers::{GroupPerson, Related};
pub use gathered::{Extent, Gathered, GatheredPage, GatheredPart, Gathering, is_open};
pub use goals::{Evidence, Goal, GoalId};
pub use items::ItemId;
pub use overviews::Overview;
pub use published::{ACCESSIBILITY, file_address, is_private};
pub use resolve::{Reason, Target};
pub use resources::{Kept, Resource, ResourceId, ResourceKind, Share, anchor_near, listed_twice};
pub use rounds::{GroupStatus, Round, round_of, round_on};
pub use route::{ResourcePage, Route};
pub use titles_index::{Entry, Initial, Letter, TitlePlace, Titled, TitlesIndex, TitlesPage, is_shown};
pub use upcoming::Meeting;

/// A note's place in `Site::notes`.
pub type NoteId = usize;
/// A group's place in `Site::groups`.
pub type GroupId = usize;
/// A topic's place in `Site::topics`.
pub type TopicId = usize;

/// The whole site as values.
#[derive(Debug)]
pub struct Site {
    /// What `roundtable.toml` says.
    pub config: Config,
    /// The network's name.
    pub name: String,
    /// The day that counts as today.
    pub today: Date,
    /// Where the site will be, ending in `/`.
    pub address: Option<String>,
    /// What stands before the content's paths in messages: `content/` or nothing.
    pub prefix: String,
    /// When files were last changed, by their path below the content, where the configuration wants to know.
    pub changed: BTreeMap<String, Date>,
    /// Visible notes by rising path; those of one file stand together, the file's own first.
    pub notes: Vec<Arc<Note>>,
    /// Each note's address: a path below the site's root.
    pub addresses: Vec<String>,
    /// Each note's group.
    pub group_of: Vec<Option<GroupId>>,
    /// Where each note's links lead, in the order of its links.
    pub targets: Vec<Vec<Target>>,
    /// The notes that link to each note, by rising path, each once, with the first such link's place.
    pub backlinks: Vec<Vec<(NoteId, usize)>>,
    /// Groups by name.
    pub groups: Vec<Group>,
    /// All sessions by rising date; those without a date come first.
    pub sessions: Vec<NoteId>,
    /// Sessions held jointly, with the other groups that they belong to.
    pub joint: BTreeMap<NoteId, Vec<GroupId>>,
    /// Sessions to come by date, those among them that follow from a group's schedule and have no note yet.
    pub upcoming: Vec<Meeting>,
    /// Sessions of the last twelve months by date, and cancelled ones, as calendars know them.
    pub recent: Vec<Meeting>,
    /// Topics by label.
    pub topics: Vec<Topic>,
    /// What may be listed of the notes' items, by rising date: agenda points, decisions, actions, no goals.
    pub items: Vec<ItemId>,
    /// The same without agenda points and quotes, by what they are, and by group and topic.
    pub gathered: Gathered,
    /// Learning goals with the sessions that served them.
    pub goals: Vec<Goal>,
    /// The goals that each session served, in order.
    pub goals_by_session: HashMap<NoteId, Vec<(GoalId, Evidence)>>,
    /// Resources by title; those without one last.
    pub resources: Vec<Resource>,
    /// Folders that hold notes, by path; the content folder itself is the empty path.
    pub folders: BTreeMap<String, Folder>,
    /// The index of titles and headings from A to Z.
    pub titles: TitlesIndex,
    /// Files that are published, by address.
    pub files: BTreeMap<String, OtherFile>,
    /// Every page by address.
    pub routes: BTreeMap<String, Route>,
}

/// A group of people who meet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Other names that mean it.
    pub also: BTreeSet<String>,
    /// Its folder below the content folder; empty where the whole knowledge base is one group.
    pub folder: String,
    /// Its page's address.
    pub address: String,
    /// The note that is its own page.
    pub index: Option<NoteId>,
    /// Its learning goals.
    pub goals: Option<NoteId>,
    /// Its guidelines.
    pub guidelines: Option<NoteId>,
    /// Its list of resources.
    pub resources: Option<NoteId>,
    /// Its sessions by rising date.
    pub sessions: Vec<NoteId>,
    /// Its other notes, in order.
    pub pages: Vec<NoteId>,
    /// The group that goes on with what this one began.
    pub merged_into: Option<GroupId>,
    /// The addresses of groups that became part of it.
    pub absorbed: Vec<String>,
    /// Where it stands, if it says so.
    pub status: Option<GroupStatus>,
    /// Its rounds in order.
    pub rounds: Vec<Round>,
    /// Who serves it or belongs to it, beside those who facilitate it.
    pub people: Vec<GroupPerson>,
    /// The groups and programmes that it works with.
    pub related: Vec<Related>,
}

/// A topic that notes share.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topic {
    /// Its name.
    pub label: String,
    /// Its page's address.
    pub address: String,
    /// Other names that lead here.
    pub also: BTreeSet<String>,
    /// The note that describes it.
    pub index: Option<NoteId>,
    /// The notes on it, by rising path.
    pub notes: Vec<NoteId>,
}

/// A folder that holds notes, itself or further below.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folder {
    /// The note that is its own page.
    pub index: Option<NoteId>,
    /// Its page's address.
    pub address: String,
    /// Notes right in it but its own page, in reading order.
    pub notes: Vec<NoteId>,
    /// Folders right in it, in reading order.
    pub folders: Vec<String>,
}

/// What a site is made under.
#[derive(Debug)]
pub struct Frame {
    /// What `roundtable.toml` says.
    pub config: Config,
    /// The day that counts as today.
    pub today: Date,
    /// Where the site will be, ending in `/`.
    pub address: Option<String>,
}

/// Relates visible notes to each other; adds what is wrong between them.
pub fn link(snapshot: &Snapshot, frame: Frame, notes: Vec<Arc<Note>>, diagnostics: &mut Vec<Diagnostic>) -> Site {
    let addresses = address::of_notes(&notes, &snapshot.prefix, diagnostics);
    let language = locale::Order::of(&frame.config.language);
    let found = groups::find(&notes, &addresses, &snapshot.prefix, diagnostics);
    let groups::Found { mut groups, group_of, joint } = groups::sorted(found, &notes, &language);
    let mut sessions: Vec<NoteId> = (0..notes.len()).filter(|id| notes[*id].kind == Kind::Session).collect();
    sessions.sort_by(|a, b| order_key(&notes[*a]).cmp(&order_key(&notes[*b])));
    for id in &sessions {
        for group in group_of[*id].iter().chain(joint.get(id).into_iter().flatten()) {
            groups[*group].sessions.push(*id);
        }
    }
    for group in &mut groups {
        group.rounds = rounds::find(group, &notes);
    }
    crossovers::add(&mut groups, &notes);
    let folders = folders::find(&notes, &language);
    let topics = topics::find(&notes, &snapshot.prefix, &language, diagnostics);
    let name = site_name(&frame.config, &notes, snapshot);
    let notes = titles::told_apart(notes, &name, &group_of, &groups);
    let mut site = Site {
        name,
        today: frame.today,
        address: frame.address,
        prefix: snapshot.prefix.clone(),
        changed: snapshot.changed.clone(),
        config: frame.config,
        addresses,
        targets: Vec::new(),
        backlinks: Vec::new(),
        groups,
        sessions,
        joint,
        upcoming: Vec::new(),
        recent: Vec::new(),
        topics,
        items: items::find(&notes, &group_of),
        gathered: Gathered::new(),
        group_of,
        goals: Vec::new(),
        goals_by_session: HashMap::new(),
        resources: Vec::new(),
        folders,
        titles: TitlesIndex::default(),
        files: BTreeMap::new(),
        routes: BTreeMap::new(),
        notes,
    };
    (site.upcoming, site.recent) = upcoming::find(&site);
    site.gathered = gathered::find(&site);
    site.routes = published::pages(&site);
    site.routes.extend(overviews::of_kinds(&site));
    let more = gathered::pages(&site, &site.routes);
    site.routes.extend(more);
    let index = resolve::Index::new(&site, snapshot);
    let targets: Vec<Vec<Target>> = (0..site.notes.len()).into_par_iter().map(|id| index.targets(&site, id)).collect();
    let uses_wikilinks = snapshot.is_vault || resolve::wikilinks_are_used(&site.notes, &targets);
    site.targets = if uses_wikilinks { targets } else { resolve::without_brackets(&site, targets) };
    site.backlinks = backlinks(&site);
    site.goals = goals::find(&site);
    site.goals_by_session = goals::by_session(&site.goals);
    site.resources = resources::find(&site, &index.own);
    site.routes.extend(published::resources(&site));
    site.routes.extend(overviews::of_groups(&site));
    site.titles = titles_index::find(&site);
    let more = titles_index::routes(&site.titles);
    site.routes.extend(more);
    site.files = published::files(&site, snapshot, diagnostics);
    let more = published::redirects_and_files(&site, diagnostics);
    site.routes.extend(more);
    site
}

fn site_name(config: &Config, notes: &[Arc<Note>], snapshot: &Snapshot) -> String {
    if !config.name.is_empty() {
        return config.name.clone();
    }
    let home = notes.iter().find(|note| note.path.eq_ignore_ascii_case("index.md"));
    let home = home.or_else(|| notes.iter().find(|note| note.path.eq_ignore_ascii_case("readme.md")));
    home.map_or_else(|| crate::text::title_of_name(&snapshot.folder_name), |note| note.title.clone())
}

/// Sessions stand by date, then number, then path.
fn order_key(note: &Note) -> (Option<Date>, Option<u32>, &str) {
    (note.date, note.number, &note.path)
}

fn backlinks(site: &Site) -> Vec<Vec<(NoteId, usize)>> {
    let mut backlinks: Vec<Vec<(NoteId, usize)>> = vec![Vec::new(); site.notes.len()];
    for (from, targets) in site.targets.iter().enumerate() {
        for (link, target) in targets.iter().enumerate() {
            if let Target::Note { note, .. } = target
                && *note != from
                && backlinks[*note].last().is_none_or(|(last, _)| *last != from)
            {
                backlinks[*note].push((from, link));
            }
        }
    }
    backlinks
}

impl Site {
    /// An item, by its note and place.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.notes[id.note].items[id.item]
    }

    /// The language a note is in: its own where it names one, else the site's.
    pub fn language_of(&self, note: NoteId) -> String {
        self.notes[note].language().unwrap_or_else(|| self.config.language.clone())
    }

    /// The address that the configured logo would have.
    pub fn configured_logo(&self) -> Option<&str> {
        self.config.logo.as_ref().map(|logo| file_address(logo.get_ref().trim_start_matches("content/")))
    }

    /// A note's path in messages.
    pub fn file(&self, note: NoteId) -> String {
        format!("{}{}", self.prefix, self.notes[note].path)
    }

    /// The notes of the file that a note is of: its own, then one for each session where it holds several.
    pub fn of_file(&self, note: NoteId) -> Range<NoteId> {
        let path = &self.notes[note].path;
        let start = self.notes.partition_point(|other| other.path < *path);
        let length = self.notes[start..].partition_point(|other| other.path == *path);
        start..start + length
    }

    /// The groups that a note belongs to; several where a session was held jointly.
    pub fn groups_of(&self, note: NoteId) -> impl Iterator<Item = GroupId> {
        self.group_of[note].into_iter().chain(self.joint.get(&note).into_iter().flatten().copied())
    }

    /// The part that a resource is found in where they are very many.
    pub fn resource_part(&self, resource: &Resource) -> ResourcePage {
        match (self.groups.len() > 1, resource.groups.first()) {
            (true, Some(group)) => ResourcePage::Group(*group),
            (true, None) => ResourcePage::Loose,
            (false, _) => ResourcePage::Year(resource.days().map(|(_, last)| last.year())),
        }
    }

    /// The group that a name means, its own or another.
    pub fn group_called(&self, name: &str) -> Option<GroupId> {
        groups::Names::of(&self.groups).called(name)
    }

    /// The topic that a name means, its own or another.
    pub fn topic_called(&self, name: &str) -> Option<TopicId> {
        let key = crate::text::fold(name);
        self.topics.iter().position(|topic| crate::text::fold(&topic.label) == key || topic.also.contains(&key))
    }

    /// The page of what is coming, of all groups or of one, if there is one.
    pub fn calendar(&self, group: Option<GroupId>) -> Option<String> {
        let address = published::calendar_page(self, group.filter(|_| !self.is_one_group()));
        matches!(self.routes.get(&address), Some(Route::Calendar(_))).then_some(address)
    }

    /// The file for calendar programs, of all groups or of one, if there is one.
    pub fn calendar_file(&self, group: Option<GroupId>) -> Option<String> {
        let address = published::calendar_file(self, group);
        matches!(self.routes.get(&address), Some(Route::CalendarFile(_))).then_some(address)
    }

    /// Whether the whole knowledge base is one group, whose page is the home page.
    pub fn is_one_group(&self) -> bool {
        self.groups.len() == 1 && self.groups[0].folder.is_empty()
    }
}
