//! A group's page: what it is for, what is next, its goals, the thread of its sessions, what it shares.
//! Where the whole knowledge base is one group, the same page is the home page.

use serde::Serialize;

use super::challenges::Challenge;
use super::chart::Chart;
use super::frame::{self, Head};
use super::shape::{Goal, Link, OutlineEntry, Page, Part, Person, Related, Resource, Session, Topic};
use super::stories::Story;
use super::walk::{self, Entry};
use super::{
    Content, Here, Made, attendance, booklet, calendar, challenges, crossovers, entries, front, goals, guidelines,
    items, outline, report, resources, sessions, start, stories, upcoming,
};
use crate::model::{GroupId, NoteId, Route};
use crate::note::{Kind, Note};
use crate::schedule;
use crate::text;

/// Lists on a group's page stop here; the rest has pages of its own.
const RESOURCES: usize = 8;
const TOPICS: usize = 12;
/// So many sessions wait to be the next, and so many that are only planned stand among the sessions.
const WAITING: usize = 5;
const PLANNED: usize = 3;
/// With more sessions than this, the page shows the latest, if another page has them all.
const SESSIONS: usize = 60;

/// `view` of group.html.
#[derive(Debug, Serialize)]
pub(crate) struct GroupView {
    lead: Option<String>,
    start: Option<Link>,
    body: Option<String>,
    outline: Option<Vec<OutlineEntry>>,
    status: Option<String>,
    schedule: Option<String>,
    facilitators: Vec<Person>,
    contact: Option<Person>,
    people: Vec<Person>,
    related: Vec<Related>,
    merged_into: Option<Link>,
    registration: Option<Link>,
    next: Option<Session>,
    /// The next session, and those that wait until it is over.
    ahead: Vec<Session>,
    /// The page of what is coming, where it has more than this one.
    calendar: Option<Link>,
    /// The file for calendar programs.
    calendar_file: Option<Link>,
    goals: Vec<Goal>,
    goals_href: Option<String>,
    timeline: Vec<Part>,
    /// What will bring the first session here, where there is none.
    no_sessions: Option<String>,
    timeline_count_text: Option<String>,
    timeline_more: Option<Link>,
    /// Its rounds to be printed, the latest first.
    booklets: Vec<Link>,
    resources: Vec<Resource>,
    resources_more: Option<Link>,
    guidelines: Option<Guidelines>,
    challenges: Vec<Challenge>,
    stories: Vec<Story>,
    /// How many came over the latest round.
    attendance: Option<Chart>,
    /// The group's figures in the report.
    figures_href: Option<String>,
    pages: Vec<Page>,
    topics: Vec<Topic>,
    /// The latest insights and decisions, what is open.
    gathered: Vec<items::Few>,
}

#[derive(Debug, Serialize)]
struct Guidelines {
    href: String,
    items: Vec<String>,
}

/// The page of a group.
pub(super) fn group(here: &Here<'_>, id: GroupId) -> Made {
    let group = &here.site.groups[id];
    let head = Head { kind: "group", title: group.name.clone(), note: group.index, group: Some(id), ..Head::default() };
    ("group.html", frame::page(here, head), Content::Group(Box::new(view(here, id))))
}

/// The home page of a knowledge base that is one group.
pub(super) fn home(here: &Here<'_>) -> Made {
    let group = &here.site.groups[0];
    let description = Some(here.site.config.description.clone()).filter(|text| !text.is_empty());
    let head = Head { kind: "home", title: here.site.name.clone(), note: group.index, group: Some(0), description };
    ("group.html", frame::page(here, head), Content::Group(Box::new(view(here, 0))))
}

