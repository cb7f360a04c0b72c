//! Owners whom a word names: `…, responsable : Aya`, `… 责任人：林一`, `… (担当：山田、期限：3/20)`.
//! An action's words go in; the names come out, and where the words before them end.

use super::known::Known;
use super::owners;
use crate::parse::dates::is_ideograph;

/// Words right before the name of whoever does it. They need a colon, but for the last ones.
const LABELS: [&str; 16] = [
    "verantwortliche",
    "verantwortlich",
    "zuständig",
    "responsables",
    "responsable",
    "responsible",
    "assignee",
    "assigned to",
    "owner",
    "encargada",
    "encargado",
    "担当者",
    "担当",
    "负责人",
    "责任人",
    "跟进人",
];

/// The owners whom a word names behind or inside an action's words.
pub(super) fn of(text: &str, known: &Known) -> Option<(Vec<String>, usize)> {
    // Only a label in Chinese or Japanese signs stands without a colon.
    let has_colon = text.contains([':', '：']);
    if !has_colon && (text.is_ascii() || !text.contains(is_ideograph)) {
        return None;
    }
    let lower = text.to_lowercase();
    // Small letters may be longer than large ones; then positions in one are none in the other.
    if lower.len() != text.len() {
        return None;
    }
    let is_label = |(at, _): (usize, &str)| {
        let before = lower[..at].trim_end_matches(['*', ' ', '\u{a0}']);
        LABELS.iter().any(|label| before.ends_with(label))
    };
    if !text.contains(is_ideograph) && !lower.match_indices([':', '：']).any(is_label) {
        return None;
    }
    let found = LABELS.iter().filter_map(|label| Some((lower.rfind(label)?, label.len())));
    let (at, length) = found.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))?;
    let before =
        text[..at].trim_end_matches([' ', '(', '（', '[', '，', ',', '；', ';', '-', '–', '—', '/', '|', '、', '*']);
    let is_apart = before.len() < at && !before.is_empty();
    let behind = text[at + length..].trim_start_matches(['*', ' ', '\u{a0}']);
    let (written, has_colon) = match behind.strip_prefix([':', '：']) {
        Some(rest) => (rest, true),
        None => (behind, false),
    };
    // `-- 责任人 林一` needs none.
    let is_wide = text[at..].starts_with(is_ideograph);
    let is_behind_blank = behind.len() < text.len() - at - length;
    if !is_apart || !(has_colon || is_wide && is_behind_blank) {
        return None;
    }
    let written = written.trim_start_matches(['*', ' ']);
    let end = written.find([')', '）', ']', '，', ';', '；', '。']).unwrap_or(written.len());
    let (names, length) = longest(&written[..end], known)?;
    let rest = written[length..].trim_start_matches([')', '）', ']', '，', ',', ';', '；', '。', '.', ' ', '*', '、']);
    let is_over = rest.is_empty() || super::due::is_label(rest);
    is_over.then_some((names, before.len()))
}

/// The names with which words begin: as many as there are, then a due day at most.
fn longest(words: &str, known: &Known) -> Option<(Vec<String>, usize)> {
    let ends = words.match_indices([' ', ',']).map(|(at, _)| at).chain([words.len()]).collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|end| Some((owners::names(words[..end].trim(), known)?, end)))
}
