//! How often groups met, as a chart: how many sessions each month had, by the dates of their notes; or each year,
//! where months are many. Sessions without a date are in none.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::Here;
use super::chart::{self, About, Amount, Chart, Point, Row, Table};
use crate::model::NoteId;

/// A chart shows something from so many sessions and months on.
const SESSIONS: usize = 8;
const MONTHS: usize = 4;
/// With more months than this, years are counted.
const MOST: usize = 36;

/// A month or year: its first day, its names, and how many sessions it had.
struct Stretch {
    first: Date,
    name: String,
    label: String,
    count: u32,
}

/// How many of these sessions were held in each month, with the numbers as a table.
pub(super) fn of(here: &Here<'_>, sessions: &[NoteId]) -> Option<Chart> {
    let held = sessions.iter().filter(|id| here.site.is_held(**id));
    let days: Vec<Date> = held.filter_map(|id| here.note(*id).date).collect();
    let by_month = stretches(&days, |day| day.first_of_month(), |first| first.checked_add(1.month()).ok());
    if days.len() < SESSIONS || by_month.len() < MONTHS {
        return None;
    }
    let words = here.words();
    let (by, stretches) = if by_month.len() <= MOST {
        let name = |(first, count)| Stretch { first, name: words.month(first), label: words.short_month(first), count };
        ("month", by_month.into_iter().map(name).collect::<Vec<_>>())
    } else {
        let by_year = stretches(&days, |day| date(day.year(), 1, 1), |first| first.checked_add(1.year()).ok());
        let year = |first: Date| words.year(first.year());
        let name = |(first, count)| Stretch { first, name: year(first), label: year(first), count };
        ("year", by_year.into_iter().map(name).collect())
    };
    Some(drawn(here, by, &stretches))
}

/// Every stretch from the first day to the last, those without a session among them.
fn stretches(days: &[Date], of: impl Fn(Date) -> Date, next: impl Fn(Date) -> Option<Date>) -> Vec<(Date, u32)> {
    let mut counts: BTreeMap<Date, u32> = BTreeMap::new();
    for day in days {
        *counts.entry(of(*day)).or_default() += 1;
    }
    let (first, last) = (counts.keys().next().copied(), counts.keys().next_back().copied());
    let all = std::iter::successors(first, |at| next(*at).filter(|next| last.is_some_and(|last| *next <= last)));
    all.map(|at| (at, counts.get(&at).copied().unwrap_or_default())).collect()
}

fn drawn(here: &Here<'_>, by: &str, stretches: &[Stretch]) -> Chart {
    let words = here.words();
    let sessions = |count: u32| words.count("sessions", usize::try_from(count).unwrap_or(usize::MAX));
    let point = |stretch: &Stretch| Point {
        name: format!("{}: {}", stretch.name, sessions(stretch.count)),
        label: stretch.label.clone(),
        year: if by == "month" { words.year(stretch.first.year()) } else { String::new() },
        front: Some(Amount::Told(stretch.count)),
        number: words.number(stretch.count),
        behind: None,
    };
    let row = |stretch: &Stretch| Row {
        name: stretch.name.clone(),
        href: None,
        date: None,
        numbers: vec![Some(words.number(stretch.count))],
    };
    let table = Table {
        summary: words.text("chart.table"),
        heads: vec![words.text(&format!("chart.{by}")), words.text("sessions")],
        rows: stretches.iter().map(row).collect(),
    };
    let about = About {
        id: "rt-rhythm".to_owned(),
        title: words.text(&format!("chart.sessions_a_{by}")),
        alternative: alternative(here, by, stretches),
        legend: Vec::new(),
        table: Some(table),
    };
    chart::columns(here, about, stretches.iter().map(point).collect())
}

fn alternative(here: &Here<'_>, by: &str, stretches: &[Stretch]) -> String {
    let words = here.words();
    let all: u32 = stretches.iter().map(|stretch| stretch.count).sum();
    // Of several with the same number, the first.
    let most = stretches.iter().rev().max_by_key(|stretch| stretch.count);
    let (count, name) = most.map(|most| (most.count, most.name.as_str())).unwrap_or_default();
    let edge = |stretch: Option<&Stretch>| stretch.map(|stretch| stretch.name.clone()).unwrap_or_default();
    let values = [
        ("sessions", words.count("sessions", usize::try_from(all).unwrap_or_default())),
        ("from", edge(stretches.first())),
        ("to", edge(stretches.last())),
        ("most", words.number(count)),
        ("name", name.to_owned()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.filled(&format!("chart.rhythm_{by}"), &values)
}
