//! Goes through the pieces of a text once and gathers every date in it: complete ones first,
//! then those without a year that overlap none. Weekdays beside a date are taken in, and
//! two dates with a dash or `to` between them become a range.

use super::tokens::{Shape, Token, Tokens};
use super::{FoundDate, Order, named, numeric, words};
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// Where a text comes from, which decides how freely digits are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Headings, labels, lines.
    Text,
    /// File and folder names, where blanks and underscores separate and a year may be missing.
    Name,
}

/// A day of a month, with or without its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: Option<i16>,
    pub(super) month: i8,
    pub(super) day: i8,
}

impl Day {
    /// A day that exists, in some year where none is given.
    pub(super) fn new(year: Option<u32>, month: u32, day: u32) -> Option<Self> {
        let leap = 2000;
        let number = i16::try_from(year.unwrap_or(leap)).ok()?;
        let date = Date::new(number, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(Self { year: year.map(|_| number), month: date.month(), day: date.day() })
    }

    /// The date, with a year from elsewhere where none is written.
    pub(super) fn date(self, year: Option<i16>) -> Option<Date> {
        Date::new(self.year.or(year)?, self.month, self.day).ok()
    }
}

/// One way to read a date that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) day: Day,
    pub(super) order: Order,
}

/// A date that was found: its readings, likeliest first, and the pieces it takes up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) readings: Vec<Reading>,
    pub(super) end: Option<Day>,
    pub(super) weekday: Option<Weekday>,
    /// The order of day and month that this form proves.
    pub(super) shown: Option<Order>,
    /// Digits that may be something else: a date only where another source says the same.
    pub(super) loose: bool,
    pub(super) pieces: Range<usize>,
    pub(super) span: Range<usize>,
}

impl Match {
    /// A match of one reading.
    pub(super) fn sure(day: Day, order: Order, pieces: Range<usize>) -> Self {
        Self::of(vec![Reading { day, order }], pieces)
    }

    pub(super) fn of(readings: Vec<Reading>, pieces: Range<usize>) -> Self {
        Self { readings, end: None, weekday: None, shown: None, loose: false, pieces, span: 0..0 }
    }

    pub(super) fn has_year(&self) -> bool {
        self.readings.iter().all(|reading| reading.day.year.is_some())
    }

    /// The dates this can be, with a year from elsewhere where none is written.
    pub(super) fn dates(&self, year: Option<i16>) -> Vec<(Date, Order)> {
        let mut dates: Vec<(Date, Order)> = Vec::new();
        for reading in &self.readings {
            if let Some(date) = reading.day.date(year)
                && dates.iter().all(|(known, _)| *known != date)
            {
                dates.push((date, reading.order));
            }
        }
        dates
    }

    /// The last day as a date, where it comes after the first.
    pub(super) fn last_date(&self, first: Date) -> Option<Date> {
        self.end?.date(Some(first.year())).filter(|last| *last > first)
    }

    /// The match as callers see it; nothing where no year is known.
    pub(super) fn complete(&self, year: Option<i16>) -> Option<FoundDate> {
        let mut dates = self.dates(year).into_iter().map(|(date, _)| date);
        let start = dates.next()?;
        let end = self.last_date(start);
        Some(FoundDate { start, end, span: self.span.clone(), weekday: self.weekday, others: dates.collect() })
    }
}

/// Every date in a heading, a line or a label's value; most have no digit, and so no date.
pub(super) fn in_line(text: &str) -> Vec<Match> {
    let is_wide_digit = |character: char| ('\u{ff10}'..='\u{ff19}').contains(&character);
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit()) || !text.is_ascii() && text.contains(is_wide_digit);
    let mut found = if has_digit { matches(&Tokens::of_text(text), Manner::Text) } else { Vec::new() };
    found.retain(|found| !found.loose);
    found
}

/// How many pieces after a date's first its first number stands at most: `May. - the 4`, `令和 元 年 5`.
const FARTHEST_NUMBER: usize = 8;

