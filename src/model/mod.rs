//! Notes become a site: groups, sessions, topics, folders, addresses and links both ways.
//! Visible notes and the configuration go in; the finished `Site`, which never changes, comes out.

mod address;
mod anchors;
mod carried;
pub mod challenges;
mod crossovers;
mod folders;
mod gathered;
mod goals;
mod groups;
pub mod guidelines;
mod items;
mod link;
mod overviews;
mod published;
pub mod related;
mod repository;
mod resolve;
pub mod resources;
mod reworded;
mod rounds;
mod route;
mod since;
mod titles;
mod titles_index;
mod topics;
mod upcoming;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::{Deref, Range};
use std::sync::Arc;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::note::{Item, Note};
use crate::picture::Unfit;
use crate::snapshot::OtherFile;

pub use address::href_path;
pub use crossovers::{GroupPerson, Related};
pub use gathered::{Extent, Gathered, GatheredPage, GatheredPart, Gathering, is_open};
pub use goals::{Evidence, Goal, GoalId};
pub use items::ItemId;
pub use link::link;
pub use overviews::Overview;
pub use published::{ACCESSIBILITY, file_address, is_active, is_private};
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
    /// Visible notes by rising path; those of one file stand together, the file's own first.
    pub notes: Vec<Arc<Note>>,
    /// The same before those with one title were told apart.
    given: Vec<Arc<Note>>,
    /// How they relate, which outlasts a change of their words.
    relations: Arc<Relations>,
}

impl Deref for Site {
    type Target = Relations;

    fn deref(&self) -> &Relations {
        &self.relations
    }
}

impl Deref for Relations {
    type Target = Grounds;

    fn deref(&self) -> &Grounds {
        &self.grounds
    }
}

/// What a site is made under, and what follows of its notes without their texts: of their names, kinds, dates, front
/// matter and tags. An edit that leaves those leaves all of it.
#[derive(Debug)]
pub struct Grounds {
    /// What `roundtable.toml` says.
    pub config: Config,
    /// The network's name.
    pub name: String,
    /// The day that counts as today.
    pub today: Date,
    /// Where the site will be, ending in `/`.
    pub address: Option<String>,
    /// Who is to read it.
    pub audience: Audience,
    /// What stands before the content's paths in messages: `content/` or nothing.
    pub prefix: String,
    /// When files were last changed, by their path below the content, where the configuration wants to know.
    pub changed: BTreeMap<String, Date>,
    /// Each note's address: a path below the site's root.
    pub addresses: Vec<String>,
    /// Each note's group.
    pub group_of: Vec<Option<GroupId>>,
    /// Groups by name.
    pub groups: Vec<Group>,
    /// All sessions by rising date; those without a date come first.
    pub sessions: Vec<NoteId>,
    /// Sessions held jointly, with the other groups that they belong to.
    pub joint: BTreeMap<NoteId, Vec<GroupId>>,
    /// Topics by label.
    pub topics: Vec<Topic>,
    /// Folders that hold notes, by path; the content folder itself is the empty path.
    pub folders: BTreeMap<String, Folder>,
    /// What is wrong between notes, as far as this much of them shows it.
    misnamed: Vec<Diagnostic>,
}

/// How the notes of a site relate.
#[derive(Debug)]
pub struct Relations {
    grounds: Arc<Grounds>,
    /// The repository that the notes are kept in.
    own: repository::Own,
    /// Where each note's links lead, in the order of its links.
    pub targets: Vec<Vec<Target>>,
    /// The notes that link to each note, by rising path, each once, with the first such link's place.
    pub backlinks: Vec<Vec<(NoteId, usize)>>,
    /// Sessions to come by date, those among them that follow from a group's schedule and have no note yet.
    pub upcoming: Vec<Meeting>,
    /// Sessions of the last twelve months by date, and cancelled ones, as calendars know them.
    pub recent: Vec<Meeting>,
    /// What may be listed of the notes' items, by rising date: agenda points, decisions, actions, no goals.
    pub items: Vec<ItemId>,
    /// The same without agenda points and quotes, by what they are, and by group and topic.
    pub gathered: Gathered,
    /// Learning goals with the sessions that served them.
    pub goals: Vec<Goal>,
    /// The goals that each session served, in order.
    pub goals_by_session: HashMap<NoteId, Vec<(GoalId, Evidence)>>,
    /// Resources by title; those without one last.
    pub resources: Arc<Vec<Resource>>,
    /// The index of titles and headings from A to Z.
    pub titles: Arc<TitlesIndex>,
    /// Files that are published, by address.
    pub files: BTreeMap<String, OtherFile>,
    /// Pictures that can't be published, by path.
    pub unfit: BTreeMap<String, Unfit>,
    /// Every page by address.
    pub routes: BTreeMap<String, Route>,
    /// What is wrong between notes, as far as it showed while they were related.
    pub found: Vec<Diagnostic>,
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
    /// Who is to read the site.
    pub audience: Audience,
}

impl Site {
    /// Whether this is what the site is made under.
    pub fn is_under(&self, frame: &Frame) -> bool {
        (&self.config, &self.today, &self.address, self.audience)
            == (&frame.config, &frame.today, &frame.address, frame.audience)
    }

    /// Whether an owner may be somebody of whom readers get no more than the initials, which others may have too.
    pub fn may_be_initials(&self, owner: &str) -> bool {
        let is_short = owner.chars().count() <= 3 && owner.chars().all(char::is_uppercase);
        self.audience != Audience::Facilitators && is_short
    }

    /// Whether search engines are asked to leave the site out: where it says so, and where it isn't for everybody.
    pub fn is_unlisted(&self) -> bool {
        self.config.noindex || self.audience != Audience::Public
    }

    /// Whether this is `before` with other words, so that all that relates its notes is still the same.
    pub fn is_reworded(&self, before: &Self) -> bool {
        Arc::ptr_eq(&self.relations, &before.relations)
    }

    /// The notes that say something else than in `before`; `None` where other notes are there.
    pub fn changed_since(&self, before: &Self) -> Option<Vec<NoteId>> {
        since::changed(before, &self.given)
    }

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
