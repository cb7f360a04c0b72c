//! The page of people: those whose own page says that they agree to be named, with what they do in which group.
//! Everybody else is a number, and a small one is withheld.

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{GroupRef, Page};
use super::{Content, Here, Made, crossovers, doors, entries, front, report};
use crate::model::{GroupId, NoteId};
use crate::note::consent;
use crate::note::{Kind, Note, Role};
use crate::text;

/// `view` of people.html.
#[derive(Debug, Serialize)]
pub(crate) struct PeopleView {
    body: Option<String>,
    count_text: Option<String>,
    people: Vec<Person>,
    /// How many came to each group, of whom most are not named.
    others: Vec<Others>,
    pages: Vec<Page>,
}

#[derive(Debug, Serialize)]
struct Person {
    name: String,
    href: String,
    /// What they do for the network, and where they work, as their page says.
    meta: Option<String>,
    summary: Option<String>,
    groups: Vec<Service>,
}

/// What somebody does in a group.
#[derive(Debug, Serialize)]
struct Service {
    group: GroupRef,
    role: Option<String>,
}

#[derive(Debug, Serialize)]
struct Others {
    group: GroupRef,
    text: String,
    /// The figures behind it.
    href: Option<String>,
}

/// The page of people.
pub(super) fn all(here: &Here<'_>) -> Made {
    let index = doors::introduction(here, "people");
    let mut people: Vec<NoteId> = (0..here.site.notes.len()).filter(|id| is_named(here.note(*id))).collect();
    let order = here.order();
    people.sort_by_cached_key(|id| order.key(&here.note(*id).title));
    let title = index.map_or_else(|| here.words().text("people"), |id| here.note(id).title.clone());
    let view = PeopleView {
        body: index.and_then(|id| here.body(id)),
        count_text: entries::some_count(here, "people", people.len()),
        people: people.into_iter().map(|id| person(here, id)).collect(),
        others: (0..here.site.groups.len()).filter_map(|group| others(here, group)).collect(),
        pages: doors::others_in_folder(here, "people", Kind::Person),
    };
    let head = Head { kind: "people", title, note: index, ..Head::default() };
    ("people.html", frame::page(here, head), Content::People(view))
}

/// Whether a note is the page of a person who agrees to be named.
fn is_named(note: &Note) -> bool {
    note.kind == Kind::Person && consent::is_given(&note.front)
}

fn person(here: &Here<'_>, id: NoteId) -> Person {
    let note = here.note(id);
    let role = note.front.text("role").map(|role| known_role(here, &role));
    let mentor = note.front.is_set("mentor").then(|| here.words().text("roles.mentor"));
    let work = front::first(note, &["organisation", "organization"]);
    let parts: Vec<String> = role.into_iter().chain(mentor).chain(work).collect();
    let groups = (0..here.site.groups.len()).filter_map(|group| service(here, (id, note), group));
    Person {
        name: note.title.clone(),
        href: here.href_of(id),
        meta: (!parts.is_empty()).then(|| parts.join(" · ")),
        summary: entries::summary(note),
        groups: groups.collect(),
    }
}

/// A role in the site's words, where it is one that Roundtable knows; else as it was written.
fn known_role(here: &Here<'_>, written: &str) -> String {
    let folded = text::fold(written).replace(' ', "-");
    if folded == "member" {
        return here.words().text("roles.member");
    }
    match Role::ALL.into_iter().find(|role| role.word() == folded) {
        Some(role) => here.words().text(crossovers::role_word(role)),
        None => front::with_large_letter(written),
    }
}

/// What a person does in a group; `None` where they have nothing to do with it.
fn service(here: &Here<'_>, (id, note): (NoteId, &Note), group: GroupId) -> Option<Service> {
    let of = &here.site.groups[group];
    let address = here.href_of(id);
    let facilitators = of.index.map(|index| front::facilitators(here, here.note(index))).unwrap_or_default();
    let facilitates = facilitators.iter().any(|person| person.href.as_ref() == Some(&address));
    let member =
        of.people.iter().find(|person| person.note == Some(id) || text::fold(&person.name) == text::fold(&note.title));
    let role = if facilitates { Some(Role::Facilitator) } else { member.and_then(|member| member.role) };
    if !facilitates && member.is_none() {
        return None;
    }
    let role = role.map(|role| here.words().text(crossovers::role_word(role)));
    Some(Service { group: entries::group_ref(here, group), role })
}

fn text_of(here: &Here<'_>, most: u32) -> String {
    let key = if report::is_small(most) { "people_page.few" } else { "people_page.up_to" };
    here.words().filled(key, &[("n", &report::shown(here, most))])
}

/// The most who came to a session of a group.
fn others(here: &Here<'_>, group: GroupId) -> Option<Others> {
    let sessions = here.site.groups[group].sessions.iter().filter(|id| here.site.is_held(**id));
    let most = sessions.filter_map(|id| report::attended(here.note(*id))).max()?;
    Some(Others { group: entries::group_ref(here, group), text: text_of(here, most), href: report::link(here, group) })
}
