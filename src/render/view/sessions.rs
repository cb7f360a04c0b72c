//! Lists of sessions by date: of the whole network, of one year, of a folder that holds nothing else.

use jiff::civil;
use serde::Serialize;

use super::chart::Chart;
use super::frame::{self, Head};
use super::shape::{NavLink, Part, Session};
use super::{Content, Here, Made, entries, home, rhythm, titles};
use crate::model::{NoteId, Route};

/// With fewer sessions a month than this, a list has a heading for each year, not for each month.
const FOR_MONTHS: usize = 2;
/// So many sessions to come stand on top.
const UPCOMING: usize = 12;

/// `view` of sessions.html.
#[derive(Debug, Serialize)]
pub(crate) struct SessionsView {
    count_text: Option<String>,
    years: Vec<NavLink>,
    upcoming: Vec<Session>,
    months: Vec<Part>,
    /// How many sessions each month had; on the first page alone.
    rhythm: Option<Chart>,
}

/// All sessions, or those of one year where they are split. The first page then has the newest year and
/// what has no date.
pub(super) fn all(here: &Here<'_>, year: Option<i16>) -> Made {
    let years = years(here);
    let newest = years.first().copied();
    let shown = year.or(newest);
    let is_shown = |id: &NoteId| {
        let own = here.note(*id).date.map(civil::Date::year);
        newest.is_none() || own == shown || (year.is_none() && own.is_none())
    };
    let on_top = if year.is_none() { UPCOMING } else { 0 };
    let is_on_top = |id: &NoteId| here.site.upcoming.iter().take(on_top).any(|meeting| meeting.note == Some(*id));
    let listed: Vec<NoteId> =
        here.site.sessions.iter().rev().copied().filter(|id| is_shown(id) && !is_on_top(id)).collect();
    let count = if year.is_some() { listed.len() } else { here.site.sessions.len() };
    let view = SessionsView {
        count_text: entries::some_count(here, "sessions", count),
        years: years.into_iter().map(|other| year_link(here, other, shown)).collect(),
        upcoming: home::ahead(here, on_top),
        months: months(here, &listed, entries::session_with_group),
        rhythm: year.is_none().then(|| rhythm::of(here, &here.site.sessions)).flatten(),
    };
    let group = here.site.is_one_group().then_some(0);
    let title = titles::of_page(here, here.address).unwrap_or_default();
    let page = frame::page(here, Head { kind: "sessions", title, group, ..Head::default() });
    ("sessions.html", page, Content::Sessions(view))
}

/// The years that have pages, the newest first; none where the list is whole.
fn years(here: &Here<'_>) -> Vec<i16> {
    let pages = here.site.routes.range("sessions/".to_owned().."sessions0".to_owned());
    let mut years: Vec<i16> =
        pages.filter_map(|(_, route)| if let Route::Sessions(year) = route { *year } else { None }).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years
}

fn year_link(here: &Here<'_>, year: i16, shown: Option<i16>) -> NavLink {
    NavLink {
        href: here.href(&format!("sessions/{year}.html")),
        label: here.words().year(year),
        current: shown == Some(year),
    }
}

/// The page of a folder that holds nothing but sessions.
pub(super) fn of_folder(here: &Here<'_>, path: &str) -> Made {
    let facts = here.shared.folders.get(path);
    let group = facts.and_then(|facts| facts.group);
    let all = group.map_or(&here.shared.loose, |group| &here.site.groups[group].sessions);
    let is_inside = |id: &NoteId| here.note(*id).path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
    let listed: Vec<NoteId> = all.iter().rev().copied().filter(is_inside).collect();
    let view = SessionsView {
        count_text: entries::some_count(here, "sessions", listed.len()),
        years: Vec::new(),
        upcoming: Vec::new(),
        months: months(here, &listed, entries::session),
        rhythm: None,
    };
    let head = Head { kind: "sessions", title: titles::of_folder_page(here, path), group, ..Head::default() };
    ("sessions.html", frame::page(here, head), Content::Sessions(view))
}

/// Sessions under a heading for each month, or for each year where they are few.
fn months(here: &Here<'_>, newest_first: &[NoteId], entry: fn(&Here<'_>, NoteId) -> Session) -> Vec<Part> {
    let mut months: Vec<(i16, i8)> =
        newest_first.iter().filter_map(|id| here.note(*id).date).map(|day| (day.year(), day.month())).collect();
    months.dedup();
    let entries = newest_first.iter().map(|id| (here.note(*id).date, entry(here, *id)));
    if newest_first.len() < months.len() * FOR_MONTHS {
        return parts(entries, &|day| here.words().year(day.year()));
    }
    parts(entries, &|day| here.words().month_alone(day))
}

/// Sessions under a heading for each year, or all together where they are of one.
pub(super) fn by_year(here: &Here<'_>, sessions: impl Iterator<Item = (Option<civil::Date>, Session)>) -> Vec<Part> {
    let mut parts = parts(sessions, &|day| here.words().year(day.year()));
    if let [only] = &mut parts[..] {
        only.label = None;
    }
    parts
}

/// Sessions under headings, in the order given; those without a date have no heading.
pub(super) fn parts(
    sessions: impl Iterator<Item = (Option<civil::Date>, Session)>,
    heading: &dyn Fn(civil::Date) -> String,
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (day, session) in sessions {
        let label = day.map(heading);
        match parts.last_mut().filter(|part| part.label == label) {
            Some(part) => part.sessions.push(session),
            None => parts.push(Part { label, sessions: vec![session] }),
        }
    }
    parts
}
