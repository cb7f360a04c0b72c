//! Gives each block of a file of several sessions to the session that it belongs to, or to the file itself.
//! A session goes from its heading to the next of its level or above; footnotes go where they are referred to.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::lines::{BOLD, Line};
use super::{Opens, Plan, Session};
use crate::parse::syntax::{self, Element, Event, Spanned};
use crate::parse::{File, Role, Stretch, dates, kind};

/// Whose a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    File,
    /// The session of this number, in the order of the file.
    Session(usize),
}

/// Divides the events; of a session's heading, nothing is left.
pub(super) fn divide<'a>(
    file: &File<'_>,
    events: &[Spanned<'a>],
    plan: &Plan,
    sessions: Vec<Session>,
) -> Vec<Stretch<'a>> {
    let blocks = owned(plan, events);
    let titles: BTreeSet<usize> =
        plan.openings.iter().flat_map(|opening| plan.lines[opening.line].events.clone()).collect();
    let mut own: Vec<Spanned<'a>> = Vec::new();
    let mut theirs: Vec<Vec<Spanned<'a>>> = vec![Vec::new(); sessions.len()];
    for ((block, owner), is_empty) in blocks.iter().zip(empty_headings(&blocks, events)) {
        if !is_empty && footnote(events, block).is_none() {
            let kept = block.clone().filter(|index| !titles.contains(index)).map(|index| events[index].clone());
            of(*owner, (&mut own, &mut theirs)).extend(kept);
        }
    }
    own = without_rules(own);
    theirs = theirs.into_iter().map(without_rules).collect();
    add_footnotes(&blocks, events, (&mut own, &mut theirs));
    let starts: Vec<usize> = sessions.iter().map(|session| session.heading.start - file.start).collect();
    let ends = starts.iter().skip(1).copied().chain([file.text.len()]);
    let bytes = starts.iter().copied().zip(ends).map(|(start, end)| start..end);
    let before = 0..starts.first().copied().unwrap_or_default();
    let mut stretches = vec![Stretch { events: own, bytes: before, role: Role::Rest }];
    for ((session, events), bytes) in sessions.into_iter().zip(theirs).zip(bytes) {
        stretches.push(Stretch { events, bytes, role: Role::Session(Box::new(session)) });
    }
    stretches
}

/// The events of the file's own stretch, and those of each session's.
type Stretches<'s, 'a> = (&'s mut Vec<Spanned<'a>>, &'s mut Vec<Vec<Spanned<'a>>>);

fn of<'s, 'a>(owner: Owner, (own, theirs): Stretches<'s, 'a>) -> &'s mut Vec<Spanned<'a>> {
    match owner {
        Owner::File => own,
        Owner::Session(number) => &mut theirs[number],
    }
}

