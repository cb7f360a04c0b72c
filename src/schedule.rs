//! When a group meets: `2nd thursday`, `every 2 weeks`, `letzter Freitag`, as people write it above a group's page.
//! Front matter goes in; the dates that follow from it come out, in rising order and without end unless
//! the schedule has one. Words that leave two readings open give no rule, and so no date. A session's own front
//! matter is read the same way, for its time and its links.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde_json::Value;

use crate::note::FrontMatter;
use crate::text;
use clock::Hours;

pub mod clock;
mod lexicon;
mod words;
pub mod zone;

/// What a group's front matter says of when it meets; every part may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    /// The words that say how often, as they were written.
    pub written: Option<String>,
    /// What those words mean, where they have one meaning.
    pub rule: Option<Rule>,
    /// The first session's day.
    pub first: Option<Date>,
    /// No session is later than this.
    pub last: Option<Date>,
    /// How many sessions there are from the first on.
    pub sessions: Option<u32>,
    /// Days on which the group does not meet though the rule says so.
    pub except: BTreeSet<Date>,
    /// The time of day, as it was written: `12:00–12:45`.
    pub time: Option<String>,
    /// What that time means, where it has one meaning.
    pub hours: Option<Hours>,
    /// How many minutes a session takes, where the time doesn't say when it ends.
    pub minutes: Option<u16>,
    /// The time zone, from the IANA database, where it isn't the knowledge base's.
    pub time_zone: Option<String>,
    /// Where to register: an address of the web or of mail.
    pub register: Option<String>,
    /// Where to join online.
    pub join: Option<String>,
}

/// How often a group meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Every so many weeks on these weekdays; on that of the first session where none are named.
    Weeks {
        /// 1 for each week, 2 for every other.
        every: u32,
        /// Without duplicates; may be empty.
        weekdays: Vec<Weekday>,
    },
    /// Every so many months on these days; where none are named, on the weekday of the first
    /// session, counted as there: its second Thursday leads to second Thursdays.
    Months {
        /// 1 for each month, 3 for each quarter.
        every: u32,
        /// Without duplicates; may be empty.
        days: Vec<MonthDay>,
    },
}

/// A day of each month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthDay {
    /// The n-th of a weekday; -1 is the last.
    Nth(i8, Weekday),
    /// The day with this number, 1 to 31; months that lack it are passed over. -1 is the last day.
    Day(i8),
}

/// No calendar is looked through further than this many days, weeks or months.
const FURTHEST: u32 = 4000;

impl Rule {
    /// What words such as `2nd and 4th tuesday` mean; `None` where that is open.
    pub fn parse(words: &str) -> Option<Self> {
        words::rule(words)
    }
}

impl Schedule {
    /// The schedule in a group's front matter: in a table `schedule`, or in keys of their own.
    pub fn of(front: &FrontMatter) -> Self {
        let table = front.values.get("schedule").and_then(Value::as_object);
        let value = |key: &str| table.and_then(|table| table.get(key)).or_else(|| front.values.get(key));
        let words = || front.values.get("schedule").and_then(written_in);
        let said = |keys: &[&str]| keys.iter().find_map(|key| value(key).and_then(written_in));
        let written = said(&["every"]).or_else(words);
        let time = said(&["time"]).or_else(|| written.as_deref().and_then(words::time));
        let end = said(&["end_time", "end", "until"]);
        Self {
            rule: written.as_deref().and_then(Rule::parse),
            written,
            first: ["first", "starts", "start"].into_iter().find_map(|key| value(key).and_then(date)),
            last: ["last", "ends", "ended"].into_iter().find_map(|key| value(key).and_then(date)),
            sessions: said(&["sessions"]).and_then(|number| number.parse().ok()),
            except: value("except").map(dates).unwrap_or_default(),
            hours: time.as_deref().and_then(|time| hours(time, end.as_deref())),
            time,
            minutes: said(&["duration", "length"]).as_deref().and_then(clock::minutes),
            time_zone: said(&["time_zone", "timezone"]),
            register: said(&["register"]).filter(|address| text::is_address(address)),
            join: said(&["join", "meeting"]).filter(|address| text::is_address(address)),
        }
    }

