//! The date of one note from all its sources: front matter, name, folders, first headings, labels.
//! The first that is sure decides; an ambiguous one is settled by a weekday, by another source
//! or by the archive's custom, and otherwise stays open. What disagrees becomes a doubt.

use super::path::{PathDate, Place, in_path};
use super::scan::{Match, in_line};
use super::split::sections;
use super::words::{self, Custom};
use super::{Heading, Order, top};
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// Where a date comes from, in the order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The front matter's `date`.
    FrontMatter,
    /// The file's name.
    Name,
    /// The folders, with or without a part in the name.
    Path,
    /// One of the first headings.
    Heading,
    /// A `Date:` line near the top, or a line that is only a date.
    Label,
}

/// Everything in which a note's date can stand.
#[derive(Clone, Debug)]
pub struct Sources<'a> {
    /// The path below the content folder, `/` between.
    pub path: &'a str,
    /// The value of `date` in the front matter, as text.
    pub front_matter: Option<&'a str>,
    /// The note's headings, in order.
    pub headings: &'a [Heading<'a>],
    /// The text after the front matter; only its first lines are looked at.
    pub lead: &'a str,
    /// Where `lead` starts in the file, in bytes.
    pub lead_start: usize,
    /// The order of day and month in the archive's other dates, by `convention`.
    pub order: Option<Order>,
}

/// A note's date and what a person should look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// The first day; none where nothing says it or what says it is open.
    pub date: Option<Date>,
    /// The last day of a range.
    pub end: Option<Date>,
    /// What decided.
    pub from: Option<Source>,
    /// What does not fit.
    pub doubts: Vec<Doubt>,
    /// The order of day and month that this note proves, for `convention`.
    pub shown: Option<Order>,
    /// Where the path has a date, whether it decided or not.
    pub place: Option<Place>,
    /// Whether the file's name has a month and a day that no folder gives a year.
    pub without_year: bool,
}

/// Something about a note's date that a person could settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Which source raises it.
    pub from: Source,
    /// Where that source stands in the file, in bytes; none for names and front matter.
    pub place: Option<Range<usize>>,
    /// What does not fit.
    pub open: Open,
}

/// What about a date is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// `4/5/2021`: the date can be each of these, and nothing says which.
    Readings(Vec<Date>),
    /// The date is not on the weekday that is written beside it.
    Weekday(Date, Weekday),
    /// A month and a day, and no year in the note or its path.
    Year(i8, i8),
    /// This source says another day than the one that decided.
    Disagrees(Date),
}

/// A date that one source gives.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) source: Source,
    pub(super) found: Match,
    pub(super) place: Option<Range<usize>>,
    custom: Option<Custom>,
}

impl Candidate {
    pub(super) fn new(source: Source, found: Match, place: Option<Range<usize>>, custom: Option<Custom>) -> Self {
        Self { source, found, place, custom }
    }
}

/// A candidate with its year known, all readings that are left, likeliest first.
#[derive(Clone, Debug)]
struct Claim {
    source: Source,
    dates: Vec<(Date, Order)>,
    end: Option<Date>,
    weekday: Option<Weekday>,
    place: Option<Range<usize>>,
    loose: bool,
}

/// Decides a note's date; never from the clock, and never where two readings are open.
pub fn decide(sources: &Sources<'_>) -> Decision {
    decide_beside(&in_path(sources.path, sources.order), sources)
}

/// As `decide`, where it is known what the path says.
pub(in crate::parse) fn decide_beside(path: &PathDate, sources: &Sources<'_>) -> Decision {
    let mut candidates: Vec<Candidate> = Vec::new();
    candidates.extend(sources.front_matter.and_then(in_front_matter));
    let front = candidates.len();
    if path.place == Some(Place::Name) || sections(sources.headings, path.folder_year, sources.order).is_empty() {
        candidates.extend(top::in_headings(sources.headings));
        candidates.extend(top::in_lead(sources.lead, sources.lead_start));
    }
    let in_text = candidates.iter().find_map(|candidate| candidate.found.shown);
    let shown = in_text.or(path.shown).filter(|order| *order != Order::YearFirst);
    let mut claims: Vec<Claim> =
        candidates.iter().filter_map(|candidate| claim(candidate, path.folder_year, sources.order)).collect();
    let front = front.min(claims.iter().filter(|claim| claim.source == Source::FrontMatter).count());
    claims.splice(front..front, claim_of_path(path));
    prefer_fitting_weekday(&mut claims);
    if path.copy && path.place == Some(Place::Name) {
        distrust_copied_name(&mut claims);
    }
    let mut settled = settle(&claims);
    if settled.date.is_none() && !claims.is_empty() && speaks_day_first(sources) {
        claims.iter_mut().for_each(|claim| put_day_first(&mut claim.dates));
        settled = settle(&claims);
    }
    let mut decision = with_name(settled, path);
    decision.doubts.extend(no_year(&decision, path, &candidates));
    let place = path.place.filter(|_| !path.loose || decision.from == Some(Source::Name));
    Decision { shown, place, without_year: !path.without_year.is_empty(), ..decision }
}

