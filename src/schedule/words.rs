//! The words of a schedule, such as `first and third monday of the month`, become a rule.
//! Every word must be known and fit the others; where one isn't or doesn't, there is no rule.

use jiff::civil::Weekday;

use super::lexicon::{self, Meaning, Unit};
use super::{MonthDay, Rule, clock};

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
    /// `every` stood right before an ordinal, as in `every second`, which may mean every other.
    is_unclear: bool,
}

/// No group meets more seldom than this, so that sums stay small.
const MOST_SELDOM: u32 = 600;

/// The rule that the words mean.
pub(super) fn rule(written: &str) -> Option<Rule> {
    let lower = written.to_lowercase().replace("bi-weekly", "biweekly");
    let mut said = Said::default();
    let mut before = Meaning::Nothing;
    let spoken = lexicon::east_asian(&lower).map(|(meanings, _)| meanings).or_else(|| meanings(&lower))?;
    for meaning in spoken {
        hear(&mut said, before, meaning)?;
        before = meaning;
    }
    meaning(said)
}

/// The meanings of words with spaces between, up to the time of day; `None` where one is unknown.
fn meanings(lower: &str) -> Option<Vec<Meaning>> {
    let words: Vec<&str> = words(lower).map(|(_, word)| word).collect();
    let next = |at: usize| words.get(at + 1).copied().unwrap_or_default();
    let time = (0..words.len()).find(|at| is_time(words[*at], next(*at))).unwrap_or(words.len());
    let meaning = |word: &&str| {
        // A full stop ends a short form, as in `Mon.`; behind a number, it counts.
        let known = lexicon::word(word).or_else(|| lexicon::word(word.trim_end_matches('.')));
        known.or_else(|| word.parse().ok().map(Meaning::Number))
    };
    words[..time].iter().map(meaning).collect()
}

/// The words of a text with where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '&' | '/' | '+' | ';' | '(' | ')'));
    let place = move |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    parts.filter(|word| !word.is_empty()).map(move |word| (place(word), word))
}

/// The time of day among the words, with the zone behind it if one is said: `12:00–12:45 ET`, `9:30am`.
pub(super) fn time(written: &str) -> Option<String> {
    if let Some((_, rest)) = lexicon::east_asian(written) {
        return clock::hours(rest).map(|_| rest.to_owned());
    }
    let is_clock = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(':');
    let (at, word) = words(written).find(|(_, word)| is_clock(word))?;
    let rest = written[at..].trim();
    Some(if clock::hours(rest).is_some() { rest } else { word }.to_owned())
}

/// Whether a word begins the time of day, which says nothing about the day; `next` is the one behind it.
fn is_time(word: &str, next: &str) -> bool {
    let ending = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = ending.len() < word.len();
    let is_hour = ending.starts_with([':', 'h']) || matches!(ending, "am" | "pm");
    let is_unit = ending.is_empty() && matches!(next, "am" | "pm" | "uhr" | "h");
    matches!(word, "at" | "from" | "noon" | "@" | "um" | "von" | "ab" | "à") || (is_number && (is_hour || is_unit))
}

/// Adds what one word means to what is said; `None` where it has no place there.
fn hear(said: &mut Said, before: Meaning, meaning: Meaning) -> Option<()> {
    match meaning {
        Meaning::Nothing | Meaning::Every => {}
        Meaning::Unit(unit, count) => hear_unit(said, unit, count)?,
        Meaning::Ordinal(nth) => {
            said.is_unclear |= before == Meaning::Every && (2..=5).contains(&nth);
            said.ordinals.push(nth);
        }
        Meaning::Number(number) => {
            said.every = Some(number).filter(|_| said.every.is_none());
            said.every?;
        }
        Meaning::Weekday(weekday) => said.weekdays.push(weekday),
        Meaning::Day => said.day = true,
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

fn meaning(mut said: Said) -> Option<Rule> {
    let every = said.every.unwrap_or(1);
    if (said.is_unclear && said.ordinals.len() == 1 && said.unit != Some(Unit::Month))
        || every == 0
        || every > MOST_SELDOM
    {
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
