//! What pages take from front matter beyond plain texts: links that are safe to show, people, schedules,
//! attendance, and whether something has ended.

use serde_json::Value;

use super::Here;
use super::shape::{Link, Person};
use super::words::Strings;
use crate::note::{Attendance, Note};
use crate::schedule;
use crate::text;

/// The first of `keys` that front matter gives a text for.
pub(super) fn first(note: &Note, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| note.front.text(key))
}

/// Where people register: `register`, if it is a web or mail address.
pub(super) fn registration(here: &Here<'_>, note: &Note) -> Option<Link> {
    let href = note.front.text("register").filter(|address| text::is_address(address))?;
    Some(Link { href, label: here.words().text("register") })
}

/// Whom to ask: `contact`, with a link where it is a mail or web address, or has one.
pub(super) fn contact(note: &Note) -> Option<Person> {
    let value = note.front.values.get("contact")?;
    let field = |key: &str| value.get(key).and_then(Value::as_str).map(|text| text.trim().to_owned());
    let written = value.as_str().map(|text| text.trim().to_owned());
    let address =
        written.clone().or_else(|| ["email", "mail", "url", "link", "address"].iter().find_map(|key| field(key)));
    let href = address.as_deref().and_then(text::link_of);
    let plain = |address: String| address.strip_prefix("mailto:").map_or(address.clone(), str::to_owned);
    let name = field("name").or(address).map(plain).filter(|name| !name.is_empty())?;
    Some(Person { name, href, role: None })
}

/// Whom to ask in the whole network, as `roundtable.toml` says.
pub(super) fn network_contact(here: &Here<'_>) -> Option<Person> {
    let href = here.site.config.contact_href()?;
    let name = href.strip_prefix("mailto:").unwrap_or(&href).to_owned();
    Some(Person { name, href: Some(href), role: None })
}

/// Who facilitates, each with a link: their own page, else the address that front matter gives.
pub(super) fn facilitators(here: &Here<'_>, note: &Note) -> Vec<Person> {
    ["facilitators", "facilitator"]
        .iter()
        .flat_map(|key| people(note, key))
        .map(|(name, address)| person(here, &name, address))
        .collect()
}

fn person(here: &Here<'_>, written: &str, address: Option<String>) -> Person {
    let name = written.trim().trim_start_matches("[[").trim_end_matches("]]");
    let (target, name) = name.split_once('|').unwrap_or((name, name));
    let page = here.shared.people.get(&text::fold(target)).or_else(|| here.shared.people.get(&text::fold(name)));
    Person { name: name.trim().to_owned(), href: page.map(|id| here.href_of(*id)).or(address), role: None }
}

/// The names under a key, each with an address where the entry has one.
fn people(note: &Note, key: &str) -> Vec<(String, Option<String>)> {
    let Some(Value::Array(entries)) = note.front.values.get(key) else {
        return note.front.list(key).into_iter().map(|name| (name, None)).collect();
    };
    let field = |entry: &Value, key: &str| entry.get(key).and_then(Value::as_str).map(|text| text.trim().to_owned());
    let address = |entry: &Value| {
        ["url", "link", "address"].iter().find_map(|key| field(entry, key)).filter(|address| text::is_address(address))
    };
    let name = |entry: &Value| {
        entry.as_str().map(str::to_owned).or_else(|| field(entry, "name")).filter(|name| !name.is_empty())
    };
    entries.iter().filter_map(|entry| Some((name(entry)?, address(entry)))).collect()
}

/// When a group meets, in words: `schedule` or `every`, with `time`; `schedule` may be a table of these.
pub(super) fn schedule(here: &Here<'_>, note: &Note) -> Option<String> {
    let every = part(note, "every").or_else(|| note.front.text("schedule")).map(|every| with_large_names(&every));
    let time = time(note).map(|time| in_zone(here, &time, time_zone(note)));
    let parts: Vec<String> = every.into_iter().chain(time).collect();
    (!parts.is_empty()).then(|| here.words().row(&parts))
}

