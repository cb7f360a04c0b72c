//! The theme's words, and what is made of them: counts, numbers, dates, months and lists as text.
//! A language's file gives patterns and names, its grammar picks the plural form; what a file lacks is English.

use std::collections::HashMap;
use std::fmt::Display;

use jiff::civil;
use serde_json::Value;

use super::shape::{Date, DateWords};
use crate::locale::Plurals;
use crate::text;

/// The words of the interface in one language: its strings file as it was read, over those that it falls back to.
#[derive(Debug)]
pub(super) struct Strings {
    /// By key, whose dots lead into tables.
    words: HashMap<String, String>,
    /// Names of months and weekdays, by key.
    names: HashMap<String, Vec<String>>,
    /// From how many digits on numbers are grouped.
    grouped_from: Option<usize>,
    /// The language's own digits, where they are not the usual ones.
    digits: Option<[char; 10]>,
    plurals: Plurals,
}

impl Strings {
    /// Reads the words of a strings file.
    pub(super) fn new(file: &Value) -> Self {
        let (mut words, mut names) = (HashMap::new(), HashMap::new());
        gather(file, "", &mut words, &mut names);
        let least = file.pointer("/number/grouped_from").and_then(Value::as_u64);
        let digits = words.get("number.digits").and_then(|digits| digits.chars().collect::<Vec<_>>().try_into().ok());
        Self {
            grouped_from: least.and_then(|least| usize::try_from(least).ok()),
            digits,
            plurals: Plurals::of(words.get("language").map_or("en", String::as_str)),
            words,
            names,
        }
    }

    /// The words for `key`, whose dots lead into tables; a key that nobody knows is shown as words.
    pub(super) fn text(&self, key: &str) -> String {
        self.find(key).map_or_else(|| text::title_of_name(key.rsplit('.').next().unwrap_or(key)), str::to_owned)
    }

    /// The pattern for `key`, its `{names}` filled in.
    pub(super) fn filled(&self, key: &str, values: &[(&str, &str)]) -> String {
        let Some(pattern) = self.find(key) else { return self.text(key) };
        let mut text = String::with_capacity(pattern.len() + 16);
        let mut rest = pattern;
        while let Some(at) = rest.find('{') {
            let (before, behind) = rest.split_at(at);
            text.push_str(before);
            let named = behind[1..].split_once('}').and_then(|(name, behind)| {
                values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, behind))
            });
            let (value, behind) = named.unwrap_or(("{", &behind[1..]));
            text.push_str(value);
            rest = behind;
        }
        text.push_str(rest);
        text
    }

    /// `n` of what `key` names in the table of counts.
    pub(super) fn count(&self, key: &str, n: usize) -> String {
        self.plural(&format!("count.{key}"), n, &[("n", &self.number(n))])
    }

    /// The pattern that `n` takes of those below `key`, its `{names}` filled in.
    pub(super) fn plural(&self, key: &str, n: usize, values: &[(&str, &str)]) -> String {
        let form = |form: &str| Some(format!("{key}.{form}")).filter(|key| self.find(key).is_some());
        let key = form(self.plurals.form(n)).unwrap_or_else(|| format!("{key}.other"));
        self.filled(&key, values)
    }

    /// A whole number, with what the language puts between thousands.
    pub(super) fn number(&self, n: impl Display) -> String {
        let digits = n.to_string();
        if self.grouped_from.is_none_or(|least| digits.len() < least) {
            return self.digits(&digits);
        }
        let group = self.find("number.group").unwrap_or_default();
        let mut number = String::new();
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                number.push_str(group);
            }
            number.push(digit);
        }
        self.digits(&number)
    }

    /// The numbers of a text in the language's own digits.
    pub(super) fn digits(&self, text: &str) -> String {
        let Some(own) = self.digits else { return text.to_owned() };
        let one = |c: char| c.to_digit(10).and_then(|digit| own.get(usize::try_from(digit).ok()?).copied());
        text.chars().map(|c| one(c).unwrap_or(c)).collect()
    }

    /// `a, b and c`.
    pub(super) fn list<T: AsRef<str>>(&self, parts: &[T]) -> String {
        match parts {
            [] => String::new(),
            [only] => only.as_ref().to_owned(),
            [first, second] => self.filled("list.two", &[("first", first.as_ref()), ("second", second.as_ref())]),
            [rest @ .., last] => self.filled("list.last", &[("rest", &self.row(rest)), ("last", last.as_ref())]),
        }
    }

    /// Short facts that stand in one line: `Alder Group, 12 January 2023`.
    pub(super) fn row<T: AsRef<str>>(&self, parts: &[T]) -> String {
        let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
        parts.join(self.find("list.between").unwrap_or(", "))
    }

    /// A day as text; of a range, the text names both ends.
    pub(super) fn date(&self, day: civil::Date, end: Option<civil::Date>) -> Date {
        let end = end.filter(|end| *end > day);
        let alone = |day: civil::Date| self.long(day, &self.day(day));
        let between = |key: &str, first: &str, last: &str| self.filled(key, &[("first", first), ("last", last)]);
        let text = match end {
            None => alone(day),
            Some(end) if (end.year(), end.month()) == (day.year(), day.month()) => {
                self.long(day, &between("date.days", &self.day(day), &self.day(end)))
            }
            Some(end) => between("date.range", &alone(day), &alone(end)),
        };
        let month = self.name("months.short", index(day.month()));
        let weekday = self.name("weekdays.long", index(day.weekday().to_monday_one_offset()));
        let with_weekday = match end {
            None => self.filled("date.with_weekday", &[("weekday", weekday), ("date", &text)]),
            Some(_) => text.clone(),
        };
        Date::from(DateWords {
            iso: day.to_string(),
            short: self.filled("date.short", &[("day", &self.day(day)), ("month", month)]),
            year: self.year(day.year()),
            with_weekday: super::front::with_large_letter(&with_weekday),
            text,
        })
    }

    /// A day's month with its year, as it stands in a sentence.
    pub(super) fn month(&self, day: civil::Date) -> String {
        let month = self.name("months.long", index(day.month()));
        self.filled("date.month", &[("month", month), ("year", &self.year(day.year()))])
    }

    /// The same as a heading has it.
    pub(super) fn month_alone(&self, day: civil::Date) -> String {
        super::front::with_large_letter(&self.month(day))
    }

    /// A year, which no language groups.
    pub(super) fn year(&self, year: i16) -> String {
        self.digits(&year.to_string())
    }

    fn day(&self, day: civil::Date) -> String {
        self.digits(&day.day().to_string())
    }

    /// A day's month in short, alone.
    pub(super) fn short_month(&self, day: civil::Date) -> String {
        self.name("months.short", index(day.month())).to_owned()
    }

    fn long(&self, day: civil::Date, days: &str) -> String {
        let month = self.name("months.long", index(day.month()));
        self.filled("date.long", &[("day", days), ("month", month), ("year", &self.year(day.year()))])
    }

    /// The weekdays from Monday on, in short and in full.
    pub(super) fn weekdays(&self) -> Vec<(String, String)> {
        let name = |key: &str, at: usize| self.name(key, at).to_owned();
        (0..7).map(|at| (name("weekdays.short", at), name("weekdays.long", at))).collect()
    }

    /// One of a list of names.
    fn name(&self, key: &str, index: usize) -> &str {
        self.names.get(key).and_then(|names| names.get(index)).map(String::as_str).unwrap_or_default()
    }

    fn find(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }
}

