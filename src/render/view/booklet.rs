//! A round of a group as one booklet, to be printed or kept: what the group is for, its goals and guidelines, the notes
//! of its sessions in order, and what they shared. Each note stands there once, under an id of its own, and links
//! between them stay inside. A booklet ends at a size that it states; the sessions left out are told.

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{Date, Link, Person, Resource};
use super::{Content, Here, Made, crossovers, entries, front, guidelines, resources};
use crate::locale;
use crate::model::{GroupId, NoteId, Overview};
use crate::note::Kind;
use crate::render::body::{self, Places};

/// A booklet has at most so many words of sessions, which fill about a hundred sheets; one session it always has.
const WORDS: usize = 40_000;
/// And so many resources.
const RESOURCES: usize = 100;

/// `view` of booklet.html.
#[derive(Debug, Serialize)]
pub(crate) struct BookletView {
    group: Link,
    round: Option<String>,
    /// The first and the last day of its sessions.
    days: Option<String>,
    count_text: Option<String>,
    lead: Option<String>,
    facilitators: Vec<Person>,
    contact: Option<Person>,
    contents: Vec<Entry>,
    /// Purpose, goals and guidelines; then the sessions.
    chapters: Vec<Chapter>,
    sessions: Vec<Chapter>,
    left_out: Option<LeftOut>,
    resources: Vec<Resource>,
    resources_more: Option<Link>,
}

/// A line of the contents.
#[derive(Debug, Serialize)]
struct Entry {
    href: String,
    label: String,
    date: Option<Date>,
}

/// A note as a part of the booklet.
#[derive(Debug, Serialize)]
struct Chapter {
    id: String,
    title: String,
    /// Of a note in another language than the site's.
    lang: Option<String>,
    dir: Option<&'static str>,
    date: Option<Date>,
    time: Option<String>,
    is_session: bool,
    body: Option<String>,
}

#[derive(Debug, Serialize)]
struct LeftOut {
    text: String,
    all: Link,
}

/// A group's booklet of the sessions of a round, or of those of none.
pub(super) fn booklet(here: &Here<'_>, group: GroupId, round: Option<usize>) -> Made {
    let title = here.words().filled("booklet.title", &[("group", &name(here, group, round))]);
    let page = frame::page(here, Head { kind: "booklet", title, group: Some(group), ..Head::default() });
    ("booklet.html", frame::unlisted(page), Content::Booklet(Box::new(view(here, group, round))))
}

/// A group's booklets, that of its latest round first, as its page invites to them.
pub(super) fn links(here: &Here<'_>, group: GroupId) -> Vec<Link> {
    let rounds = (0..here.site.groups[group].rounds.len()).rev().map(Some).chain([None]);
    let there = rounds.filter_map(|round| Some((round, here.site.overview(Overview::Booklet(group, round))?)));
    let label = |at: usize, round: Option<usize>| match (at, round) {
        (0, Some(_)) => here.words().text("booklet.print_round"),
        (0, None) => here.words().text("booklet.print"),
        (_, round) => here.words().filled("booklet.print_other", &[("round", &round_name(here, group, round))]),
    };
    let link = |(at, (round, address)): (usize, (Option<usize>, &str))| Link {
        href: here.href(address),
        label: label(at, round),
    };
    there.enumerate().map(link).collect()
}

fn round_name(here: &Here<'_>, group: GroupId, round: Option<usize>) -> String {
    let own = round.and_then(|at| here.site.groups[group].rounds.get(at));
    own.map_or_else(|| here.words().text("booklet.no_round"), |round| crossovers::round_label(here, &round.name))
}

fn name(here: &Here<'_>, group: GroupId, round: Option<usize>) -> String {
    let own = here.site.groups[group].name.clone();
    if round.is_some() { format!("{own}, {}", round_name(here, group, round)) } else { own }
}

fn view(here: &Here<'_>, id: GroupId, round: Option<usize>) -> BookletView {
    let group = &here.site.groups[id];
    let index = group.index.map(|id| here.note(id));
    let all = here.site.booklet_sessions(id, round);
    let sessions = that_fit(here, &all);
    let mut about: Vec<NoteId> = Vec::new();
    for note in group.index.into_iter().chain(group.goals).chain(guidelines::notes(here, id)) {
        if !about.contains(&note) {
            about.push(note);
        }
    }
    let chapters: Vec<NoteId> = about.iter().chain(sessions).copied().collect();
    let places: Places = chapters.iter().enumerate().map(|(at, note)| (*note, format!("rt-{}", at + 1))).collect();
    let purpose = || here.words().text("start.purpose");
    let chapter = |note: &NoteId| {
        let made = chapter(here, *note, &places);
        if Some(*note) == group.index { Chapter { title: purpose(), ..made } } else { made }
    };
    let about: Vec<Chapter> = about.iter().map(chapter).filter(|chapter| chapter.body.is_some()).collect();
    let told: Vec<Chapter> = sessions.iter().map(chapter).collect();
    let (resources, resources_more) = shared(here, id, sessions);
    BookletView {
        group: Link { href: here.href(&group.address), label: group.name.clone() },
        round: round.map(|_| round_name(here, id, round)),
        days: days(here, sessions),
        count_text: entries::some_count(here, "sessions", sessions.len()),
        lead: index.and_then(|note| front::first(note, &["purpose", "description", "summary"])),
        facilitators: index.map(|note| front::facilitators(here, note)).unwrap_or_default(),
        contact: index.and_then(front::contact),
        contents: contents(here, about.iter().chain(&told), &resources),
        chapters: about,
        sessions: told,
        left_out: left_out(here, id, all.len() - sessions.len()),
        resources,
        resources_more,
    }
}

