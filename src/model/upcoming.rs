//! Sessions as calendars know them: each with its day, its hours and its zone. Notes and schedules go in; the
//! sessions to come, planned ones among them, and those of the last year come out, by date.
//! No hour and no zone is made up: a session whose hours leave a doubt has its day alone.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{GroupId, NoteId, Site};
use crate::note::FrontMatter;
use crate::schedule::zone::{self, Zone};
use crate::schedule::{self, Schedule};

/// So many planned sessions a group has at most.
const PLANNED: usize = 60;
/// Sessions are planned, and kept in calendars, for so many months.
const MONTHS: i32 = 12;
/// A group whose latest session is longer ago than this many days is taken to have stopped: its page may be old.
const SILENT: i32 = 400;

/// A session with its place in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The group that meets.
    pub group: Option<GroupId>,
    /// Its note; none where it follows from the group's schedule alone.
    pub note: Option<NoteId>,
    /// Its day, or the first of several.
    pub date: Date,
    /// The last of several days.
    pub date_end: Option<Date>,
    /// The time of day, as it was written.
    pub time: Option<String>,
    /// When it begins by the clock of its zone, where that is clear.
    pub start: Option<Time>,
    /// When it ends; not later than `start` where that is on the next day.
    pub end: Option<Time>,
    /// The zone, from the IANA database; without one, hours are those of where the group is.
    pub time_zone: Option<String>,
    /// What its note is called.
    pub title: Option<String>,
    /// Which session of the group's it is.
    pub number: Option<u32>,
    /// Where to register.
    pub register: Option<String>,
    /// Where to join online.
    pub join: Option<String>,
    /// It does not take place.
    pub is_cancelled: bool,
}

impl Meeting {
    /// The moment at which it begins, where hour and zone are known.
    pub fn begins(&self) -> Option<Timestamp> {
        self.zone()?.to_timestamp(self.date.to_datetime(self.start?)).ok()
    }

    /// The moment at which it ends.
    pub fn ends(&self) -> Option<Timestamp> {
        let end = self.end?;
        self.zone()?.to_timestamp(self.end_day()?.to_datetime(end)).ok()
    }

    /// The last day, which is the next one for a session that goes past midnight.
    pub fn end_day(&self) -> Option<Date> {
        let last = self.last_day();
        let is_past_midnight = last == self.date && self.start.zip(self.end).is_some_and(|(start, end)| end <= start);
        if is_past_midnight { last.tomorrow().ok() } else { Some(last) }
    }

    /// The last of its days.
    pub fn last_day(&self) -> Date {
        self.date_end.filter(|end| *end > self.date).unwrap_or(self.date)
    }

    /// The rules of its zone.
    pub fn zone(&self) -> Option<TimeZone> {
        TimeZone::get(self.time_zone.as_deref()?).ok()
    }
}

/// The sessions to come, and those of the last months with the cancelled ones, each by date.
pub(super) fn find(site: &Site) -> (Vec<Meeting>, Vec<Meeting>) {
    let since = site.today.checked_sub(MONTHS.months()).unwrap_or(site.today);
    let schedules: Vec<Schedule> = (0..site.groups.len()).map(|group| schedule_of(site, group)).collect();
    let none = Schedule::default();
    let schedule = |note: NoteId| site.group_of[note].map_or(&none, |group| &schedules[group]);
    let is_kept = |id: &&NoteId| site.notes[**id].date.max(site.notes[**id].date_end) >= Some(since);
    let noted = site.sessions.iter().filter(is_kept).filter_map(|id| of_note(site, *id, schedule(*id)));
    let is_to_come = |meeting: &Meeting| meeting.last_day() >= site.today && !meeting.is_cancelled;
    let (mut upcoming, recent): (Vec<Meeting>, Vec<Meeting>) = noted.partition(is_to_come);
    for (group, schedule) in schedules.iter().enumerate() {
        upcoming.extend(planned(site, group, schedule));
    }
    upcoming.sort_by_key(|meeting| (meeting.date, meeting.start, meeting.group, meeting.number, meeting.note));
    (upcoming, recent)
}