/// Takes in what stands below `key` in a strings file.
fn gather(file: &Value, key: &str, words: &mut HashMap<String, String>, names: &mut HashMap<String, Vec<String>>) {
    match file {
        Value::Object(table) => {
            for (name, value) in table {
                let below = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                gather(value, &below, words, names);
            }
        }
        Value::Array(list) => {
            let list = list.iter().map(|name| name.as_str().unwrap_or_default().to_owned());
            names.insert(key.to_owned(), list.collect());
        }
        Value::String(text) => {
            words.insert(key.to_owned(), text.clone());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// jiff counts months and weekdays from one.
fn index(counted_from_one: i8) -> usize {
    usize::try_from(counted_from_one - 1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::config::Config;
    use crate::theme;

    /// The words of a language that ships.
    fn words(language: &str) -> Strings {
        words_with(&BTreeMap::new(), language)
    }

    fn words_with(files: &BTreeMap<String, Arc<[u8]>>, language: &str) -> Strings {
        let config = Config { language: language.to_owned(), ..Config::default() };
        Strings::new(&theme::load(files, (&config, ""), &mut Vec::new()).strings)
    }

    #[test]
    fn dates_are_said_in_words() {
        let english = words("en");
        let day = civil::date(2023, 1, 12);
        let check = |language: &str, end: Option<civil::Date>, text: &str| {
            assert_eq!(words(language).date(day, end).text, text);
        };
        check("en", None, "12 January 2023");
        check("en", Some(day), "12 January 2023");
        check("en", Some(civil::date(2023, 1, 13)), "12–13 January 2023");
        check("en", Some(civil::date(2023, 2, 1)), "12 January 2023 – 1 February 2023");
        check("de", None, "12. Januar 2023");
        check("de", Some(civil::date(2023, 1, 13)), "12.–13. Januar 2023");
        let date = english.date(day, None);
        assert_eq!(
            (date.iso.as_str(), date.short.as_str(), date.with_weekday.as_str()),
            ("2023-01-12", "12 Jan", "Thursday, 12 January 2023")
        );
        assert_eq!(english.month(day), "January 2023");
    }

    #[test]
    fn a_language_gives_patterns_and_names_and_may_leave_some_out() {
        let file = "next = \"Suivant\"\n[date]\nlong = \"{day} · {month} · {year}\"\n[number]\ndigits = \"٠١٢٣٤٥٦٧٨٩\"\n[count]\nsessions = { one = \"{n} séance\", other = \"{n} séances\" }\n";
        let files: BTreeMap<String, Arc<[u8]>> =
            [("strings/fr.toml".to_owned(), file.as_bytes().into())].into_iter().collect();
        let words = words_with(&files, "fr-CA");
        assert_eq!(words.date(civil::date(2023, 2, 1), None).text, "١ · February · ٢٠٢٣");
        let counts = [0, 1, 2].map(|n| words.count("sessions", n));
        assert_eq!(counts, ["٠ séance", "١ séance", "٢ séances"]);
        assert_eq!((words.text("next"), words.text("home")), ("Suivant".to_owned(), "Home".to_owned()));
        assert_eq!(words.text("read_this"), "Read this");
    }

    #[test]
    fn a_site_in_a_language_without_a_file_counts_as_english_does() {
        assert_eq!(words("fr").count("sessions", 0), "0 sessions");
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does_it() {
        let check = |language: &str, n: u32, text: &str| assert_eq!(words(language).number(n), text);
        check("en", 999, "999");
        check("en", 1000, "1,000");
        check("en", 1_234_567, "1,234,567");
        check("de", 1000, "1.000");
    }

    #[test]
    fn lists_end_with_and() {
        let check = |parts: &[&str], text: &str| assert_eq!(words("en").list(parts), text);
        check(&[], "");
        check(&["a"], "a");
        check(&["a", "b"], "a and b");
        check(&["a", "b", "c"], "a, b and c");
        assert_eq!(words("de").list(&["a", "b", "c"]), "a, b und c");
    }
}