/// Every date in a text, in its order, with or without a year.
pub(super) fn matches(tokens: &Tokens<'_>, manner: Manner) -> Vec<Match> {
    let mut complete: Vec<Match> = Vec::new();
    let mut partial: Vec<Match> = Vec::new();
    let is_number = |token: &Token| matches!(token.shape, Shape::Number { .. });
    let (mut index, mut number) = (0, None);
    while index < tokens.list.len() {
        if number.is_none_or(|number| number < index) {
            number = tokens.list[index..].iter().position(is_number).map(|next| index + next);
        }
        let Some(number) = number else { break };
        index = index.max(number.saturating_sub(FARTHEST_NUMBER));
        match at(tokens, index, manner) {
            Some(found) if found.has_year() => {
                index = found.pieces.end;
                complete.push(found);
                continue;
            }
            Some(found) => partial.push(found),
            None => {}
        }
        index += 1;
    }
    let mut all = without_overlap(complete, partial);
    for found in &mut all {
        take_in_weekday(tokens, found);
        heed_language(tokens, found);
        found.span = tokens.list[found.pieces.start].span.start..tokens.list[found.pieces.end - 1].span.end;
    }
    join_ranges(tokens, all)
}

/// Joins complete dates with those without a year that stand apart from them, in order.
fn without_overlap(complete: Vec<Match>, partial: Vec<Match>) -> Vec<Match> {
    let mut all: Vec<Match> = Vec::with_capacity(complete.len());
    let mut complete = complete.into_iter().peekable();
    for found in partial {
        while let Some(earlier) = complete.next_if(|whole| whole.pieces.end <= found.pieces.start) {
            all.push(earlier);
        }
        let before = all.last().is_none_or(|last| last.pieces.end <= found.pieces.start);
        let after = complete.peek().is_none_or(|whole| whole.pieces.start >= found.pieces.end);
        if before && after {
            all.push(found);
        }
    }
    all.extend(complete);
    all
}

fn at(tokens: &Tokens<'_>, index: usize, manner: Manner) -> Option<Match> {
    match tokens.shape(index)? {
        Shape::Number { .. } => numeric::at(tokens, index, manner).or_else(|| named::day_first(tokens, index, manner)),
        Shape::Word => named::month_first(tokens, index, manner),
        Shape::Ideograph(_) => numeric::in_era(tokens, index),
        Shape::Mark(_) | Shape::Space | Shape::Break => None,
    }
}

fn take_in_weekday(tokens: &Tokens<'_>, found: &mut Match) {
    if let Some((weekday, start)) = weekday_before(tokens, found.pieces.start) {
        found.weekday = Some(weekday);
        found.pieces.start = start;
    } else if let Some((weekday, end)) = weekday_after(tokens, found.pieces.end) {
        found.weekday = Some(weekday);
        found.pieces.end = end;
    }
    let fits = |reading: &Reading| reading.day.date(None).is_some_and(|date| Some(date.weekday()) == found.weekday);
    let fitting: Vec<Reading> = found.readings.iter().copied().filter(fits).collect();
    found.loose &= fitting.len() != 1;
    if found.readings.len() > 1 && fitting.len() == 1 {
        found.shown = Some(fitting[0].order);
        found.readings = fitting;
    }
}

/// `du 05/11/2021`, `vom 05/11/2021`: the word before tells a language that writes the day first.
fn heed_language(tokens: &Tokens<'_>, found: &mut Match) {
    let before = found.pieces.start.checked_sub(2);
    let speaks = before.and_then(|index| tokens.word(index)).is_some_and(|word| words::is_day_first_language(&word));
    if speaks && found.readings.iter().any(|reading| reading.order == Order::DayFirst) {
        found.readings.retain(|reading| reading.order == Order::DayFirst);
    }
}

/// `Wednesday, ` before a date: the weekday and where it starts.
fn weekday_before(tokens: &Tokens<'_>, start: usize) -> Option<(Weekday, usize)> {
    let back = |index: usize, shape: Shape| {
        index.checked_sub(1).filter(|before| tokens.shape(*before) == Some(shape)).unwrap_or(index)
    };
    let mut index = back(start, Shape::Space);
    if index > 0
        && tokens.word(index - 1).is_some_and(|word| matches!(&*word, "the" | "den" | "dem" | "le" | "el" | "il"))
    {
        index = back(index - 1, Shape::Space);
    }
    let mut stopped = false;
    for mark in [',', '.', '-', '_', '('] {
        let next = back(index, Shape::Mark(mark));
        stopped |= next != index;
        index = next;
    }
    let index = back(index, Shape::Space).checked_sub(1)?;
    let word = tokens.word(index)?;
    let weekday = words::weekday(&word).filter(|_| word.len() > 2 || stopped)?;
    Some((weekday, index))
}

/// Whether a single sign such as `水` says a weekday.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bare {
    Never,
    InBrackets,
}

