//! A month as a grid of weeks: the sessions of each day go in, rows of days come out, from the weekday with which
//! weeks begin where the language is spoken. A day leads to its one session's notes, else to its place in a list.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

use super::Here;

/// A day shows so many sessions as knots.
const KNOTS: usize = 3;

/// A month's days in weeks.
#[derive(Debug, Serialize)]
pub(crate) struct Grid {
    weekdays: Vec<Head>,
    /// Seven places each; none where the day is another month's.
    weeks: Vec<Vec<Option<Day>>>,
    /// Whether the reader's own day is to be marked; a site whose date stands still marks its own.
    is_live: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Head {
    short: String,
    long: String,
}

#[derive(Debug, Serialize)]
struct Day {
    iso: String,
    number: String,
    is_today: bool,
    href: Option<String>,
    /// The whole day with its sessions, in words.
    name: Option<String>,
    knots: Vec<Knot>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Knot {
    /// Of the session's group, where groups are mixed.
    hue: Option<u8>,
    is_held: bool,
}

/// A session as a grid shows it.
#[derive(Debug, Clone)]
pub(super) struct Marked {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) title: String,
    /// Where its notes are.
    pub(super) href: Option<String>,
    pub(super) hue: Option<u8>,
    pub(super) is_held: bool,
}

/// The id of a day's place in the list of sessions.
pub(super) fn day_id(day: Date) -> String {
    format!("rt-{day}")
}

/// The grid of the month that begins on `first`.
pub(super) fn grid(here: &Here<'_>, first: Date, sessions: &[Marked]) -> Grid {
    let starts = week_starts(&here.words().text("calendar_grid.week_starts"));
    let before = usize::try_from(first.weekday().since(starts)).unwrap_or_default();
    let days = (0..i64::from(first.days_in_month())).filter_map(|at| first.checked_add(at.days()).ok());
    let mut places: Vec<Option<Day>> = (0..before).map(|_| None).collect();
    places.extend(days.map(|date| Some(day(here, date, sessions))));
    places.resize_with(places.len().next_multiple_of(7), || None);
    let mut places = places.into_iter();
    let week = || Some(places.by_ref().take(7).collect::<Vec<_>>()).filter(|week| !week.is_empty());
    let weeks = std::iter::from_fn(week).collect();
    let mut weekdays: Vec<Head> =
        here.words().weekdays().into_iter().map(|(short, long)| Head { short, long }).collect();
    weekdays.rotate_left(usize::try_from(starts.to_monday_zero_offset()).unwrap_or_default());
    Grid { weekdays, weeks, is_live: here.site.config.today.is_none() }
}

fn day(here: &Here<'_>, date: Date, sessions: &[Marked]) -> Day {
    let own: Vec<&Marked> = sessions.iter().filter(|one| one.first <= date && date <= one.last).collect();
    let href = match &own[..] {
        [] => None,
        [Marked { href: Some(href), .. }] => Some(href.clone()),
        [first, ..] => Some(format!("#{}", day_id(first.first))),
    };
    let told = here.words().date(date, None);
    let titles: Vec<&str> = own.iter().map(|one| one.title.as_str()).collect();
    Day {
        iso: told.iso.clone(),
        number: here.words().digits(&date.day().to_string()),
        is_today: here.site.config.today == Some(date),
        href,
        name: (!own.is_empty()).then(|| format!("{}: {}", told.with_weekday, titles.join("; "))),
        knots: own.iter().take(KNOTS).map(|one| Knot { hue: one.hue, is_held: one.is_held }).collect(),
    }
}

/// The weekday that a word of the theme means; Monday where it means none.
fn week_starts(word: &str) -> Weekday {
    match word.to_lowercase().as_str() {
        "sunday" => Weekday::Sunday,
        "saturday" => Weekday::Saturday,
        "friday" => Weekday::Friday,
        _ => Weekday::Monday,
    }
}
