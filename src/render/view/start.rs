//! A group's start page: what a newcomer should know, made of what the group's notes say and nothing else.
//! Purpose, guidelines, goals, the story so far in a passage of each session, resources, stories, what to do
//! next, and how long it takes to read all of it. Each passage leads to the words it came from.

use serde::Serialize;

use super::frame::{self, Head};
use super::guidelines::{Promises, Source};
use super::passage::{self, Passage};
use super::shape::{Date, Goal, Link, Person, Resource, Session};
use super::stories::Story;
use super::{Content, Here, Made, entries, front, goals, group, guidelines, reading, resources, stories, upcoming};
use crate::model::{GroupId, ItemId, NoteId, Overview};
use crate::note::{ItemKind, Status};

/// Of more sessions than this, the story so far tells the latest.
const STEPS: usize = 24;
/// The page shows so many of each.
const RESOURCES: usize = 5;
const STORIES: usize = 3;
const QUESTIONS: usize = 5;

/// `view` of start.html.
#[derive(Debug, Serialize)]
pub(crate) struct StartView {
    title: String,
    time_text: String,
    purpose: Vec<String>,
    overview: Link,
    schedule: Option<String>,
    facilitators: Vec<Person>,
    guidelines: Vec<Promises>,
    guideline_notes: Vec<Source>,
    goals: Vec<Goal>,
    goals_href: Option<String>,
    story: Vec<Step>,
    story_more: Option<Link>,
    resources: Vec<Resource>,
    resources_more: Option<Link>,
    stories: Vec<Story>,
    next: Option<Session>,
    registration: Option<Link>,
    contact: Option<Person>,
    /// Nothing says how to join, nor whom to ask.
    is_silent: bool,
    questions: Vec<Passage>,
    questions_more: Option<Link>,
}

/// A session as a step of the story so far.
#[derive(Debug, Serialize)]
struct Step {
    href: String,
    title: String,
    date: Option<Date>,
    /// Its first insight or decision; else how the note begins.
    passage: Option<Passage>,
    summary: Option<String>,
}

/// The start page of a group.
pub(super) fn start(here: &Here<'_>, id: GroupId) -> Made {
    let group = &here.site.groups[id];
    let title = here.words().filled("start.title", &[("group", &group.name)]);
    let head = Head { kind: "start", title: here.words().text("start.short"), group: Some(id), ..Head::default() };
    ("start.html", frame::page(here, head), Content::Start(Box::new(StartView { title, ..view(here, id) })))
}

/// Where a group's start page is, in the words of an invitation.
pub(super) fn link(here: &Here<'_>, id: GroupId) -> Option<Link> {
    let address = here.site.overview(Overview::Start(id))?;
    Some(Link { href: here.href(address), label: here.words().text("start.link") })
}

fn view(here: &Here<'_>, id: GroupId) -> StartView {
    let group = &here.site.groups[id];
    let index = group.index.map(|id| here.note(id));
    let held: Vec<NoteId> = group.sessions.iter().copied().filter(|id| here.site.is_held(*id)).collect();
    let guideline_notes = guidelines::notes(here, id);
    let stories = here.of_group(&here.shared.stories, id);
    let set: Vec<NoteId> = group.index.into_iter().chain(guideline_notes.iter().copied()).chain(group.goals).collect();
    let (questions, questions_more) = questions(here, &held);
    let (resources, resources_more) = shared_resources(here, id);
    let contact = index.and_then(front::contact).or_else(|| front::network_contact(here));
    let facilitators = index.map(|note| front::facilitators(here, note)).unwrap_or_default();
    let next = here.shared.groups[id].next.map(|at| upcoming::session(here, at));
    // The next session may have its own way to register.
    let registration = index
        .filter(|_| next.as_ref().is_none_or(|next| next.links.is_empty()))
        .and_then(|note| group::registration(here, note));
    let has_door = registration.is_some() || next.as_ref().is_some_and(|next| !next.links.is_empty());
    let is_silent = !has_door && contact.is_none() && facilitators.is_empty();
    let told = &held[held.len().saturating_sub(STEPS)..];
    StartView {
        title: String::new(),
        time_text: reading_time(here, set.iter().chain(&held).chain(&stories)),
        purpose: purpose(here, id),
        overview: Link { href: here.href(&group.address), label: group.name.clone() },
        schedule: index
            .filter(|note| !crate::schedule::has_ended(&note.front, here.site.today))
            .and_then(|note| front::schedule(here, note)),
        facilitators,
        guidelines: guidelines::by_phase(here, &guideline_notes),
        guideline_notes: guideline_notes.iter().map(|id| guidelines::source(here, *id)).collect(),
        goals: goals::list(here, id),
        goals_href: here.site.goals_page(id).map(|page| here.href(page)),
        story_more: (told.len() < held.len()).then(|| all_sessions(here, id)),
        story: told.iter().map(|id| step(here, *id)).collect(),
        resources,
        resources_more,
        stories: stories.iter().take(STORIES).map(|id| stories::story(here, *id)).collect(),
        is_silent,
        next,
        registration,
        contact,
        questions,
        questions_more,
    }
}

