//! A file that holds many sessions, one below the other, is cut into them and what stands beside them.
//! The events of the whole file go in; they come out in stretches, each passage in one of them, in the
//! order of the file. Where it is not sure that the days are meetings, the file stays whole.

mod groups;
mod lines;
mod stretches;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::passages::Marks;
use super::syntax::Spanned;
use super::{File, Stretch, dates, kind, recognise, writer};
use crate::note::{FrontMatter, Heading, Part};
use crate::text;
use lines::Line;

/// One of several sessions, as its heading tells of it.
pub(super) struct Session {
    pub(super) key: String,
    pub(super) title: String,
    /// Where its heading stands in the file, and in which line; the first is 1.
    pub(super) heading: Range<usize>,
    pub(super) line: usize,
    pub(super) date: Option<Date>,
    pub(super) date_end: Option<Date>,
    /// What is open about its date, or doesn't fit, and where that stands.
    pub(super) open: Option<(dates::Open, Range<usize>)>,
    pub(super) group: Option<String>,
    /// Where its day's heading stands, if that has no session of its own.
    above: Option<usize>,
    /// The ids of the file's headings where it is shown as one page, by their places.
    ids: Arc<HashMap<usize, String>>,
}

/// How a file is to be cut.
pub(super) struct Plan {
    lines: Vec<Line>,
    days: Vec<dates::Section>,
    openings: Vec<Opening>,
}

/// A line that opens a session, in the order of the file.
struct Opening {
    /// Which of the lines.
    line: usize,
    /// Which of the days.
    day: usize,
    /// What it opens.
    of: Opens,
}

/// What a line opens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    /// A day, or what a day holds beside the meetings of groups.
    Day,
    /// A meeting on that day, named by a heading of its own.
    Meeting,
    /// The same, of a group.
    GroupMeeting,
}

/// How to cut a file; `None` where it does not hold several sessions.
pub(super) fn plan(file: &File<'_>, events: &[Spanned<'_>]) -> Option<Plan> {
    let is_named = ["kind", "date"].iter().any(|key| file.front.text(key).is_some());
    let from_path = file.from_path;
    let is_long = from_path.days().is_some_and(|days| days > LONGEST_MEETING);
    let is_dated = !is_long && (from_path.place.is_some() || !from_path.without_year.is_empty());
    if is_named || is_dated || recognise::folder_kind(file.path).is_some() {
        return None;
    }
    let lines = lines::find(file, events);
    let year = dates::year_in(text::path_stem(file.path)).or(from_path.folder_year);
    let mut headings: Vec<dates::Heading<'_>> = lines.iter().map(Line::heading).collect();
    let mut days = dates::sections(&without_bold(&headings), year, file.order);
    if days.is_empty() {
        days = dates::sections(&headings, year, file.order);
    } else {
        headings = without_bold(&headings);
    }
    let most = headings.iter().map(|heading| heading.level).max().unwrap_or_default();
    let lines: Vec<Line> = lines.iter().filter(|line| line.level <= most).cloned().collect();
    let first = lines.first().filter(|line| line.level == 1 && days.first().is_some_and(|day| day.heading > 0));
    let title = file.front.text("title").or_else(|| first.map(|line| line.text.clone())).unwrap_or_default();
    let signs = kind::meeting_signs(&headings);
    let releases = days.iter().filter(|day| dates::names_a_release(&lines[day.heading].text)).count();
    let is_log = days.len() > 1 && releases * 2 < days.len() && kind::is_log(file.path, &title, signs);
    let whole_day = |(day, section): (usize, &dates::Section)| Opening { line: section.heading, day, of: Opens::Day };
    let openings = days.iter().enumerate().map(whole_day).collect();
    let plan = Plan { lines, days, openings };
    if !is_log || stretches::is_list_of_links(&plan, events) {
        return None;
    }
    let openings = groups::openings(&plan, events, file.groups);
    Some(Plan { openings: openings.unwrap_or(plan.openings), ..plan })
}

/// A name with more days than this from first to last is that of a log: `2021-01-04-to-2021-06-30`.
const LONGEST_MEETING: i32 = 10;