fn view(here: &Here<'_>, id: GroupId) -> GroupView {
    let (group, facts) = (&here.site.groups[id], &here.shared.groups[id]);
    let index = group.index.map(|id| here.note(id));
    let (shown, more) = shown_sessions(here, &group.sessions);
    let (resources, resources_more) = shown_resources(here, id);
    let rules = group.guidelines.or(here.shared.network_guidelines);
    GroupView {
        lead: lead(here, index),
        start: start::link(here, id),
        body: group.index.and_then(|id| here.body(id)),
        outline: index.and_then(outline::of),
        status: index.and_then(|note| front::status(here, note)),
        schedule: index.and_then(|note| front::schedule(here, note)),
        facilitators: index.map(|note| front::facilitators(here, note)).unwrap_or_default(),
        contact: index.and_then(front::contact),
        people: crossovers::people(here, id),
        related: crossovers::related(here, id),
        merged_into: crossovers::merged_into(here, id),
        registration: index.filter(|_| facts.next.is_none()).and_then(|note| registration(here, note)),
        next: facts.next.map(|at| upcoming::session(here, at)),
        ahead: ahead(here, id),
        calendar: whole_calendar(here, id),
        calendar_file: facts.next.and_then(|_| calendar::file(here, Some(id))),
        goals: goals::list(here, id),
        goals_href: here.site.goals_page(id).map(|page| here.href(page)),
        timeline: timeline(here, id, shown),
        no_sessions: no_sessions(here, id),
        timeline_count_text: entries::some_count(here, "sessions", group.sessions.len()),
        timeline_more: more,
        booklets: booklet::links(here, id),
        resources,
        resources_more,
        guidelines: rules.map(|note| Guidelines { href: here.href_of(note), items: guidelines::few(here, id) }),
        challenges: challenges::of_group(here, id),
        stories: here.of_group(&here.shared.stories, id).into_iter().map(|id| stories::story(here, id)).collect(),
        attendance: attendance::of_latest_round(here, id),
        figures_href: report::link(here, id),
        pages: pages(here, id),
        topics: facts.topics.iter().take(TOPICS).map(|(id, _)| entries::topic(here, *id)).collect(),
        gathered: items::few_of_group(here, id),
    }
}

/// The line under the title: what front matter says the group is for, unless the text begins with it.
fn lead(here: &Here<'_>, index: Option<&Note>) -> Option<String> {
    let own = index.and_then(|note| front::first(note, &["purpose", "description", "summary"]));
    let site_s =
        || Some(here.site.config.description.clone()).filter(|text| here.site.is_one_group() && !text.is_empty());
    let says_it = |lead: &String| index.is_some_and(|note| begins_alike(&note.summary, lead));
    own.or_else(site_s).filter(|lead| !says_it(lead))
}

/// Whether a text begins with the same words as another.
pub(super) fn begins_alike(text: &str, lead: &str) -> bool {
    let (text, lead) = (text::fold(text.trim_end_matches('…')), text::fold(lead.trim_end_matches(['.', '…'])));
    !text.is_empty() && (text.starts_with(&lead) || lead.starts_with(&text))
}

/// A group that has ended takes nobody in.
pub(super) fn registration(here: &Here<'_>, note: &Note) -> Option<Link> {
    front::registration(here, note).filter(|_| !schedule::has_ended(&note.front, here.site.today))
}

/// The sessions that the page shows, and where all of them are if it leaves some out.
fn shown_sessions<'a>(here: &Here<'_>, all: &'a [NoteId]) -> (&'a [NoteId], Option<Link>) {
    let page = all.last().filter(|_| all.len() > SESSIONS).and_then(|id| page_of_all(here, *id));
    match page {
        Some(address) => {
            let more = Link { href: here.href(address), label: here.words().count("all_sessions", all.len()) };
            (&all[all.len() - SESSIONS..], Some(more))
        }
        None => (all, None),
    }
}

/// The page of the outermost folder around a session that holds nothing but sessions.
fn page_of_all<'a>(here: &Here<'a>, session: NoteId) -> Option<&'a str> {
    let mut at = here.site.notes[session].path.rsplit_once('/').map(|(folder, _)| folder);
    let mut outermost = None;
    while let Some(path) =
        at.filter(|path| here.shared.folders.get(*path).is_some_and(super::shared::FolderFacts::is_of_sessions))
    {
        outermost = Some(path);
        at = super::shared::parent(path);
    }
    let address = here.site.folders.get(outermost?)?.address.as_str();
    matches!(here.site.routes.get(address), Some(Route::Folder(_) | Route::Sessions(_))).then_some(address)
}

/// The next session and those that wait until it is over.
fn ahead(here: &Here<'_>, id: GroupId) -> Vec<Session> {
    upcoming::ahead(upcoming::of_group(here, id).map(|at| upcoming::session(here, at)), here, (1, WAITING))
}

/// The group's planned sessions that have no note yet.
fn planned<'a>(here: &Here<'a>, id: GroupId) -> impl Iterator<Item = usize> + 'a {
    let site = here.site;
    upcoming::of_group(here, id).filter(|at| site.upcoming[*at].note.is_none())
}