/// Whether the path and the first words are of a language in which the day stands first.
fn speaks_day_first(sources: &Sources<'_>) -> bool {
    let headings = sources.headings.iter().take(MOST_WORDS).map(|heading| heading.text);
    let lines = sources.lead.lines().take(MOST_WORDS);
    let mut said = std::iter::once(sources.path).chain(headings).chain(lines);
    said.any(|text| words::is_day_first_text(top::shorten(text)))
}

/// Keeps the reading with the day first, unless the year may stand first as well.
fn put_day_first(dates: &mut Vec<(Date, Order)>) {
    let has = |order: Order| dates.iter().any(|(_, own)| *own == order);
    if has(Order::DayFirst) && !has(Order::YearFirst) {
        dates.retain(|(_, own)| *own == Order::DayFirst);
    }
}

/// How many headings and lines tell a note's language.
const MOST_WORDS: usize = 12;

fn in_front_matter(value: &str) -> Option<Candidate> {
    let found = in_line(value).into_iter().next()?;
    Some(Candidate::new(Source::FrontMatter, found, None, None))
}

fn claim(candidate: &Candidate, year: Option<i16>, order: Option<Order>) -> Option<Claim> {
    let mut dates = candidate.found.dates(year);
    if candidate.custom == Some(Custom::DayFirst) {
        put_day_first(&mut dates);
    }
    if dates.len() > 1
        && let Some(order) = order
        && dates.iter().any(|(_, own)| *own == order)
    {
        dates.retain(|(_, own)| *own == order);
    }
    let end = candidate.found.last_date(dates.first()?.0);
    let Candidate { source, place, .. } = candidate.clone();
    Some(Claim { source, dates, end, weekday: candidate.found.weekday, place, loose: false })
}

fn claim_of_path(path: &PathDate) -> Option<Claim> {
    let source = match path.place? {
        Place::Name => Source::Name,
        Place::NameAndFolder | Place::Folder => Source::Path,
    };
    let dates = path.readings.clone();
    Some(Claim { source, dates, end: path.end, weekday: path.weekday, place: None, loose: path.loose })
}

/// Puts a labelled date whose weekday fits before a heading's whose weekday doesn't.
fn prefer_fitting_weekday(claims: &mut [Claim]) {
    let fits =
        |claim: &Claim| claim.weekday.map(|weekday| claim.dates.iter().any(|(date, _)| date.weekday() == weekday));
    let text = |claim: &Claim| matches!(claim.source, Source::Heading | Source::Label);
    let start = claims.iter().position(text).unwrap_or(claims.len());
    if claims.get(start).and_then(fits) == Some(false) {
        claims[start..].sort_by_key(|claim| fits(claim) != Some(true));
    }
}

/// Puts a sure date in the text before that of a name which is the numbered copy of another's:
/// there the name was copied, not the heading.
fn distrust_copied_name(claims: &mut [Claim]) {
    let name = claims.iter().position(|claim| claim.source == Source::Name);
    let text = claims.iter().position(|claim| claim.source > Source::Path && claim.dates.len() == 1);
    if let (Some(name), Some(text)) = (name, text)
        && name < text
    {
        claims[name..=text].rotate_right(1);
    }
}

