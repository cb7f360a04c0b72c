//! The time of day as people write it: `12:00–12:45`, `6–8 pm`, `18 Uhr`, `18h30`, `下午2点`.
//! Text goes in; the hours come out, with the words behind them that may name a time zone. Where more than one
//! time of day could be meant, as by `1:00` or by `12:00 and 18:00`, there are no hours.

use jiff::civil::{Time, time};

/// From when to when, by the clock on the wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// When it begins.
    pub start: Time,
    /// When it ends; not later than `start` where that is on the next day.
    pub end: Option<Time>,
    /// What is said behind them, such as `ET` or `New York time`.
    pub zone: Option<String>,
}

/// One time of day, before it is clear which half of the day it means.
#[derive(Clone, Copy)]
struct Clock {
    hour: i8,
    minute: i8,
    half: Option<Half>,
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// How a time of day was written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `12`: an hour only beside one that says so.
    Bare,
    /// `12:00`, without a zero in front.
    Digits,
    /// `09:00`, `18 Uhr`, `18h`: counted to 24.
    Whole,
}

/// Words before a time of day, which say nothing.
const BEFORE: [&str; 13] = ["at", "from", "@", "um", "von", "ab", "de", "à", "a", "las", "la", "los", "desde"];
/// Words between two times of day.
const BETWEEN: [&str; 13] =
    ["-", "to", "until", "till", "bis", "à", "a", "hasta", "到", "至", "から", "jusqu'à", "las"];
/// Words behind an hour that is counted to 24.
const UNITS: [&str; 4] = ["uhr", "h", "hrs", "heures"];
const HALVES: [(&str, Half); 10] = [
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
    ("上午", Half::Morning),
    ("午前", Half::Morning),
    ("早上", Half::Morning),
    ("下午", Half::Afternoon),
    ("午後", Half::Afternoon),
    ("晚上", Half::Afternoon),
    ("a.m.", Half::Morning),
    ("p.m.", Half::Afternoon),
];
const NAMED: [(&str, i8); 6] =
    [("noon", 12), ("midday", 12), ("mittag", 12), ("midi", 12), ("正午", 12), ("midnight", 0)];

/// The hours that `written` begins with.
pub fn hours(written: &str) -> Option<Hours> {
    let text = plain(written);
    let mut rest = text.as_str();
    while let Some(after) = BEFORE.iter().find_map(|word| after_word(rest, word)) {
        rest = after;
    }
    let (first, after) = clock(rest)?;
    let between = BETWEEN.iter().find_map(|word| after_word(after.trim_start(), word));
    let between = between.map(|rest| BETWEEN.iter().find_map(|word| after_word(rest, word)).unwrap_or(rest));
    let (second, after) = between.and_then(clock).map_or((None, after), |(clock, after)| (Some(clock), after));
    let (start, end) = told(first, second)?;
    let zone = zone(after.trim_start_matches("まで"))?;
    Some(Hours { start, end, zone })
}

/// How many minutes are meant by `45 minutes`, `1h30`, `1.5 hours`, `PT45M` or, from ten on, a mere number.
pub fn minutes(written: &str) -> Option<u16> {
    let text = written.trim().to_lowercase().replace(',', ".");
    let text = text.strip_prefix("pt").unwrap_or(&text);
    let (mut sum, mut rest) = (0.0, text.trim_start());
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let number: f64 = rest[..digits].parse().ok()?;
        let after = rest[digits..].trim_start();
        let word = &after[..after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len())];
        let unit = word.trim().trim_end_matches(" and").trim_end_matches(" und").trim_end_matches('.');
        sum += match unit {
            "" if sum > 0.0 => number,
            "" if number >= 10.0 => number,
            "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "minutos" | "分" | "分钟" | "分鐘" => number,
            "h" | "hr" | "hrs" | "hour" | "hours" | "stunde" | "stunden" | "std" | "heure" | "heures" | "hora"
            | "horas" | "小时" | "小時" | "時間" => number * 60.0,
            _ => return None,
        };
        rest = &after[word.len()..];
    }
    let is_sound = sum > 0.0 && sum <= 24.0 * 60.0 && sum.fract() == 0.0;
    // Whole and within a day, so nothing is lost.
    is_sound.then_some(sum as u16)
}

/// Small letters, one kind of dash, colon and space.
fn plain(written: &str) -> String {
    let plain = |c: char| match c {
        '–' | '—' | '−' | '～' | '〜' | '~' => '-',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let text: String = written.trim().to_lowercase().chars().map(plain).collect();
    text.replace("a. m.", "am").replace("p. m.", "pm").replace("a.m", "am").replace("p.m", "pm")
}

/// What follows `word` at the beginning of a text, where the word ends there.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    let is_latin = |c: char| c.is_alphabetic() && u32::from(c) < 0x2e80;
    let ends = !word.ends_with(is_latin) || !rest.starts_with(is_latin);
    ends.then(|| rest.trim_start())
}

