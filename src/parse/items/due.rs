//! When an action is due and how it stands: `by 2 March`, `due 2024-02-21`, `[due] … [status] …`, `~~done~~`, `✅`.
//! A day without a year is the first such day from the session on; without a session's day it stays words.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use jiff::civil::Date;

use crate::note::{Due, Status};
use crate::parse::dates;
use crate::parse::word_list::WordList;

/// What comes before a day: longer ones first.
const BEFORE: [&str; 49] = [
    "due date:",
    "due by",
    "due on",
    "due:",
    "due",
    "deadline:",
    "deadline",
    "no later than",
    "until",
    "by",
    "before",
    "📅",
    "bis zum",
    "bis",
    "fällig am",
    "fällig",
    "d'ici le",
    "d'ici",
    "avant le",
    "avant",
    "para el",
    "antes del",
    "hasta el",
    "pour le",
    "au plus tard le",
    "échéance",
    "date limite",
    "spätestens am",
    "spätestens",
    "frist",
    "fecha límite",
    "plazo",
    "في موعد أقصاه",
    "الموعد النهائي",
    "قبل",
    "截止日期：",
    "截止日期",
    "截止时间：",
    "截止时间",
    "截止到",
    "截止：",
    "截止",
    "完成时间：",
    "期限：",
    "期限",
    "締切：",
    "締切",
    "〆切",
    "⏰",
];

/// Times that are no day of a calendar.
const TIMES: [&str; 22] = [
    "eow",
    "eod",
    "eom",
    "end of week",
    "end of the week",
    "end of day",
    "end of month",
    "end of the month",
    "next week",
    "next month",
    "next meeting",
    "next session",
    "next call",
    "the next meeting",
    "the next session",
    "tomorrow",
    "tonight",
    "friday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
];

/// When the words say that something is due; `day` is the session's.
pub(super) fn of(text: &str, day: Option<Date>) -> Option<Due> {
    if let Some(written) = bracketed(text, "due") {
        return Some(Due { date: date_at(&written, day).map(|(date, _)| date), words: written });
    }
    let lower = text.to_lowercase();
    // Small letters may be longer than large ones; then positions in one are none in the other.
    if lower.len() != text.len() {
        return None;
    }
    for (rank, at) in places(&lower) {
        let before = BEFORE[rank];
        let rest = text[at + before.len()..].trim_start_matches([' ', ':', '\u{a0}']);
        let ends =
            !before.ends_with(char::is_alphabetic) || !text[at + before.len()..].starts_with(char::is_alphabetic);
        if let Some(due) = ends.then(|| begins(rest, day)).flatten() {
            return Some(due);
        }
        // Behind a word in Chinese or Japanese, the month stands first.
        let length = rest.find(|c: char| !c.is_ascii_digit() && c != '/').unwrap_or(rest.len());
        let from = day.filter(|_| before.starts_with(dates::is_ideograph));
        if let Some(date) = from.and_then(|day| slashed(&rest[..length], day)) {
            return Some(Due { words: rest[..length].to_owned(), date: Some(date) });
        }
    }
    // `…までに` and `…前` stand after the day.
    let after = ["までに", "まで", "之前", "前完成", "截止", "前"];
    let at = after.iter().filter(|_| !text.is_ascii()).find_map(|after| text.find(after))?;
    let from = text[..at].char_indices().rev().take(12).last().map_or(0, |(start, _)| start);
    date_at(&text[from..at], day)
        .filter(|(_, end)| text[from + end..at].trim().is_empty())
        .map(|(date, end)| Due { words: text[from..from + end].trim().to_owned(), date: Some(date) })
        .or_else(|| slashed_before(&text[..at], day?))
}

/// Where words stand that come before a day, with their places in `BEFORE`, in the order of that list. Words in
/// plain letters begin where no letter or digit goes before them.
fn places(lower: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut is_within_word = false;
    let is_ascii = lower.is_ascii();
    for (at, character) in lower.char_indices() {
        let stands_free = !is_within_word;
        is_within_word = character.is_alphanumeric();
        if character == ' ' || !stands_free && is_ascii {
            continue;
        }
        let begins =
            |rank: &&usize| (stands_free || !BEFORE[**rank].is_ascii()) && lower[at..].starts_with(BEFORE[**rank]);
        found.extend(BY_FIRST.get(&character).into_iter().flatten().filter(begins).map(|rank| (*rank, at)));
    }
    found.sort_unstable();
    found
}

/// The places in `BEFORE` of the words that begin with each character.
static BY_FIRST: LazyLock<HashMap<char, Vec<usize>, FixedState>> = LazyLock::new(|| {
    let mut places: HashMap<char, Vec<usize>, FixedState> = HashMap::default();
    for (place, before) in BEFORE.iter().enumerate() {
        places.entry(before.chars().next().unwrap_or_default()).or_default().push(place);
    }
    places
});

