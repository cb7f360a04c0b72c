//! Many sessions in one file: finds the headings that each open a session, such as
//! `## 2021-05-14` one below the other, newest first or last. One dated heading, or
//! dates among other headings of the same level, is no such file.

use super::decide::Open;
use super::scan::{Match, in_line};
use super::tokens::Tokens;
use super::top::{is_about_another, remaining_words};
use super::{Heading, Order, convention};
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;
use std::ops::Range;

/// One of several sessions in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Which of the headings opens it.
    pub heading: usize,
    /// Where the heading stands in the file.
    pub span: Range<usize>,
    /// Its first day; none where the heading leaves it open.
    pub date: Option<Date>,
    /// Its last day, where a range is written.
    pub end: Option<Date>,
    /// What is open about its date, or doesn't fit.
    pub open: Option<Open>,
}

/// More words than this beside its date make a heading a topic, not a session.
const MOST_WORDS: usize = 6;

/// The sessions that a file's headings open, in the order of the file; empty
/// where the file is one session or none. `year` is the folder's, `order` the archive's.
pub fn sections(headings: &[Heading<'_>], year: Option<i16>, order: Option<Order>) -> Vec<Section> {
    let found = dated(headings, year);
    let order = convention(found.iter().filter_map(|dated| dated.found.shown)).or(order);
    let mut opened: BTreeMap<u8, usize> = BTreeMap::new();
    for dated in found.iter().filter(|dated| dated.is_only && is_brief(&headings[dated.heading], &dated.found)) {
        let heading = &headings[dated.heading];
        *opened.entry(heading.level).or_default() += usize::from(section(heading, dated, order).date.is_some());
    }
    let level =
        opened.iter().max_by_key(|(level, times)| (**times, std::cmp::Reverse(**level))).map(|(level, _)| *level);
    let Some(level) = level else { return Vec::new() };
    let of_level = found.iter().filter(|dated| {
        let heading = &headings[dated.heading];
        let is_brief = dated.is_only && is_brief(heading, &dated.found);
        heading.level == level && (is_brief || begins_with(heading, &dated.found))
    });
    let sections: Vec<Section> = of_level.map(|dated| section(&headings[dated.heading], dated, order)).collect();
    if are_sessions(&sections, headings, level) { sections } else { Vec::new() }
}

/// A heading with a date in it.
struct Dated {
    heading: usize,
    found: Match,
    is_only: bool,
    /// The year that stands above it.
    year: Option<i16>,
}

/// The first date of each heading that has one and is not about another day than its own.
fn dated(headings: &[Heading<'_>], year: Option<i16>) -> Vec<Dated> {
    let mut all = Vec::new();
    let mut standing = year;
    for (index, heading) in headings.iter().enumerate() {
        standing = lone_year(heading.text).or_else(|| year_of_title(index, heading)).or(standing);
        let mut found = in_line(heading.text).into_iter();
        if let Some(first) = found.next().filter(|first| !is_about_another(&heading.text[..first.span.start])) {
            all.push(Dated { heading: index, found: first, is_only: found.next().is_none(), year: standing });
        }
    }
    all
}

/// Whether a heading says little beside its date.
fn is_brief(heading: &Heading<'_>, found: &Match) -> bool {
    remaining_words(heading.text, &found.span) <= MOST_WORDS
}

/// Whether a heading's first words are its date.
fn begins_with(heading: &Heading<'_>, found: &Match) -> bool {
    !heading.text[..found.span.start].contains(char::is_alphanumeric)
}

fn section(heading: &Heading<'_>, dated: &Dated, order: Option<Order>) -> Section {
    let found = &dated.found;
    let all = found.dates(dated.year);
    let of_order: Vec<(Date, Order)> = all.iter().copied().filter(|(_, own)| Some(*own) == order).collect();
    let fits = |(date, _): &(Date, Order)| found.weekday.is_some_and(|weekday| date.weekday() == weekday);
    let of_weekday: Vec<(Date, Order)> = all.iter().copied().filter(fits).collect();
    let readings = [&all, &of_weekday, &of_order].into_iter().find(|readings| readings.len() == 1);
    let date = readings.map(|readings| readings[0].0);
    let weekday = |date: Date, weekday: Weekday| (date.weekday() != weekday).then_some(Open::Weekday(date, weekday));
    let open = match date {
        Some(date) => found.weekday.and_then(|written| weekday(date, written)),
        None if all.is_empty() => found.readings.first().map(|reading| Open::Year(reading.day.month, reading.day.day)),
        None => Some(Open::Readings(all.iter().map(|(date, _)| *date).collect())),
    };
    Section {
        heading: dated.heading,
        span: heading.span.clone(),
        date,
        end: date.and_then(|date| found.last_date(date)),
        open,
    }
}

/// Two or more different days, and hardly another heading of their level from the first on.
fn are_sessions(sections: &[Section], headings: &[Heading<'_>], level: u8) -> bool {
    let (Some(first), Some(last)) = (sections.first(), sections.last()) else {
        return false;
    };
    let between = headings[first.heading..=last.heading].iter().filter(|heading| heading.level == level).count();
    let mut days: Vec<Date> = sections.iter().filter_map(|section| section.date).collect();
    days.sort_unstable();
    days.dedup();
    days.len() >= 2 && sections.len() * 2 > between
}

/// Whether a dated heading is a release's: `1.2.0 - 2021-05-14`, `v1.2 (2021-05-14)`, `Released on 2021-05-14`.
pub(in crate::parse) fn names_a_release(text: &str) -> bool {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_version = |word: &str| {
        let bare = word.trim_start_matches(['v', 'V']);
        let bare = bare.split(['-', '+']).next().unwrap_or(bare).trim_end_matches('.');
        let parts = bare.split('.').count();
        let is_date = bare.split('.').any(|part| part.len() == 4);
        bare.split('.').all(is_number) && !is_date && (parts == 3 || parts == 2 && bare.len() < word.len())
    };
    let words = || text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ':' | ','));
    let release =
        |word: &str| matches!(word.to_lowercase().as_str(), "release" | "released" | "version" | "unreleased");
    words().any(|word| release(word) || (word.contains('.') && in_line(word).is_empty() && is_version(word)))
}

/// A heading that is only a year, which the months and days below it lack.
fn lone_year(text: &str) -> Option<i16> {
    let short = text.len() <= LONGEST_YEAR;
    let tokens = short.then(|| Tokens::of_text(text)).filter(|tokens| tokens.list.len() == 1)?;
    super::numeric::year(&tokens, 0).and_then(|year| i16::try_from(year).ok())
}

/// The one year in a file's title, such as `Minutes 2021`.
fn year_of_title(index: usize, heading: &Heading<'_>) -> Option<i16> {
    if index > 0 || heading.level > 1 || !in_line(heading.text).is_empty() {
        return None;
    }
    year_in(heading.text)
}

/// The only year among the words of a title or a name.
pub(in crate::parse) fn year_in(text: &str) -> Option<i16> {
    let tokens = Tokens::of_name(text);
    let mut years = (0..tokens.list.len()).filter_map(|index| super::numeric::year(&tokens, index));
    let (only, None) = (years.next()?, years.next()) else { return None };
    i16::try_from(only).ok()
}

/// A year with the marks of bold around it.
const LONGEST_YEAR: usize = 12;