    /// All dates of the schedule from its first on. `anchor` is a day on which the group meets, from
    /// which dates are counted where the schedule doesn't name its first.
    pub fn dates(&self, anchor: Date) -> impl Iterator<Item = Date> {
        let from = self.first.unwrap_or(anchor);
        let most = self.sessions.filter(|_| self.first.is_some()).map_or(usize::MAX, |most| most as usize);
        let rounds =
            self.rule.iter().flat_map(move |rule| (0..FURTHEST).map_while(move |round| round_of(rule, from, round)));
        rounds
            .flatten()
            .skip_while(move |date| *date < from)
            .take_while(|date| self.last.is_none_or(|last| *date <= last))
            .filter(|date| !self.except.contains(date))
            .take(most)
    }

    /// Whether the dates are the same from whichever session they are counted.
    pub fn is_anchored(&self) -> bool {
        let by_rule = match &self.rule {
            Some(Rule::Weeks { every, weekdays }) => *every == 1 && !weekdays.is_empty(),
            Some(Rule::Months { every, days }) => *every == 1 && !days.is_empty(),
            None => false,
        };
        by_rule || self.first.is_some()
    }

    /// The first date after the latest of the sessions there are, and not before today.
    pub fn next(&self, latest: Option<Date>, today: Date) -> Option<Date> {
        let anchor = latest.unwrap_or(today);
        self.dates(anchor).find(|date| *date >= today && latest.is_none_or(|latest| *date > latest))
    }

    /// Which session of its round a date is, from 1; `None` where the first session isn't known.
    pub fn number(&self, date: Date) -> Option<u32> {
        let before = self.dates(self.first?).take_while(|other| *other <= date).count();
        u32::try_from(before).ok().filter(|number| *number > 0)
    }
}

/// Whether front matter says that a group has come to its end.
pub fn has_ended(front: &FrontMatter, today: Date) -> bool {
    const WORDS: [&str; 7] = ["ended", "closed", "finished", "archived", "complete", "completed", "done"];
    let by_word = front.text("status").is_some_and(|status| WORDS.contains(&text::fold(&status).as_str()));
    by_word || front.is_set("ended") || ended_on(front).is_some_and(|day| day <= today)
}

/// The day on which front matter says that a group has come to its end.
pub fn ended_on(front: &FrontMatter) -> Option<Date> {
    front.text("ended").and_then(|day| day.get(..10)?.parse().ok())
}

/// Whether front matter says that a group doesn't meet for the time being.
pub fn is_resting(front: &FrontMatter) -> bool {
    const WORDS: [&str; 7] = ["paused", "on hold", "on pause", "dormant", "inactive", "suspended", "resting"];
    front.text("status").is_some_and(|status| WORDS.contains(&text::fold(&status).as_str()))
}

/// The dates of the n-th week or month in which there are sessions; `None` at the calendar's end.
fn round_of(rule: &Rule, from: Date, round: u32) -> Option<Vec<Date>> {
    let mut dates = match rule {
        Rule::Weeks { every, weekdays } => {
            let days = i64::from(every.checked_mul(round)?) * 7;
            let same = from.checked_add(days.days()).ok()?;
            let monday = same.checked_sub(i32::from(same.weekday().to_monday_zero_offset()).days()).ok()?;
            let on = |weekday: &Weekday| monday.checked_add(i32::from(weekday.to_monday_zero_offset()).days()).ok();
            if weekdays.is_empty() { vec![same] } else { weekdays.iter().filter_map(on).collect() }
        }
        Rule::Months { every, days } => {
            let months = i64::from(every.checked_mul(round)?);
            let month = from.first_of_month().checked_add(months.months()).ok()?;
            let like_first = [like(from)];
            let days = if days.is_empty() { &like_first[..] } else { days };
            days.iter().filter_map(|day| day_of(month, *day)).collect()
        }
    };
    dates.sort();
    dates.dedup();
    Some(dates)
}

/// A date's weekday as it is counted in its month; the fifth is the last.
fn like(date: Date) -> MonthDay {
    let nth = (date.day() - 1) / 7 + 1;
    MonthDay::Nth(if nth == 5 { -1 } else { nth }, date.weekday())
}

