//! Which time zone a time of day is meant in: what is said behind it (`ET`, `Berlin time`) and the zone that the
//! group or the network names go in; a zone of the IANA database comes out where both leave one reading.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The zone of a time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// By its name in the IANA database.
    Named(String),
    /// Nobody says: it is the time where the group is.
    Unsaid,
    /// What is said names none for certain.
    Unclear,
}

/// The zone of a time behind which `said` stands, where the group or the network names the zone `named`.
pub fn of(said: Option<&str>, named: Option<&str>) -> Zone {
    let known = named.map(|name| TimeZone::get(name.trim()));
    let Some(said) = said else {
        return match known {
            None => Zone::Unsaid,
            Some(Ok(zone)) => name(&zone),
            Some(Err(_)) => Zone::Unclear,
        };
    };
    match known {
        Some(Ok(zone)) if means(said, &zone) => name(&zone),
        _ if ["utc", "gmt", "z", "universal"].contains(&said.to_lowercase().as_str()) => Zone::Named("UTC".to_owned()),
        _ if said.contains('/') => TimeZone::get(said).map_or(Zone::Unclear, |zone| name(&zone)),
        _ => Zone::Unclear,
    }
}

fn name(zone: &TimeZone) -> Zone {
    zone.iana_name().map_or(Zone::Unclear, |name| Zone::Named(name.to_owned()))
}

/// Whether words such as `EST`, `ET`, `Eastern` or `New York` mean this zone.
fn means(said: &str, zone: &TimeZone) -> bool {
    let said = said.to_lowercase();
    let name = zone.iana_name().unwrap_or_default().to_lowercase();
    let city = name.rsplit('/').next().unwrap_or_default().replace('_', " ");
    if said == name || said == city {
        return true;
    }
    [WINTER, SUMMER].into_iter().any(|at| {
        let short = zone.to_offset_info(at).abbreviation().to_lowercase();
        let region = ["st", "dt"].iter().find_map(|ending| short.strip_suffix(ending)).unwrap_or_default();
        let is_region = !region.is_empty() && (said == format!("{region}t") || Some(said.as_str()) == spelled(region));
        // Without letters it is no name but an offset, which holds for a part of the year.
        is_region || (said == short && short.starts_with(char::is_alphabetic))
    })
}

/// North America's zones by the letter that their short names begin with.
fn spelled(region: &str) -> Option<&'static str> {
    match region {
        "e" => Some("eastern"),
        "c" => Some("central"),
        "m" => Some("mountain"),
        "p" => Some("pacific"),
        _ => None,
    }
}

/// The first days of 2024 and of July 2024.
const WINTER: Timestamp = Timestamp::constant(1_704_067_200, 0);
const SUMMER: Timestamp = Timestamp::constant(1_719_792_000, 0);

#[cfg(test)]
mod tests {
    use super::{Zone, of};

    #[test]
    fn a_zone_is_what_was_said_and_named() {
        let check = |said: &str, named: &str, zone: &str| {
            let some = |text: &'static str| Some(text).filter(|text| !text.is_empty());
            let (said, named): (&'static str, &'static str) = (said.to_owned().leak(), named.to_owned().leak());
            let found = match of(some(said), some(named)) {
                Zone::Named(name) => name,
                Zone::Unsaid => "unsaid".to_owned(),
                Zone::Unclear => "unclear".to_owned(),
            };
            assert_eq!(found, zone, "{said}, {named}");
        };
        check("", "", "unsaid");
        check("", "Europe/Berlin", "Europe/Berlin");
        check("", "Eastern", "unclear");
        for said in ["et", "est", "EDT", "eastern", "new york", "america/new_york"] {
            check(said, "America/New_York", "America/New_York");
        }
        check("cest", "Europe/Berlin", "Europe/Berlin");
        check("pacific", "America/New_York", "unclear");
        check("et", "", "unclear");
        check("utc", "America/New_York", "UTC");
        check("gmt", "Europe/London", "Europe/London");
        check("in room 5", "Europe/London", "unclear");
    }
}
