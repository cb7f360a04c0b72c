//! Markers at the beginning of a line: `Action:`, `**Decision** –`, `TODO(jo):`, `[decision]`, `ACTION 80.1:`.
//! A line's words go in; the kind, the owner between marker and colon, and where the rest begins come out.

use super::known::Known;
use super::own_words::OwnWords;
use super::owners;
use super::words;
use crate::note::ItemKind;
use crate::parse::lines::Line;

/// A marker and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) kind: ItemKind,
    pub(super) owners: Vec<String>,
    /// Where the rest begins in the line's words.
    pub(super) rest: usize,
}

/// A marker ends within this many bytes.
const LONGEST: usize = 70;

/// The marker at the beginning of a line.
pub(super) fn of(line: &Line, known: &Known, own: &OwnWords) -> Option<Mark> {
    if line.is_literal || line.is_code {
        return None;
    }
    let start = after_decoration(&line.text);
    let text = &line.text[start..];
    let mark = bracketed(text, own)
        .or_else(|| before_colon(text, known, own))
        .or_else(|| before_dash(text, line.lead.saturating_sub(start), own))
        .or_else(|| standing_out(text, line.lead.saturating_sub(start), own))
        .or_else(|| in_capitals(text, known, own))
        .or_else(|| after_speaker(text, known, own))?;
    let mark = Mark { rest: start + mark.rest, ..mark };
    let rest = &line.text[mark.rest..];
    (!is_speaker(text, rest, mark.kind, known)).then_some(mark)
}

/// Emoji, bullets and numbers before a line's first word.
pub(super) fn after_decoration(text: &str) -> usize {
    let mut at = after_emoji_code(text);
    loop {
        let rest = &text[at..];
        let plain = rest
            .find(|c: char| c.is_alphanumeric() || matches!(c, '[' | '【' | '@' | '(' | '（' | '<' | '"' | '“' | '「'))
            .unwrap_or(rest.len());
        at += plain;
        let rest = &text[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest[digits..].strip_prefix(['.', ')', '、', '．']).filter(|_| (1..=3).contains(&digits));
        if after.is_none_or(|after| after.starts_with(|c: char| c.is_ascii_digit())) {
            return at;
        }
        at += digits;
    }
}

/// How many bytes `:point_right:` takes at the beginning of a text.
fn after_emoji_code(text: &str) -> usize {
    let inner = text.strip_prefix(':').and_then(|rest| rest.split_once(':')).map(|(inner, _)| inner);
    let is_code =
        |inner: &&str| !inner.is_empty() && inner.bytes().all(|c| c.is_ascii_lowercase() || matches!(c, b'_' | b'-'));
    inner.filter(is_code).map_or(0, |inner| inner.len() + 2)
}

/// `[decision] …`, `【待办】…`
fn bracketed(text: &str, own: &OwnWords) -> Option<Mark> {
    let (open, close) =
        [("[", "]"), ("【", "】"), ("(", ")"), ("（", "）")].into_iter().find(|(open, _)| text.starts_with(open))?;
    let end = text.find(close).filter(|end| *end < LONGEST)?;
    let kind = words::marker(&text[open.len()..end], own)?;
    let rest = end + close.len();
    Some(Mark { kind, owners: Vec::new(), rest: rest + skipped(&text[rest..]) })
}

/// How many bytes of separators and blanks a text begins with.
fn skipped(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', ':', '：', '-', '–', '—', '\t', '\u{a0}']).len()
}

fn before_colon(text: &str, known: &Known, own: &OwnWords) -> Option<Mark> {
    let window = &text[..crate::text::floor_boundary(text, LONGEST)];
    let (at, length) =
        ['：', ':'].into_iter().filter_map(|colon| Some((window.find(colon)?, colon.len_utf8()))).min()?;
    // An address or a time of day has a colon too.
    if text[at + length..].starts_with("//") {
        return None;
    }
    let (kind, owners) = head(&window[..at], known, own)?;
    let rest = at + length;
    Some(Mark { kind, owners, rest: rest + skipped(&text[rest..]) })
}

/// The words of a marker, perhaps with a number and an owner: `ACTION 80.1`, `TODO(jo)`, `Action for Ben`.
fn head(words: &str, known: &Known, own: &OwnWords) -> Option<(ItemKind, Vec<String>)> {
    let words = words.trim().trim_matches(['*', '_', '[', ']', ' ']);
    let words = words.replace('_', " ");
    let (outside, inside) = match words.split_once(['(', '（', '[']) {
        Some((outside, inside)) => {
            (outside.trim().to_owned(), inside.trim_end_matches([')', '）', ']', ' ']).to_owned())
        }
        None => (words, String::new()),
    };
    let plain = outside
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '#' | '-' | ' ' | '–'))
        .trim_end_matches("No")
        .trim();
    if let Some(kind) = words::marker(plain, own) {
        let owners = if inside.is_empty() { Vec::new() } else { inside_brackets(&inside, known) };
        return Some((kind, owners));
    }
    if let Some((first, rest)) = plain.split_once(" for ")
        && first.len() > 2
        && ["action", "todo", "to do", "to-do"].iter().any(|word| first.to_lowercase().contains(word))
        && words::marker(first, own) == Some(ItemKind::Action)
    {
        return Some((ItemKind::Action, owners::names(rest, known).unwrap_or_default()));
    }
    let boundary = plain.match_indices([' ', '@']).map(|(at, _)| at).collect::<Vec<_>>();
    boundary.into_iter().rev().find_map(|at| {
        let (first, rest) = plain.split_at(at);
        let kind = words::marker(first, own).filter(|kind| *kind == ItemKind::Action)?;
        let rest = rest.trim();
        let named =
            ["for ", "on ", "by ", "to ", "für ", "pour ", "para "].iter().find_map(|word| rest.strip_prefix(word));
        let is_loud = first.chars().all(|c| !c.is_lowercase());
        let owners = owners::names(named.unwrap_or(rest), known).filter(|names| {
            named.is_some() || is_loud || rest.starts_with('@') || names.iter().all(|name| known.has(name))
        })?;
        Some((kind, owners))
    })
}

