//! Dates with a month's name: `January 29, 2021`, `Sep 30th, 2019`, `6 June, 2022`,
//! `12 de enero de 2023`, `26. September 2018`, `jun-06`, `june-11-12`. A name
//! with one slip counts only where day and year stand beside it.

use super::Order;
use super::numeric::{last_day, separator, short_year, small, year};
use super::scan::{Day, Manner, Match, Reading};
use super::tokens::Tokens;
use super::words;

/// The date that starts with the month's name at an index.
pub(super) fn month_first(tokens: &Tokens<'_>, index: usize, manner: Manner) -> Option<Match> {
    // Most words have no number after them: looking for it first spares the tables.
    let at_day = day_after_month(tokens, index + 1)?;
    let day = small(tokens, at_day)?;
    let (month, misspelt) = month(tokens, index)?;
    let mut next = past_ordinal(tokens, at_day + 1);
    let mut last = None;
    if let Some((end, after)) = last_day(tokens, next, day, manner) {
        last = Some(end);
        next = past_ordinal(tokens, after);
    }
    let written = year_after(tokens, next);
    let dashed = written.is_none() && (tokens.is_mark(index + 1, '-') || tokens.is_mark(index + 1, '_'));
    let short = dashed.then(|| short_year_after(tokens, at_day + 1)).flatten();
    if let Some((year, after)) = short.filter(|_| last.is_none_or(|end| end - day > SHORT_RANGE)) {
        return Some(Match::sure(Day::new(Some(year), month, day)?, Order::MonthFirst, index..after));
    }
    if written.is_none() && (misspelt || goes_on(tokens, next)) {
        return None;
    }
    let year = written.map(|(year, _)| year);
    let end = last.and_then(|last| Day::new(year, month, last));
    let pieces = index..written.map_or(next, |(_, after)| after);
    Some(Match { end, ..Match::sure(Day::new(year, month, day)?, Order::MonthFirst, pieces) })
}

/// The longest stretch for which `june-11-14` means four days, not a year.
const SHORT_RANGE: u32 = 6;

/// The date that starts with the day's number at an index.
pub(super) fn day_first(tokens: &Tokens<'_>, index: usize, manner: Manner) -> Option<Match> {
    let day = small(tokens, index).filter(|_| !follows_decimal(tokens, index))?;
    let mut next = past_ordinal(tokens, index + 1);
    let mut last = None;
    if let Some((end, after)) = last_day(tokens, past_dot(tokens, next), day, manner) {
        last = Some(end);
        next = past_ordinal(tokens, after);
    }
    let at_month = month_after_day(tokens, next)?;
    let (month, misspelt) = month(tokens, at_month)?;
    let after_month = past_dot(tokens, at_month + 1);
    let Some((year, after)) = year_after(tokens, after_month) else {
        return without_long_year(tokens, (index, day, last), (at_month, month, misspelt));
    };
    let end = last.and_then(|last| Day::new(Some(year), month, last));
    Some(Match { end, ..Match::sure(Day::new(Some(year), month, day)?, Order::DayFirst, index..after) })
}

/// `29-Jan-21`, or `5 May` with no year at all.
fn without_long_year(
    tokens: &Tokens<'_>,
    (index, day, last): (usize, u32, Option<u32>),
    (at_month, month, misspelt): (usize, u32, bool),
) -> Option<Match> {
    if misspelt || goes_on(tokens, at_month + 1) && !tokens.is_mark(at_month + 1, '-') {
        return None;
    }
    let hyphen = last.is_none() && tokens.is_mark(index + 1, '-');
    if let Some((year, after)) = hyphen.then(|| short_year_after(tokens, at_month + 1)).flatten() {
        let day_first = Day::new(Some(year), month, day)?;
        let year_first = short_year(day).and_then(|front| Day::new(Some(front), month, year % 100));
        let mut readings = vec![Reading { day: day_first, order: Order::DayFirst }];
        readings.extend(year_first.map(|day| Reading { day, order: Order::YearFirst }));
        return Some(Match::of(readings, index..after));
    }
    let end = last.and_then(|last| Day::new(None, month, last));
    Some(Match { end, ..Match::sure(Day::new(None, month, day)?, Order::DayFirst, index..at_month + 1) })
}