fn front(site: &Site, group: GroupId) -> Option<&FrontMatter> {
    site.groups[group].index.map(|index| &site.notes[index].front)
}

fn schedule_of(site: &Site, group: GroupId) -> Schedule {
    front(site, group).map(Schedule::of).unwrap_or_default()
}

/// The session that a note is about; `None` where its day isn't known.
fn of_note(site: &Site, id: NoteId, group_s: &Schedule) -> Option<Meeting> {
    let note = &site.notes[id];
    let own = Schedule::of(&note.front);
    Some(Meeting {
        group: site.group_of[id],
        note: Some(id),
        date_end: note.date_end,
        title: Some(note.title.clone()),
        number: note.number,
        is_cancelled: note.is_cancelled,
        ..on_day(site, note.date?, (&own, group_s))
    })
}

/// A session on a day, as its own front matter and its group's say.
fn on_day(site: &Site, date: Date, (own, group_s): (&Schedule, &Schedule)) -> Meeting {
    let timed = if own.time.is_some() { own } else { group_s };
    let hours = timed.hours.as_ref();
    let named = [&own.time_zone, &group_s.time_zone, &site.config.time_zone].into_iter().find_map(Option::as_deref);
    let zone = zone::of(hours.and_then(|hours| hours.zone.as_deref()), named);
    // An hour in a zone that isn't clear could be off by hours, so the day has to do.
    let hours = hours.filter(|_| zone != Zone::Unclear);
    let minutes = own.minutes.or(group_s.minutes);
    let after = |start: Time| minutes.map(|minutes| start.wrapping_add(i64::from(minutes).minutes()));
    let start = hours.map(|hours| hours.start);
    Meeting {
        group: None,
        note: None,
        date,
        date_end: None,
        time: timed.time.clone(),
        start,
        end: hours.and_then(|hours| hours.end).or_else(|| after(start?)),
        time_zone: if let Zone::Named(zone) = zone { Some(zone) } else { None },
        title: None,
        number: None,
        register: own.register.clone().or_else(|| group_s.register.clone()),
        join: own.join.clone().or_else(|| group_s.join.clone()),
        is_cancelled: false,
    }
}

/// The sessions that follow from a group's schedule after its latest note, none on a day that has one.
fn planned(site: &Site, group: GroupId, schedule: &Schedule) -> Vec<Meeting> {
    let Some(front) = front(site, group) else { return Vec::new() };
    let notes = || site.groups[group].sessions.iter().map(|id| &site.notes[*id]);
    let taken: BTreeSet<Date> = notes().filter_map(|note| note.date).collect();
    let latest = notes().filter_map(|note| note.date_end.max(note.date)).max();
    let is_over = schedule::has_ended(front, site.today) || schedule::is_resting(front);
    let is_known = schedule.is_anchored() || latest.is_some();
    if is_over || !is_known || is_silent(latest, schedule, site.today) {
        return Vec::new();
    }
    let until = site.today.checked_add(MONTHS.months()).unwrap_or(Date::MAX);
    let dates = schedule.dates(latest.unwrap_or(site.today)).take_while(|date| *date < until);
    let to_come =
        dates.filter(|date| *date >= site.today && latest.is_none_or(|latest| *date > latest) && !taken.contains(date));
    let numbers = Numbers::of(site, group, schedule);
    let meeting = |(place, date): (usize, Date)| Meeting {
        group: Some(group),
        number: numbers.number(schedule, (place, date)),
        ..on_day(site, date, (&Schedule::default(), schedule))
    };
    to_come.take(PLANNED.min(left(schedule, taken.len()))).enumerate().map(meeting).collect()
}