/// `3/15` at the end of a text: month and day, as they stand where `までに` follows.
fn slashed_before(text: &str, day: Date) -> Option<Due> {
    let words = text.trim_end();
    let start = words.rfind(|c: char| !c.is_ascii_digit() && c != '/').map_or(0, |at| at + 1);
    let words = words.get(start..)?;
    Some(Due { words: words.to_owned(), date: Some(slashed(words, day)?) })
}

/// `3/15`, month first: the first such day from the session on.
fn slashed(words: &str, day: Date) -> Option<Date> {
    let (month, rest) = words.split_once('/')?;
    let of_month = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    let is_whole = !rest[of_month.len()..].starts_with('/');
    if is_whole { first_from(day, month.parse().ok()?, of_month.parse().ok()?) } else { None }
}

/// `3.4.` with which a text begins, day first, without a year; and how long it is.
fn dotted(text: &str, day: Date) -> Option<(Date, usize)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(text);
    let rest = text.get(first..)?.strip_prefix('.')?;
    let second = digits(rest);
    let after = rest.get(second..)?.strip_prefix('.')?;
    let is_whole = !after.starts_with(|c: char| c.is_ascii_digit());
    let date = first_from(day, rest[..second].parse().ok()?, text[..first].parse().ok()?)?;
    is_whole.then_some((date, first + second + 2))
}

/// The first day of this month and number from a day on.
fn first_from(day: Date, month: i8, of_month: i8) -> Option<Date> {
    (0..=4).find_map(|years| Date::new(day.year() + years, month, of_month).ok().filter(|date| *date >= day))
}

/// Whether words begin with one that stands before a due day: `期限：3/20`.
pub(super) fn is_label(text: &str) -> bool {
    let lower = text.to_lowercase();
    BEFORE.iter().any(|before| lower.starts_with(before))
}

/// A day or a time with which a text begins.
fn begins(text: &str, day: Option<Date>) -> Option<Due> {
    let window = &text[..crate::text::floor_boundary(text, 40)];
    let found = dates::near(window, day).into_iter().next().filter(|(_, span)| {
        window[..span.start]
            .split_whitespace()
            .all(|word| matches!(word.to_lowercase().as_str(), "the" | "on" | "le" | "el" | "dem"))
    });
    if let Some((date, length)) = day.and_then(|day| dotted(window, day)) {
        return Some(Due { words: window[..length].to_owned(), date: Some(date) });
    }
    if let Some((date, span)) = found {
        return Some(Due { words: window[..span.end].trim().to_owned(), date });
    }
    let lower = window.to_lowercase();
    let time = TIMES
        .iter()
        .find(|time| lower.strip_prefix(**time).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))?;
    let words = window.get(..time.len()).unwrap_or(time).to_owned();
    Some(Due { date: day.and_then(|day| weekday(time).and_then(|weekday| day.nth_weekday(1, weekday).ok())), words })
}

fn weekday(word: &str) -> Option<jiff::civil::Weekday> {
    use jiff::civil::Weekday;
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        _ => return None,
    })
}

/// The first day in a text, and where it ends.
fn date_at(text: &str, day: Option<Date>) -> Option<(Date, usize)> {
    dates::near(text, day).into_iter().find_map(|(date, span)| Some((date?, span.end)))
}

/// The due day in a cell of its own.
pub(super) fn of_cell(text: &str, day: Option<Date>) -> Option<Due> {
    let words = text.trim();
    (!super::words::is_nothing(words)).then(|| Due {
        date: date_at(words, day)
            .or_else(|| dotted(words, day?))
            .map(|(date, _)| date)
            .or_else(|| slashed(words, day?).filter(|date| date.day() > 12)),
        words: words.to_owned(),
    })
}

/// `[status] in progress`: what stands behind a word in brackets, up to the next.
pub(super) fn bracketed(text: &str, label: &str) -> Option<String> {
    if !text.contains('[') {
        return None;
    }
    let lower = text.to_lowercase();
    let open = format!("[{label}]");
    let at = lower.find(&open).filter(|_| lower.len() == text.len())? + open.len();
    let rest = &text[at..];
    let end = rest.find('[').unwrap_or(rest.len());
    Some(rest[..end].trim().trim_end_matches([';', ',']).to_owned()).filter(|words| !words.is_empty())
}

