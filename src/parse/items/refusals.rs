//! Words that are no item wherever they stand: `None`, what a form leaves to be filled in, a meeting's end.

use super::words;

/// `None`, `No action needed`.
pub(super) fn says_none(text: &str) -> bool {
    let plain = words::normal(text);
    let opens = [
        "no action",
        "no further action",
        "no new action",
        "none ",
        "no decision",
        "nothing to",
        "keine ",
        "aucune action",
        "ninguna accion",
    ]
    .iter()
    .any(|nothing| plain.starts_with(nothing));
    let is_short = plain.split(' ').count() <= 8;
    let says = ["no open action", "no action", "no outstanding action", "no new action", "no decisions"]
        .iter()
        .any(|nothing| is_short && plain.contains(nothing));
    words::is_nothing(text) || opens || says || is_time_box(&plain)
}

/// Whether words ask something and say nothing after it.
pub(super) fn asks(text: &str) -> bool {
    let said = text.split_whitespace().filter(|word| !word.contains("://")).collect::<Vec<_>>().join(" ");
    said.ends_with(['?', '？'])
}

/// `10 minute timebox`
fn is_time_box(plain: &str) -> bool {
    let rest = plain.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    rest.len() < plain.len()
        && matches!(rest, "min" | "mins" | "minute" | "minutes" | "minute timebox" | "minutes timebox" | "min timebox")
}

/// Words that a form leaves to be replaced.
pub(super) fn is_placeholder(text: &str) -> bool {
    let is_in =
        |open: char, close: char| text.starts_with(open) && text.ends_with(close) && text.matches(open).count() == 1;
    let plain = words::normal(text);
    is_in('<', '>')
        || is_in('{', '}')
        || is_in('[', ']') && !text.contains("](")
        || text.contains("___")
        || plain.is_empty()
        || text.contains("x月xx日")
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