/// The time of day at the beginning, and what follows it.
fn clock(text: &str) -> Option<(Clock, &str)> {
    if let Some((rest, hour)) = NAMED.iter().find_map(|(word, hour)| Some((after_word(text, word)?, *hour))) {
        return Some((Clock { hour, minute: 0, half: None, form: Form::Whole }, rest));
    }
    let (before, text) = half(text).map_or((None, text), |(half, rest)| (Some(half), rest));
    let (hour, rest) = digits(text)?;
    let (minute, form, rest) = behind_hour(rest);
    let is_padded = text.starts_with('0') && form == Form::Digits;
    let mut clock = Clock { hour, minute, half: before, form: if is_padded { Form::Whole } else { form } };
    let mut rest = rest.trim_start_matches('.');
    if let Some((half, after)) = half(rest.trim_start()) {
        (clock.half, rest) = (Some(half), after.trim_start_matches('.'));
    } else if let Some(after) = UNITS.iter().find_map(|word| after_word(rest.trim_start(), word)) {
        (clock.form, rest) = (Form::Whole, after);
    }
    Some((clock, rest))
}

fn half(text: &str) -> Option<(Half, &str)> {
    HALVES.iter().find_map(|(word, half)| Some((*half, after_word(text, word)?)))
}

/// A number of one or two digits that no third follows.
fn digits(text: &str) -> Option<(i8, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..length).filter(|_| (1..=2).contains(&length))?.parse().ok()?;
    Some((number, &text[length..]))
}

/// The minutes behind an hour, and how the hour is written: `:30`, `.30`, `h30`, `h`, `点30分`, `時半`.
fn behind_hour(rest: &str) -> (i8, Form, &str) {
    for (mark, form) in [(":", Form::Digits), (".", Form::Digits), ("h", Form::Whole)] {
        if let Some((minute, after)) = rest.strip_prefix(mark).and_then(two_digits) {
            // TOML writes its times with seconds.
            return (minute, form, after.strip_prefix(":00").unwrap_or(after));
        }
    }
    for mark in ["点", "點", "时", "時"] {
        let Some(after) = rest.strip_prefix(mark) else { continue };
        if let Some(after) = after.strip_prefix('半') {
            return (30, Form::Whole, after);
        }
        return match digits(after).filter(|(minute, _)| *minute < 60) {
            Some((minute, after)) => (minute, Form::Whole, after.trim_start_matches('分')),
            None => (0, Form::Whole, after),
        };
    }
    (0, Form::Bare, rest)
}

fn two_digits(text: &str) -> Option<(i8, &str)> {
    let (minute, rest) = digits(text)?;
    (text.len() - rest.len() == 2 && minute < 60).then_some((minute, rest))
}

/// Both times of day by the clock of 24 hours, each helped by what the other says.
fn told(first: Clock, second: Option<Clock>) -> Option<(Time, Option<Time>)> {
    let Some(mut second) = second else {
        return Some((alone(first)?, None));
    };
    let mut first = first;
    if first.form == Form::Bare && second.form != Form::Bare && second.half.is_none() {
        first.form = second.form;
    }
    if first.form == Form::Whole && second.form == Form::Digits {
        second.form = Form::Whole;
    }
    let end = match (first.half, second.half) {
        (Some(half), None) if second.form == Form::Bare || second.hour <= 12 => {
            second.half = Some(half);
            alone(second)?
        }
        _ => alone(Clock { form: if is_late(first) { Form::Whole } else { second.form }, ..second })
            .or_else(|| after_noon(first, second))?,
    };
    let start = match (first.half, second.half) {
        (None, Some(half)) if first.hour <= 12 => {
            let same = alone(Clock { half: Some(half), ..first })?;
            if same < end { same } else { alone(Clock { half: Some(Half::Morning), ..first })? }
        }
        _ => alone(first)?,
    };
    let is_overnight = start >= time(18, 0, 0, 0) && end <= time(6, 0, 0, 0);
    Some((start, Some(end).filter(|_| end > start || is_overnight)))
}

/// Whether an hour can only be counted to 24.
fn is_late(clock: Clock) -> bool {
    clock.half.is_none() && clock.hour > 12
}

