//! What is coming, month by month: of all groups, or of one, as a grid and as a list; and what was lately.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::frame::{self, Head};
use super::month::{self, Grid, Marked};
use super::shape::{Link, NavLink, Session};
use super::{Content, Here, Made, entries, upcoming};
use crate::model::{GroupId, NoteId, round_of};

/// The page of all groups stops here where each group has a page of its own.
const SESSIONS: usize = 120;
/// What was is shown for so many months, and so many sessions.
const MONTHS: i32 = 12;
const EARLIER: usize = 60;

/// `view` of calendar.html.
#[derive(Debug, Serialize)]
pub(crate) struct CalendarView {
    count_text: Option<String>,
    /// The calendars of all groups and of each; empty where there is one alone.
    groups: Vec<NavLink>,
    months: Vec<Month>,
    /// The months before, the latest first.
    earlier: Vec<Month>,
    /// The file for calendar programs.
    file: Option<Link>,
}

/// A month with its sessions by date.
#[derive(Debug, Serialize)]
struct Month {
    label: String,
    /// None where the page has the month's grid already.
    grid: Option<Grid>,
    sessions: Vec<Session>,
}

/// A session in a list, and as a grid shows it.
type Entry = (Marked, Session);

/// The calendar of all groups, or of one.
pub(super) fn calendar(here: &Here<'_>, group: Option<GroupId>) -> Made {
    let own = here.site.is_one_group().then_some(0);
    let all = || (0..here.site.upcoming.len()).collect();
    let coming: Vec<usize> = group.map_or_else(all, |group| upcoming::of_group(here, group).collect());
    let groups = groups(here, group);
    let most = if group.is_none() && !groups.is_empty() { SESSIONS } else { coming.len() };
    let to_come: Vec<Entry> = coming.iter().take(most).map(|at| planned(here, *at, group)).collect();
    let lately = lately(here, group.or(own));
    let was: Vec<Entry> = lately.into_iter().map(|id| held(here, id, group)).collect();
    let marked: Vec<Marked> = was.iter().chain(&to_come).map(|(marked, _)| marked.clone()).collect();
    let months = months(here, to_come, &marked, &[]);
    let mut earlier = self::months(here, was, &marked, &months);
    earlier.reverse();
    let view = CalendarView {
        count_text: entries::some_count(here, "upcoming", coming.len()),
        groups,
        months,
        earlier,
        file: file(here, group),
    };
    let title = here.words().text("calendar");
    let page = frame::page(here, Head { kind: "calendar", title, group: group.or(own), ..Head::default() });
    ("calendar.html", page, Content::Calendar(view))
}

fn planned(here: &Here<'_>, at: usize, group: Option<GroupId>) -> Entry {
    let meeting = &here.site.upcoming[at];
    let session = if group.is_some() { upcoming::session(here, at) } else { upcoming::session_with_group(here, at) };
    (marked(session.clone(), (meeting.date, meeting.last_day())), session)
}

fn held(here: &Here<'_>, id: NoteId, group: Option<GroupId>) -> Entry {
    let note = here.note(id);
    let session = if group.is_some() { entries::session(here, id) } else { entries::session_with_group(here, id) };
    let first = note.date.unwrap_or(here.site.today);
    let last = note.date_end.filter(|end| *end > first).unwrap_or(first);
    (Marked { is_held: true, ..marked(session.clone(), (first, last)) }, session)
}

fn marked(session: Session, (first, last): (Date, Date)) -> Marked {
    let group = session.group.as_ref();
    let title = group.map_or_else(|| session.title.clone(), |group| format!("{} ({})", session.title, group.name));
    Marked { first, last, title, href: session.href, hue: group.map(|group| group.hue), is_held: false }
}

/// The sessions that were held in the last months; of a group with rounds, those of the latest one.
fn lately(here: &Here<'_>, group: Option<GroupId>) -> Vec<NoteId> {
    let since = here.site.today.checked_sub(MONTHS.months()).unwrap_or(here.site.today);
    let all = group.map_or(&here.site.sessions, |group| &here.site.groups[group].sessions);
    let is_late = |id: &NoteId| here.note(*id).date.is_some_and(|day| day >= since);
    let held: Vec<NoteId> = all
        .iter()
        .copied()
        .filter(|id| here.site.is_held(*id) && is_late(id) && !here.shared.upcoming.contains_key(id))
        .collect();
    let round = |id: NoteId| group.and_then(|group| round_of(&here.site.groups[group], here.note(id)));
    let latest = held.last().and_then(|id| round(*id));
    let of_round: Vec<NoteId> = held.into_iter().filter(|id| latest.is_none() || round(*id) == latest).collect();
    of_round[of_round.len().saturating_sub(EARLIER)..].to_vec()
}

/// Entries by rising date as months; the first session of each day has its id.
fn months(here: &Here<'_>, entries: Vec<Entry>, marked: &[Marked], shown: &[Month]) -> Vec<Month> {
    let mut months: Vec<(Date, Month)> = Vec::new();
    let mut day = None;
    for (mark, session) in entries {
        let first = mark.first.first_of_month();
        let anchor = (day != Some(mark.first)).then(|| month::day_id(mark.first));
        day = Some(mark.first);
        let session = Session { anchor, ..session };
        match months.last_mut().filter(|(last, _)| *last == first) {
            Some((_, month)) => month.sessions.push(session),
            None => {
                let label = here.words().month_alone(first);
                let is_new = shown.iter().all(|month| month.label != label);
                let grid = is_new.then(|| month::grid(here, first, marked));
                months.push((first, Month { label, grid, sessions: vec![session] }));
            }
        }
    }
    months.into_iter().map(|(_, month)| month).collect()
}

fn groups(here: &Here<'_>, shown: Option<GroupId>) -> Vec<NavLink> {
    let link = |(group, label): (Option<GroupId>, String)| {
        let address = here.site.calendar(group)?;
        Some(NavLink { href: here.href(&address), label, current: group == shown })
    };
    let all = (None, here.words().text("all_groups"));
    let each = here.site.groups.iter().enumerate().map(|(id, group)| (Some(id), group.name.clone()));
    let links: Vec<NavLink> = std::iter::once(all).chain(each).filter_map(link).collect();
    if links.len() > 2 { links } else { Vec::new() }
}

/// The link to the file for calendar programs, of all groups or of one.
pub(super) fn file(here: &Here<'_>, group: Option<GroupId>) -> Option<Link> {
    let address = here.site.calendar_file(group)?;
    Some(Link { href: here.href(&address), label: here.words().text("add_to_calendar") })
}