/// ` (Wed)`, `, Wednesday`, `（水）`, ` 星期三` after a date: the weekday and where it ends.
fn weekday_after(tokens: &Tokens<'_>, end: usize) -> Option<(Weekday, usize)> {
    let mut index = tokens.skip_space(end);
    let bracket = tokens.is_mark(index, '(') || tokens.is_mark(index, '[');
    if bracket || [',', '-', '_', '/'].iter().any(|mark| tokens.is_mark(index, *mark)) {
        index = tokens.skip_space(index + 1);
    }
    let closed = |next: usize| if bracket && tokens.is_mark(next, ')') { next + 1 } else { next };
    if let Some(word) = tokens.word(index) {
        let weekday = words::weekday(&word).filter(|_| word.len() > 2 || bracket)?;
        return Some((weekday, closed(index + 1)));
    }
    let (weekday, next) = ideograph_weekday(tokens, index, if bracket { Bare::InBrackets } else { Bare::Never })?;
    Some((weekday, closed(next)))
}

fn ideograph_weekday(tokens: &Tokens<'_>, index: usize, bare: Bare) -> Option<(Weekday, usize)> {
    let sign = |index: usize| match tokens.shape(index) {
        Some(Shape::Ideograph(character)) => words::ideograph_weekday(character),
        Some(Shape::Number { .. } | Shape::Word | Shape::Mark(_) | Shape::Space | Shape::Break) | None => None,
    };
    let is = |index: usize, character: char| tokens.is_ideograph(index, character);
    if is(index, '周') || is(index, '週') {
        return sign(index + 1).map(|weekday| (weekday, index + 2));
    }
    if (is(index, '星') && is(index + 1, '期')) || (is(index, '礼') && is(index + 1, '拜')) {
        return sign(index + 2).map(|weekday| (weekday, index + 3));
    }
    let weekday = sign(index)?;
    if is(index + 1, '曜') {
        let end = if is(index + 2, '日') { index + 3 } else { index + 2 };
        return Some((weekday, end));
    }
    (bare == Bare::InBrackets && tokens.is_mark(index + 1, ')')).then_some((weekday, index + 1))
}

/// Longest stretch that a mere dash makes a range of, and that a `to` does.
const DASH_DAYS: i32 = 31;
const WORD_DAYS: i32 = 366;

/// Makes one range of two dates with a dash or `to` between them.
fn join_ranges(tokens: &Tokens<'_>, found: Vec<Match>) -> Vec<Match> {
    let mut joined: Vec<Match> = Vec::with_capacity(found.len());
    for next in found {
        let range = joined.last().and_then(|first| range(tokens, first, &next));
        match (range, joined.last_mut()) {
            (Some(range), Some(first)) => *first = range,
            (_, _) => joined.push(next),
        }
    }
    joined
}

fn range(tokens: &Tokens<'_>, first: &Match, last: &Match) -> Option<Match> {
    let longest = between(tokens, first.pieces.end..last.pieces.start)?;
    let ([start], [end]) = (first.readings.as_slice(), last.readings.as_slice()) else {
        return None;
    };
    if first.end.is_some() || last.end.is_some() {
        return None;
    }
    let until = end.day.date(start.day.year)?;
    let from = start.day.date(Some(until.year()))?;
    let days = (until - from).get_days();
    if days < 1 || days > longest {
        return None;
    }
    let day = |date: Date| Day { year: Some(date.year()), month: date.month(), day: date.day() };
    let readings = vec![Reading { day: day(from), order: start.order }];
    let end = Some(day(until));
    let pieces = first.pieces.start..last.pieces.end;
    let span = first.span.start..last.span.end;
    Some(Match { readings, end, pieces, span, weekday: first.weekday, shown: None, loose: false })
}

/// How long a range the pieces between two dates can mean; none where they mean none.
fn between(tokens: &Tokens<'_>, pieces: Range<usize>) -> Option<i32> {
    let mut longest = None;
    for index in pieces {
        let days = match tokens.shape(index)? {
            Shape::Space => continue,
            Shape::Mark('_') => continue,
            Shape::Mark('-' | '\u{2013}' | '~' | '\u{2192}') => DASH_DAYS,
            Shape::Ideograph('至' | '到') => WORD_DAYS,
            Shape::Word => {
                let word = tokens.word(index)?;
                let to = words::is_to(&word) && word.len() > 1 && !matches!(&*word, "and" | "und" | "et" | "en");
                to.then_some(WORD_DAYS)?
            }
            Shape::Number { .. } | Shape::Mark(_) | Shape::Ideograph(_) | Shape::Break => return None,
        };
        longest = longest.max(Some(days));
    }
    longest
}