fn whole_calendar(here: &Here<'_>, id: GroupId) -> Option<Link> {
    let is_cut = planned(here, id).count() > PLANNED;
    let address = here.site.calendar(Some(id)).or_else(|| here.site.calendar(None)).filter(|_| is_cut)?;
    Some(Link { href: here.href(&address), label: here.words().text("whole_calendar") })
}

/// Sessions by round, else by year, the newest first, so that those to come stand on top.
fn timeline(here: &Here<'_>, id: GroupId, sessions: &[NoteId]) -> Vec<Part> {
    let mut planned: Vec<usize> = planned(here, id).take(PLANNED).collect();
    planned.reverse();
    let to_come = planned.into_iter().map(|at| (None, Some(here.site.upcoming[at].date), upcoming::session(here, at)));
    let noted = sessions.iter().rev().map(|id| (Some(*id), here.note(*id).date, entries::session(here, *id)));
    let all = to_come.chain(noted);
    let mut parts = if here.site.groups[id].rounds.len() > 1 {
        crossovers::by_round(here, id, all)
    } else {
        sessions::by_year(here, all.map(|(_, day, session)| (day, session)))
    };
    let is_mixed = parts.len() > 1;
    for part in parts.iter_mut().filter(|part| is_mixed && part.label.is_none()) {
        part.label = Some(here.words().text("undated"));
    }
    parts
}

/// What to do where no session has notes and none is planned, unless the group has ended.
fn no_sessions(here: &Here<'_>, id: GroupId) -> Option<String> {
    let group = &here.site.groups[id];
    let has_ended = group.index.is_some_and(|note| schedule::has_ended(&here.note(note).front, here.site.today));
    let has_next = here.shared.groups[id].next.is_some();
    if !group.sessions.is_empty() || has_next || has_ended || group.merged_into.is_some() {
        return None;
    }
    let parts = [here.site.prefix.trim_end_matches('/'), group.folder.as_str(), "sessions"];
    let folder: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(here.words().filled("empty.sessions_help", &[("folder", &folder.join("/"))]))
}

/// The resources that the group shared most often, and where all of them are.
fn shown_resources(here: &Here<'_>, id: GroupId) -> (Vec<Resource>, Option<Link>) {
    let mut all = resources::of_group(here, id);
    let gathered = here.site.routes.contains_key("resources/index.html").then_some("resources/index.html");
    let page = here.site.groups[id].resources.map(|note| here.site.addresses[note].as_str()).or(gathered);
    let label = here.words().count("all_resources", all.len());
    let more = page.filter(|_| all.len() > RESOURCES).map(|page| Link { href: here.href(page), label });
    all.truncate(RESOURCES);
    (all.into_iter().map(|resource| resources::short_in_group(here, resource, id)).collect(), more)
}

/// The group's other notes, and its folders but those of sessions, stories and challenges, which the page lists.
fn pages(here: &Here<'_>, id: GroupId) -> Vec<Page> {
    let group = &here.site.groups[id];
    let is_told = |id: NoteId| matches!(here.note(id).kind, Kind::Story | Kind::Challenge);
    let is_new = |path: &str| {
        let folder = here.site.folders.get(path);
        let is_known =
            folder.is_none_or(|folder| folder.folders.is_empty() && folder.notes.iter().all(|id| is_told(*id)));
        !is_known
            && !here.shared.folders.get(path).is_none_or(super::shared::FolderFacts::is_of_sessions)
            && is_folder_page(here, path)
    };
    let folders = walk::listed(here.site, &group.folder).into_iter().filter(|entry| match entry {
        Entry::Folder(path) => is_new(path),
        Entry::Note(_) => false,
    });
    entries::pages(here, group.pages.iter().filter(|id| !is_told(**id)).map(|id| Entry::Note(*id)).chain(folders))
}

fn is_folder_page(here: &Here<'_>, path: &str) -> bool {
    let route = here.site.folders.get(path).and_then(|folder| here.site.routes.get(&folder.address));
    route.is_some_and(|route| matches!(route, Route::Folder(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_that_the_text_repeats_is_seen() {
        let check = |text: &str, lead: &str, is_alike: bool| assert_eq!(begins_alike(text, lead), is_alike, "{text}");
        check("We share data. And more…", "We share data.", true);
        check("We share…", "We share data.", true);
        check("Something else", "We share data.", false);
        check("", "We share data.", false);
    }
}
