//! Consultancy challenges: what a member brought, what peers offered, what came of it. A note of its own or a
//! session goes in; each challenge with the places of its parts comes out. A session has one only where a
//! heading says what peers offered or what came of it.

use super::resources::anchor_near;
use crate::note::{Heading, Kind, Note, Section, SectionTopic};

/// A challenge, with the ids of its parts in its note's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// What it is called.
    pub title: String,
    /// Where it begins; `None` for a note of its own.
    pub anchor: Option<String>,
    /// Where it says what peers offered.
    pub offers: Option<String>,
    /// Where it says what came of it.
    pub outcome: Option<String>,
}

/// How far a challenge has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Nobody has offered anything yet, as far as the note says.
    Open,
    /// Peers have offered what they tried.
    Offered,
    /// It is told what came of it.
    Told,
}

impl Challenge {
    /// How far it has come.
    pub fn progress(&self) -> Progress {
        match (&self.outcome, &self.offers) {
            (Some(_), _) => Progress::Told,
            (None, Some(_)) => Progress::Offered,
            (None, None) => Progress::Open,
        }
    }
}

/// The challenges that a note tells of.
pub fn of_note(note: &Note) -> Vec<Challenge> {
    match note.kind {
        Kind::Challenge => vec![whole(note)],
        Kind::Session => parts(note),
        Kind::Index
        | Kind::Goals
        | Kind::Guidelines
        | Kind::Resources
        | Kind::Topic
        | Kind::Person
        | Kind::Story
        | Kind::Template
        | Kind::Page => Vec::new(),
    }
}

fn whole(note: &Note) -> Challenge {
    let part = |topic: SectionTopic| note.sections.iter().find(|section| section.topic == topic);
    let place = |section: &Section| anchor_near(note, section.span.start).unwrap_or_default().to_owned();
    Challenge {
        title: note.title.clone(),
        anchor: None,
        offers: part(SectionTopic::Offers).map(place),
        outcome: part(SectionTopic::Outcome).map(place),
    }
}

/// The challenges of a session, one for each heading that has offers or an outcome below or beside it.
fn parts(note: &Note) -> Vec<Challenge> {
    let mut found: Vec<Challenge> = Vec::new();
    let is_answer = |section: &&Section| matches!(section.topic, SectionTopic::Offers | SectionTopic::Outcome);
    for section in note.sections.iter().filter(is_answer) {
        let head = head(note, section);
        let anchor = head.map(|heading| heading.id.clone()).filter(|id| !id.is_empty());
        let at = found.iter().position(|challenge| challenge.anchor == anchor).unwrap_or_else(|| {
            let title = head.filter(|heading| !is_generic(note, heading)).map(|heading| heading.text.clone());
            let title = title.unwrap_or_else(|| note.title.clone());
            found.push(Challenge { title, anchor, offers: None, outcome: None });
            found.len() - 1
        });
        let place = anchor_near(note, section.span.start).unwrap_or_default().to_owned();
        if section.topic == SectionTopic::Offers {
            found[at].offers.get_or_insert(place);
        } else {
            found[at].outcome.get_or_insert(place);
        }
    }
    found
}

/// The heading of the challenge that a section answers: the one above it, else the one before it on its level.
fn head<'a>(note: &'a Note, section: &Section) -> Option<&'a Heading> {
    let before: Vec<&Heading> =
        note.outline.iter().take_while(|heading| heading.span.start <= section.span.start).collect();
    let (own, above) = before.split_last()?;
    if own.span.start != section.span.start {
        return Some(own);
    }
    let parent = above.iter().rev().find(|heading| heading.level < own.level);
    let siblings = above.iter().rev().take_while(|heading| heading.level >= own.level);
    let is_question = |heading: &&&Heading| heading.level == own.level && !is_answered(note, heading);
    let sibling = siblings.into_iter().find(is_question);
    sibling.or(parent).copied()
}

/// Whether a heading itself says what peers offered or what came of it.
fn is_answered(note: &Note, heading: &Heading) -> bool {
    let mut sections = note.sections.iter().filter(|section| section.span.start == heading.span.start);
    sections.any(|section| matches!(section.topic, SectionTopic::Offers | SectionTopic::Outcome))
}

/// Whether a heading says only that a challenge stands below it.
fn is_generic(note: &Note, heading: &Heading) -> bool {
    const WORDS: [&str; 6] =
        ["challenge", "the challenge", "a challenge", "challenges", "consultancy", "peer consultancy"];
    let is_section = note.sections.iter().any(|section| {
        section.span.start == heading.span.start
            && !matches!(section.topic, SectionTopic::Offers | SectionTopic::Outcome)
    });
    is_section || WORDS.contains(&crate::text::fold(&heading.text).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Progress)]) {
        let parsed = crate::parse::note("sessions/2023-01-12-talk.md", text.as_bytes(), None);
        let found = of_note(parsed.own());
        let found: Vec<(&str, Progress)> =
            found.iter().map(|challenge| (challenge.title.as_str(), challenge.progress())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_session_s_challenges_are_told_apart() {
        check(
            "# Talk\n\n## A list nobody reads\n\nIt is long.\n\n### What peers offered\n\n- Cut it.\n\n### What came of it\n\nWe cut it.\n\n## A box nobody opens\n\nIt is shut.\n\n### What peers offered\n\n- Open it.",
            &[("A list nobody reads", Progress::Told), ("A box nobody opens", Progress::Offered)],
        );
        check(
            "# Talk\n\n## The challenge\n\nIt is long.\n\n## What peers offered\n\n- Cut it.",
            &[("Talk", Progress::Offered)],
        );
        check(
            "# Talk\n\n## A list nobody reads\n\nIt is long.\n\n## What came of it\n\nWe cut it.",
            &[("A list nobody reads", Progress::Told)],
        );
        check("# Talk\n\n## Challenges\n\n- It is long.", &[]);
    }
}
