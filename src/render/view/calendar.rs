//! What is coming, month by month: of all groups, or of one.

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{Link, NavLink, Part};
use super::{Content, Here, Made, entries, sessions, upcoming};
use crate::model::GroupId;

/// The page of all groups stops here where each group has a page of its own.
const SESSIONS: usize = 120;

/// `view` of calendar.html.
#[derive(Debug, Serialize)]
pub(crate) struct CalendarView {
    count_text: Option<String>,
    /// The calendars of all groups and of each; empty where there is one alone.
    groups: Vec<NavLink>,
    months: Vec<Part>,
    /// The file for calendar programs.
    file: Option<Link>,
}

/// The calendar of all groups, or of one.
pub(super) fn calendar(here: &Here<'_>, group: Option<GroupId>) -> Made {
    let own = here.site.is_one_group().then_some(0);
    let all = || (0..here.site.upcoming.len()).collect();
    let coming: Vec<usize> = group.map_or_else(all, |group| upcoming::of_group(here, group).collect());
    let groups = groups(here, group);
    let most = if group.is_none() && !groups.is_empty() { SESSIONS } else { coming.len() };
    let entry = |at: &usize| {
        let session =
            if group.is_some() { upcoming::session(here, *at) } else { upcoming::session_with_group(here, *at) };
        (Some(here.site.upcoming[*at].date), session)
    };
    let view = CalendarView {
        count_text: entries::some_count(here, "upcoming", coming.len()),
        groups,
        months: sessions::parts(coming.iter().take(most).map(entry), &|day| here.words().month_alone(day)),
        file: file(here, group),
    };
    let title = here.words().text("calendar");
    let page = frame::page(here, Head { kind: "calendar", title, group: group.or(own), ..Head::default() });
    ("calendar.html", page, Content::Calendar(view))
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
