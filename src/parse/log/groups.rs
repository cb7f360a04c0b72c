//! Several groups in one file: `## day`, and below it a heading for each group that met. Taken for such only
//! where most headings below the days name groups: ones that are known, or that call themselves so.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::lines::{BOLD, Line};
use super::{Opening, Opens, Plan};
use crate::parse::kind;
use crate::parse::syntax::{Event, Spanned};
use crate::text;

/// The openings of a file in which several groups meet on a day; `None` where days are not divided so.
/// `known` are names of groups, folded.
pub(super) fn openings(plan: &Plan, events: &[Spanned<'_>], known: &BTreeSet<String>) -> Option<Vec<Opening>> {
    let days: Vec<Range<usize>> = (0..plan.days.len()).map(|day| lines_of(plan, day)).collect();
    let below = || days.iter().flat_map(|lines| &plan.lines[lines.clone()]).map(|line| line.level);
    let level = below().filter(|level| *level < BOLD).min()?;
    let meetings = Meetings::find(plan, &days, (level, known))?;
    let mut openings = Vec::new();
    for (day, lines) in days.into_iter().enumerate() {
        let heading = plan.days[day].heading;
        let of_level = || lines.clone().filter(|line| plan.lines[*line].level == level);
        let opened: Vec<Opening> =
            of_level().filter_map(|line| Some(Opening { line, day, of: meetings.opens(&plan.lines[line])? })).collect();
        let first = opened.first().map_or(events.len(), |opening| plan.lines[opening.line].events.start);
        let before = &events[plan.lines[heading].events.end..first.max(plan.lines[heading].events.end)];
        let says_more = before.iter().any(|(event, _)| *event != Event::Rule) || of_level().count() > opened.len();
        if says_more || opened.is_empty() {
            openings.push(Opening { line: heading, day, of: Opens::Day });
        }
        openings.extend(opened);
    }
    Some(openings)
}

/// The lines below a day, up to the next day or what ends it.
fn lines_of(plan: &Plan, day: usize) -> Range<usize> {
    let heading = plan.days[day].heading;
    let level = plan.lines[heading].level;
    let below = plan.lines[heading + 1..].iter().take_while(|line| line.level > level).count();
    heading + 1..heading + 1 + below
}

/// What the headings below days are.
struct Meetings {
    groups: BTreeSet<String>,
    /// Headings that name no group, and yet are divided as the groups' meetings are.
    alike: BTreeMap<String, usize>,
}

impl Meetings {
    fn find(plan: &Plan, days: &[Range<usize>], (level, known): (u8, &BTreeSet<String>)) -> Option<Self> {
        let of_level = || days.iter().flat_map(|lines| lines.clone()).filter(|line| plan.lines[*line].level == level);
        let is_group = |line: &Line| known.contains(&text::fold(&line.text)) || kind::names_a_group(&line.text);
        let named = of_level().filter(|line| is_group(&plan.lines[*line])).count();
        let days_with = |lines: &&Range<usize>| {
            plan.lines[(*lines).clone()].iter().any(|line| line.level == level && is_group(line))
        };
        if named * 2 <= of_level().count() || days.iter().filter(days_with).count() < 2 {
            return None;
        }
        let groups = of_level().map(|line| &plan.lines[line]).filter(|line| is_group(line)).map(key).collect();
        let below = |line: usize| {
            let inner = plan.lines[line + 1..].iter().take_while(|other| other.level > level && other.level < BOLD);
            inner.map(key).collect::<BTreeSet<String>>()
        };
        let of_groups: BTreeSet<String> =
            of_level().filter(|line| is_group(&plan.lines[*line])).flat_map(below).collect();
        let mut alike = BTreeMap::new();
        for line in of_level().filter(|line| !is_group(&plan.lines[*line])) {
            if !below(line).is_disjoint(&of_groups) && !kind::is_meeting_sign(&plan.lines[line].text) {
                *alike.entry(key(&plan.lines[line])).or_default() += 1;
            }
        }
        Some(Self { groups, alike })
    }

    fn opens(&self, line: &Line) -> Option<Opens> {
        let key = key(line);
        if self.groups.contains(&key) {
            return Some(Opens::GroupMeeting);
        }
        let times = self.alike.get(&key)?;
        Some(if *times > 1 { Opens::GroupMeeting } else { Opens::Meeting })
    }
}

fn key(line: &Line) -> String {
    text::fold(&line.text)
}