/// Lets the first claim decide, once the others have said which of its readings they mean.
fn settle(claims: &[Claim]) -> Decision {
    let said = |claim: &&Claim| !claim.loose || only_shared(claim, claims).is_some();
    let mut binding = claims.iter().filter(said);
    let Some(first) = binding.next() else {
        return Decision::default();
    };
    let date = match first.dates.as_slice() {
        [(only, _)] => Some(*only),
        _ => only_shared(first, claims),
    };
    let Some(date) = date else {
        let dates = first.dates.iter().map(|(date, _)| *date).collect();
        let doubts = vec![Doubt { from: first.source, place: first.place.clone(), open: Open::Readings(dates) }];
        return Decision { doubts, ..Decision::default() };
    };
    let end = end_of(date, first, claims);
    Decision {
        date: Some(date),
        end,
        from: Some(first.source),
        doubts: doubts(date, end, claims),
        ..Decision::default()
    }
}

/// Weighs the month and day of a name that has no year against the date that the text gave:
/// the name wins, as over any copied heading, and the year is the text's.
fn with_name(decision: Decision, path: &PathDate) -> Decision {
    let (Some(date), Some(from)) = (decision.date, decision.from) else {
        return decision;
    };
    let agrees = path.without_year.contains(&(date.month(), date.day()));
    if path.without_year.is_empty() || agrees || from == Source::FrontMatter {
        return decision;
    }
    let mut doubts = decision.doubts;
    doubts.push(Doubt { from, place: None, open: Open::Disagrees(date) });
    let named: Vec<Date> =
        path.without_year.iter().filter_map(|(month, day)| Date::new(date.year(), *month, *day).ok()).collect();
    let near = |named: &Date| (*named - date).get_days().abs() <= NEAR_DAYS;
    match named.as_slice() {
        [only] if near(only) => {
            Decision { date: Some(*only), end: None, from: Some(Source::Name), doubts, ..Decision::default() }
        }
        _ => Decision { doubts, ..Decision::default() },
    }
}

/// How far a copied heading's date lies from its session's at most, for its year to be trusted.
const NEAR_DAYS: i32 = 62;

/// The one reading of a claim that another source, itself sure or as open, also has.
fn only_shared(claim: &Claim, claims: &[Claim]) -> Option<Date> {
    let others = claims.iter().filter(|other| other.source != claim.source);
    for other in others {
        let mut shared = claim.dates.iter().filter(|(date, _)| other.dates.iter().any(|(also, _)| also == date));
        if let (Some((date, _)), None) = (shared.next(), shared.next()) {
            return Some(*date);
        }
    }
    None
}

/// The end of the range, from the deciding claim or from another of the same first day.
fn end_of(date: Date, first: &Claim, claims: &[Claim]) -> Option<Date> {
    let same_day = |claim: &&Claim| claim.dates.first().is_some_and(|(start, _)| *start == date);
    first.end.filter(|_| same_day(&first)).or_else(|| claims.iter().filter(same_day).find_map(|claim| claim.end))
}

fn doubts(date: Date, end: Option<Date>, claims: &[Claim]) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for claim in claims.iter().filter(|claim| !claim.loose) {
        let (from, place) = (claim.source, claim.place.clone());
        let agrees = claim.dates.iter().any(|(own, _)| *own >= date && *own <= end.unwrap_or(date));
        let own = claim.dates.first().map_or(date, |(own, _)| *own);
        if !agrees {
            doubts.push(Doubt { from, place: place.clone(), open: Open::Disagrees(own) });
        }
        let meant = if agrees && claim.dates.len() > 1 { date } else { own };
        if let Some(written) = claim.weekday.filter(|weekday| meant.weekday() != *weekday) {
            doubts.push(Doubt { from, place, open: Open::Weekday(meant, written) });
        }
    }
    doubts
}

/// The doubt about a month and day that nothing gives a year, where nothing else gave a date.
fn no_year(decision: &Decision, path: &PathDate, candidates: &[Candidate]) -> Option<Doubt> {
    if decision.date.is_some() || !decision.doubts.is_empty() {
        return None;
    }
    if let Some(&(month, day)) = path.without_year.first() {
        return Some(Doubt { from: Source::Name, place: None, open: Open::Year(month, day) });
    }
    let open = candidates.iter().find(|candidate| !candidate.found.has_year())?;
    let day = open.found.readings.first()?.day;
    Some(Doubt { from: open.source, place: open.place.clone(), open: Open::Year(day.month, day.day) })
}
