//! Calendar files as another program reads them: the parser of the `icalendar` crate, which knows nothing of
//! ours. A knowledge base with groups in zones of every kind goes in; each event must stand at the day and hour
//! that `list upcoming` gives, before and after clocks change. tests/browser/calendar.js has a second parser.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use icalendar::parser::{Calendar, Component, read_calendar, unfold};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Zones that change their clocks in March, in September, by half an hour, with Ramadan, and never.
const ZONES: [&str; 8] = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Jerusalem",
    "America/Sao_Paulo",
    "Asia/Tokyo",
    "UTC",
];

fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// A weekly group in each zone, and one whose hours nobody knows.
fn knowledge_base(folder: &Path) {
    for (at, zone) in ZONES.iter().enumerate() {
        let index = format!(
            "---\ntitle: Group {at}, \\ and; more\njoin: https://example.org/{at}?a=1;b=2,3\n\
             schedule: {{ every: sundays, time: \"23:30–01:00\", time_zone: {zone}, first: 2023-02-05 }}\n---\nWords.\n"
        );
        write(folder, &format!("content/groups/g{at}/index.md"), &index);
        let note = "---\ntitle: \"Über 会议 \\U0001F600 so lang, dass die Zeile in der Datei umbrochen werden muss\"\n---\n# X\n\nText.\n";
        write(folder, &format!("content/groups/g{at}/sessions/2023-02-12-x.md"), note);
    }
    write(
        folder,
        "content/groups/days/index.md",
        "---\nschedule: 1st monday\nlast: 2023-09-01\n---\n# Days\n\nWords.\n",
    );
    write(folder, "content/groups/days/sessions/2023-03-15-off.md", "---\nstatus: cancelled\n---\n# Off\n\nText.\n");
}

fn value<'a>(component: &'a Component<'a>, name: &str) -> &'a str {
    component.find_prop(name).unwrap_or_else(|| panic!("no {name} in {component:?}")).val.as_str()
}

/// The zone and local time of an event's beginning; of a whole day, midnight in no zone.
fn beginning(event: &Component<'_>) -> (String, DateTime) {
    let property = event.find_prop("DTSTART").unwrap();
    let zone = property.params.iter().find(|parameter| parameter.key.as_str() == "TZID");
    let zone = zone.and_then(|zone| zone.val.as_ref()).map(|zone| zone.as_str().to_owned());
    let written = property.val.as_str();
    let zone = zone.or_else(|| written.ends_with('Z').then(|| "UTC".to_owned())).unwrap_or_default();
    let date: Result<DateTime, _> = written.trim_end_matches('Z').parse();
    let whole_day = || written.parse::<jiff::civil::Date>().unwrap().at(0, 0, 0, 0);
    (zone, date.unwrap_or_else(|_| whole_day()))
}

#[test]
fn another_parser_reads_the_sessions_at_their_hours() {
    let folder = tempfile::tempdir().unwrap();
    knowledge_base(folder.path());
    support::run(folder.path(), &["build", ".", "--output", "out", "--today", "2023-02-20"]).must_have_finished();
    let listed = support::run(folder.path(), &["list", "upcoming", ".", "--format", "json", "--today", "2023-02-20"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&listed.stdout).unwrap();
    assert!(rows.len() > ZONES.len() * 50, "{}", rows.len());

    let text = fs::read_to_string(folder.path().join("out/calendar/all.ics")).unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let unfolded = unfold(&text);
    let calendar: Calendar<'_> = read_calendar(&unfolded).unwrap();
    let events: Vec<&Component<'_>> =
        calendar.components.iter().filter(|component| component.name.as_str() == "VEVENT").collect();
    let uids: BTreeSet<&str> = events.iter().map(|event| value(event, "UID")).collect();
    assert_eq!(uids.len(), events.len(), "a UID stands for one event");
    assert!(events.iter().all(|event| value(event, "DTSTAMP") == "20230220T000000Z"));

    let to_come: BTreeMap<(String, DateTime), usize> = events
        .iter()
        .filter(|event| event.find_prop("STATUS").is_none())
        .map(|event| beginning(event))
        .filter(|(_, at)| at.date() >= jiff::civil::date(2023, 2, 20))
        .fold(BTreeMap::new(), |mut counts, key| {
            *counts.entry(key).or_default() += 1;
            counts
        });
    assert_eq!(to_come.values().sum::<usize>(), rows.len());
    for row in &rows {
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let start = format!(
            "{}T{}",
            text("date"),
            Some(text("start")).filter(|time| !time.is_empty()).unwrap_or("00:00".to_owned())
        );
        let start: DateTime = start.parse().unwrap();
        assert!(to_come.contains_key(&(text("time_zone"), start)), "{row}\n{to_come:?}");
    }
    let defined: BTreeSet<&str> = calendar
        .components
        .iter()
        .filter(|component| component.name.as_str() == "VTIMEZONE")
        .map(|zone| value(zone, "TZID"))
        .collect();
    let used: BTreeSet<String> = to_come.keys().map(|(zone, _)| zone.clone()).collect();
    for zone in used.iter().filter(|zone| !zone.is_empty() && *zone != "UTC") {
        assert!(defined.contains(zone.as_str()), "{zone} has no definition");
        assert!(TimeZone::get(zone).is_ok());
    }
    let cancelled: Vec<&&Component<'_>> = events.iter().filter(|event| event.find_prop("STATUS").is_some()).collect();
    assert_eq!(cancelled.len(), 1);
    assert_eq!(value(cancelled[0], "STATUS"), "CANCELLED");
}
