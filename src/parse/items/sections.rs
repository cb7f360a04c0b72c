//! What each line of a note stands under: the heading, bold line, label or list item that says what follows.
//! Lines go in; the topic of each comes out, by the nearest word that has one.

use std::ops::Range;

use super::own_words::OwnWords;
use super::refusals;
use super::words::{self, Said};
use crate::note::{ItemKind, Section, SectionTopic};
use crate::parse::lines::{Line, What};

/// What a line stands under.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// What the nearest heading or label says.
    pub(super) said: Option<Said>,
    /// The line that says it.
    pub(super) under: Option<usize>,
    /// The line is itself a heading or label.
    pub(super) is_label: bool,
    /// The nearest heading between it and the line that says what stands here: perhaps an owner.
    pub(super) below: Option<usize>,
}

/// A bold line that serves as a heading stands below every real one; a label below that.
const BOLD: u8 = 7;

/// Labels that announce one item, and are left empty where there is none.
const SINGLE: [&str; 11] = [
    "action",
    "action item",
    "ai",
    "todo",
    "to do",
    "decision",
    "question",
    "resolution",
    "next step",
    "follow up",
    "resolved",
];

/// A label or bold heading has no more words than this.
const LONGEST: usize = 9;

/// What each line stands under; `title` is what the note's own title says.
pub(super) fn standing(lines: &[Line], title: Option<Said>, own: &OwnWords) -> Vec<Standing> {
    let mut reader =
        Reader { lines, own, title, headings: Vec::new(), label: None, standing: Vec::new(), agenda: (None, false) };
    for index in 0..lines.len() {
        let standing = reader.line(index);
        reader.standing.push(standing);
    }
    reader.standing
}

struct Reader<'a> {
    lines: &'a [Line],
    own: &'a OwnWords,
    title: Option<Said>,
    headings: Vec<Open>,
    label: Option<Label>,
    standing: Vec<Standing>,
    /// The agenda that was looked at last, and whether the notes stand under a heading beside it.
    agenda: (Option<usize>, bool),
}

/// A heading whose section is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    level: u8,
    said: Option<Said>,
    line: usize,
    /// How many rules stand before the first line below it, once there is one.
    rules: Option<usize>,
    /// A list or table stands below it already.
    has_list: bool,
}

/// A label such as `Action items:` in a line of its own.
#[derive(Debug, Clone, Copy)]
struct Label {
    said: Said,
    line: usize,
    /// The list or table below it.
    list: Option<usize>,
    paragraphs: usize,
    /// It announces one item.
    is_single: bool,
}

impl Reader<'_> {
    fn line(&mut self, index: usize) -> Standing {
        let line = &self.lines[index];
        if !matches!(line.what, What::Heading(_)) {
            self.close(index);
        }
        match line.what {
            What::Heading(level) => self.heading(level, index),
            What::Paragraph if line.parent.is_none() && self.is_bold_heading(index) => self.heading(BOLD, index),
            What::Paragraph | What::Further | What::Quoted if line.parent.is_none() => self.paragraph(index),
            What::Bullet(_) => self.bullet(index),
            What::Head | What::Row => {
                if let Some(label) = &mut self.label {
                    label.list = label.list.or(Some(0));
                }
                self.here(index)
            }
            What::Paragraph | What::Further | What::Quoted => self.here(index),
        }
    }

    /// Ends what the last heading says: at a rule below it, or where a line speaks of another thing.
    fn close(&mut self, index: usize) {
        let line = &self.lines[index];
        let is_list = matches!(line.what, What::Bullet(_) | What::Row);
        let Some(open) = self.headings.last_mut() else { return };
        let is_ruled_off = *open.rules.get_or_insert(line.rules) != line.rules;
        let is_over = open.has_list && line.what == What::Paragraph && refusals::is_of_meetings(&line.text);
        if is_ruled_off || is_over {
            open.said = None;
            self.label = self.label.filter(|_| is_over);
        }
        open.has_list |= is_list;
    }

    fn heading(&mut self, level: u8, index: usize) -> Standing {
        let before = self.here(index);
        self.headings.retain(|open| open.level < level);
        let said = words::heading(&self.lines[index].text, self.own).filter(|_| !self.is_point_of_agenda());
        self.headings.push(Open { level, said, line: index, rules: None, has_list: false });
        self.label = None;
        Standing { is_label: true, ..before }
    }

    /// Whether the heading that begins is a point of an agenda, beside which the notes stand under one of their own.
    fn is_point_of_agenda(&mut self) -> bool {
        let is_agenda =
            |said: &Option<Said>| said.is_some_and(|said| said.topic == SectionTopic::Items(ItemKind::Agenda));
        let Some(open) = self.headings.iter().find(|open| is_agenda(&open.said)) else { return false };
        let (level, at) = (open.level, open.line);
        if self.agenda.0 != Some(at) {
            let notes = |line: &Line| {
                matches!(line.what, What::Heading(other) if other == level)
                    && words::heading(&line.text, self.own).is_some_and(|said| said.topic == SectionTopic::Discussion)
            };
            self.agenda = (Some(at), self.lines[at + 1..].iter().any(notes));
        }
        self.agenda.1
    }

    /// A paragraph of one line that is bold all through, and short.
    fn is_bold_heading(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let is_alone = self.lines.get(index + 1).is_none_or(|next| next.what != What::Further);
        let rest = line.text[line.lead..].trim_matches([':', '：', ' ']);
        let is_remark = rest.starts_with('(') && rest.ends_with(')');
        let is_bold = line.lead > 0
            && (rest.is_empty() || is_remark && words::heading(&line.text[..line.lead], self.own).is_some());
        is_alone && is_bold && line.text.split_whitespace().count() <= LONGEST
    }

    fn paragraph(&mut self, index: usize) -> Standing {
        let line = &self.lines[index];
        let ends = line.text.ends_with([':', '：']) && line.text.split_whitespace().count() <= LONGEST;
        let said = ends.then(|| words::heading(&line.text, self.own)).flatten();
        if let Some(said) = said {
            let before = self.here(index);
            let is_single = SINGLE.contains(&words::normal(&line.text).as_str());
            self.label = Some(Label { said, line: index, list: None, paragraphs: 0, is_single });
            return Standing { is_label: true, ..before };
        }
        if let Some(label) = &mut self.label
            && line.what == What::Paragraph
        {
            label.paragraphs += 1;
        }
        // Another label, or what stands after the label's list, is no longer below it.
        let is_over = |label: &Label| line.what == What::Paragraph && (label.list.is_some() || label.paragraphs > 1);
        if self.label.as_ref().is_some_and(is_over) || ends && line.what == What::Paragraph {
            self.label = None;
        }
        self.here(index)
    }

    fn bullet(&mut self, index: usize) -> Standing {
        let line = &self.lines[index];
        if let Some(label) = &mut self.label {
            // A label speaks of one list; one of a single item, such as `Action item:`, of what touches it.
            let is_missed = label.list.is_none() && line.is_apart && label.is_single;
            if is_missed || *label.list.get_or_insert(line.list) != line.list {
                self.label = None;
            }
        }
        let mut standing = self.here(index);
        let has_children = self.lines.get(index + 1).is_some_and(|next| next.parent == Some(index));
        let is_label = has_children && bullet_label(line, self.own).is_some();
        standing.is_label = is_label;
        standing
    }

    /// What the line at `index` stands under.
    fn here(&self, index: usize) -> Standing {
        let mut parent = self.lines[index].parent;
        while let Some(at) = parent {
            if self.standing[at].is_label
                && let Some(said) = bullet_label(&self.lines[at], self.own)
            {
                return Standing { said: Some(said), under: Some(at), ..Standing::default() };
            }
            parent = self.lines[at].parent;
        }
        if let Some(label) = &self.label {
            return Standing { said: Some(label.said), under: Some(label.line), ..Standing::default() };
        }
        let mut below = None;
        for Open { said, line, .. } in self.headings.iter().rev() {
            match said {
                Some(said) if below.is_none() || reaches_below(said.topic) => {
                    return Standing { said: Some(*said), under: Some(*line), below, is_label: false };
                }
                Some(_) => return Standing { under: Some(*line), below, ..Standing::default() },
                None => below = below.or(Some(*line)),
            }
        }
        let title = self.title.filter(|said| below.is_none() || reaches_below(said.topic));
        Standing { said: title, below, ..Standing::default() }
    }
}