fn without_bold<'a>(headings: &[dates::Heading<'a>]) -> Vec<dates::Heading<'a>> {
    headings.iter().filter(|heading| heading.level < lines::BOLD).cloned().collect()
}

/// The file's own stretch, then one for each session.
pub(super) fn cut<'a>(file: &File<'_>, events: &[Spanned<'a>], plan: &Plan) -> Vec<Stretch<'a>> {
    let ids = Arc::new(ids(file, events));
    let mut keys = BTreeMap::new();
    let mut counted = (0, 1);
    let mut days_seen = 0;
    let sessions = plan.openings.iter().map(|opening| {
        let (line, day) = (&plan.lines[opening.line], &plan.days[opening.day]);
        counted.1 += file.source[counted.0..line.span.start].bytes().filter(|byte| *byte == b'\n').count();
        counted.0 = line.span.start;
        let days_line = &plan.lines[day.heading];
        let above = (opening.of != Opens::Day && days_seen <= opening.day).then_some(days_line.span.start);
        let is_first = std::mem::replace(&mut days_seen, opening.day + 1) <= opening.day;
        let wanted = day.date.map_or_else(|| text::address_part(&days_line.text), |date| date.to_string());
        let (title, key) = match opening.of {
            Opens::Day => (line.text.clone(), wanted),
            Opens::Meeting | Opens::GroupMeeting => {
                (format!("{}, {}", line.text, days_line.text), format!("{wanted}-{}", text::address_part(&line.text)))
            }
        };
        Session {
            key: unique(&mut keys, key),
            title,
            heading: line.span.clone(),
            line: counted.1,
            date: day.date,
            date_end: day.end,
            open: day.open.clone().filter(|_| is_first).map(|open| (open, day.span.clone())),
            group: (opening.of == Opens::GroupMeeting).then(|| line.text.clone()),
            above,
            ids: ids.clone(),
        }
    });
    stretches::divide(file, events, plan, sessions.collect())
}

/// `key`, with a number after it where it was given before.
fn unique(given: &mut BTreeMap<String, usize>, key: String) -> String {
    let mut unique = key.clone();
    while let Some(times) = given.get(&key).copied().filter(|_| given.contains_key(&unique)) {
        given.insert(key.clone(), times + 1);
        unique = format!("{key}-{}", times + 1);
    }
    given.insert(unique.clone(), 1);
    unique
}

/// The id of each heading where the file is shown as one page, by where the heading stands.
fn ids(file: &File<'_>, events: &[Spanned<'_>]) -> HashMap<usize, String> {
    let source = writer::Source { path: file.path, text: file.text, offset: file.start, shift: 0 };
    let whole = writer::write(&source, (events, &Marks::default()), &mut Vec::new());
    whole.outline.into_iter().map(|heading| (heading.span.start, heading.id)).collect()
}

/// What a session's note says of its place in the file.
pub(super) fn part(session: Session, outline: &[Heading]) -> Part {
    let Session { key, group, heading, above, ids, .. } = session;
    let headings = above.into_iter().chain([heading.start]);
    let top = headings.filter_map(|start| Some((ids.get(&start)?.clone(), String::new())));
    let below = outline.iter().filter_map(|heading| Some((ids.get(&heading.span.start)?.clone(), heading.id.clone())));
    Part { key, group, anchors: top.chain(below).collect() }
}

/// Front matter that speaks of a file as a whole, and not of each session in it.
const OF_THE_FILE: [&str; 12] = [
    "aliases",
    "attendance",
    "date",
    "description",
    "kind",
    "number",
    "order",
    "status",
    "subtitle",
    "summary",
    "time",
    "title",
];

/// What a file's front matter says of each session in it: who may see it, whose it is, what it is about.
pub(super) fn front(front: &FrontMatter) -> FrontMatter {
    let mut own = front.clone();
    own.values.retain(|key, _| !OF_THE_FILE.contains(&key.as_str()));
    own.spans.retain(|key, _| !OF_THE_FILE.contains(&key.as_str()));
    own
}