/// How many sessions are left in a round whose first isn't known: those that no note is about.
fn left(schedule: &Schedule, notes: usize) -> usize {
    let all = schedule.sessions.filter(|_| schedule.first.is_none());
    all.map_or(usize::MAX, |all| (all as usize).saturating_sub(notes))
}

/// Whether nothing was heard of a group for so long that its page's schedule is no promise any more.
fn is_silent(latest: Option<Date>, schedule: &Schedule, today: Date) -> bool {
    let limit = today.checked_sub(SILENT.days()).unwrap_or(Date::MIN);
    let heard = latest.max(schedule.first);
    heard.is_some_and(|day| day < limit)
}

/// How a group counts its sessions.
enum Numbers {
    /// As the schedule does from its first session on.
    Scheduled,
    /// On from the number of the latest note.
    After(u32),
    /// It doesn't.
    None,
}

impl Numbers {
    /// The notes' own numbers count before the schedule's: a round may have had a session more or less. Where
    /// sessions have passed that no note tells of, nobody knows which number comes next.
    fn of(site: &Site, group: GroupId, schedule: &Schedule) -> Self {
        let latest =
            site.groups[group].sessions.iter().rev().map(|id| &site.notes[*id]).find(|note| !note.is_cancelled);
        let Some(date) =
            latest.and_then(|note| note.date).filter(|date| schedule.first.is_none_or(|first| *date >= first))
        else {
            return if schedule.first.is_some() { Self::Scheduled } else { Self::None };
        };
        // Whether a cancelled session keeps its number is for the group to say.
        if site.groups[group].sessions.iter().any(|id| {
            let note = &site.notes[*id];
            note.is_cancelled && note.date.is_some_and(|day| schedule.first.is_none_or(|first| day >= first))
        }) {
            return Self::None;
        }
        let was_passed_over = || schedule.dates(date).take_while(|other| *other < site.today).any(|other| other > date);
        match (latest.and_then(|note| note.number), schedule.number(date)) {
            (None, Some(_)) => Self::Scheduled,
            (Some(own), Some(scheduled)) if own == scheduled => Self::Scheduled,
            (Some(own), _) if !was_passed_over() => Self::After(own),
            (Some(_) | None, _) => Self::None,
        }
    }