/// What a list item says of those below it: `- **Next steps**`, `- Next steps:`, `- Action items`. Words that could
/// be a point of the agenda, such as `- Next steps`, need a colon or bold letters, or a place within a point.
fn bullet_label(line: &Line, own: &OwnWords) -> Option<Said> {
    let said = words::heading(&line.text, own)?;
    let stands_out = line.text.ends_with([':', '：']) || line.lead == line.text.len();
    let is_of_people = matches!(said.topic, SectionTopic::Present | SectionTopic::Absent);
    let plain = words::normal(&line.text);
    let is_plain = ["action", "decision", "to do", "todo"].iter().any(|word| plain.contains(word)) || !plain.is_ascii();
    let is_within = line.parent.is_some() && words::marker(&line.text, own).is_some();
    (stands_out || is_of_people || is_plain || is_within).then_some(said)
}

/// Whether what a heading says holds for headings below it that say nothing themselves.
fn reaches_below(topic: SectionTopic) -> bool {
    match topic {
        SectionTopic::Items(ItemKind::Agenda)
        | SectionTopic::Background
        | SectionTopic::Discussion
        | SectionTopic::Goals => false,
        SectionTopic::Present
        | SectionTopic::Absent
        | SectionTopic::Resources
        | SectionTopic::Offers
        | SectionTopic::Outcome
        | SectionTopic::Items(
            ItemKind::Insight
            | ItemKind::Strategy
            | ItemKind::Tool
            | ItemKind::Challenge
            | ItemKind::Question
            | ItemKind::Decision
            | ItemKind::Action
            | ItemKind::Quote
            | ItemKind::Goal
            | ItemKind::Guideline,
        ) => true,
    }
}

/// The sections of a note, as stretches of its text; `offset` is where that begins in the file.
pub(super) fn sections(lines: &[Line], standing: &[Standing], offset: usize) -> Vec<Section> {
    let mut sections: Vec<(Option<usize>, Section)> = Vec::new();
    for (line, standing) in lines.iter().zip(standing) {
        let Some(said) = standing.said.filter(|_| !standing.is_label || standing.under.is_some()) else { continue };
        let from = standing.under.map_or(line.span.start, |under| lines[under].span.start);
        let span: Range<usize> = offset + from..offset + line.span.end.max(from);
        match sections.last_mut() {
            Some((under, last)) if *under == standing.under && last.topic == said.topic => {
                last.span.end = last.span.end.max(span.end);
            }
            _ => sections.push((standing.under, Section { topic: said.topic, span })),
        }
    }
    sections.into_iter().map(|(_, section)| section).collect()
}