/// The latest sessions, as many as fit; at least one.
fn that_fit<'a>(here: &Here<'_>, all: &'a [NoteId]) -> &'a [NoteId] {
    let mut words = 0;
    let fits = |id: &&NoteId| {
        words += here.note(**id).words;
        words <= WORDS
    };
    let count = all.iter().rev().take_while(fits).count().max(1).min(all.len());
    &all[all.len() - count..]
}

fn left_out(here: &Here<'_>, group: GroupId, count: usize) -> Option<LeftOut> {
    let group = &here.site.groups[group];
    let sessions = here.words().count("booklet_left_out", count);
    (count > 0).then(|| LeftOut {
        text: here.words().filled("booklet.left_out", &[("sessions", &sessions), ("n", &here.words().number(WORDS))]),
        all: Link { href: here.href(&group.address), label: group.name.clone() },
    })
}

fn days(here: &Here<'_>, sessions: &[NoteId]) -> Option<String> {
    let (first, last) = (here.note(*sessions.first()?).date?, here.note(*sessions.last()?).date?);
    Some(here.words().date(first, Some(last)).text.clone())
}

fn chapter(here: &Here<'_>, id: NoteId, places: &Places) -> Chapter {
    let note = here.note(id);
    let is_session = note.kind == Kind::Session;
    let html = body::part(here.shown(&|id, key| here.said(id, key)), id, places);
    let lang = here.foreign(id);
    Chapter {
        dir: lang.as_deref().map(locale::direction),
        lang,
        id: places.get(&id).cloned().unwrap_or_default(),
        title: note.title.clone(),
        date: note.date.filter(|_| is_session).map(|day| here.words().date(day, note.date_end)),
        time: entries::time(here, id).filter(|_| is_session),
        is_session,
        body: Some(below(&html)).filter(|html| !html.trim().is_empty()),
    }
}

/// A note's HTML as part of a page of notes: its headings one level down, its footnotes no landmark of the page.
fn below(html: &str) -> String {
    let deeper = (1..6).rev().fold(html.to_owned(), |html, level| {
        let next = level + 1;
        html.replace(&format!("<h{level} "), &format!("<h{next} "))
            .replace(&format!("<h{level}>"), &format!("<h{next}>"))
            .replace(&format!("</h{level}>"), &format!("</h{next}>"))
    });
    let mut pieces = deeper.split("<section class=\"footnotes\"");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |html, piece| {
        let inside = piece.split_once('>').map_or(piece, |(_, inside)| inside);
        html + "<section class=\"footnotes\">" + inside
    })
}

fn contents<'a>(here: &Here<'_>, chapters: impl Iterator<Item = &'a Chapter>, resources: &[Resource]) -> Vec<Entry> {
    let entry = |chapter: &Chapter| Entry {
        href: format!("#{}", chapter.id),
        label: chapter.title.clone(),
        date: chapter.date.clone(),
    };
    let last = || Entry { href: "#rt-resources".to_owned(), label: here.words().text("resources"), date: None };
    chapters.map(entry).chain((!resources.is_empty()).then(last)).collect()
}

/// What the booklet's sessions shared, and what the group's own list has.
fn shared(here: &Here<'_>, group: GroupId, sessions: &[NoteId]) -> (Vec<Resource>, Option<Link>) {
    let own = here.site.groups[group].resources;
    let is_told = |note: NoteId| sessions.contains(&note) || own == Some(note);
    let mut all = resources::of_group(here, group);
    all.retain(|id| here.site.resources[*id].shares.iter().any(|share| is_told(share.note)));
    let page = own.map_or("resources/index.html", |note| here.site.addresses[note].as_str());
    let more = (all.len() > RESOURCES)
        .then(|| Link { href: here.href(page), label: here.words().count("all_resources", all.len()) });
    let entry = |id| Resource { id: None, ..resources::short_in_group(here, id, group) };
    (all.into_iter().take(RESOURCES).map(entry).collect(), more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_stand_below_the_booklet_s_headings() {
        let html = "<h2 id=\"a\">A</h2><h3>B</h3><h6>C</h6><section class=\"footnotes\" aria-label=\"Notes\"><ol>";
        let expected = "<h3 id=\"a\">A</h3><h4>B</h4><h6>C</h6><section class=\"footnotes\"><ol>";
        assert_eq!(below(html), expected);
    }
}
