//! The theme's words, and what is made of them: counts, dates and months as text.
//! A language's file gives patterns and names; what it lacks is English, so a text always comes out.

use jiff::civil;
use serde_json::Value;

use super::shape::Date;
use crate::text;

/// The words of the interface in the site's language: the strings file as it was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Strings(pub(super) Value);

/// What is said where the strings file is silent.
const ENGLISH: [(&str, &str); 18] = [
    ("date.long", "{day} {month} {year}"),
    ("date.short", "{day} {month}"),
    ("date.month", "{month} {year}"),
    ("count.all_sessions.one", "The one session"),
    ("count.all_sessions.other", "All {n} sessions"),
    ("count.session_number.other", "Session {n}"),
    ("count.session_of.other", "Session {n} of {total}"),
    ("count.attended.one", "{n} took part"),
    ("count.attended.other", "{n} took part"),
    ("count.registered.one", "{n} registered"),
    ("count.registered.other", "{n} registered"),
    ("count.organisations.one", "{n} organisation"),
    ("count.organisations.other", "{n} organisations"),
    ("sessions_in_year", "Sessions in {year}"),
    ("ended_in", "Ended in {month}"),
    ("round", "Round {round}"),
    ("time_in_zone", "{time} ({zone} time)"),
    ("cancelled", "Cancelled"),
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SHORT_WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Strings {
    /// The words for `key`, whose dots lead into tables; a key that nobody knows is shown as words.
    pub(super) fn text(&self, key: &str) -> String {
        self.find(key).map_or_else(|| text::title_of_name(key.rsplit('.').next().unwrap_or(key)), str::to_owned)
    }

    /// The pattern for `key`, its `{names}` filled in.
    pub(super) fn filled(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.text(key);
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// `n` of what `key` names in the table of counts.
    pub(super) fn count(&self, key: &str, n: usize) -> String {
        let one = format!("count.{key}.one");
        let key = if n == 1 && self.find(&one).is_some() { one } else { format!("count.{key}.other") };
        self.filled(&key, &[("n", &n.to_string())])
    }

    /// A day as text; of a range, the text names both ends.
    pub(super) fn date(&self, day: civil::Date, end: Option<civil::Date>) -> Date {
        let end = end.filter(|end| *end > day);
        let text = match end {
            None => self.long(day, &day.day().to_string()),
            Some(end) if (end.year(), end.month()) == (day.year(), day.month()) => {
                self.long(day, &format!("{}–{}", day.day(), end.day()))
            }
            Some(end) => {
                format!("{} – {}", self.long(day, &day.day().to_string()), self.long(end, &end.day().to_string()))
            }
        };
        Date {
            iso: day.to_string(),
            text,
            short: self.filled(
                "date.short",
                &[
                    ("day", &day.day().to_string()),
                    ("month", self.name("months.short", index(day.month()), &SHORT_MONTHS)),
                ],
            ),
            year: day.year().to_string(),
            weekday: if end.is_some() { String::new() } else { self.weekday(day).to_owned() },
        }
    }

    /// A day's month with its year.
    pub(super) fn month(&self, day: civil::Date) -> String {
        self.filled("date.month", &[("month", self.month_name(day)), ("year", &day.year().to_string())])
    }

    /// A day's month in short, alone.
    pub(super) fn short_month(&self, day: civil::Date) -> String {
        self.name("months.short", index(day.month()), &SHORT_MONTHS).to_owned()
    }

    fn long(&self, day: civil::Date, days: &str) -> String {
        self.filled("date.long", &[("day", days), ("month", self.month_name(day)), ("year", &day.year().to_string())])
    }

    fn month_name(&self, day: civil::Date) -> &str {
        self.name("months.long", index(day.month()), &MONTHS)
    }

    fn weekday(&self, day: civil::Date) -> &str {
        self.name("weekdays.long", index(day.weekday().to_monday_one_offset()), &WEEKDAYS)
    }

    /// The weekdays from Monday on, in short and in full.
    pub(super) fn weekdays(&self) -> Vec<(String, String)> {
        let name = |key: &str, at: usize, english: &[&'static str]| self.name(key, at, english).to_owned();
        let both = |at: usize| (name("weekdays.short", at, &SHORT_WEEKDAYS), name("weekdays.long", at, &WEEKDAYS));
        (0..WEEKDAYS.len()).map(both).collect()
    }

    /// One of a list of names; in English where the list is missing or too short.
    fn name<'a>(&'a self, key: &str, index: usize, english: &[&'a str]) -> &'a str {
        let names = self.value(key).and_then(Value::as_array);
        let name = names.and_then(|names| names.get(index)).and_then(Value::as_str);
        name.or_else(|| english.get(index).copied()).unwrap_or_default()
    }

    fn find(&self, key: &str) -> Option<&str> {
        let english = || ENGLISH.iter().find(|(known, _)| *known == key).map(|(_, text)| *text);
        self.value(key).and_then(Value::as_str).or_else(english)
    }

    fn value(&self, key: &str) -> Option<&Value> {
        let (table, last) = key.rsplit_once('.').unwrap_or(("", key));
        let tables = table.split('.').filter(|part| !part.is_empty());
        tables.chain([last]).try_fold(&self.0, |at, part| at.get(part))
    }
}

/// jiff counts months and weekdays from one.
fn index(counted_from_one: i8) -> usize {
    usize::try_from(counted_from_one - 1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_in_words() {
        let words = Strings::default();
        let day = civil::date(2023, 1, 12);
        let check = |end: Option<civil::Date>, text: &str| assert_eq!(words.date(day, end).text, text);
        check(None, "12 January 2023");
        check(Some(day), "12 January 2023");
        check(Some(civil::date(2023, 1, 13)), "12–13 January 2023");
        check(Some(civil::date(2023, 2, 1)), "12 January 2023 – 1 February 2023");
        let date = words.date(day, None);
        assert_eq!(
            (date.iso.as_str(), date.short.as_str(), date.weekday.as_str()),
            ("2023-01-12", "12 Jan", "Thursday")
        );
        assert_eq!(words.month(day), "January 2023");
    }

    #[test]
    fn a_language_gives_patterns_and_names() {
        let file = "next = \"Siguiente\"\n[date]\nlong = \"{day} de {month} de {year}\"\n[months]\nlong = [\"enero\"]\n[count]\nsessions = { one = \"{n} sesión\", other = \"{n} sesiones\" }\n";
        let words = Strings(toml::from_str(file).unwrap());
        assert_eq!(words.date(civil::date(2023, 1, 12), None).text, "12 de enero de 2023");
        assert_eq!(words.date(civil::date(2023, 2, 1), None).text, "1 de February de 2023");
        assert_eq!(
            (words.count("sessions", 1), words.count("sessions", 0)),
            ("1 sesión".to_owned(), "0 sesiones".to_owned())
        );
        assert_eq!(words.text("next"), "Siguiente");
        assert_eq!(words.text("read_this"), "Read this");
    }
}
