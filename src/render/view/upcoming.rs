//! Sessions to come as entries of lists: those with a note and those that are only planned, with the moment at
//! which each begins and is over, so that a script can tell the reader's own time and move on.

use jiff::Timestamp;
use jiff::civil::Time;

use super::shape::{Link, Moment, Session, State};
use super::{Here, entries, front};
use crate::model::{GroupId, Meeting};

/// A session to come, by its place among all of them, in a list of one group.
pub(super) fn session(here: &Here<'_>, at: usize) -> Session {
    let meeting = &here.site.upcoming[at];
    meeting.note.map_or_else(|| planned(here, at), |note| entries::session(here, note))
}

/// A session to come in a list of several groups.
pub(super) fn session_with_group(here: &Here<'_>, at: usize) -> Session {
    let group = here.site.upcoming[at].group.filter(|_| !here.site.is_one_group());
    Session { group: group.map(|group| entries::group_ref(here, group)), ..session(here, at) }
}

/// The first sessions of a list, `shown` of them to be seen, and `waiting` that come up when those are over; on
/// a site whose date stands still nothing waits.
pub(super) fn ahead(
    sessions: impl Iterator<Item = Session>,
    here: &Here<'_>,
    (shown, waiting): (usize, usize),
) -> Vec<Session> {
    let waiting = if here.site.config.today.is_some() { 0 } else { waiting };
    let places = sessions.take(shown + waiting).enumerate();
    places.map(|(place, session)| Session { waiting: place >= shown, ..session }).collect()
}

/// The places of a group's sessions among all to come.
pub(super) fn of_group<'a>(here: &Here<'a>, group: GroupId) -> impl Iterator<Item = usize> + 'a {
    let upcoming = here.site.upcoming.iter().enumerate();
    upcoming.filter(move |(_, meeting)| meeting.group == Some(group)).map(|(at, _)| at)
}

fn planned(here: &Here<'_>, at: usize) -> Session {
    let meeting = &here.site.upcoming[at];
    let next = meeting.group.map_or(here.shared.loose_next, |group| here.shared.groups[group].next);
    let title = here.look.planned(meeting.number);
    Session {
        anchor: None,
        href: None,
        title: title.unwrap_or_else(|| here.words().text("planned_session")),
        lang: None,
        date: Some(here.words().date(meeting.date, meeting.date_end)),
        time: time(here, meeting),
        state: if next == Some(at) { State::Next } else { State::Upcoming },
        moment: moment(meeting),
        over: over(here, meeting),
        waiting: false,
        links: links(here, meeting),
        number: meeting.number.map(|number| number.to_string()),
        summary: None,
        group: None,
    }
}

/// The time of day as it was written, with its end and its zone where these are known from elsewhere.
pub(super) fn time(here: &Here<'_>, meeting: &Meeting) -> Option<String> {
    let written = meeting.time.as_deref()?;
    let is_bare = |start: Time| {
        // TOML's own times have seconds.
        ["%-H:%M", "%H:%M", "%H:%M:%S"].iter().any(|form| written == start.strftime(form).to_string())
    };
    let whole = match (meeting.start.filter(|start| is_bare(*start)), meeting.end) {
        (Some(start), Some(end)) => format!("{}–{}", short(start), short(end)),
        (Some(start), None) => short(start),
        (None, _) => written.to_owned(),
    };
    Some(front::in_zone(here, &whole, meeting.time_zone.clone()))
}

fn short(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// The moment at which a session begins.
pub(super) fn moment(meeting: &Meeting) -> Option<Moment> {
    let local = meeting.date.to_datetime(meeting.start?).strftime("%Y-%m-%dT%H:%M").to_string();
    Some(Moment { iso: utc(meeting.begins()?), local })
}

/// When a session is over: at its end, or with its day where no end is known. Without a zone it is the time
/// where the reader is. On a site whose configuration pins the date, time stands still.
pub(super) fn over(here: &Here<'_>, meeting: &Meeting) -> Option<String> {
    if here.site.config.today.is_some() {
        return None;
    }
    let midnight = meeting.last_day().tomorrow().ok()?.at(0, 0, 0, 0);
    let local = meeting.end.and_then(|end| Some(meeting.end_day()?.to_datetime(end))).unwrap_or(midnight);
    match meeting.zone() {
        Some(zone) => zone.to_timestamp(local).ok().map(utc),
        None => Some(local.strftime("%Y-%m-%dT%H:%M:%S").to_string()),
    }
}

fn utc(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Where to register for a session and where to join it.
pub(super) fn links(here: &Here<'_>, meeting: &Meeting) -> Vec<Link> {
    let named = [("register", &meeting.register), ("join_online", &meeting.join)];
    named.into_iter().filter_map(|(word, address)| link(here, word, address.as_ref())).collect()
}

pub(super) fn link(here: &Here<'_>, word: &str, address: Option<&String>) -> Option<Link> {
    Some(Link { href: address?.clone(), label: here.words().text(word) })
}
