//! Dates written in digits: `2021-05-14`, `20210514`, `14.05.2021`, `5/14/21`, `2021年5月14日`,
//! and in names `05-14` beside a year in the folder. What touches a version, an address,
//! an issue number or a longer run of digits is no date.

use super::Order;
use super::scan::{Day, Manner, Match, Reading};
use super::tokens::{Shape, Tokens};
use super::words;
use std::ops::RangeInclusive;

/// The years in which notes can have been written.
const YEARS: RangeInclusive<u32> = 1990..=2099;

/// The longest session, in days, that `11-12` after a month is read as.
const LONGEST: u32 = 10;

/// A four-digit year at an index.
pub(super) fn year(tokens: &Tokens<'_>, index: usize) -> Option<u32> {
    let (value, digits) = tokens.number(index)?;
    (digits == 4 && YEARS.contains(&value)).then_some(value)
}

/// The year that two digits stand for.
pub(super) fn short_year(value: u32) -> Option<u32> {
    match value {
        0..=68 => Some(2000 + value),
        90..=99 => Some(1900 + value),
        _ => None,
    }
}

/// A number of one or two digits at an index.
pub(super) fn small(tokens: &Tokens<'_>, index: usize) -> Option<u32> {
    tokens.number(index).filter(|(_, digits)| *digits <= 2).map(|(value, _)| value)
}

/// A separator and where the next part starts; a blank where only blanks separate.
pub(super) fn separator(tokens: &Tokens<'_>, index: usize) -> Option<(char, usize)> {
    let past = tokens.skip_space(index);
    match tokens.shape(past)? {
        Shape::Mark(mark @ ('-' | '.' | '/' | '_' | ',')) => Some((mark, tokens.skip_space(past + 1))),
        Shape::Number { .. } | Shape::Word | Shape::Ideograph(_) => (past > index).then_some((' ', past)),
        Shape::Mark(_) | Shape::Space | Shape::Break => None,
    }
}

/// The date in digits that starts at a number.
pub(super) fn at(tokens: &Tokens<'_>, index: usize, manner: Manner) -> Option<Match> {
    if !may_start(tokens, index, manner) {
        return None;
    }
    year_first(tokens, index, manner)
        .or_else(|| with_signs(tokens, index))
        .or_else(|| run_together(tokens, index, manner))
        .or_else(|| year_last(tokens, index, manner))
        .or_else(|| pair(tokens, index, manner))
}

/// Whether what stands before a number leaves it free to start a date.
fn may_start(tokens: &Tokens<'_>, index: usize, manner: Manner) -> bool {
    let Some(before) = index.checked_sub(1) else {
        return true;
    };
    let touching = tokens.touches_previous(index);
    match tokens.list[before].shape {
        Shape::Word => {
            let version = tokens.word(before).is_some_and(|word| words::is_version(&word));
            !version && (manner == Manner::Name || !touching)
        }
        Shape::Mark('#' | '+' | '=' | '§' | '\'' | '@' | '$' | '€' | '£' | ':') => {
            !touching || tokens.is_mark(before, ':') && !is_digit(tokens, before)
        }
        Shape::Mark('.' | '/') => !touching || !is_digit(tokens, before),
        Shape::Mark('-' | '_') => {
            !touching || !is_digit(tokens, before) || tokens.number(index).is_some_and(|(_, digits)| digits >= 4)
        }
        Shape::Space => {
            let word = before.checked_sub(1).and_then(|word| tokens.word(word));
            !word.is_some_and(|word| words::is_version(&word))
        }
        Shape::Mark(_) | Shape::Ideograph(_) | Shape::Break | Shape::Number { .. } => true,
    }
}

/// Whether a number stands right before the mark at an index.
fn is_digit(tokens: &Tokens<'_>, mark: usize) -> bool {
    mark > 0 && tokens.touches_previous(mark) && tokens.number(mark - 1).is_some()
}

/// Whether a date in digits may end here: not inside a version, an address or a time.
fn may_end(tokens: &Tokens<'_>, next: usize, separator: char) -> bool {
    let number =
        tokens.number(next + 1).is_some() && tokens.touches_previous(next + 1) && tokens.touches_previous(next);
    let goes_on = number
        && (tokens.is_mark(next, separator) && separator != '-' && separator != '_' || tokens.is_mark(next, ':'));
    !goes_on
}

