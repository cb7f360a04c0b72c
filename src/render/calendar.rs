//! Sessions for calendar programs: iCalendar (RFC 5545) with the names of RFC 7986. A site goes in, the text of a
//! file comes out: lines of at most 75 octets that end in CRLF, the same for the same files and date.
//! A session keeps its UID when its note is written, renamed or cancelled: it is made of group and day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::href::canonical;
use super::time_zone;
use super::view::Look;
use crate::model::{GroupId, Meeting, Site};
use crate::text;

/// A line is folded after so many octets (3.1).
const OCTETS: usize = 75;

/// The sessions of the last months and those to come, of all groups or of one.
pub(super) fn file(site: &Site, look: &Look, group: Option<GroupId>) -> String {
    let mut meetings: Vec<&Meeting> =
        site.recent.iter().chain(&site.upcoming).filter(|meeting| group.is_none() || meeting.group == group).collect();
    meetings.sort_by_key(|meeting| meeting.date);
    let name = group.map_or_else(|| site.name.clone(), |group| group_name(site, group).to_owned());
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Roundtable//Roundtable//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        format!("NAME:{}", escaped(&name)),
        format!("X-WR-CALNAME:{}", escaped(&name)),
        "REFRESH-INTERVAL;VALUE=DURATION:P1D".to_owned(),
    ];
    lines.extend(time_zones(&meetings));
    let mut taken = BTreeSet::new();
    for meeting in meetings {
        let uid = uid(site, meeting, &mut taken);
        lines.extend(event(site, look, (meeting, group), uid));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// The definition of each zone that sessions are held in.
fn time_zones(meetings: &[&Meeting]) -> Vec<String> {
    let mut spans: BTreeMap<&str, (Date, Date)> = BTreeMap::new();
    for meeting in meetings.iter().filter(|meeting| meeting.start.is_some()) {
        let Some(zone) = local_zone(meeting) else { continue };
        let (first, last) = spans.entry(zone).or_insert((meeting.date, meeting.last_day()));
        (*first, *last) = ((*first).min(meeting.date), (*last).max(meeting.last_day()));
    }
    let definition = |(name, span): (&str, (Date, Date))| {
        jiff::tz::TimeZone::get(name).map(|zone| time_zone::definition(&zone, name, span)).unwrap_or_default()
    };
    spans.into_iter().flat_map(definition).collect()
}

/// The zone that a session's hours need a definition of; UTC needs none.
fn local_zone(meeting: &Meeting) -> Option<&str> {
    meeting.time_zone.as_deref().filter(|zone| *zone != "UTC")
}

fn event(site: &Site, look: &Look, (meeting, shown): (&Meeting, Option<GroupId>), uid: String) -> Vec<String> {
    let mut lines = vec!["BEGIN:VEVENT".to_owned(), format!("UID:{}", escaped(&uid))];
    lines.push(format!("DTSTAMP:{}T000000Z", site.today.strftime("%Y%m%d")));
    lines.extend(when(meeting));
    lines.push(format!("SUMMARY:{}", escaped(&summary(site, look, (meeting, shown)))));
    let page = meeting.note.and_then(|note| Some(canonical(site.address.as_deref()?, &site.addresses[note])));
    // Where no hour is certain, the words of the note say more than the day.
    let time = meeting.time.as_ref().filter(|_| meeting.start.is_none());
    let is_to_come = meeting.last_day() >= site.today && !meeting.is_cancelled;
    let join = meeting.join.as_ref().filter(|_| is_to_come);
    let register = meeting.register.as_ref().filter(|_| is_to_come);
    let said: Vec<&str> = [time, join, register, page.as_ref()].into_iter().flatten().map(String::as_str).collect();
    if !said.is_empty() {
        lines.push(format!("DESCRIPTION:{}", escaped(&said.join("\n"))));
    }
    lines.extend(join.map(|join| format!("LOCATION:{}", escaped(join))));
    lines.extend(page.map(|page| format!("URL:{page}")));
    if meeting.is_cancelled {
        lines.extend(["STATUS:CANCELLED".to_owned(), "SEQUENCE:1".to_owned()]);
    }
    lines.push("END:VEVENT".to_owned());
    lines
}

/// Beginning and end: to the minute where the hours are known, else whole days (3.6.1).
fn when(meeting: &Meeting) -> Vec<String> {
    let Some(start) = meeting.start else {
        let after = meeting.last_day().checked_add(1.day()).unwrap_or(Date::MAX);
        let day = |name: &str, day: Date| format!("{name};VALUE=DATE:{}", day.strftime("%Y%m%d"));
        return vec![day("DTSTART", meeting.date), day("DTEND", after), "TRANSP:TRANSPARENT".to_owned()];
    };
    let at = |name: &str, at| match (local_zone(meeting), &meeting.time_zone) {
        (Some(zone), _) => format!("{name};TZID={zone}:{}", time_zone::stamp(at)),
        (None, Some(_)) => format!("{name}:{}Z", time_zone::stamp(at)),
        // Without a zone it is the time where the group is (3.3.5, form 1).
        (None, None) => format!("{name}:{}", time_zone::stamp(at)),
    };
    let end = meeting.end_day().zip(meeting.end).map(|(day, end)| at("DTEND", day.to_datetime(end)));
    [at("DTSTART", meeting.date.to_datetime(start))].into_iter().chain(end).collect()
}

/// The session's title, and before it the group's name unless the calendar is the group's own.
fn summary(site: &Site, look: &Look, (meeting, shown): (&Meeting, Option<GroupId>)) -> String {
    let title = meeting.title.clone().or_else(|| look.planned(meeting.number));
    let group = meeting.group.map(|group| group_name(site, group));
    match (group, title) {
        (Some(group), Some(title)) if (shown.is_none() && !site.is_one_group()) || meeting.title.is_none() => {
            format!("{group}: {title}")
        }
        (_, Some(title)) => title,
        (Some(group), None) => group.to_owned(),
        (None, None) => site.name.clone(),
    }
}

fn group_name(site: &Site, group: GroupId) -> &str {
    Some(site.groups[group].name.as_str()).filter(|name| !name.is_empty()).unwrap_or(&site.name)
}

/// The name by which programs know a session again: group and day, and the note's name from the second
/// session of a day on.
fn uid(site: &Site, meeting: &Meeting, taken: &mut BTreeSet<String>) -> String {
    let folder = meeting.group.map(|group| site.groups[group].folder.replace('/', "-"));
    let group = folder
        .filter(|folder| !folder.is_empty())
        .map_or_else(|| "sessions".to_owned(), |folder| text::address_part(&folder));
    let host = site.address.as_deref().and_then(|address| address.split('/').nth(2));
    let host = host.map_or_else(|| text::address_part(&site.name), str::to_owned);
    let day = format!("{}-{group}", meeting.date);
    let stem = meeting.note.map(|note| text::address_part(text::path_stem(&site.notes[note].path)));
    let more = (2..).map(|n| format!("{day}-{n}"));
    let names = std::iter::once(day.clone()).chain(stem.map(|stem| format!("{day}-{stem}"))).chain(more);
    let is_free = |name: &String| !taken.contains(name);
    let name = names.into_iter().find(is_free).expect("numbers don't run out");
    taken.insert(name.clone());
    format!("{name}@{host}")
}

/// A text as a value (3.3.11); characters that no text may hold are left out.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => value.extend(['\\', letter]),
            '\n' => value.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => value.push(letter),
        }
    }
    value
}

/// A line with its end, broken where it is too long, never inside a character.
fn folded(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + 2);
    let mut octets = 0;
    for letter in line.chars() {
        if octets + letter.len_utf8() > OCTETS {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(letter);
        octets += letter.len_utf8();
    }
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::{escaped, folded};

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne\r\u{7}"), "a\\, b\\; c\\\\d\\ne");
    }

    #[test]
    fn lines_are_folded_between_characters() {
        let line = format!("SUMMARY:{}", "aü漢😀".repeat(40));
        let text = folded(&line);
        assert!(text.ends_with("\r\n") && text.trim_end().split("\r\n").all(|line| line.len() <= 75));
        assert!(text.split("\r\n").skip(1).filter(|line| !line.is_empty()).all(|line| line.starts_with(' ')));
        assert_eq!(text.replace("\r\n ", "").trim_end(), line);
        assert_eq!(folded(&"x".repeat(75)), format!("{}\r\n", "x".repeat(75)));
    }
}
