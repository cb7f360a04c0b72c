//! How many came over a round, as a chart: a column for each session that was held, and a gap where its notes give no
//! count. Numbers so small that somebody could be known by them are withheld here as in the report's tables.

use super::chart::{self, About, Amount, Chart, Point, Row, Table};
use super::report::{self, Figures};
use super::{Here, crossovers};
use crate::model::{GroupId, NoteId, round_of};

/// With fewer counts than this a table says all.
const LEAST: usize = 3;
/// A chart has at most so many columns.
const MOST: usize = 60;

/// A session that was held, and what its notes say of who came.
type Told = (NoteId, Figures);

/// How many came to a group's sessions of its latest round, with the numbers as a table.
pub(super) fn of_latest_round(here: &Here<'_>, group: GroupId) -> Option<Chart> {
    let own = &here.site.groups[group];
    let held = held(here, group);
    let round = |(id, _): &Told| round_of(own, here.note(*id));
    let latest = held.iter().rev().find(|(_, told)| told.attended.is_some()).and_then(round);
    let of_round: Vec<Told> = held.into_iter().filter(|told| latest.is_none() || round(told) == latest).collect();
    let title = match latest {
        Some(at) => {
            let round = crossovers::round_label(here, &own.rounds[at].name);
            here.words().filled("chart.attendance_in", &[("round", &round)])
        }
        None => here.words().text("chart.attendance"),
    };
    let of_round = &of_round[of_round.len().saturating_sub(MOST)..];
    chart(here, ("rt-attendance".to_owned(), title, Some(table(here, of_round))), of_round)
}

/// How many came to all sessions of a group, beside a table of them; where they are too many, the middle number of
/// each year.
pub(super) fn of_group(here: &Here<'_>, group: GroupId, id: &str) -> Option<Chart> {
    let (id, held) = (format!("{id}-chart"), held(here, group));
    if held.len() > MOST {
        return by_year(here, id, &held);
    }
    chart(here, (id, here.words().text("chart.attendance"), None), &held)
}

fn by_year(here: &Here<'_>, id: String, held: &[Told]) -> Option<Chart> {
    let words = here.words();
    let year = |(id, _): &Told| here.note(*id).date.map(|day| day.year()).unwrap_or_default();
    let middle = |part: &[Told]| report::middle(part.iter().filter_map(|(_, told)| told.attended));
    let years: Vec<(i16, Option<u32>)> =
        held.chunk_by(|a, b| year(a) == year(b)).map(|part| (year(&part[0]), middle(part))).collect();
    let exact = || years.iter().filter_map(|(_, middle)| *middle).filter(|number| !report::is_small(*number));
    let (least, most) = (words.number(exact().min()?), words.number(exact().max()?));
    if exact().count() < LEAST {
        return None;
    }
    let (from, to) = (words.year(years[0].0), words.year(years[years.len() - 1].0));
    let values = [("least", &*least), ("most", &*most), ("from", &*from), ("to", &*to)];
    let number = |middle: Option<u32>| middle.map_or_else(|| "–".to_owned(), |number| in_short(here, number));
    let point = |(year, middle): &(i16, Option<u32>)| Point {
        name: format!(
            "{}: {}",
            words.year(*year),
            middle.map_or_else(|| words.text("chart.no_count"), |all| report::shown(here, all))
        ),
        label: words.year(*year),
        year: String::new(),
        front: middle.map(amount),
        number: number(*middle),
        behind: None,
    };
    let about = About {
        id,
        title: words.text("chart.attendance_by_year"),
        alternative: words.filled("chart.middle", &values),
        legend: Vec::new(),
        table: None,
    };
    Some(chart::columns(here, about, years.iter().map(point).collect()))
}

fn held(here: &Here<'_>, group: GroupId) -> Vec<Told> {
    let sessions = here.site.groups[group].sessions.iter().copied();
    let held: Vec<NoteId> = sessions.filter(|id| here.site.is_held(*id)).collect();
    held.into_iter().map(|id| (id, report::figures(here.note(id)))).collect()
}

/// The chart of these sessions, where enough of them have a count that may be told.
fn chart(here: &Here<'_>, (id, title, table): (String, String, Option<Table>), held: &[Told]) -> Option<Chart> {
    let exact = held.iter().filter_map(|(_, told)| told.attended).filter(|number| !report::is_small(*number)).count();
    let counted = held.iter().filter(|(_, told)| told.attended.is_some()).count();
    if counted < LEAST || exact == 0 {
        return None;
    }
    let about = About { id, title, alternative: alternative(here, held), legend: legend(here, held), table };
    Some(chart::columns(here, about, held.iter().map(|told| point(here, *told)).collect()))
}