/// `2021-05-14`, `2020 03 12`, `2025-11.04`, `2021/Jan/21`, and a second day after it.
fn year_first(tokens: &Tokens<'_>, index: usize, manner: Manner) -> Option<Match> {
    let year = year(tokens, index)?;
    let (first, at_month) = separator(tokens, index + 1)?;
    let named = tokens.word(at_month).and_then(|word| words::month(&word));
    let month = match named {
        Some(month) => u32::try_from(month).ok()?,
        None => small(tokens, at_month).filter(|_| first != ',')?,
    };
    let (second, at_day) = separator(tokens, at_month + 1)?;
    let day = small(tokens, at_day)?;
    let blanks = usize::from(first == ' ') + usize::from(second == ' ');
    let two_digits = [at_month, at_day].iter().all(|part| tokens.number(*part).is_some_and(|(_, digits)| digits == 2));
    let spaced = blanks == 2 && manner == Manner::Name && two_digits;
    if named.is_none() && (blanks > 0 && !spaced || second == ',') || !may_end(tokens, at_day + 1, second) {
        return None;
    }
    let Some(start) = Day::new(Some(year), month, day) else {
        return day_before_month((year, month, day), first, index..at_day + 1);
    };
    let mut found = Match::sure(start, Order::YearFirst, index..at_day + 1);
    if let Some((last, next)) = last_day(tokens, at_day + 1, day, manner) {
        found.end = Day::new(Some(year), month, last);
        found.pieces.end = next;
    }
    Some(found)
}

/// `2022/19/5`: believed only where a weekday bears it out.
fn day_before_month((year, day, month): (u32, u32, u32), mark: char, pieces: std::ops::Range<usize>) -> Option<Match> {
    let start = Day::new(Some(year), month, day).filter(|_| mark == '/')?;
    Some(Match { loose: true, ..Match::sure(start, Order::YearFirst, pieces) })
}

/// The last day of a range that goes on after its first day: `-12`, ` to 12`, ` & 12`, `v21`.
pub(super) fn last_day(tokens: &Tokens<'_>, index: usize, first: u32, manner: Manner) -> Option<(u32, usize)> {
    let at_sign = tokens.skip_space(index);
    let longest = match tokens.shape(at_sign)? {
        Shape::Mark('-' | '\u{2013}' | '~') => LONGEST,
        Shape::Mark('&' | '/' | '+') => 1,
        Shape::Mark('_') if manner == Manner::Name => LONGEST,
        Shape::Word => {
            let word = tokens.word(at_sign)?;
            let apart = manner == Manner::Name || word.len() > 1;
            match &*word {
                "and" | "und" | "et" | "y" | "e" | "en" => 1,
                _ => (words::is_to(&word) && apart).then_some(LONGEST)?,
            }
        }
        Shape::Mark(_) | Shape::Number { .. } | Shape::Ideograph(_) | Shape::Space | Shape::Break => return None,
    };
    let at_day = tokens.skip_space(at_sign + 1);
    let day = small(tokens, at_day).filter(|day| *day > first && *day <= 31 && day - first <= longest)?;
    let next = at_day + 1;
    let clock = tokens.word(tokens.skip_space(next)).is_some_and(|word| words::is_clock(&word));
    let goes_on = tokens.is_mark(next, ':')
        || ['-', '.', '/'].iter().any(|mark| tokens.is_mark(next, *mark)) && small(tokens, next + 1).is_some();
    (!clock && !goes_on).then_some((day, next))
}

/// `20210514`; in names also `14052021` and `210514`.
fn run_together(tokens: &Tokens<'_>, index: usize, manner: Manner) -> Option<Match> {
    let (value, digits) = tokens.number(index)?;
    let next = index + 1;
    let touching = tokens.touches_previous(next) && tokens.shape(next) == Some(Shape::Word);
    let timed = touching && tokens.word(next).is_some_and(|word| word == "t" || word == "z");
    if timed
        || touching && manner == Manner::Text
        || tokens.is_mark(next, '.') && tokens.touches_previous(next + 1) && tokens.number(next + 1).is_some()
    {
        return None;
    }
    match digits {
        8 => eight(value, index, manner),
        6 if manner == Manner::Name => six(value, index),
        _ => None,
    }
}