fn day_of(month: Date, day: MonthDay) -> Option<Date> {
    match day {
        MonthDay::Nth(nth, weekday) => month.nth_weekday_of_month(nth, weekday).ok(),
        MonthDay::Day(-1) => Some(month.last_of_month()),
        MonthDay::Day(day) => Date::new(month.year(), month.month(), day).ok(),
    }
}

/// The hours of a day, the end perhaps in a key of its own.
fn hours(time: &str, end: Option<&str>) -> Option<Hours> {
    let hours = clock::hours(time)?;
    let end = end.filter(|_| hours.end.is_none()).and_then(|end| clock::hours(&format!("{}-{end}", hours.start)));
    Some(Hours { end: end.map_or(hours.end, |both| both.end), ..hours })
}

fn written_in(value: &Value) -> Option<String> {
    let text = value.as_str().map(str::to_owned).or_else(|| value.as_number().map(ToString::to_string))?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn date(value: &Value) -> Option<Date> {
    written_in(value)?.get(..10)?.parse().ok()
}

fn dates(value: &Value) -> BTreeSet<Date> {
    match value {
        Value::Array(values) => values.iter().filter_map(date).collect(),
        Value::String(written) => written.split([',', ' ']).filter_map(|part| part.trim().parse().ok()).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn check(words: &str, from: &str, dates: &[&str]) {
        let schedule = Schedule { rule: Rule::parse(words), ..Schedule::default() };
        let found: Vec<String> =
            schedule.dates(day(from)).take(dates.len().max(1)).map(|date| date.to_string()).collect();
        assert_eq!(found, dates, "{words}");
    }

    #[test]
    fn dates_follow_from_the_words() {
        check("2nd thursday", "2022-12-01", &["2022-12-08", "2023-01-12", "2023-02-09"]);
        check("every Thursday", "2022-12-08", &["2022-12-08", "2022-12-15"]);
        check("weekly", "2022-12-08", &["2022-12-08", "2022-12-15"]);
        check("every 2 weeks", "2022-12-08", &["2022-12-08", "2022-12-22"]);
        check("every other Tuesday", "2022-12-08", &["2022-12-20", "2023-01-03"]);
        check("fortnightly on tuesdays", "2022-12-06", &["2022-12-06", "2022-12-20"]);
        check("monthly", "2022-12-08", &["2022-12-08", "2023-01-12"]);
        check("monthly", "2022-12-29", &["2022-12-29", "2023-01-26"]);
        check("last friday", "2022-12-01", &["2022-12-30", "2023-01-27"]);
        check("2nd and 4th tuesday", "2022-12-01", &["2022-12-13", "2022-12-27", "2023-01-10"]);
        check("First & third Mon of the month, 12:00–13:00 Eastern", "2022-12-01", &["2022-12-05", "2022-12-19"]);
        check("the 15th of each month", "2022-12-16", &["2023-01-15"]);
        check("31st of the month", "2023-01-01", &["2023-01-31", "2023-03-31"]);
        check("last day of the month", "2023-01-01", &["2023-01-31", "2023-02-28"]);
        check("every 3 months on the 1st Wednesday", "2023-01-01", &["2023-01-04", "2023-04-05"]);
        check("quarterly", "2023-01-12", &["2023-01-12", "2023-04-13"]);
        check("Tuesdays and Thursdays", "2022-12-07", &["2022-12-08", "2022-12-13"]);
        check("5th friday", "2023-01-01", &["2023-03-31", "2023-06-30"]);
    }

    #[test]
    fn dates_follow_from_words_in_the_languages_that_ship() {
        let second_thursdays = ["2022-12-08", "2023-01-12", "2023-02-09"];
        for words in [
            "jeden 2. Donnerstag im Monat",
            "jeden zweiten Donnerstag im Monat, 12:00 bis 12:45 Uhr",
            "2. Donnerstag um 18 Uhr",
            "zweiter Donnerstag des Monats, 18 Uhr",
            "2e jeudi du mois",
            "le deuxième jeudi de chaque mois, 18h30",
            "chaque 2ème jeudi du mois à 18 h",
            "segundo jueves de cada mes",
            "ثاني خميس من كل شهر",
            "الخميس الثاني من كل شهر",
            "el 2.º jueves del mes a las 18:00",
            "每月第二个星期四",
            "每月第2个周四下午2点",
            "毎月第2木曜日",
            "毎月 第2木曜 14:00～15:00",
        ] {
            check(words, "2022-12-01", &second_thursdays);
        }
        for words in [
            "jeden Donnerstag",
            "donnerstags",
            "chaque jeudi",
            "tous les jeudis",
            "cada jueves",
            "كل خميس",
            "todos los jueves",
            "每周四",
            "每星期四",
            "毎週木曜日",
        ] {
            check(words, "2022-12-01", &["2022-12-01", "2022-12-08"]);
        }
        for words in ["alle zwei Wochen", "14-täglich", "toutes les 2 semaines", "cada dos semanas", "每两周", "隔週"]
        {
            check(words, "2022-12-01", &["2022-12-01", "2022-12-15"]);
        }
        for words in [
            "letzter Freitag im Monat",
            "dernier vendredi du mois",
            "último viernes de cada mes",
            "每月最后一个星期五",
            "毎月最終金曜日",
        ] {
            check(words, "2022-12-01", &["2022-12-30", "2023-01-27"]);
        }
        check("毎月第1・第3水曜日", "2022-12-01", &["2022-12-07", "2022-12-21", "2023-01-04"]);
        check("每月15日", "2022-12-01", &["2022-12-15", "2023-01-15"]);
        check("1. und 3. Montag im Monat", "2022-12-01", &["2022-12-05", "2022-12-19"]);
        check("隔週木曜日", "2022-12-01", &["2022-12-01", "2022-12-15"]);
    }

    #[test]
    fn words_with_two_readings_or_none_give_no_date() {
        for words in [
            "every second thursday",
            "every 2nd thursday",
            "jeden zweiten Donnerstag",
            "jeden 3. Donnerstag",
            "un jeudi sur deux",
            "每月四五",
            "第2木曜日か金曜日",
            "bimonthly",
            "when we can",
            "",
            "thursday the 32nd",
            "6th thursday",
            "monthly on thursdays",
            "every 0 weeks",
            "daily",
            "2nd",
        ] {
            check(words, "2022-12-01", &[]);
        }
    }

    #[test]
    fn the_next_session_is_after_the_latest_and_not_before_today() {
        let schedule =
            Schedule { rule: Rule::parse("2nd thursday"), except: [day("2023-03-09")].into(), ..Schedule::default() };
        assert_eq!(schedule.next(None, day("2023-01-12")), Some(day("2023-01-12")));
        assert_eq!(schedule.next(Some(day("2023-01-12")), day("2023-01-12")), Some(day("2023-02-09")));
        assert_eq!(schedule.next(Some(day("2022-11-10")), day("2023-02-10")), Some(day("2023-04-13")));
    }

    #[test]
    fn a_round_ends() {
        let front = |yaml: &[(&str, Value)]| FrontMatter {
            values: yaml.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
            ..FrontMatter::default()
        };
        let table = serde_json::json!({ "every": "2nd thursday", "first": "2022-12-08", "sessions": 6, "except": ["2023-01-12"], "time": "12:00–12:45" });
        let schedule = Schedule::of(&front(&[("schedule", table)]));
        assert_eq!(schedule.dates(day("2000-01-01")).count(), 6);
        assert_eq!(schedule.number(day("2023-02-09")), Some(2));
        assert_eq!(schedule.next(Some(day("2023-06-08")), day("2023-01-01")), None);
        assert_eq!(schedule.time.as_deref(), Some("12:00–12:45"));
        let keys = [
            ("every", Value::from("weekly")),
            ("starts", Value::from("2023-01-03")),
            ("ended", Value::from("2023-01-20")),
        ];
        assert_eq!(Schedule::of(&front(&keys)).dates(day("2000-01-01")).count(), 3);
        let plain = Schedule::of(&front(&[("schedule", Value::from("Last Friday"))]));
        assert_eq!(
            Schedule::of(&front(&[("schedule", Value::from("second Thursdays, 12:00–12:45 ET"))])).time.as_deref(),
            Some("12:00–12:45 ET")
        );
        assert_eq!(plain.time, None);
        assert_eq!(plain.rule, Some(Rule::Months { every: 1, days: vec![MonthDay::Nth(-1, Weekday::Friday)] }));
    }
}
