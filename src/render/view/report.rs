//! The report: how many came, session by session, and how far each group's goals are covered. Each figure stands
//! beside the session or the goals it comes from. Numbers of people so small that somebody could be known by
//! them are withheld; names are never told.

use jiff::civil;
use serde::Serialize;
use serde_json::Value;

use super::chart::{self, Chart, Share};
use super::frame::{self, Head};
use super::shape::{Date, Link};
use super::{Content, Here, Made, attendance, goals, rhythm};
use crate::model::{self, GoalId, GroupId, NoteId, Overview, href_path};
use crate::note::{self, Note};
use crate::text::address_part;

/// Smaller numbers of people are withheld.
pub(super) const LEAST: u32 = note::Attendance::LEAST_TOLD;
/// More sessions than this are told year by year.
const ROWS: usize = 60;

/// `view` of report.html.
#[derive(Debug, Serialize)]
pub(crate) struct ReportView {
    attendance: Vec<Attendance>,
    goals: Vec<Covered>,
    /// How many sessions each month had.
    rhythm: Option<Chart>,
    /// That small numbers are withheld, where one is.
    withheld: Option<String>,
}

/// How many came to a group's sessions.
#[derive(Debug, Serialize)]
struct Attendance {
    id: String,
    name: String,
    href: String,
    hue: u8,
    has_registered: bool,
    has_organisations: bool,
    chart: Option<Chart>,
    sessions: Vec<Row>,
    /// Where sessions are too many for a row each.
    years: Vec<Year>,
}

#[derive(Debug, Serialize)]
struct Row {
    href: String,
    title: String,
    date: Option<Date>,
    registered: Option<String>,
    attended: Option<String>,
    organisations: Option<String>,
    /// Beside the most who came; none where the number is withheld.
    share: Option<Share>,
}

#[derive(Debug, Serialize)]
struct Year {
    year: String,
    href: String,
    sessions: usize,
    least: String,
    middle: String,
    most: String,
}

/// How far a group's goals are covered.
#[derive(Debug, Serialize)]
struct Covered {
    name: String,
    href: Option<String>,
    hue: u8,
    text: String,
    share: Share,
    open: Vec<Link>,
}

/// What a note says of who came.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Figures {
    pub(super) registered: Option<u32>,
    pub(super) attended: Option<u32>,
    organisations: Option<u32>,
}

/// The report.
pub(super) fn report(here: &Here<'_>) -> Made {
    let groups = 0..here.site.groups.len();
    let attendance: Vec<Attendance> = groups.clone().filter_map(|group| attendance(here, group)).collect();
    let figures = here.site.sessions.iter().filter(|id| here.site.is_held(**id)).map(|id| figures(here.note(*id)));
    let has_small = figures
        .flat_map(|told| [told.registered, told.attended, told.organisations])
        .any(|number| number.is_some_and(is_small));
    let withheld =
        has_small.then(|| here.words().filled("report_page.withheld", &[("n", &here.words().number(LEAST))]));
    let view = ReportView {
        attendance,
        goals: groups.filter_map(|group| covered(here, group)).collect(),
        rhythm: rhythm::of(here, &here.site.sessions),
        withheld,
    };
    let title = here.words().text("report");
    ("report.html", frame::page(here, Head { kind: "report", title, ..Head::default() }), Content::Report(view))
}

/// The place of a group's figures in the report, where there are some.
pub(super) fn link(here: &Here<'_>, group: GroupId) -> Option<String> {
    let page = here.site.overview(Overview::Report)?;
    let is_told = told(here, group).next().is_some();
    is_told.then(|| format!("{}#{}", here.href(page), href_path(&id(here, group))))
}

fn id(here: &Here<'_>, group: GroupId) -> String {
    format!("rt-{}", address_part(&here.site.groups[group].name))
}

/// How many came, as front matter says, else as the note's own list or number says.
pub(super) fn attended(note: &Note) -> Option<u32> {
    figures(note).attended
}

/// Whether a number of people is withheld.
pub(super) fn is_small(number: u32) -> bool {
    number < LEAST
}

/// A number of people as it may be told.
pub(super) fn shown(here: &Here<'_>, number: u32) -> String {
    if is_small(number) {
        here.words().filled("report_page.fewer", &[("n", &here.words().number(LEAST))])
    } else {
        here.words().number(number)
    }
}