/// Every block with whose it is.
fn owned(plan: &Plan, events: &[Spanned<'_>]) -> Vec<(Range<usize>, Owner)> {
    let openings = plan.openings.iter().enumerate();
    let numbers: HashMap<usize, usize> = openings.map(|(number, opening)| (opening.line, number)).collect();
    let level = closing_level(plan);
    // In a day of several meetings, a heading of their level that opens none goes back to the day itself.
    let mut day = Owner::File;
    let mut lines = plan.lines.iter().enumerate().peekable();
    let mut owner = Owner::File;
    let mut owned = Vec::new();
    for block in syntax::blocks(events) {
        while let Some((index, line)) = lines.next_if(|(_, line)| line.events.start < block.end) {
            owner = match numbers.get(&index) {
                Some(number) => Owner::Session(*number),
                None if closes(line, level) => Owner::File,
                None if line.level <= level_of(plan, owner) => day,
                None => owner,
            };
            if line.level <= level {
                day = owner;
            }
        }
        owned.push((block, owner));
    }
    if plan.days.first().is_some_and(|day| plan.lines[day.heading].level == BOLD) {
        give_back_dividers(events, &mut owned);
    }
    owned
}

/// The level of the heading that opens a meeting of a group; for a day and the file, that of no heading.
fn level_of(plan: &Plan, owner: Owner) -> u8 {
    match owner {
        Owner::File => 0,
        Owner::Session(number) => match plan.openings[number].of {
            Opens::Day => 0,
            Opens::Meeting | Opens::GroupMeeting => plan.lines[plan.openings[number].line].level,
        },
    }
}

/// Among days in bold lines, a heading right above a day stands above that and those after it, as a year does.
fn give_back_dividers(events: &[Spanned<'_>], owned: &mut [(Range<usize>, Owner)]) {
    let mut next: Option<Owner> = None;
    for (block, owner) in owned.iter_mut().rev() {
        let is_heading = events[block.start].0.heading_level().is_some();
        if is_heading && next.is_some_and(|next| next != *owner) {
            *owner = Owner::File;
        } else {
            next = Some(*owner);
        }
    }
}

/// Headings of this level and above end a session.
fn closing_level(plan: &Plan) -> u8 {
    let first = plan.days.first().map_or(0, |day| day.heading);
    let level = plan.lines.get(first).map_or(BOLD, |line| line.level);
    let above = || plan.lines[..first].iter().rev().find(|line| line.level < BOLD).map(|line| line.level);
    // Below a line in bold there may be headings; only those that stand above such lines end what they open.
    if level == BOLD { above().unwrap_or(1) } else { level }
}

/// Whether a heading that opens no session ends the one before it; those that only a meeting's notes have
/// belong to that, even where they stand too high.
fn closes(line: &Line, level: u8) -> bool {
    line.level < level || line.level == level && !kind::is_meeting_sign(&line.text)
}

/// For each block, whether it is a heading of the file's own below which nothing is left.
fn empty_headings(blocks: &[(Range<usize>, Owner)], events: &[Spanned<'_>]) -> Vec<bool> {
    let first = blocks.iter().position(|(_, owner)| *owner != Owner::File).unwrap_or(blocks.len());
    let title =
        blocks.iter().position(|(block, _)| events[block.start].0.heading_level().is_some()).filter(|at| *at < first);
    let mut empty = vec![false; blocks.len()];
    // What follows in the file's own text: nothing yet, or a heading of this level, or text.
    let mut following: Option<u8> = Some(0);
    let mut had_session = false;
    for (index, (block, owner)) in blocks.iter().enumerate().rev() {
        if *owner != Owner::File {
            had_session = true;
            continue;
        }
        let level = events[block.start].0.heading_level();
        let is_left_alone = level.zip(following).is_some_and(|(own, next)| next <= own);
        empty[index] = is_left_alone && had_session && Some(index) != title;
        if !empty[index] && !matches!(events[block.start].0, Event::Rule) {
            following = level;
            had_session = false;
        }
    }
    empty
}

/// The name of the footnote that a block is.
fn footnote<'e>(events: &'e [Spanned<'_>], block: &Range<usize>) -> Option<&'e str> {
    if let Event::Open(Element::Footnote(name)) = &events[block.start].0 { Some(name) } else { None }
}

/// Adds each footnote to the stretches that refer to it; one that none does stays where it stands.
fn add_footnotes<'a>(
    blocks: &[(Range<usize>, Owner)],
    events: &[Spanned<'a>],
    (own, theirs): (&mut Vec<Spanned<'a>>, &mut Vec<Vec<Spanned<'a>>>),
) {
    let everyone = std::iter::once(Owner::File).chain((0..theirs.len()).map(Owner::Session));
    let mut referring: BTreeMap<String, Vec<Owner>> = BTreeMap::new();
    for other in everyone {
        for (event, _) in of(other, (own, theirs)).iter() {
            if let Event::FootnoteReference(name) = event {
                let owners = referring.entry(name.to_string()).or_default();
                if owners.last() != Some(&other) {
                    owners.push(other);
                }
            }
        }
    }
    for (block, owner) in blocks {
        let Some(name) = footnote(events, block) else { continue };
        let standing = vec![*owner];
        for owner in referring.get(name).unwrap_or(&standing) {
            of(*owner, (own, theirs)).extend_from_slice(&events[block.clone()]);
        }
    }
}

/// Without the rules at either end, which only set sessions apart.
fn without_rules(mut events: Vec<Spanned<'_>>) -> Vec<Spanned<'_>> {
    while events.last().is_some_and(|(event, _)| *event == Event::Rule) {
        events.pop();
    }
    let rules = events.iter().take_while(|(event, _)| *event == Event::Rule).count();
    events.drain(..rules);
    events
}

/// Fewer words of its own than this for each link make a day one of a list of links.
const WORDS_FOR_A_LINK: usize = 4;

/// Whether most days are nothing but links, as in a list of notes kept elsewhere, or say nothing at all.
pub(super) fn is_list_of_links(plan: &Plan, events: &[Spanned<'_>]) -> bool {
    let mut said: Vec<Said> = plan.days.iter().map(|_| Said::default()).collect();
    for (block, owner) in owned(plan, events) {
        if let Owner::Session(day) = owner {
            said[day].count(&events[block]);
        }
    }
    let is_bare = |(day, said): (&dates::Section, &Said)| {
        let words = said.words.saturating_sub(words(&plan.lines[day.heading].text));
        words == 0 && said.links == 0 || words < said.links * WORDS_FOR_A_LINK
    };
    let bare = plan.days.iter().zip(&said).filter(|of_day| is_bare(*of_day)).count();
    bare * 2 > plan.days.len()
}

/// What a day says.
#[derive(Default)]
struct Said {
    links: usize,
    /// Words that are no link's.
    words: usize,
}

impl Said {
    fn count(&mut self, events: &[Spanned<'_>]) {
        let mut inside: usize = 0;
        for (event, _) in events {
            if let Event::Open(Element::Link { .. }) = event {
                self.links += 1;
                inside = 1;
            } else if inside > 0 {
                inside += usize::from(matches!(event, Event::Open(_)));
                inside -= usize::from(*event == Event::Close);
            } else if let Event::Text(text) | Event::Code(text) | Event::Html(text) = event {
                self.links += text.matches("://").count() + text.matches("[[").count();
                self.words += words(text);
            }
        }
    }
}

/// The words of a text, addresses not counted; a run of ideographs counts by its characters.
fn words(text: &str) -> usize {
    let is_word = |word: &&str| !word.contains("://") && word.contains(char::is_alphanumeric);
    let wide = text.chars().filter(|c| ('\u{3040}'..='\u{9fff}').contains(c)).count();
    text.split_whitespace().filter(is_word).count() + wide / 2
}