/// The month that the word at an index names, and whether it is misspelt.
fn month(tokens: &Tokens<'_>, index: usize) -> Option<(u32, bool)> {
    let word = tokens.word(index)?;
    let exact = words::month(&word).map(|month| (month, false));
    let (month, misspelt) = exact.or_else(|| words::misspelt_month(&word).map(|month| (month, true)))?;
    u32::try_from(month).ok().map(|month| (month, misspelt))
}

/// Past `th`, `er`, `º` after a day.
fn past_ordinal(tokens: &Tokens<'_>, index: usize) -> usize {
    let ordinal = tokens.word(index).is_some_and(|word| words::is_ordinal(&word));
    let sign = tokens.is_mark(index, 'º') || tokens.is_mark(index, 'ª') || tokens.is_mark(index, '°');
    if ordinal || sign { index + 1 } else { index }
}

fn past_dot(tokens: &Tokens<'_>, index: usize) -> usize {
    if tokens.is_mark(index, '.') { index + 1 } else { index }
}

/// Where the day stands after a month's name: `Jan 29`, `Jan. 29`, `jan-29`, `jan29`, `May the 4th`.
fn day_after_month(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    let mut next = tokens.skip_space(past_dot(tokens, index));
    if ['-', '_', '/', ','].iter().any(|mark| tokens.is_mark(next, *mark)) {
        next = tokens.skip_space(next + 1);
    }
    if tokens.is_word(next, "the") {
        next = tokens.skip_space(next + 1);
    }
    tokens.number(next).map(|_| next)
}

/// Where the month's name stands after a day: `6 June`, `26. September`, `12 de enero`, `1-feb`.
fn month_after_day(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    let mut next = index;
    if let Some((mark, after)) = separator(tokens, index) {
        next = if mark == ',' { return None } else { after };
    }
    for _ in 0..2 {
        if tokens.word(next).is_some_and(|word| words::is_of(&word) && words::month(&word).is_none()) {
            next = tokens.skip_space(next + 1);
            if tokens.is_mark(next, '\'') {
                next += 1;
            }
        }
    }
    tokens.word(next).map(|_| next)
}

/// The year after a day and month: `, 2021`, ` de 2021`, ` (Wed) 2021`, ` '21`.
fn year_after(tokens: &Tokens<'_>, index: usize) -> Option<(u32, usize)> {
    let mut next = tokens.skip_space(index);
    let mut short = false;
    for _ in 0..3 {
        let mark = [',', '.', '(', ')', '-', '_', '/'].iter().any(|mark| tokens.is_mark(next, *mark));
        short |= tokens.is_mark(next, '\'');
        let word = tokens.word(next).is_some_and(|word| words::is_of(&word) || words::weekday(&word).is_some());
        if mark || word || tokens.is_mark(next, '\'') {
            next = tokens.skip_space(next + 1);
        }
    }
    let after = next + 1;
    let clock = tokens.word(tokens.skip_space(after)).is_some_and(|word| words::is_clock(&word));
    if tokens.is_mark(after, ':') && tokens.number(after + 1).is_some() || clock {
        return None;
    }
    if short {
        return small(tokens, next).and_then(short_year).map(|year| (year, after));
    }
    year(tokens, next).map(|year| (year, after))
}

/// A two-digit year after a dash: `jan-29-21`, `29-Jan-21`.
fn short_year_after(tokens: &Tokens<'_>, index: usize) -> Option<(u32, usize)> {
    let joined = tokens.is_mark(index, '-') || tokens.is_mark(index, '_');
    let (value, _) = tokens.number(index + 1).filter(|(_, digits)| joined && *digits == 2)?;
    let ends = !tokens.is_mark(index + 2, '-') || small(tokens, index + 3).is_none();
    short_year(value).filter(|_| ends).map(|year| (year, index + 2))
}

/// Whether a number goes on with digits that make it no day: `May 14:30`, `May 5.2`.
fn goes_on(tokens: &Tokens<'_>, index: usize) -> bool {
    let sign = tokens.is_mark(index, ':') || tokens.is_mark(index, '.') || tokens.is_mark(index, '%');
    sign && (tokens.is_mark(index, '%') || tokens.number(index + 1).is_some() && tokens.touches_previous(index + 1))
}

/// `1.5 May`: a number after a dot and another number is no day.
fn follows_decimal(tokens: &Tokens<'_>, index: usize) -> bool {
    index >= 2
        && tokens.is_mark(index - 1, '.')
        && tokens.touches_previous(index)
        && tokens.number(index - 2).is_some()
        && tokens.touches_previous(index - 1)
}