/// What a note says of who came: front matter first, then its own list or number.
pub(super) fn figures(note: &Note) -> Figures {
    let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
    let told = note.front.values.get("attendance");
    let field = |keys: &[&str]| keys.iter().find_map(|key| number(told?.get(key)?));
    let attended = told.and_then(number).or_else(|| field(&["attended", "present"]));
    Figures {
        registered: field(&["registered"]),
        attended: attended.or(note.attendance.present),
        organisations: field(&["organisations", "organizations"]),
    }
}

/// The sessions of a group that were held and say how many came, by rising date.
fn told<'a>(here: &'a Here<'_>, group: GroupId) -> impl Iterator<Item = (NoteId, Figures)> + 'a {
    let held = here.site.groups[group].sessions.iter().copied().filter(|id| here.site.is_held(*id));
    held.map(|id| (id, figures(here.note(id)))).filter(|(_, told)| told.attended.is_some() || told.registered.is_some())
}

fn attendance(here: &Here<'_>, group: GroupId) -> Option<Attendance> {
    let of = &here.site.groups[group];
    let told: Vec<(NoteId, Figures)> = told(here, group).collect();
    if told.is_empty() {
        return None;
    }
    let is_long = told.len() > ROWS;
    let most = told.iter().filter_map(|(_, told)| told.attended.max(told.registered)).max().unwrap_or(1);
    let id = id(here, group);
    Some(Attendance {
        chart: attendance::of_group(here, group, &id),
        id,
        name: of.name.clone(),
        href: here.href(&of.address),
        hue: here.shared.groups[group].hue,
        has_registered: told.iter().any(|(_, told)| told.registered.is_some()),
        has_organisations: told.iter().any(|(_, told)| told.organisations.is_some()),
        years: if is_long { years(here, &told) } else { Vec::new() },
        sessions: if is_long { Vec::new() } else { told.iter().map(|told| row(here, *told, most)).collect() },
    })
}

fn row(here: &Here<'_>, (id, told): (NoteId, Figures), most: u32) -> Row {
    let note = here.note(id);
    let share =
        told.attended.filter(|number| !is_small(*number)).map(|number| chart::share(number as usize, most as usize));
    Row {
        href: here.href_of(id),
        title: note.title.clone(),
        date: here.date_of(note),
        registered: told.registered.map(|number| shown(here, number)),
        attended: told.attended.map(|number| shown(here, number)),
        organisations: told.organisations.map(|number| shown(here, number)),
        share,
    }
}

/// The middle one of some numbers in order; of two, the greater.
pub(super) fn middle(numbers: impl Iterator<Item = u32>) -> Option<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied()
}

/// Fewest, middle and most who came in each year.
fn years(here: &Here<'_>, told: &[(NoteId, Figures)]) -> Vec<Year> {
    let year_of = |id: NoteId| here.note(id).date.map(civil::Date::year).unwrap_or_default();
    let of_year = |part: &[(NoteId, Figures)]| {
        let numbers = || part.iter().filter_map(|(_, told)| told.attended);
        let (least, middle, most) = (numbers().min()?, middle(numbers())?, numbers().max()?);
        let year = year_of(part.first()?.0);
        let split = format!("sessions/{year}.html");
        let page = if here.site.routes.contains_key(&split) { split } else { "sessions/index.html".to_owned() };
        Some(Year {
            year: here.words().year(year),
            href: here.href(&page),
            sessions: numbers().count(),
            least: shown(here, least),
            middle: shown(here, middle),
            most: shown(here, most),
        })
    };
    told.chunk_by(|a, b| year_of(a.0) == year_of(b.0)).filter_map(of_year).collect()
}

fn covered(here: &Here<'_>, group: GroupId) -> Option<Covered> {
    let of = &here.site.groups[group];
    let all: Vec<(GoalId, &model::Goal)> = here.site.goals_of(Some(group)).collect();
    let is_worked_on = |goal: &model::Goal| goal.served.iter().any(|(session, _)| here.site.is_held(*session));
    let open: Vec<Link> = all
        .iter()
        .filter(|(_, goal)| !is_worked_on(goal))
        .map(|(id, goal)| Link { href: goals::row_link(here, *id).unwrap_or_default(), label: goal.label.clone() })
        .collect();
    let worked_on = all.len() - open.len();
    let numbers = (here.words().number(worked_on), here.words().number(all.len()));
    (!all.is_empty()).then(|| Covered {
        name: of.name.clone(),
        href: here.site.goals_page(group).map(|page| here.href(page)),
        hue: here.shared.groups[group].hue,
        text: here.words().filled("coverage.sessions", &[("n", &numbers.0), ("total", &numbers.1)]),
        share: chart::share(worked_on, all.len()),
        open,
    })
}
