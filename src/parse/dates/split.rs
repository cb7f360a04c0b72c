//! Many sessions in one file: finds the headings that each open a session, such as
//! `## 2021-05-14` one below the other, newest first or last. One dated heading, or
//! dates among other headings of the same level, is no such file.

use super::scan::{Match, in_line};
use super::tokens::Tokens;
use super::top::{is_about_another, remaining_words};
use super::{Heading, Order, convention};
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// One of several sessions in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Which of the headings opens it.
    pub heading: usize,
    /// Where the heading stands in the file.
    pub span: Range<usize>,
    /// Its first day.
    pub date: Date,
    /// Its last day, where a range is written.
    pub end: Option<Date>,
    /// The weekday in the heading.
    pub weekday: Option<Weekday>,
}

/// More words than this beside its date make a heading a topic, not a session.
const MOST_WORDS: usize = 6;

/// The sessions that a file's headings open, in the order of the file; empty
/// where the file is one session or none. `year` is the folder's.
pub fn sections(headings: &[Heading<'_>], year: Option<i16>) -> Vec<Section> {
    let mut found: Vec<(usize, Match, Option<i16>)> = Vec::new();
    let mut standing = year;
    for (index, heading) in headings.iter().enumerate() {
        standing = lone_year(heading.text).or(standing);
        if let Ok([only]) = <[Match; 1]>::try_from(in_line(heading.text)) {
            found.push((index, only, standing));
        }
    }
    let order = convention(found.iter().filter_map(|(_, found, _)| found.shown));
    let opened = found.iter().filter_map(|(index, found, year)| {
        let heading = &headings[*index];
        section((*index, heading), found, (*year, order)).map(|section| (heading.level, section))
    });
    let opened: Vec<(u8, Section)> = opened.collect();
    let level =
        opened.iter().map(|(level, _)| *level).min_by_key(|level| (std::cmp::Reverse(count(&opened, *level)), *level));
    let Some(level) = level.filter(|level| are_sessions(&opened, headings, *level)) else {
        return Vec::new();
    };
    opened.into_iter().filter(|(own, _)| *own == level).map(|(_, section)| section).collect()
}

fn section(
    (index, heading): (usize, &Heading<'_>),
    found: &Match,
    (year, order): (Option<i16>, Option<Order>),
) -> Option<Section> {
    let mut dates = found.dates(year);
    if dates.len() > 1 {
        dates.retain(|(_, own)| Some(*own) == order);
    }
    let &[(date, _)] = dates.as_slice() else { return None };
    let short = remaining_words(heading.text, &found.span) <= MOST_WORDS;
    let own = !is_about_another(&heading.text[..found.span.start]);
    (short && own).then(|| Section {
        heading: index,
        span: heading.span.clone(),
        date,
        end: found.last_date(date),
        weekday: found.weekday,
    })
}

fn count(opened: &[(u8, Section)], level: u8) -> usize {
    opened.iter().filter(|(own, _)| *own == level).count()
}

/// Two or more different days, and hardly another heading of their level from the first on.
fn are_sessions(opened: &[(u8, Section)], headings: &[Heading<'_>], level: u8) -> bool {
    let of_level: Vec<&Section> = opened.iter().filter(|(own, _)| *own == level).map(|(_, section)| section).collect();
    let (Some(first), Some(last)) = (of_level.first(), of_level.last()) else {
        return false;
    };
    let between = headings[first.heading..=last.heading].iter().filter(|heading| heading.level == level).count();
    let mut days: Vec<Date> = of_level.iter().map(|section| section.date).collect();
    days.sort_unstable();
    days.dedup();
    days.len() >= 2 && of_level.len() * 2 > between
}

/// A heading that is only a year, which the months and days below it lack.
fn lone_year(text: &str) -> Option<i16> {
    let short = text.len() <= LONGEST_YEAR;
    let tokens = short.then(|| Tokens::of_text(text)).filter(|tokens| tokens.list.len() == 1)?;
    super::numeric::year(&tokens, 0).and_then(|year| i16::try_from(year).ok())
}

/// A year with the marks of bold around it.
const LONGEST_YEAR: usize = 12;