/// The time of day at which a group or a session meets, as it is written.
pub(super) fn time(note: &Note) -> Option<String> {
    part(note, "time")
}

/// The time zone that front matter names.
pub(super) fn time_zone(note: &Note) -> Option<String> {
    part(note, "time_zone")
}

/// A time with its zone, else the site's, unless it names one itself.
pub(super) fn in_zone(here: &Here<'_>, time: &str, zone: Option<String>) -> String {
    let names_zone = time
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.len() > 1 && !matches!(word.to_lowercase().as_str(), "am" | "pm" | "to"));
    let zone = zone.or_else(|| here.site.config.time_zone.clone());
    match zone.filter(|_| !names_zone) {
        None => time.to_owned(),
        Some(zone) => match zone.rsplit_once('/') {
            Some((_, city)) => {
                here.words().filled("time_in_zone", &[("time", time), ("zone", &city.replace('_', " "))])
            }
            None => format!("{time} {zone}"),
        },
    }
}

/// A value of front matter, at its top or in the table `schedule`.
fn part(note: &Note, key: &str) -> Option<String> {
    let in_schedule = || note.front.values.get("schedule")?.get(key)?.as_str().map(|text| text.trim().to_owned());
    note.front.text(key).or_else(in_schedule).filter(|text| !text.is_empty())
}

/// Names of weekdays begin with a large letter, as does the whole.
fn with_large_names(every: &str) -> String {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let is_day = |word: &str| DAYS.contains(&word.trim_end_matches([',', ';']).trim_end_matches('s'));
    let words = every
        .split(' ')
        .enumerate()
        .map(|(at, word)| if at == 0 || is_day(word) { with_large_letter(word) } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

/// `text` with its first letter large.
pub(super) fn with_large_letter(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How many sessions a group's schedule or round has.
pub(super) fn planned_sessions(note: &Note) -> Option<usize> {
    let number = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
    let in_schedule = || note.front.values.get("schedule")?.get("sessions").and_then(number);
    note.front.values.get("sessions").and_then(number).or_else(in_schedule).filter(|number| *number > 0)
}

/// A group's round and state in a line; that it is active goes without saying.
pub(super) fn status(here: &Here<'_>, note: &Note) -> Option<String> {
    let words = here.words();
    let round = note.front.text("round").map(|round| match round.starts_with(|c: char| c.is_ascii_digit()) {
        true => words.filled("round", &[("round", &round)]),
        false => round,
    });
    let ended = schedule::ended_on(&note.front)
        .filter(|day| *day <= here.site.today)
        .map(|day| words.filled("ended_in", &[("month", &words.month(day))]));
    let said = note
        .front
        .text("status")
        .filter(|status| text::fold(status) != "active")
        .map(|status| with_large_letter(&status));
    let parts: Vec<String> = round.into_iter().chain(ended.or(said)).collect();
    (!parts.is_empty()).then(|| words.row(&parts))
}

/// How many took part in a session, as far as front matter says: a number, or a table of numbers. Small ones aren't told.
pub(super) fn attendance(words: &Strings, note: &Note) -> Option<String> {
    let value = note.front.values.get("attendance")?;
    let number = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
    let is_told = |number: &usize| *number >= Attendance::LEAST_TOLD as usize;
    if let Some(attended) = number(value) {
        return is_told(&attended).then(|| words.count("attended", attended));
    }
    let keys = [
        ("attended", "attended"),
        ("registered", "registered"),
        ("organisations", "organisations"),
        ("organizations", "organisations"),
    ];
    let parts: Vec<String> = keys
        .iter()
        .filter_map(|(key, word)| {
            let is_of_people = *word != "organisations";
            let number = number(value.get(key)?).filter(|number| !is_of_people || is_told(number))?;
            Some(words.count(word, number))
        })
        .collect();
    (!parts.is_empty()).then(|| words.row(&parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_read_as_words() {
        let check = |every: &str, words: &str| assert_eq!(with_large_names(every), words);
        check("2nd thursday", "2nd Thursday");
        check("first mondays, every other month", "First Mondays, every other month");
        check("every Tuesday", "Every Tuesday");
    }
}