fn point(here: &Here<'_>, (id, told): Told) -> Point {
    let note = here.note(id);
    let date = here.date_of(note);
    let numbers = [("chart.attended", told.attended), ("chart.registered", told.registered)];
    let said = numbers
        .into_iter()
        .filter_map(|(word, number)| Some(here.words().filled(word, &[("n", &report::shown(here, number?))])));
    let said: Vec<String> = said.collect();
    let said = if said.is_empty() { here.words().text("chart.no_count") } else { here.words().row(&said) };
    let day = date.as_ref().map(|date| date.text.clone());
    Point {
        name: format!("{}: {said}", here.words().row(&day.into_iter().chain([note.title.clone()]).collect::<Vec<_>>())),
        label: date.as_ref().map(|date| date.short.clone()).unwrap_or_default(),
        year: date.map(|date| date.year.clone()).unwrap_or_default(),
        front: told.attended.map(amount),
        number: told.attended.map_or_else(|| "–".to_owned(), |number| in_short(here, number)),
        behind: told.registered.map(amount),
    }
}

fn amount(number: u32) -> Amount {
    if report::is_small(number) { Amount::Withheld(report::LEAST) } else { Amount::Told(number) }
}

fn in_short(here: &Here<'_>, number: u32) -> String {
    if report::is_small(number) {
        here.words().filled("chart.fewer", &[("n", &here.words().number(report::LEAST))])
    } else {
        here.words().number(number)
    }
}

fn legend(here: &Here<'_>, held: &[Told]) -> Vec<(&'static str, String)> {
    let numbers = || held.iter().flat_map(|(_, told)| [told.attended, told.registered]).flatten();
    let has_registered = held.iter().any(|(_, told)| told.registered.is_some());
    let has_small = numbers().any(report::is_small);
    let has_gap = held.iter().any(|(_, told)| told.attended.is_none());
    let words = here.words();
    let signs = [
        ("front", has_registered || has_small, words.text("report_page.attended")),
        ("behind", has_registered, words.text("report_page.registered")),
        ("withheld", has_small, report::shown(here, 0)),
        ("gap", has_gap, words.text("chart.no_count")),
    ];
    signs.into_iter().filter(|(_, is_there, _)| *is_there).map(|(sign, _, label)| (sign, label)).collect()
}

/// What the chart shows, in words: how many came at least and at most, and what isn't known.
fn alternative(here: &Here<'_>, held: &[Told]) -> String {
    let words = here.words();
    let counted: Vec<(NoteId, u32)> = held.iter().filter_map(|(id, told)| Some((*id, told.attended?))).collect();
    let small = counted.iter().filter(|(_, number)| report::is_small(*number)).count();
    let least = counted.iter().map(|(_, number)| *number).min().unwrap_or_default();
    // Of several with the same number, the first.
    let most = counted.iter().rev().max_by_key(|(_, number)| *number).copied().unwrap_or_default();
    let on = here.note(most.0).date.map(|day| words.date(day, None).text.clone()).unwrap_or_default();
    let (least_text, most_text) = (report::shown(here, least), words.number(most.1));
    let key = match (small, least == most.1) {
        (0, true) => "chart.always",
        (0, false) => "chart.between",
        (_, _) => "chart.at_most",
    };
    let numbers = [("least", least_text.as_str()), ("most", most_text.as_str()), ("date", on.as_str())];
    let sessions = words.count("chart_counted", counted.len());
    let fewer = (small > 0).then(|| {
        let sessions = words.count("sessions", small);
        words.filled("chart.small", &[("n", &here.words().number(report::LEAST)), ("sessions", &sessions)])
    });
    let gaps = held.len() - counted.len();
    let gaps = (gaps > 0).then(|| words.count("chart_gaps", gaps));
    let said = [Some(sessions), Some(words.filled(key, &numbers)), fewer, gaps];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn table(here: &Here<'_>, held: &[Told]) -> Table {
    let has_registered = held.iter().any(|(_, told)| told.registered.is_some());
    let words = here.words();
    let heads = [("session", true), ("registered", has_registered), ("attended", true)];
    let row = |(id, told): &Told| {
        let note = here.note(*id);
        let registered = has_registered.then(|| told.registered.map(|number| report::shown(here, number)));
        Row {
            name: note.title.clone(),
            href: Some(here.href_of(*id)),
            date: note.date.map(|day| words.date(day, note.date_end)),
            numbers: registered.into_iter().chain([told.attended.map(|number| report::shown(here, number))]).collect(),
        }
    };
    Table {
        summary: words.text("chart.table"),
        heads: heads
            .iter()
            .filter(|(_, has)| *has)
            .map(|(word, _)| words.text(&format!("report_page.{word}")))
            .collect(),
        rows: held.iter().map(row).collect(),
    }
}
