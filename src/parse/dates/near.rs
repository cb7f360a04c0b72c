//! Days that a text names beside a session's own, such as a deadline: a missing year is the session's, or the
//! next where that would lie well before it. Days with two readings stay without a date.

use jiff::civil::Date;
use std::ops::Range;

use super::scan;

/// A day this far before the session is meant to be next year's.
const LONG_AGO: i32 = 60;

/// Each day that a text names and where it stands; the date where it can be told. `day` is the session's.
pub(in crate::parse) fn near(text: &str, day: Option<Date>) -> Vec<(Option<Date>, Range<usize>)> {
    let date = |found: &scan::Match| {
        let year = day.map(|day| day.year());
        let [(date, _)] = found.dates(year)[..] else { return None };
        let Some(day) = day.filter(|_| !found.has_year()) else { return Some(date) };
        let is_long_ago = date.until(day).is_ok_and(|span| span.get_days() > LONG_AGO);
        if is_long_ago { date.checked_add(jiff::Span::new().years(1)).ok() } else { Some(date) }
    };
    scan::in_line(text).iter().filter(|found| !found.loose).map(|found| (date(found), found.span.clone())).collect()
}
