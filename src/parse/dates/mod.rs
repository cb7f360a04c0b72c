//! Finds a session's date as people write it: in a text (`in_text`), in a path (`in_path`),
//! and for a whole note from all its sources (`decide`). Pure: no disk, no clock, so a
//! missing year is never filled in from today. Precision comes first: where a
//! form has two readings, both come out and neither is chosen without a reason.

mod decide;
mod named;
mod near;
mod numeric;
mod path;
mod scan;
mod split;
mod tokens;
mod top;
mod words;

#[cfg(test)]
mod tests;

use jiff::civil::{Date, Weekday};
use std::ops::Range;

pub(in crate::parse) use decide::decide_beside;
pub use decide::{Decision, Doubt, Open, Source, Sources, decide};
pub(in crate::parse) use near::near;
pub use path::{PathDate, Place, in_path, order_of_names};
pub(in crate::parse) use path::{stem, without_date};
pub use split::{Section, sections};
pub(in crate::parse) use split::{names_a_release, year_in};
pub(in crate::parse) use tokens::{fold, is_ideograph};

/// A heading of a note: its text without markup or with it, and its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading<'a> {
    /// From 1 to 6; a bold line that serves as a heading may be given as 7.
    pub level: u8,
    /// What the heading says.
    pub text: &'a str,
    /// Where it stands in the file, in bytes.
    pub span: Range<usize>,
}

/// In which order the parts of an all-digit date stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// `2021-12-31`, `21-12-31`
    YearFirst,
    /// `12/31/2021`
    MonthFirst,
    /// `31/12/2021`
    DayFirst,
}

/// A date or a range of dates found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundDate {
    /// The first day, in the likeliest reading.
    pub start: Date,
    /// The last day, where a range is written.
    pub end: Option<Date>,
    /// Where it stands in the text, in bytes, its weekday included.
    pub span: Range<usize>,
    /// The weekday written beside it, fitting or not.
    pub weekday: Option<Weekday>,
    /// The other readings of an ambiguous form such as `4/5/2021`; empty where the form is sure.
    pub others: Vec<Date>,
}

/// The complete dates in a heading, a label or a name, in the order of the text.
///
/// Dates without a year, versions, numbers of many digits, link destinations
/// and dates outside 1990 to 2099 are no dates here.
pub fn in_text(text: &str) -> Vec<FoundDate> {
    scan::in_line(text).iter().filter_map(|found| found.complete(None)).collect()
}

/// Whether a line has a date in it, complete or without its year.
pub(in crate::parse) fn has_date(line: &str) -> bool {
    !scan::in_line(line).is_empty()
}

/// The order that the unambiguous dates of an archive show, if they agree.
///
/// A stray one among twenty is taken for a slip of the pen.
pub fn convention(orders: impl IntoIterator<Item = Order>) -> Option<Order> {
    let mut counts = [(0_usize, Order::YearFirst), (0, Order::MonthFirst), (0, Order::DayFirst)];
    for order in orders {
        for (count, counted) in &mut counts {
            *count += usize::from(*counted == order);
        }
    }
    let total: usize = counts.iter().map(|(count, _)| count).sum();
    let (most, order) = counts.into_iter().max_by_key(|(count, _)| *count)?;
    (most > 0 && (total - most) * 20 <= most).then_some(order)
}