/// What the group says it is for: front matter, and how its own page begins.
fn purpose(here: &Here<'_>, id: GroupId) -> Vec<String> {
    let Some(note) = here.site.groups[id].index.map(|id| here.note(id)) else { return Vec::new() };
    let mut said: Vec<String> = Vec::new();
    for text in front::first(note, &["purpose", "description"]).into_iter().chain([note.summary.clone()]) {
        let is_new = said.iter().all(|known| !group::begins_alike(known, &text));
        if is_new && !text.is_empty() {
            said.push(entries::in_short(&text));
        }
    }
    said
}

fn all_sessions(here: &Here<'_>, id: GroupId) -> Link {
    let group = &here.site.groups[id];
    Link { href: here.href(&group.address), label: here.words().count("all_sessions", group.sessions.len()) }
}

fn step(here: &Here<'_>, id: NoteId) -> Step {
    let note = here.note(id);
    let first = |kind: ItemKind| here.site.items_of(id).find(|item| here.site.item(*item).kind == kind);
    let passage = first(ItemKind::Insight).or_else(|| first(ItemKind::Decision)).map(|item| passage::of(here, item));
    Step {
        href: here.href_of(id),
        title: note.title.clone(),
        date: here.date_of(note),
        summary: if passage.is_none() { entries::summary(note) } else { None },
        passage,
    }
}

/// The latest questions that are open, and where all of them are.
fn questions(here: &Here<'_>, held: &[NoteId]) -> (Vec<Passage>, Option<Link>) {
    const GATHERED: &str = "questions/index.html";
    let is_open = |id: &ItemId| {
        let item = here.site.item(*id);
        item.kind == ItemKind::Question && item.status == Status::Open
    };
    let mut open = held.iter().rev().flat_map(|id| here.site.items_of(*id)).filter(is_open);
    let shown: Vec<Passage> = open.by_ref().take(QUESTIONS).map(|id| passage::of(here, id)).collect();
    let has_more = open.next().is_some() && here.site.routes.contains_key(GATHERED);
    let more = Link { href: here.href(GATHERED), label: here.words().text("start.all_questions") };
    (shown, has_more.then_some(more))
}

fn shared_resources(here: &Here<'_>, id: GroupId) -> (Vec<Resource>, Option<Link>) {
    let all = resources::of_group(here, id);
    let page = here.site.groups[id].resources.map(|note| here.site.addresses[note].as_str());
    let label = here.words().count("all_resources", all.len());
    let more = page.filter(|_| all.len() > RESOURCES).map(|page| Link { href: here.href(page), label });
    (all.into_iter().take(RESOURCES).map(|resource| resources::short_in_group(here, resource, id)).collect(), more)
}

/// How long it takes to read some notes.
fn reading_time<'a>(here: &Here<'_>, notes: impl Iterator<Item = &'a NoteId>) -> String {
    let time = reading::time(here, notes.map(|id| here.note(*id).words).sum());
    here.words().filled("start.time", &[("time", &time)])
}
