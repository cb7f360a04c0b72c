//! Challenges as entries of lists, and the page of them all: what a member brought, how far it has come, and the
//! way to what peers offered and what came of it.

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{Date, GroupRef, Link, Page};
use super::{Content, Here, Made, doors, entries, front};
use crate::model::challenges::{self, Progress};
use crate::model::{GroupId, NoteId};
use crate::note::Kind;
use crate::render::href;

/// `view` of challenges.html.
#[derive(Debug, Serialize)]
pub(crate) struct ChallengesView {
    body: Option<String>,
    count_text: Option<String>,
    challenges: Vec<Challenge>,
    pages: Vec<Page>,
}

/// A challenge in a list.
#[derive(Debug, Serialize)]
pub(crate) struct Challenge {
    href: String,
    title: String,
    /// The session that it was brought to, where it has no note of its own.
    session: Option<Link>,
    date: Option<Date>,
    /// Only where the list mixes groups.
    group: Option<GroupRef>,
    summary: Option<String>,
    /// How far it has come: as its note says, else as its parts show.
    status: String,
    /// What peers offered, and what came of it.
    parts: Vec<Link>,
}

/// The page of all challenges.
pub(super) fn all(here: &Here<'_>) -> Made {
    let index = doors::introduction(here, "challenges");
    let challenges: Vec<Challenge> =
        here.shared.challenges.iter().copied().flat_map(|id| of_note_with_group(here, id)).collect();
    let view = ChallengesView {
        body: index.and_then(|id| here.body(id)),
        count_text: entries::some_count(here, "challenges", challenges.len()),
        challenges,
        pages: doors::others_in_folder(here, "challenges", Kind::Challenge),
    };
    let title = index.map_or_else(|| here.words().text("challenges"), |id| here.note(id).title.clone());
    let head = Head { kind: "challenges", title, note: index, ..Head::default() };
    ("challenges.html", frame::page(here, head), Content::Challenges(view))
}

/// The challenges of a group, the newest first.
pub(super) fn of_group(here: &Here<'_>, group: GroupId) -> Vec<Challenge> {
    here.of_group(&here.shared.challenges, group).into_iter().flat_map(|id| of_note(here, id)).collect()
}

fn of_note_with_group(here: &Here<'_>, id: NoteId) -> Vec<Challenge> {
    let group = here.site.group_of[id].filter(|_| !here.site.is_one_group());
    let group = group.map(|group| entries::group_ref(here, group));
    of_note(here, id).into_iter().map(|challenge| Challenge { group: group.clone(), ..challenge }).collect()
}

fn of_note(here: &Here<'_>, id: NoteId) -> Vec<Challenge> {
    let note = here.note(id);
    let is_own = note.kind == Kind::Challenge;
    let at = |anchor: Option<&str>| href::with_anchor(here.address, &here.site.addresses[id], anchor);
    let part = |word: &str, anchor: &Option<String>| {
        let anchor = anchor.as_deref()?;
        Some(Link { href: at(Some(anchor).filter(|id| !id.is_empty())), label: here.words().text(word) })
    };
    let entry = |challenge: challenges::Challenge| Challenge {
        href: at(challenge.anchor.as_deref()),
        title: challenge.title.clone(),
        session: (!is_own).then(|| Link { href: here.href_of(id), label: note.title.clone() }),
        date: here.date_of(note),
        group: None,
        summary: if is_own { entries::summary(note) } else { None },
        status: status(here, id, &challenge),
        parts: part("challenge.offers", &challenge.offers)
            .into_iter()
            .chain(part("challenge.outcome", &challenge.outcome))
            .collect(),
    };
    challenges::of_note(note).into_iter().map(entry).collect()
}

fn status(here: &Here<'_>, id: NoteId, challenge: &challenges::Challenge) -> String {
    let note = here.note(id);
    let said = note.front.text("status").filter(|_| note.kind == Kind::Challenge);
    let word = match challenge.progress() {
        Progress::Open => "challenge.open",
        Progress::Offered => "challenge.offered",
        Progress::Told => "challenge.told",
    };
    said.map_or_else(|| here.words().text(word), |said| front::with_large_letter(&said))
}

/// The quiet line on the page of a challenge: how far it has come, and since when.
pub(super) fn meta(here: &Here<'_>, id: NoteId) -> Option<String> {
    let challenge = challenges::of_note(here.note(id)).into_iter().next()?;
    let day = here.note(id).date.map(|day| here.words().date(day, None).text.clone());
    Some([Some(status(here, id, &challenge)), day].into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
