//! The words of a schedule, such as `first and third monday of the month`, become a rule.
//! Every word must be known and fit the others; where one isn't or doesn't, there is no rule.

use jiff::civil::Weekday;

use super::{MonthDay, Rule};

/// What the words say, before it is clear whether they fit together.
#[derive(Default)]
struct Said {
    /// `2nd`, `15th`, `last` as -1.
    ordinals: Vec<i8>,
    weekdays: Vec<Weekday>,
    unit: Option<Unit>,
    every: Option<u32>,
    /// `day` as in `last day of the month`.
    day: bool,
    /// `every` stood right before an ordinal in letters, as in `every second`.
    is_unclear: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Week,
    Month,
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const ORDINALS: [(&str, i8); 6] =
    [("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("last", -1)];

const NUMBERS: [(&str, u32); 7] =
    [("one", 1), ("other", 2), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6)];

/// Units with how many of them pass between two sessions.
const UNITS: [(&str, Unit, u32); 15] = [
    ("week", Unit::Week, 1),
    ("weeks", Unit::Week, 1),
    ("weekly", Unit::Week, 1),
    ("biweekly", Unit::Week, 2),
    ("fortnight", Unit::Week, 2),
    ("fortnightly", Unit::Week, 2),
    ("month", Unit::Month, 1),
    ("months", Unit::Month, 1),
    ("monthly", Unit::Month, 1),
    ("quarter", Unit::Month, 3),
    ("quarterly", Unit::Month, 3),
    ("year", Unit::Month, 12),
    ("years", Unit::Month, 12),
    ("yearly", Unit::Month, 12),
    ("annually", Unit::Month, 12),
];

/// No group meets more seldom than this, so that sums stay small.
const MOST_SELDOM: u32 = 600;

/// The rule that the words mean.
pub(super) fn rule(written: &str) -> Option<Rule> {
    let lower = written.to_lowercase().replace("bi-weekly", "biweekly");
    let mut said = Said::default();
    let mut before = "";
    for word in lower
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '&' | '/' | '+' | ';' | '(' | ')'))
        .filter(|word| !word.is_empty())
    {
        if is_time(word) {
            break;
        }
        hear(&mut said, before, word)?;
        before = word;
    }
    meaning(said)
}

/// The time of day among the words, where it is one word such as `12:00–12:45` or `9:30am`.
pub(super) fn time(written: &str) -> Option<String> {
    let is_clock = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(':');
    written.split([' ', ',', ';', '(', ')']).find(is_clock).map(str::to_owned)
}

/// Whether a word begins the time of day, which says nothing about the day.
fn is_time(word: &str) -> bool {
    let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
    matches!(word, "at" | "from" | "noon" | "@")
        || (starts_with_digit && (word.contains(':') || word.ends_with("am") || word.ends_with("pm")))
}

/// Adds one word to what is said; `None` where it has no place there.
fn hear(said: &mut Said, before: &str, word: &str) -> Option<()> {
    let word = word.trim_end_matches('.');
    if matches!(word, "every" | "each" | "on" | "the" | "of" | "in" | "a" | "and" | "per") {
        return Some(());
    }
    if let Some((_, unit, count)) = UNITS.iter().find(|(name, ..)| *name == word) {
        return hear_unit(said, *unit, *count);
    }
    if let Some((_, nth)) = ORDINALS.iter().find(|(name, _)| *name == word) {
        said.is_unclear |= word == "second" && matches!(before, "every" | "each");
        said.ordinals.push(*nth);
    } else if let Some((_, number)) = NUMBERS.iter().find(|(name, _)| *name == word) {
        said.every = Some(*number).filter(|_| said.every.is_none());
        said.every?;
    } else if let Some(weekday) = weekday(word) {
        said.weekdays.push(weekday);
    } else if word == "day" {
        said.day = true;
    } else {
        hear_digits(said, word)?;
    }
    Some(())
}

/// `of each month` after `2nd thursday` says nothing new; a second other unit contradicts the first.
fn hear_unit(said: &mut Said, unit: Unit, count: u32) -> Option<()> {
    if said.unit.is_some_and(|known| known != unit) {
        return None;
    }
    said.unit = Some(unit);
    said.every = Some(said.every.unwrap_or(1).checked_mul(count)?);
    Some(())
}

fn hear_digits(said: &mut Said, word: &str) -> Option<()> {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, ending) = word.split_at(digits);
    let number: u32 = number.parse().ok()?;
    match ending {
        "" if said.every.is_none() => said.every = Some(number),
        "st" | "nd" | "rd" | "th" => said.ordinals.push(i8::try_from(number).ok()?),
        _ => return None,
    }
    Some(())
}

/// A weekday in full, in the plural, or cut after three letters or more: `thu`, `thurs`, `Tuesdays`.
fn weekday(word: &str) -> Option<Weekday> {
    let single = word.strip_suffix('s').filter(|single| single.ends_with("day")).unwrap_or(word);
    WEEKDAYS.iter().find(|(name, _)| single.len() >= 3 && name.starts_with(single)).map(|(_, weekday)| *weekday)
}

fn meaning(mut said: Said) -> Option<Rule> {
    let every = said.every.unwrap_or(1);
    if (said.is_unclear && said.unit != Some(Unit::Month)) || every == 0 || every > MOST_SELDOM {
        return None;
    }
    let mut seen = Vec::new();
    said.weekdays.retain(|weekday| {
        !seen.contains(weekday) && {
            seen.push(*weekday);
            true
        }
    });
    match (said.ordinals.is_empty(), said.weekdays.is_empty()) {
        (true, true) => without_days(&said, every),
        (true, false) => {
            let is_weekly = said.unit != Some(Unit::Month) && !said.day;
            is_weekly.then_some(Rule::Weeks { every, weekdays: said.weekdays })
        }
        (false, _) if said.unit == Some(Unit::Week) => None,
        (false, false) => {
            let fits = !said.day && said.ordinals.iter().all(|nth| (-1..=5).contains(nth) && *nth != 0);
            let days =
                said.ordinals.iter().flat_map(|nth| said.weekdays.iter().map(|weekday| MonthDay::Nth(*nth, *weekday)));
            fits.then(|| Rule::Months { every, days: days.collect() })
        }
        (false, true) => {
            let is_day = said.unit == Some(Unit::Month)
                && said.ordinals.iter().all(|day| (1..=31).contains(day) || (*day == -1 && said.day));
            is_day.then(|| Rule::Months { every, days: said.ordinals.iter().map(|day| MonthDay::Day(*day)).collect() })
        }
    }
}

fn without_days(said: &Said, every: u32) -> Option<Rule> {
    match said.unit? {
        _ if said.day => None,
        Unit::Week => Some(Rule::Weeks { every, weekdays: Vec::new() }),
        Unit::Month => Some(Rule::Months { every, days: Vec::new() }),
    }
}
