//! Participation guidelines by when they hold: before, during and after a session. A note goes in; its
//! guidelines with the part of the session that the headings above them name, and the day on which they were
//! agreed, come out.

use jiff::civil::Date;

use crate::note::{ItemKind, Note};
use crate::parse::dates;
use crate::text;

/// The part of a session in which a guideline holds; those of no part come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// At all times, for all that is said.
    Always,
    /// Before a session.
    Before,
    /// During a session.
    During,
    /// After a session.
    After,
}

impl Phase {
    /// Every part in its order.
    pub const ALL: [Self; 4] = [Self::Always, Self::Before, Self::During, Self::After];
}

/// The words with which such a heading begins, in the languages that ship.
const WORDS: [(Phase, &[&str]); 3] = [
    (
        Phase::Before,
        &["before", "prior to", "vor", "vorher", "avant", "antes", "قبل", "会前", "會前", "事前", "開催前"],
    ),
    (
        Phase::During,
        &[
            "during",
            "while we meet",
            "in the session",
            "während",
            "waehrend",
            "pendant",
            "durante",
            "أثناء",
            "خلال",
            "会中",
            "會中",
            "期間中",
            "開催中",
        ],
    ),
    (
        Phase::After,
        &[
            "after",
            "afterwards",
            "nach",
            "nachher",
            "danach",
            "après",
            "después",
            "بعد",
            "会后",
            "會後",
            "事後",
            "開催後",
        ],
    ),
];

/// A heading of more words than this is no mere name of a part.
const MOST_WORDS: usize = 6;

/// The part of a session that a heading names.
fn named(heading: &str) -> Option<Phase> {
    let folded = text::fold(heading);
    let words = folded.trim_start_matches(|c: char| !c.is_alphabetic());
    // Scripts that put no spaces between words have no end of a word to look for.
    let is_whole =
        |word: &str, rest: &str| word.starts_with(|c| c > '\u{2e7f}') || !rest.starts_with(char::is_alphabetic);
    let begins = |word: &str| words.strip_prefix(word).is_some_and(|rest| is_whole(word, rest));
    let is_short = words.split_whitespace().count() <= MOST_WORDS;
    WORDS.iter().find(|(_, words)| is_short && words.iter().any(|word| begins(word))).map(|(phase, _)| *phase)
}

/// The part of a session for which an item of a note stands, by the headings above it.
fn phase(note: &Note, heading: Option<usize>) -> Phase {
    let mut level = u8::MAX;
    for heading in
        note.outline[..heading.map_or(0, |at| at + 1)].iter().rev().filter(|heading| !heading.text.is_empty())
    {
        if heading.level < level {
            level = heading.level;
            if let Some(phase) = named(&heading.text) {
                return phase;
            }
        }
    }
    Phase::Always
}

/// The guidelines of a note as places among its items, each with the part of a session for which it holds.
pub fn by_phase(note: &Note) -> impl Iterator<Item = (Phase, usize)> {
    let guidelines = note.items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Guideline);
    guidelines.map(|(at, item)| (phase(note, item.heading), at))
}

/// Words that say that something was agreed.
const AGREED: [&str; 10] =
    ["agreed", "adopted", "vereinbart", "beschlossen", "convenu", "adopté", "acordad", "商定", "通过于", "合意"];

/// The day on which guidelines were agreed: as front matter says, else as a short line with one sure date says.
pub fn agreed(note: &Note) -> Option<Date> {
    const LONGEST: usize = 120;
    let told = ["agreed", "agreed_on", "adopted"].iter().find_map(|key| note.front.text(key));
    if let Some(day) = told.and_then(|day| day.get(..10)?.parse().ok()) {
        return Some(day);
    }
    let says_so = |line: &&str| {
        let folded = text::fold(line);
        line.chars().count() <= LONGEST && AGREED.iter().any(|word| folded.contains(word))
    };
    let lines = note.text.lines().filter(says_so);
    lines
        .filter_map(|line| if let [one] = &dates::in_text(line)[..] { Some(one.clone()) } else { None })
        .find(|found| found.others.is_empty())
        .map(|found| found.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_the_part_of_a_session() {
        let check = |heading: &str, phase: Option<Phase>| assert_eq!(named(heading), phase, "{heading}");
        check("Before a session", Some(Phase::Before));
        check("1. During", Some(Phase::During));
        check("Nach der Sitzung", Some(Phase::After));
        check("会前准备", Some(Phase::Before));
        check("Après la séance", Some(Phase::After));
        check("Beforehand we thought that", None);
        check("Afternoon", None);
        check("If something goes wrong", None);
    }

    #[test]
    fn guidelines_say_when_they_hold_and_since_when() {
        let text = "# How we talk\n\nAgreed on 3 May 2022 by all.\n\n- Be kind.\n\n## Before\n\n- Read.\n\n### By post\n\n- Write.\n\n## After a session\n\n- Tell.";
        let parsed = crate::parse::note("guidelines.md", text.as_bytes(), None);
        let note = parsed.own();
        let found: Vec<(Phase, &str)> =
            by_phase(note).map(|(phase, at)| (phase, note.items[at].text.as_str())).collect();
        let expected =
            [(Phase::Always, "Be kind."), (Phase::Before, "Read."), (Phase::Before, "Write."), (Phase::After, "Tell.")];
        assert_eq!(found, expected);
        assert_eq!(agreed(note), Some(jiff::civil::date(2022, 5, 3)));
    }
}