    /// The number of a planned session, by its place among them and its date.
    fn number(&self, schedule: &Schedule, (place, date): (usize, Date)) -> Option<u32> {
        let number = match self {
            Self::Scheduled => schedule.number(date)?,
            Self::After(number) => number.checked_add(u32::try_from(place).ok()?)?.checked_add(1)?,
            Self::None => return None,
        };
        Some(number).filter(|number| schedule.sessions.is_none_or(|all| *number <= all))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Meeting;
    use crate::audience::Audience;
    use crate::snapshot::{Edition, NoteFile, Snapshot};
    use crate::text;

    /// What is coming on 20 February 2023 for a group with this front matter and these notes.
    fn upcoming(front: &str, notes: &[(&str, &str)]) -> Vec<Meeting> {
        let file = |source: &str| NoteFile { bytes: source.as_bytes().into(), hash: text::hash(source) };
        let index = format!("---\n{front}\n---\n# Group\n\nWords.");
        let all = notes.iter().map(|(name, source)| (format!("groups/a/sessions/{name}.md"), file(source)));
        let notes: BTreeMap<String, NoteFile> = all.chain([("groups/a/index.md".to_owned(), file(&index))]).collect();
        let snapshot = Snapshot { notes, ..Snapshot::default() };
        let today = "2023-02-20".parse().unwrap();
        let edition = Edition { today: Some(today), clock: today, address: None, audience: Audience::default() };
        crate::compile(&snapshot, &edition).site.unwrap().upcoming.clone()
    }

    fn check(front: &str, notes: &[(&str, &str)], expected: &[&str]) {
        let told = |meeting: &Meeting| {
            let number = meeting.number.map(|number| format!(" #{number}")).unwrap_or_default();
            let note = if meeting.note.is_some() { " note" } else { "" };
            format!("{}{number}{note}", meeting.date)
        };
        let found: Vec<String> = upcoming(front, notes).iter().take(3).map(told).collect();
        assert_eq!(found, expected, "{front} {notes:?}");
    }

    #[test]
    fn planned_sessions_follow_the_latest_note() {
        let every = "every: 2nd thursday";
        check(every, &[], &["2023-03-09", "2023-04-13", "2023-05-11"]);
        check(every, &[("2023-03-09", "# A")], &["2023-03-09 note", "2023-04-13", "2023-05-11"]);
        check(
            every,
            &[("2023-03-09", "---\nstatus: cancelled\n---\n# A")],
            &["2023-04-13", "2023-05-11", "2023-06-08"],
        );
        check(every, &[("2023-04-20", "# Moved")], &["2023-04-20 note", "2023-05-11", "2023-06-08"]);
    }

    #[test]
    fn nothing_is_planned_where_nothing_is_certain() {
        check("every: every 2 weeks", &[], &[]);
        check("every: every second thursday", &[], &[]);
        check("{ every: 2nd thursday", &[], &[]);
        check("every: 2nd thursday\nstatus: paused", &[("2023-01-12", "# A")], &[]);
        check("every: 2nd thursday\nended: 2023-02-01", &[("2023-01-12", "# A")], &[]);
        check("every: 2nd thursday", &[("2021-12-09", "# Long ago")], &[]);
        check("schedule: { every: 2nd thursday, sessions: 2 }", &[("2023-01-12", "# A")], &["2023-03-09"]);
        check("schedule: { every: 2nd thursday, first: 2022-12-08, sessions: 3 }", &[("2023-01-12", "# A")], &[]);
    }

    #[test]
    fn numbers_go_on_where_none_was_left_out() {
        let round = "schedule: { every: 2nd thursday, first: 2022-12-08 }";
        check(
            round,
            &[("2023-02-09", "---\nnumber: 3\n---\n# A")],
            &["2023-03-09 #4", "2023-04-13 #5", "2023-05-11 #6"],
        );
        check(
            round,
            &[("2023-02-09", "---\nnumber: 7\n---\n# A")],
            &["2023-03-09 #8", "2023-04-13 #9", "2023-05-11 #10"],
        );
        check(round, &[("2023-01-12", "---\nnumber: 7\n---\n# A")], &["2023-03-09", "2023-04-13", "2023-05-11"]);
        check("every: 2nd thursday", &[("2023-02-09", "# A")], &["2023-03-09", "2023-04-13", "2023-05-11"]);
    }

    #[test]
    fn plans_end_after_a_year_and_sixty_sessions() {
        assert_eq!(upcoming("every: weekly\nfirst: 2023-02-20", &[]).len(), 53);
        assert_eq!(upcoming("every: Mondays and Thursdays", &[]).len(), 60);
    }

    #[test]
    fn hours_are_moments_only_in_a_zone_that_is_clear() {
        let begins = |front: &str| {
            let first = upcoming(front, &[]).remove(0);
            (first.start.is_some(), first.begins().map(|moment| moment.to_string()))
        };
        let in_winter = Some("2023-03-09T17:00:00Z".to_owned());
        let schedule = |rest: &str| format!("schedule: {{ every: 2nd thursday, {rest} }}");
        assert_eq!(begins(&schedule("time: '12:00', time_zone: America/New_York")), (true, in_winter.clone()));
        assert_eq!(begins(&schedule("time: 12:00 ET, time_zone: America/New_York")), (true, in_winter));
        assert_eq!(begins(&schedule("time: '12:00'")), (true, None));
        assert_eq!(begins(&schedule("time: 12:00 ET")), (false, None));
        assert_eq!(begins(&schedule("time: 12:00, time_zone: Eastern")), (false, None));
        assert_eq!(begins(&schedule("time: '1:00'")), (false, None));
    }
}
