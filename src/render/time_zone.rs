//! A time zone as a `VTIMEZONE` of iCalendar (RFC 5545, 3.6.5), made from the rules that the time zone database
//! has for it. A zone and the days that must be right go in; content lines come out.
//! What a zone does in the same way each year becomes a rule without end; all else is told change by change.

use std::fmt::Write;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

/// A habit must hold for so many years after the last day before it counts as a rule.
const YEARS_AHEAD: i16 = 10;

/// Changes of one kind: from one offset to another, under one name.
#[derive(Debug, PartialEq, Eq)]
struct Observance {
    from: Offset,
    to: Offset,
    name: String,
    is_summer: bool,
    /// By the clock before the change, rising; never empty.
    starts: Vec<DateTime>,
}

/// The definition of a zone that holds from `first` to `last`, line by line.
pub(super) fn definition(zone: &TimeZone, id: &str, (first, last): (Date, Date)) -> Vec<String> {
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{id}")];
    for observance in observances(zone, (first, last)) {
        let part = if observance.is_summer { "DAYLIGHT" } else { "STANDARD" };
        lines.push(format!("BEGIN:{part}"));
        lines.push(format!("DTSTART:{}", stamp(observance.starts[0])));
        lines.extend(repeats(&observance.starts, last));
        lines.push(format!("TZOFFSETFROM:{}", offset(observance.from)));
        lines.push(format!("TZOFFSETTO:{}", offset(observance.to)));
        lines.push(format!("TZNAME:{}", observance.name));
        lines.push(format!("END:{part}"));
    }
    lines.push("END:VTIMEZONE".to_owned());
    lines
}

/// A local time as iCalendar writes it.
pub(super) fn stamp(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

/// The changes from the one in force a year before `first` on, sorted by kind.
fn observances(zone: &TimeZone, (first, last): (Date, Date)) -> Vec<Observance> {
    let midnight = |year: i16| Date::new(year, 1, 1).and_then(|day| zone.to_timestamp(day.at(0, 0, 0, 0)));
    let since = midnight(first.year().saturating_sub(1)).unwrap_or(Timestamp::MIN);
    let until = midnight(last.year().saturating_add(YEARS_AHEAD + 1)).unwrap_or(Timestamp::MAX);
    let mut found: Vec<Observance> = Vec::new();
    let in_force = zone.preceding(since).next();
    if in_force.is_none() {
        let info = zone.to_offset_info(since);
        found.push(Observance {
            from: info.offset(),
            to: info.offset(),
            name: info.abbreviation().to_owned(),
            is_summer: info.dst().is_dst(),
            starts: vec![jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0)],
        });
    }
    for change in in_force.into_iter().chain(zone.following(since).take_while(|change| change.timestamp() < until)) {
        let from = change.timestamp().checked_sub(1.second()).map_or(change.offset(), |before| zone.to_offset(before));
        let start = from.to_datetime(change.timestamp());
        let kind = (from, change.offset(), change.abbreviation(), change.dst().is_dst());
        match found.iter_mut().find(|known| (known.from, known.to, known.name.as_str(), known.is_summer) == kind) {
            Some(known) => known.starts.push(start),
            None => found.push(Observance {
                from,
                to: change.offset(),
                name: change.abbreviation().to_owned(),
                is_summer: change.dst().is_dst(),
                starts: vec![start],
            }),
        }
    }
    found
}

/// The lines that say when changes come again after the first.
fn repeats(starts: &[DateTime], last: Date) -> Vec<String> {
    let is_near = |start: &&DateTime| start.year() <= last.year().saturating_add(1);
    let is_lasting = starts.last().is_some_and(|start| start.year() >= last.year().saturating_add(YEARS_AHEAD));
    if let Some(rule) = yearly(starts).filter(|_| is_lasting) {
        return vec![format!("RRULE:{rule}")];
    }
    // One a line: some programs read the first of several alone.
    starts[1..].iter().filter(is_near).map(|start| format!("RDATE:{}", stamp(*start))).collect()
}

