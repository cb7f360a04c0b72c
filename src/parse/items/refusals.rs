//! Words that are no item wherever they stand: `None`, what a form leaves to be filled in, a meeting's end.

use super::words;

/// `None`, `No action needed`.
pub(super) fn says_none(text: &str) -> bool {
    says_none_plainly(&words::normal(text))
}

/// The same of words in the form in which they are compared.
pub(super) fn says_none_plainly(plain: &str) -> bool {
    let opens = [
        "no action",
        "no further action",
        "no new action",
        "none ",
        "no decision",
        "nothing to",
        "keine ",
        "aucune action",
        "aucune decision",
        "pas de decision",
        "kein beschluss",
        "ninguna accion",
    ]
    .iter()
    .any(|nothing| plain.starts_with(nothing));
    let may_say = plain.contains("no ") && plain.split(' ').nth(8).is_none();
    let says = ["no open action", "no action", "no outstanding action", "no new action", "no decisions"]
        .iter()
        .any(|nothing| may_say && plain.contains(nothing));
    opens || says || words::says_nothing(plain) || is_time_box(plain)
}

/// Whether words ask something and say nothing after it.
pub(super) fn asks(text: &str) -> bool {
    let said = text.split_whitespace().filter(|word| !word.contains("://")).collect::<Vec<_>>().join(" ");
    said.ends_with(['?', '？', '؟'])
}

/// `10 minute timebox`
fn is_time_box(plain: &str) -> bool {
    let rest = plain.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    rest.len() < plain.len()
        && matches!(rest, "min" | "mins" | "minute" | "minutes" | "minute timebox" | "minutes timebox" | "min timebox")
}

/// What begins a line that speaks of the meeting itself or of the next one.
const OF_MEETINGS: [&str; 14] = [
    "next meeting",
    "next call",
    "next session",
    "next sync",
    "the next meeting",
    "the next call",
    "our next meeting",
    "our next call",
    "meeting adjourned",
    "the meeting adjourned",
    "meeting ended",
    "meeting closed",
    "see you",
    "call ended",
];

/// Words at the end of a label that announces something else than what is to be done or was decided.
const OTHER_LABELS: [&str; 9] =
    ["agenda", "meeting", "meetings", "attendees", "topics", "participants", "links", "resources", "announcements"];

/// Whether a line speaks of the meeting itself: `Next meeting: 3 March`, `Planned agenda for March:`.
pub(super) fn is_of_meetings(text: &str) -> bool {
    is_plainly_of_meetings(text, &words::normal(text))
}

/// The same of words whose form for comparing is `plain`.
pub(super) fn is_plainly_of_meetings(text: &str, plain: &str) -> bool {
    let is_label = || text.trim_end().ends_with([':', '：']) && plain.split(' ').count() <= LONGEST_LABEL;
    let is_other = || plain.split(' ').any(|word| OTHER_LABELS.contains(&word));
    OF_MEETINGS.iter().any(|words| plain.starts_with(words)) || is_label() && is_other()
}

/// A label has no more words than this.
const LONGEST_LABEL: usize = 7;

/// Whether a text is nothing but an address or a number of an issue.
pub(super) fn is_bare_link(text: &str) -> bool {
    let is_link = |word: &str| {
        word.contains("://")
            || word.strip_prefix('#').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    !text.trim().is_empty() && text.split_whitespace().all(is_link)
}

/// `See the issue tracker`, `see above`: where to look, not what to do.
pub(super) fn points_elsewhere(text: &str) -> bool {
    const PLACES: [&str; 10] =
        ["issue", "issues", "tracker", "board", "above", "below", "minutes", "notes", "list", "project"];
    let is_start = |c: char| matches!(c, 's' | 'S') || !c.is_ascii();
    if !text.trim_start_matches(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()).starts_with(is_start) {
        return false;
    }
    let plain = words::normal(text.split("://").next().unwrap_or_default());
    let words: Vec<&str> = plain.split(' ').collect();
    words.first() == Some(&"see") && words.len() <= LONGEST_LABEL && words.iter().any(|word| PLACES.contains(word))
}

/// Words that a form leaves to be replaced.
pub(super) fn is_placeholder(text: &str) -> bool {
    let is_in =
        |open: char, close: char| text.starts_with(open) && text.ends_with(close) && text.matches(open).count() == 1;
    let has_words = text.bytes().any(|byte| byte.is_ascii_alphanumeric()) || !words::normal(text).is_empty();
    is_in('<', '>')
        || is_in('{', '}')
        || is_in('[', ']') && !text.contains("](")
        || has_blank(text)
        || text.contains('_') && text.contains("___")
        || !has_words
        || !text.is_ascii() && text.contains("x月xx日")
}

/// `[name] to do [thing]`: a form's words in brackets.
fn has_blank(text: &str) -> bool {
    const BLANKS: &str = " name names person who what thing task description ";
    if !text.contains('[') {
        return false;
    }
    let insides = text.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
    insides.filter(|(_, after)| !after.starts_with('(')).any(|(inside, _)| {
        let inside = words::normal(inside);
        !inside.is_empty() && BLANKS.contains(&format!(" {inside} "))
    })
}

/// The end of a meeting is no decision.
pub(super) fn is_closing(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "adjourn",
        "meeting closed",
        "meeting ended",
        "meeting was closed",
        "call ended",
        "end of meeting",
        "thank you",
        "thanks to",
        "sitzung geschlossen",
        "séance levée",
        "se levanta la sesión",
    ]
    .iter()
    .any(|word| lower.contains(word))
}
