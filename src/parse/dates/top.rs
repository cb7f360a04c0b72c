//! Dates at the top of a note's text: in its first headings, after a label such as `Date:` in
//! a line, list item or table, or alone on a line. Dates further down, and those of the
//! next meeting or a deadline, are never taken.

use super::Heading;
use super::decide::{Candidate, Source};
use super::scan::{Match, in_line};
use super::tokens::{fold, is_ideograph};
use super::words::{self, Custom};
use crate::parse::word_list::WordList;
use std::ops::Range;

/// How much of a note is its top.
const MOST_LINES: usize = 40;
const MOST_BYTES: usize = 4_000;

/// How much of one line is looked at.
const LONGEST_LINE: usize = 600;

/// Among how many dates of a line the labelled one is looked for.
const MOST_DATES: usize = 8;

/// A line that is only a label is no longer than this, its markup included.
const LONGEST_LABEL_LINE: usize = 80;

/// Among how many of the first headings a date may be the session's.
const MOST_HEADINGS: usize = 8;

/// A heading below the first with more words than this beside its date is a topic.
const MOST_WORDS: usize = 6;

/// How far down a line may stand that is nothing but a date.
const MOST_LINES_TO_BARE_DATE: usize = 12;

/// The dates in a note's first headings, likeliest first.
pub(super) fn in_headings(headings: &[Heading<'_>]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let start = headings.first().map_or(0, |heading| heading.span.start);
    let near = headings
        .iter()
        .take(MOST_HEADINGS)
        .take_while(|heading| heading.span.start <= start.saturating_add(MOST_BYTES));
    for (index, heading) in near.enumerate() {
        let text = shorten(heading.text);
        let Some(date) = in_line(text).into_iter().next() else {
            continue;
        };
        let before = &text[..date.span.start];
        let place = Some(heading.span.clone());
        if let Some(custom) = label_before(before) {
            found.push(Candidate::new(Source::Label, date, place, Some(custom)));
        } else if may_date_the_session(index, headings, &date) && !is_about_another(before) {
            found.push(Candidate::new(Source::Heading, date, place, None));
        }
    }
    found.sort_by_key(|candidate| !candidate.found.has_year());
    found
}

/// The first heading, the first of level 1, or one near the top that says little but a date.
fn may_date_the_session(index: usize, headings: &[Heading<'_>], date: &Match) -> bool {
    let first_title = headings.iter().position(|heading| heading.level == 1);
    let short = remaining_words(headings[index].text, &date.span) <= MOST_WORDS;
    index == 0 || first_title == Some(index) || index <= 3 && short
}

/// How many words a text has beside the date in it; a run of ideographs counts as one.
pub(super) fn remaining_words(text: &str, date: &Range<usize>) -> usize {
    let count = |part: &str| {
        part.split(|character: char| !character.is_alphanumeric())
            .filter(|word| word.chars().any(char::is_alphabetic))
            .count()
    };
    count(&text[..date.start]) + count(&text[date.end..])
}

/// Whether the words before a date make it the date of something else.
pub(super) fn is_about_another(before: &str) -> bool {
    let another = |word: &str| words::is_of_another(&fold(word));
    before.split(|character: char| !character.is_alphanumeric()).any(another)
        || !before.is_ascii() && words::OF_ANOTHER.is_within(before)
}

/// The dates in a note's first lines, labelled ones first; `start` is where the lines start in the file.
pub(super) fn in_lead(lead: &str, start: usize) -> Vec<Candidate> {
    let lines = lines(lead);
    let mut labelled: Vec<Candidate> = Vec::new();
    let mut bare: Vec<Candidate> = Vec::new();
    let mut another = false;
    for (index, (position, line)) in lines.iter().enumerate() {
        let place = start + position..start + position + line.len();
        let is_heading = line.starts_with('#');
        if is_heading {
            another = is_about_another(line);
        }
        let found = in_line(line);
        let introduced = |before: usize| !found.is_empty() && introduces_another(lines[before].1);
        if another || index.checked_sub(1).is_some_and(introduced) {
            continue;
        }
        let labelled_here = if found.is_empty() { label_alone(&lines[index..]) } else { labelled_in(line, &found) };
        if let Some((found, custom)) = labelled_here.or_else(|| in_column(&lines[index..])) {
            labelled.push(Candidate::new(Source::Label, found, Some(place), Some(custom)));
        } else if index < MOST_LINES_TO_BARE_DATE && !is_heading && is_alone(line, &found) {
            bare.extend(found.into_iter().map(|found| Candidate::new(Source::Label, found, Some(place.clone()), None)));
        }
    }
    // Several lines that are only a date are a log or a calendar.
    let many = bare.iter().any(|other| other.found.readings != bare[0].found.readings);
    if !many {
        labelled.extend(bare.into_iter().take(1));
    }
    labelled.sort_by_key(|candidate| !candidate.found.has_year());
    labelled
}

/// `Next meeting:` on a line of its own, whose date follows.
fn introduces_another(line: &str) -> bool {
    let ends = line.trim_end_matches(['*', '_', ' ', '+', '\\']).ends_with([':', '：']);
    ends && in_line(line).is_empty() && is_about_another(line)
}

/// The lines of the top that are neither blank nor code nor a comment, with where each starts.
fn lines(lead: &str) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut position = 0;
    let mut fence: Option<&str> = None;
    let mut comment = false;
    for line in lead.split_inclusive('\n') {
        let start = position;
        position += line.len();
        if lines.len() >= MOST_LINES || start > MOST_BYTES {
            break;
        }
        let text = line.trim();
        let marker = ["```", "~~~"].into_iter().find(|marker| text.starts_with(marker));
        let hidden = fence.is_some() || comment;
        match (fence, marker) {
            (None, Some(_)) if !comment => {
                fence = marker;
                continue;
            }
            (Some(open), Some(close)) if open == close => fence = None,
            (_, _) => {}
        }
        let opens = text.contains('<') && text.contains("<!--");
        comment = (comment || opens) && !text.contains("-->");
        if !hidden && !comment && !text.is_empty() {
            lines.push((start + line.len() - line.trim_start().len(), shorten(text)));
        }
    }
    lines
}

/// As much of a line as is looked at.
pub(super) fn shorten(text: &str) -> &str {
    let mut end = text.len().min(LONGEST_LINE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The first date of a line with a label right before it.
fn labelled_in(line: &str, found: &[Match]) -> Option<(Match, Custom)> {
    let mut first = found.iter().take(MOST_DATES);
    first.find_map(|found| label_before(&line[..found.span.start]).map(|custom| (found.clone(), custom)))
}

/// The date with which the next line starts, where the first is a label alone.
fn label_alone(lines: &[(usize, &str)]) -> Option<(Match, Custom)> {
    let [(_, line), (_, next), ..] = lines else { return None };
    let stands_out = line.starts_with('#') || line.ends_with([':', '：', '*', '_']);
    if !stands_out || line.len() > LONGEST_LABEL_LINE {
        return None;
    }
    let found = in_line(next).into_iter().next()?;
    let custom = words::label(&label_words(line))?;
    label_words(&next[..found.span.start]).is_empty().then_some((found, custom))
}

/// What the words right before a date say, if they are a label: the whole
/// of the line before it, or what stands after the last mark that separates.
fn label_before(before: &str) -> Option<Custom> {
    let mut start = before.len().saturating_sub(LONGEST_LABEL_LINE);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let before = &before[start..];
    if let Some(custom) = words::label(&label_words(before)) {
        return Some(custom);
    }
    let marked = before.trim_end_matches([' ', '*', '_', '[', '(', '\u{a0}', '⏰', '📅']).ends_with([':', '：', '|']);
    let separators = before.match_indices(['|', ';', ',', '·', '•', '.', '，', '。', '、', '*', '\u{3000}']);
    let mut cuts = separators.filter(|_| marked).map(|(position, mark)| position + mark.len());
    cuts.find_map(|cut| words::label(&label_words(&before[cut..])))
}

/// The words of a label in small letters, without numbers, times, marks and emoji.
fn label_words(text: &str) -> String {
    let mut plain = String::new();
    for character in fold(text).chars() {
        if character.is_alphanumeric() || character == '&' {
            plain.push(character);
        } else if character != '\'' {
            plain.push(' ');
        }
    }
    let kept = |word: &&str| {
        let only_digits = word.chars().all(|character| character.is_ascii_digit());
        !only_digits
            && !words::is_clock(word)
            && !matches!(*word, "on" | "the" | "at" | "am" | "le" | "el" | "il" | "den" | "um" | "vom")
    };
    plain.split_whitespace().filter(kept).collect::<Vec<&str>>().join(" ")
}

/// A table whose head has a date's label and whose only row has a date below it.
fn in_column(lines: &[(usize, &str)]) -> Option<(Match, Custom)> {
    let [(_, head), (_, rule), (_, row), rest @ ..] = lines else { return None };
    let is_rule =
        rule.contains("--") && rule.chars().all(|character| matches!(character, '-' | '|' | ':' | ' ' | '\t'));
    let more_rows = rest.first().is_some_and(|(_, next)| next.contains('|'));
    if !is_rule || more_rows || !head.contains('|') {
        return None;
    }
    let labels = cells(head).map(|cell| words::label(&label_words(cell)));
    let (column, custom) = labels.enumerate().find_map(|(column, custom)| custom.map(|custom| (column, custom)))?;
    let found = in_line(cells(row).nth(column)?).into_iter().next()?;
    Some((found, custom))
}

fn cells(row: &str) -> impl Iterator<Item = &str> {
    row.trim().trim_start_matches('|').split('|').map(str::trim)
}

/// Whether a line is one date and nothing else: `**12/18/2018**`, `Wed Jun 19, 2019 at 8:00am PST`.
fn is_alone(line: &str, found: &[Match]) -> bool {
    let [found] = found else { return false };
    let html_title = ["<h1", "<h2", "<h3"].iter().any(|tag| line.starts_with(tag));
    if html_title && !is_about_another(&line[..found.span.start]) {
        return true;
    }
    let around = format!("{} {}", &line[..found.span.start], &line[found.span.end..]);
    label_words(&around).split(' ').all(goes_with_a_date)
}

/// Zones and other words for a time of day that `words::is_clock` doesn't have.
static TIMES: WordList = WordList::new(
    "z, t, pt, et, mt, ct, ist, wet, west, eet, eest, aest, aedt, local, noon, time, eastern, pacific, central",
);

/// Words that a line may have beside its date and still be only that.
static BESIDE: WordList = WordList::new("meeting, minutes, notes, agenda, call, to, from, bis, a, as, las, de, von");

static BESIDE_SIGNS: WordList =
    WordList::new("会议, 會議, 纪要, 記録, 議事録, 例会, 上午, 下午, 晚上, 晚, 午后, 午前, 午後, 点, 時, 北京时间");

/// Words that leave a line nothing but a date and a time.
fn goes_with_a_date(word: &str) -> bool {
    let time_of_day = word.trim_start_matches(|character: char| character.is_ascii_digit());
    let sign = word.chars().any(is_ideograph) && BESIDE_SIGNS.is_within(word);
    let time = time_of_day.is_empty() || words::is_clock(time_of_day) || TIMES.has(time_of_day);
    time || BESIDE.has(word) || sign
}