/// The rule that gives exactly these changes, one a year: `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`.
fn yearly(starts: &[DateTime]) -> Option<String> {
    let first = starts.first().filter(|_| starts.len() > 2)?;
    let is_alike = starts.windows(2).all(|pair| {
        pair[1].year() == pair[0].year() + 1
            && (pair[1].month(), pair[1].weekday(), pair[1].time()) == (first.month(), first.weekday(), first.time())
    });
    let is_last = |start: &DateTime| start.day() + 7 > start.date().last_of_month().day();
    let nth = |start: &DateTime| (start.day() - 1) / 7 + 1;
    let place = if starts.iter().all(is_last) {
        -1
    } else {
        Some(nth(first)).filter(|place| *place < 5 && starts.iter().all(|start| nth(start) == *place))?
    };
    let day = day(first.weekday());
    is_alike.then(|| format!("FREQ=YEARLY;BYMONTH={};BYDAY={place}{day}", first.month()))
}

/// `+0530`, with seconds where a zone had them.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let mut text = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds % 60 != 0 {
        let _ = write!(text, "{:02}", seconds % 60);
    }
    text
}

/// A weekday as iCalendar's rules name it.
fn day(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a definition says of the offset at a local time, read as RFC 5545 tells it: the latest change before.
    fn told(lines: &[String], at: DateTime) -> String {
        let mut latest: Option<(DateTime, String)> = None;
        let field = |part: &[&str], name: &str| {
            part.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::to_owned)
        };
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        for part in lines.split(|line| line.starts_with("BEGIN:")) {
            let Some(first) = field(part, "DTSTART") else { continue };
            let mut starts: Vec<DateTime> = vec![first.parse().unwrap()];
            starts.extend(part.iter().filter_map(|line| line.strip_prefix("RDATE:")?.parse::<DateTime>().ok()));
            if let Some(rule) = field(part, "RRULE") {
                let part = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(name)).unwrap().to_owned();
                let month: i8 = part("BYMONTH=").parse().unwrap();
                let by_day = part("BYDAY=");
                let (nth, name) = by_day.split_at(by_day.len() - 2);
                let weekday =
                    (0..7).map(|n| Weekday::from_monday_zero_offset(n).unwrap()).find(|weekday| day(*weekday) == name);
                let first = starts[0];
                starts.extend((first.year() + 1..2040).map(|year| {
                    let month = jiff::civil::date(year, month, 1);
                    month
                        .nth_weekday_of_month(nth.parse().unwrap(), weekday.unwrap())
                        .unwrap()
                        .to_datetime(first.time())
                }));
            }
            let to = field(part, "TZOFFSETTO").unwrap();
            for start in starts.into_iter().filter(|start| *start <= at) {
                if latest.as_ref().is_none_or(|(known, _)| start > *known) {
                    latest = Some((start, to.clone()));
                }
            }
        }
        latest.expect("a change before every day").1
    }

    #[test]
    fn every_zone_is_told_as_the_database_has_it() {
        let (first, last) = (jiff::civil::date(2022, 2, 20), jiff::civil::date(2027, 3, 1));
        let mut zones = 0;
        for name in jiff::tz::db().available() {
            let zone = TimeZone::get(name.as_str()).unwrap();
            let lines = definition(&zone, name.as_str(), (first, last));
            let mut at = first;
            while at < last {
                // Noon is never in a gap or told twice.
                let noon = at.at(12, 0, 0, 0);
                let real = zone.to_offset(zone.to_timestamp(noon).unwrap());
                assert_eq!(told(&lines, noon), offset(real), "{name} on {at}\n{lines:#?}");
                at = at.checked_add(3.days()).unwrap();
            }
            zones += 1;
        }
        assert!(zones > 400, "{zones}");
    }

    #[test]
    fn rules_are_those_that_people_know() {
        let check = |name: &str, expected: &[&str]| {
            let zone = TimeZone::get(name).unwrap();
            let day = jiff::civil::date(2023, 3, 9);
            let lines = definition(&zone, name, (day, day));
            let rules: Vec<&str> = lines.iter().map(String::as_str).filter(|line| line.starts_with('R')).collect();
            assert_eq!(rules, expected, "{name}\n{lines:#?}");
        };
        check("Europe/Berlin", &["RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"]);
        check("America/New_York", &["RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"]);
        check("Asia/Kolkata", &[]);
    }
}
