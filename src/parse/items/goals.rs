//! Learning goals: the list of a goals note, or its headings where its lists only say how a goal is measured;
//! and the list below a heading such as `Learning goals` on a group's page.

use super::sections::Standing;
use super::words;
use crate::note::{ItemKind, Kind, SectionTopic};
use crate::parse::lines::{Line, What};

/// A goal: the line that names it, and how it is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Goal {
    pub(super) line: usize,
    pub(super) measure: Option<String>,
    pub(super) target: Option<String>,
}

/// The goals that a note sets.
pub(super) fn find(lines: &[Line], standing: &[Standing], kind: Kind) -> Vec<Goal> {
    let is_goal_section = |index: &usize| {
        let said = standing[*index].said.map(|said| said.topic);
        matches!(said, Some(SectionTopic::Goals | SectionTopic::Items(ItemKind::Goal)))
    };
    match kind {
        Kind::Goals => {
            let listed = entries(lines, 0..lines.len());
            if listed.is_empty() { headings(lines) } else { listed }
        }
        Kind::Index => entries(lines, (0..lines.len()).filter(is_goal_section)),
        Kind::Session
        | Kind::Guidelines
        | Kind::Resources
        | Kind::Topic
        | Kind::Person
        | Kind::Story
        | Kind::Challenge
        | Kind::Template
        | Kind::Page => Vec::new(),
    }
}

/// The outermost list items that are no details of a goal.
fn entries(lines: &[Line], among: impl Iterator<Item = usize>) -> Vec<Goal> {
    let is_entry = |index: &usize| {
        let line = &lines[*index];
        matches!(line.what, What::Bullet(_))
            && line.parent.is_none()
            && !line.is_struck
            && detail(&line.text).is_none()
            && !words::is_nothing(&line.text)
    };
    among.filter(is_entry).map(|index| goal(lines, index, end_of_item(lines, index))).collect()
}

/// The headings of the highest level, or of the next where there is only one above all.
fn headings(lines: &[Line]) -> Vec<Goal> {
    let levels: Vec<(usize, u8)> = lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| if let What::Heading(level) = line.what { Some((index, level)) } else { None })
        .collect();
    let mut kinds: Vec<u8> = levels.iter().map(|(_, level)| *level).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let count = |level: u8| levels.iter().filter(|(_, other)| *other == level).count();
    let level = match kinds[..] {
        [first, second, ..] if count(first) == 1 && count(second) > 1 => second,
        [first, ..] => first,
        [] => return Vec::new(),
    };
    let goals = levels.iter().filter(|(_, other)| *other == level);
    goals
        .map(|(index, _)| {
            let end = levels.iter().find(|(other, _)| other > index).map_or(lines.len(), |(other, _)| *other);
            goal(lines, *index, end)
        })
        .collect()
}

fn end_of_item(lines: &[Line], index: usize) -> usize {
    let inside = |line: &Line| line.parent.is_some_and(|parent| parent >= index);
    index + 1 + lines[index + 1..].iter().take_while(|line| inside(line)).count()
}

/// A goal with what its own words and the lines up to `end` say of measuring it.
fn goal(lines: &[Line], index: usize, end: usize) -> Goal {
    let mut goal = Goal { line: index, measure: None, target: None };
    for line in &lines[index..end] {
        for (part, value) in parts(&line.text) {
            let slot = if part == Part::Measure { &mut goal.measure } else { &mut goal.target };
            slot.get_or_insert(value);
        }
    }
    goal
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Measure,
    Target,
}

const LABELS: [(Part, &str); 18] = [
    (Part::Measure, "Measure"),
    (Part::Measure, "Measured by"),
    (Part::Measure, "Indicator"),
    (Part::Measure, "Maß"),
    (Part::Measure, "Messgröße"),
    (Part::Measure, "Mesure"),
    (Part::Measure, "Indicateur"),
    (Part::Measure, "Medida"),
    (Part::Measure, "Indicador"),
    (Part::Measure, "衡量"),
    (Part::Measure, "指標"),
    (Part::Target, "Target"),
    (Part::Target, "Reached"),
    (Part::Target, "Zielwert"),
    (Part::Target, "Cible"),
    (Part::Target, "Meta"),
    (Part::Target, "目标值"),
    (Part::Target, "目標値"),
];

/// `Measure: … Target: …`: each label's value, up to the next label.
fn parts(text: &str) -> Vec<(Part, String)> {
    let mut found: Vec<(usize, usize, Part)> = Vec::new();
    for (part, label) in LABELS {
        for (at, _) in text.match_indices(label) {
            let rest = &text[at + label.len()..];
            // `Target, June 2023: 75 %` has its day before the colon.
            let colon =
                rest.find([':', '：']).filter(|colon| *colon == 0 || rest.starts_with([',', ' ', '(']) && *colon < 24);
            let starts = at == 0 || text[..at].ends_with([' ', '(', '*', '—']);
            if let Some(colon) = colon.filter(|_| starts) {
                let mark = rest[colon..].chars().next().map_or(1, char::len_utf8);
                found.push((at, at + label.len() + colon + mark, part));
            }
        }
    }
    found.sort_by_key(|(at, ..)| *at);
    let ends = found.iter().skip(1).map(|(at, ..)| *at).chain([text.len()]).collect::<Vec<_>>();
    found
        .into_iter()
        .zip(ends)
        .filter_map(|((_, from, part), end)| {
            let value = text.get(from..end)?.split("{#").next()?.trim().trim_end_matches(['.', '*', ' ']).to_owned();
            (!value.is_empty()).then_some((part, value))
        })
        .collect()
}

/// Which label a line begins with, and so is a detail of the goal above it.
fn detail(text: &str) -> Option<Part> {
    let is_start =
        |label: &str| text.strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with([':', ',', '：']));
    let known = LABELS.iter().find(|(_, label)| is_start(label)).map(|(part, _)| *part);
    known.or_else(|| ["Baseline", "Now", "Why", "How"].iter().find(|label| is_start(label)).map(|_| Part::Measure))
}

/// What a goal is called: its bold words, its first sentence, or all of it, without a way of measuring.
pub(super) fn label(line: &Line) -> String {
    let text = line.text.split(" {#").next().unwrap_or(&line.text);
    let lead = text.get(..line.lead).unwrap_or_default().trim().trim_end_matches(['.', ':', ' ']);
    if lead.chars().count() > 3 {
        return lead.to_owned();
    }
    let first = ["Measure", "Target"]
        .iter()
        .filter_map(|label| text.find(&format!("{label}:")))
        .min()
        .map_or(text, |at| &text[..at]);
    let sentence = first.split(". ").next().unwrap_or(first);
    crate::text::shorten(sentence.trim().trim_end_matches('.'), 120)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_and_targets_are_read() {
        let check = |text: &str, expected: &[(Part, &str)]| {
            let expected: Vec<(Part, String)> =
                expected.iter().map(|(part, value)| (*part, (*value).to_owned())).collect();
            assert_eq!(parts(text), expected, "{text}");
        };
        check(
            "One page. Measure: services that do. Target: 9 of 12. {#one}",
            &[(Part::Measure, "services that do"), (Part::Target, "9 of 12")],
        );
        check("Target, June 2023: 75 %", &[(Part::Target, "75 %")]);
        check("We measure: nothing", &[]);
    }
}