fn eight(value: u32, index: usize, manner: Manner) -> Option<Match> {
    let (front, middle, back) = (value / 10_000, value / 100 % 100, value % 100);
    if YEARS.contains(&front) {
        let day = Day::new(Some(front), middle, back)?;
        return Some(Match::sure(day, Order::YearFirst, index..index + 1));
    }
    let year = Some(value % 10_000).filter(|year| YEARS.contains(year) && manner == Manner::Name)?;
    let (first, second) = (value / 1_000_000, value / 10_000 % 100);
    day_and_month(first, second, Some(year)).map(|readings| ambiguous(readings, index..index + 1))
}

fn six(value: u32, index: usize) -> Option<Match> {
    let (first, second, third) = (value / 10_000, value / 100 % 100, value % 100);
    let readings = short(first, second, third);
    (!readings.is_empty()).then(|| Match { loose: true, ..ambiguous(readings, index..index + 1) })
}

/// The readings of three two-digit numbers.
fn short(first: u32, second: u32, third: u32) -> Vec<Reading> {
    let mut readings = short_year(third).and_then(|year| day_and_month(first, second, Some(year))).unwrap_or_default();
    if let Some(day) = short_year(first).and_then(|year| Day::new(Some(year), second, third)) {
        readings.push(Reading { day, order: Order::YearFirst });
    }
    readings
}

/// The readings of two numbers as month and day, month first; one where both are the same day.
fn day_and_month(first: u32, second: u32, year: Option<u32>) -> Option<Vec<Reading>> {
    let month_first = Day::new(year, first, second).map(|day| Reading { day, order: Order::MonthFirst });
    let day_first = Day::new(year, second, first).map(|day| Reading { day, order: Order::DayFirst });
    let readings: Vec<Reading> = month_first.into_iter().chain(day_first.filter(|_| first != second)).collect();
    (!readings.is_empty()).then_some(readings)
}

fn ambiguous(readings: Vec<Reading>, pieces: std::ops::Range<usize>) -> Match {
    let shown = match readings.as_slice() {
        [only] if only.day.month != only.day.day => Some(only.order),
        _ => None,
    };
    Match { shown, ..Match::of(readings, pieces) }
}

/// `14.05.2021`, `5/14/21`: the year last, or all of two digits.
fn year_last(tokens: &Tokens<'_>, index: usize, manner: Manner) -> Option<Match> {
    let first = small(tokens, index)?;
    let (mark, at_second) = separator(tokens, index + 1)?;
    let second = small(tokens, at_second)?;
    let (same, at_third) = separator(tokens, at_second + 1)?;
    let (third, digits) = tokens.number(at_third)?;
    let two = |part: usize| tokens.number(part).is_some_and(|(_, digits)| digits == 2);
    if same != mark
        || mark == ','
        || mark == ' ' && (manner == Manner::Text || digits != 4)
        || !may_end(tokens, at_third + 1, mark)
    {
        return None;
    }
    let readings = match digits {
        4 => day_and_month(first, second, Some(third).filter(|year| YEARS.contains(year)))?,
        2 if mark != '.' || two(index) && two(at_second) => {
            let mut readings = short(first, second, third);
            readings.retain(|reading| reading.order != Order::YearFirst || two(index) && two(at_second));
            readings
        }
        _ => return None,
    };
    if digits == 4 && !YEARS.contains(&third) {
        return None;
    }
    let readings = dots_put_the_day_first(readings, mark, manner);
    (!readings.is_empty()).then(|| ambiguous(readings, index..at_third + 1))
}

/// Who separates with dots writes the day first, wherever that gives a day; or, in names, the year.
fn dots_put_the_day_first(mut readings: Vec<Reading>, mark: char, manner: Manner) -> Vec<Reading> {
    if mark == '.' && readings.iter().any(|reading| reading.order == Order::DayFirst) {
        let year = |reading: &Reading| reading.order == Order::YearFirst && manner == Manner::Name;
        readings.retain(|reading| reading.order == Order::DayFirst || year(reading));
    }
    readings
}