/// `11:30–1:00`: an end that only the afternoon makes sense of.
fn after_noon(first: Clock, second: Clock) -> Option<Time> {
    let is_morning = first.half.is_none() && (8..=12).contains(&first.hour) && second.half.is_none();
    alone(Clock { half: Some(Half::Afternoon), ..second }).filter(|_| is_morning && second.form == Form::Digits)
}

/// A time of day by itself; `None` where it is none, or may be in the morning as well as in the evening.
fn alone(clock: Clock) -> Option<Time> {
    let hour = match clock.half {
        Some(_) if !(1..=12).contains(&clock.hour) => return None,
        Some(Half::Morning) => clock.hour % 12,
        Some(Half::Afternoon) => clock.hour % 12 + 12,
        None => match clock.form {
            Form::Bare => return None,
            Form::Digits if (1..=7).contains(&clock.hour) => return None,
            Form::Digits | Form::Whole => clock.hour % 24,
        },
    };
    let is_past_midnight = clock.hour > 24 || (clock.hour == 24 && clock.minute > 0);
    Time::new(hour, clock.minute, 0, 0).ok().filter(|_| !is_past_midnight)
}

/// The words behind the hours; `None` where they name more hours that aren't the same in another zone.
fn zone(rest: &str) -> Option<Option<String>> {
    let (words, other) = rest.split_once(['/', '|', '=', '(', ';', ',']).unwrap_or((rest, ""));
    let has_digits = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    // `UTC+2` has a digit, and means one zone all the same; it is the zone's reader that refuses it.
    if has_digits(words) && !words.contains("utc") && !words.contains("gmt") {
        return None;
    }
    let inside = if words.trim().is_empty() && !has_digits(other) { other } else { words };
    let words = inside.trim_matches(|c: char| !c.is_alphanumeric());
    let words = words.strip_suffix(" time").unwrap_or(words);
    Some((!words.is_empty()).then(|| words.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::hours;

    fn check(written: &str, expected: &str) {
        let found = hours(written).map_or_else(String::new, |hours| {
            let time = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
            let end = hours.end.map(|end| format!("-{}", time(end))).unwrap_or_default();
            let zone = hours.zone.map(|zone| format!(" {zone}")).unwrap_or_default();
            format!("{}{end}{zone}", time(hours.start))
        });
        assert_eq!(found, expected, "{written}");
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        check("12:00–12:45", "12:00-12:45");
        check("12:00-12:45 ET", "12:00-12:45 et");
        check("12:00 to 12:45 (New York time)", "12:00-12:45 new york");
        check("12.30 bis 14 Uhr", "12:30-14:00");
        check("von 18 bis 20 Uhr", "18:00-20:00");
        check("18 Uhr", "18:00");
        check("18h30 – 20h", "18:30-20:00");
        check("de 18h à 20h30", "18:00-20:30");
        check("6pm", "18:00");
        check("6–8 pm", "18:00-20:00");
        check("11–1 pm", "11:00-13:00");
        check("11 a.m. to 1 p.m. Eastern", "11:00-13:00 eastern");
        check("11:30–1:00", "11:30-13:00");
        check("6:30-8:00 PM", "18:30-20:00");
        check("noon–1pm", "12:00-13:00");
        check("10 pm - 1 am", "22:00-01:00");
        check("09:00", "09:00");
        check("14:00:00", "14:00");
        check("下午2点", "14:00");
        check("14:00～15:30", "14:00-15:30");
        check("午後2時から4時まで", "14:00-16:00");
        check("14時30分から16時まで", "14:30-16:00");
        check("12:00–12:45 ET / 9:00 PT", "12:00-12:45 et");
        check("20:00 h", "20:00");
        check("22:00–01:00", "22:00-01:00");
        check("12pm UTC+2", "12:00 utc+2");
    }

    #[test]
    fn lengths_are_minutes() {
        let check = |written: &str, length: Option<u16>| assert_eq!(super::minutes(written), length, "{written}");
        check("45", Some(45));
        check("45 minutes", Some(45));
        check("1h30", Some(90));
        check("1 hour 30 min", Some(90));
        check("1 Stunde und 15 Minuten", Some(75));
        check("1,5 Stunden", Some(90));
        check("PT45M", Some(45));
        check("90分", Some(90));
        for unclear in ["1", "", "long", "30 seconds", "-5", "48 hours", "1.2.3 h"] {
            check(unclear, None);
        }
    }

    #[test]
    fn what_could_be_two_times_is_none() {
        for written in [
            "1:00–2:00",
            "6:30",
            "12:00 and 18:00",
            "12",
            "6–8",
            "in the evening",
            "",
            "25:00",
            "12:75",
            "1200",
            "13 pm",
            "–",
            "2023-01-02",
        ] {
            check(written, "");
        }
    }
}