/// How a status word reads.
pub(super) fn status(words: &str) -> Option<Status> {
    static DONE: WordList = WordList::new(
        "done, complete, completed, finished, closed, resolved, merged, erledigt, abgeschlossen, fertig, fait, \
        terminé, termine, hecho, completado, 完成, 已完成, 完了, 済, ✅, ✔, ☑, x",
    );
    static STARTED: WordList = WordList::new(
        "in progress, ongoing, unchanged, still open, still ongoing, started, wip, under way, underway, in arbeit, laufend, en cours, en curso, 进行中, 進行中",
    );
    static DROPPED: WordList = WordList::new(
        "dropped, not relevant, no longer relevant, not relevant for now, not needed, no longer needed, cancelled, canceled, abandoned, obsolete, wontfix, won't do, verworfen, abandonné, 取消, 中止",
    );
    static OPEN: WordList = WordList::new(
        "open, todo, to do, not started, pending, new, offen, ouvert, à faire, abierto, pendiente, 未开始, 未着手",
    );
    let words = words.trim().trim_matches(['.', '!', ' ', '(', ')', '[', ']', '*']).to_lowercase();
    if words.is_empty() {
        None
    } else if DONE.has(&words) {
        Some(Status::Done)
    } else if STARTED.has(&words) {
        Some(Status::Started)
    } else if DROPPED.has(&words) {
        Some(Status::Dropped)
    } else if OPEN.has(&words) {
        Some(Status::Open)
    } else {
        None
    }
}

/// A status at either end of an action's words: `[done] …`, `… (done)`, `DONE: …`, `✅ …`; and where the words
/// stand without it.
pub(super) fn around(text: &str) -> (Option<Status>, Range<usize>) {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(start);
    let own = &text[start..end];
    if let Some((status, length)) = status_before(own) {
        let rest = own[length..].trim_start_matches([' ', ':', '：', '-', '–']);
        return (Some(status), end - rest.len()..end);
    }
    match status_after(own) {
        Some((status, length)) => (Some(status), start..start + own[..length].trim_end().len()),
        None => (None, start..end),
    }
}

/// A status in square brackets among other words: `… by Friday. [done] It is in the folder.`
pub(super) fn inside(text: &str) -> Option<Status> {
    text.match_indices('[').find_map(|(at, _)| {
        let (words, _) = text[at + 1..].split_once(']')?;
        status(words)
    })
}

const TICKS: [&str; 5] = ["✅", "✔️", "✔", "☑️", "☑"];

/// The status with which words begin, and how many bytes it takes.
fn status_before(text: &str) -> Option<(Status, usize)> {
    if let Some(tick) = TICKS.iter().find(|tick| text.starts_with(**tick)) {
        return Some((Status::Done, tick.len()));
    }
    let close = if text.starts_with('[') { ']' } else { ')' };
    let bracketed = text.strip_prefix(['[', '(']).and_then(|inner| inner.split_once(close)).map(|(words, _)| words);
    if let Some(words) = bracketed
        && let Some(status) = status(words)
    {
        return Some((status, words.len() + 2));
    }
    let (label, rest) = text.split_once([':', '：']).filter(|(label, _)| label.len() < LONGEST_STATUS)?;
    status(label).filter(|_| !rest.trim().is_empty()).map(|status| (status, label.len()))
}

/// The status with which words end, and where it begins.
fn status_after(text: &str) -> Option<(Status, usize)> {
    if let Some(tick) = TICKS.iter().find(|tick| text.ends_with(**tick)) {
        return Some((Status::Done, text.len() - tick.len()));
    }
    let inner = text.trim_end_matches('.');
    let open = if inner.ends_with(']') { '[' } else { '(' };
    let (rest, words) = inner.strip_suffix([']', ')'])?.rsplit_once(open)?;
    status(words).map(|status| (status, rest.len()))
}

/// A label that is a status is shorter than this.
const LONGEST_STATUS: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn due_days_are_read() {
        let day = Some(date(2023, 1, 12));
        let check = |text: &str, words: &str, expected: Option<Date>| {
            assert_eq!(of(text, day), Some(Due { words: words.to_owned(), date: expected }), "{text}");
        };
        check("drafts it by 2023-02-01", "2023-02-01", Some(date(2023, 2, 1)));
        check("sends it by 3 March", "3 March", Some(date(2023, 3, 3)));
        check("sends it (due: 21 February 2024)", "21 February 2024", Some(date(2024, 2, 21)));
        check("[due] 21 February 2024 [status] in progress", "21 February 2024", Some(date(2024, 2, 21)));
        check("write it by EOW", "EOW", None);
        check("write it by Friday.", "Friday", Some(date(2023, 1, 13)));
        check("schickt es bis zum 3. März 2023", "3. März 2023", Some(date(2023, 3, 3)));
    }

    #[test]
    fn other_words_are_no_due_days() {
        for text in ["by the council", "stand by", "due to rain", "before lunch", "by 10 people"] {
            assert_eq!(of(text, Some(date(2023, 1, 12))), None, "{text}");
        }
    }

    #[test]
    fn status_words_stand_at_either_end() {
        let check = |text: &str, expected: Option<Status>, rest: &str| {
            let (status, own) = around(text);
            assert_eq!((status, &text[own]), (expected, rest), "{text}");
        };
        check("[done] write", Some(Status::Done), "write");
        check("write (in progress)", Some(Status::Started), "write");
        check("DONE: write", Some(Status::Done), "write");
        check("Completed: write ", Some(Status::Done), "write");
        check("write ✅", Some(Status::Done), "write");
        check("write (see below)", None, "write (see below)");
    }
}