/// `TODO(jo)`: names, or one word that stands for one.
fn inside_brackets(inside: &str, known: &Known) -> Vec<String> {
    let is_handle = inside.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        && inside.starts_with(char::is_alphabetic);
    owners::names(inside, known).unwrap_or_else(|| if is_handle { vec![known.full(inside)] } else { Vec::new() })
}

/// `ACTION - Ben: …`, `**Decision** – …`: a dash after a marker in capitals or bold letters.
fn before_dash(text: &str, lead: usize, own: &OwnWords) -> Option<Mark> {
    let window = &text[..crate::text::floor_boundary(text, LONGEST)];
    if window.is_ascii() && !window.contains('-') {
        return None;
    }
    let (at, dash) = crate::text::first_of(window, &[" - ", " – ", " — ", "—", "–"])?;
    let first = window[..at].trim();
    let is_loud = first.chars().any(char::is_uppercase) && first.chars().all(|c| !c.is_lowercase());
    if !is_loud && lead < first.len() {
        return None;
    }
    let kind = words::marker(first, own)?;
    let rest = at + dash.len();
    Some(Mark { kind, owners: Vec::new(), rest: rest + skipped(&text[rest..]) })
}

/// `**Action** Ben writes …`: the marker stands out, the rest doesn't.
fn standing_out(text: &str, lead: usize, own: &OwnWords) -> Option<Mark> {
    let first = text.get(..lead).filter(|first| !first.is_empty())?;
    let rest = text[lead..].trim();
    if rest.starts_with('(') && rest.ends_with(')') {
        return None;
    }
    let kind = words::marker(first, own).filter(|_| lead < text.len())?;
    Some(Mark { kind, owners: Vec::new(), rest: lead + skipped(&text[lead..]) })
}

/// `ACTION Ben to …`, `TODO @jo …`, `RESOLVED that …`: a marker in capitals with nothing after it.
fn in_capitals(text: &str, known: &Known, own: &OwnWords) -> Option<Mark> {
    let (first, rest) = text.split_once([' ', '@'])?;
    let is_loud = first.chars().count() > 2 && first.chars().all(|c| c.is_uppercase());
    if !is_loud {
        return None;
    }
    let kind = words::marker(first, own)?;
    let at = first.len() + usize::from(text[first.len()..].starts_with(' '));
    let is_said = match kind {
        ItemKind::Action => owners::leading(&text[at..], known).is_some(),
        ItemKind::Decision => rest.starts_with("that ") || rest.starts_with("to "),
        ItemKind::Agenda
        | ItemKind::Insight
        | ItemKind::Strategy
        | ItemKind::Tool
        | ItemKind::Challenge
        | ItemKind::Question
        | ItemKind::Quote
        | ItemKind::Goal
        | ItemKind::Guideline => false,
    };
    is_said.then_some(Mark { kind, owners: Vec::new(), rest: at })
}

/// `jo: ACTION: Ben to write`: a marker in capitals in a log, behind the name of whoever typed it.
fn after_speaker(text: &str, known: &Known, own: &OwnWords) -> Option<Mark> {
    text.find(':').filter(|at| *at < LONGEST_NICK)?;
    let (speaker, rest) = text.split_once(": ").filter(|(speaker, _)| speaker.len() < LONGEST_NICK)?;
    let first = rest.split_once(':')?.0;
    let is_loud = first.chars().filter(|c| c.is_uppercase()).count() > 2 && !first.contains(char::is_lowercase);
    let is_nick = !speaker.is_empty() && !speaker.contains(char::is_whitespace);
    let mark = before_colon(rest, known, own).filter(|_| is_loud && is_nick)?;
    let before = text.len() - rest.len();
    Some(Mark { rest: before + mark.rest, ..mark })
}

/// A name in a log is shorter than this.
const LONGEST_NICK: usize = 20;

/// `AI: We didn't get an email`: initials before what somebody said.
fn is_speaker(text: &str, rest: &str, kind: ItemKind, known: &Known) -> bool {
    const SPEAKING: &str = " i we you they he she it that this there yes no yeah ok okay thanks i'm i'll i've it's that's \
        don't let's we're we've maybe well so and but what why how when who is are do does did can could would should \
        just also agree agreed sure right great good ";
    let is_ai = kind == ItemKind::Action && text.starts_with("AI") && !text.starts_with("AIs");
    if !is_ai {
        return false;
    }
    let first = rest.split_whitespace().next().unwrap_or_default().to_lowercase().replace('’', "'");
    let first = first.trim_end_matches([',', '.', ':', ';', '!', '?']);
    let is_talk = !first.is_empty() && SPEAKING.split_whitespace().any(|word| word == first);
    let is_about_machines = rest.chars().next().is_some_and(crate::parse::dates::is_ideograph);
    known.has("AI") || is_talk || is_about_machines
}