/// `05-14`, `06-07`, `03-20v21` in a name, whose year stands in the folder.
fn pair(tokens: &Tokens<'_>, index: usize, manner: Manner) -> Option<Match> {
    let first = small(tokens, index).filter(|_| manner == Manner::Name)?;
    let (mark, at_second) = separator(tokens, index + 1).filter(|(mark, _)| *mark != ',')?;
    let second = small(tokens, at_second)?;
    let two = |part: usize| tokens.number(part).is_some_and(|(_, digits)| digits == 2);
    let written_out = if mark == ' ' { two(index) && two(at_second) } else { two(index) || two(at_second) };
    let goes_on = separator(tokens, at_second + 1)
        .and_then(|(_, next)| tokens.number(next))
        .is_some_and(|(_, digits)| digits > 2);
    if !written_out || goes_on || !may_end(tokens, at_second + 1, mark) {
        return None;
    }
    let mut readings = dots_put_the_day_first(day_and_month(first, second, None)?, mark, manner);
    for reading in &mut readings {
        // With its year in the folder before it, `05-14` is the rest of a date that starts with the year.
        reading.order = if reading.order == Order::MonthFirst { Order::YearFirst } else { reading.order };
    }
    let mut found = ambiguous(readings, index..at_second + 1);
    if let Some((last, next)) = last_day(tokens, at_second + 1, second, manner)
        && found.readings.first().is_some_and(|reading| reading.order == Order::YearFirst)
    {
        found.end = Day::new(None, first, last);
        found.pieces.end = next;
    }
    Some(found)
}

/// `2021年5月14日`, `5月14日`, and a second day after it.
fn with_signs(tokens: &Tokens<'_>, index: usize) -> Option<Match> {
    let after = tokens.skip_space(index + 1);
    if !tokens.is_ideograph(after, '年') {
        return month_and_day(tokens, index, None).map(|(found, _)| Match { pieces: index..found.pieces.end, ..found });
    }
    let (value, digits) = tokens.number(index)?;
    let year = match digits {
        4 => Some(value).filter(|year| YEARS.contains(year))?,
        2 => short_year(value)?,
        _ => return None,
    };
    let (found, _) = month_and_day(tokens, tokens.skip_space(after + 1), Some(year))?;
    Some(Match { pieces: index..found.pieces.end, ..found })
}

/// `令和3年5月14日`.
pub(super) fn in_era(tokens: &Tokens<'_>, index: usize) -> Option<Match> {
    if !(tokens.is_ideograph(index, '令') && tokens.is_ideograph(index + 1, '和')) {
        return None;
    }
    let at_year = tokens.skip_space(index + 2);
    let first = tokens.is_ideograph(at_year, '元');
    let year = if first { 1 } else { small(tokens, at_year)? };
    let sign = tokens.skip_space(at_year + 1);
    if !tokens.is_ideograph(sign, '年') {
        return None;
    }
    let (found, _) = month_and_day(tokens, tokens.skip_space(sign + 1), Some(2018 + year))?;
    Some(Match { pieces: index..found.pieces.end, ..found })
}

fn month_and_day(tokens: &Tokens<'_>, index: usize, year: Option<u32>) -> Option<(Match, u32)> {
    let month = small(tokens, index)?;
    let sign = tokens.skip_space(index + 1);
    if !tokens.is_ideograph(sign, '月') {
        return None;
    }
    let (day, next) = day_with_sign(tokens, tokens.skip_space(sign + 1))?;
    let mut found = Match::sure(Day::new(year, month, day)?, Order::YearFirst, index..next);
    if let Some((end, next)) = last_with_signs(tokens, next, (year, month)) {
        found.end = Some(end);
        found.pieces.end = next;
    }
    Some((found, month))
}

fn day_with_sign(tokens: &Tokens<'_>, index: usize) -> Option<(u32, usize)> {
    let day = small(tokens, index)?;
    let sign = tokens.skip_space(index + 1);
    ['日', '号', '號'].iter().any(|character| tokens.is_ideograph(sign, *character)).then_some((day, sign + 1))
}

fn last_with_signs(tokens: &Tokens<'_>, index: usize, (year, month): (Option<u32>, u32)) -> Option<(Day, usize)> {
    let at_sign = tokens.skip_space(index);
    let to = matches!(tokens.shape(at_sign)?, Shape::Mark('-' | '\u{2013}' | '~') | Shape::Ideograph('至' | '到'));
    let at_number = tokens.skip_space(at_sign + 1);
    let month_sign = tokens.skip_space(at_number + 1);
    let (month, at_day) = if tokens.is_ideograph(month_sign, '月') {
        (small(tokens, at_number)?, tokens.skip_space(month_sign + 1))
    } else {
        (month, at_number)
    };
    let (day, next) = day_with_sign(tokens, at_day).filter(|_| to)?;
    Day::new(year, month, day).map(|end| (end, next))
}
