//! What somebody said: the quotations of a story, paragraph by paragraph, and who said each. Lines go in;
//! entries come out. A line such as `— Ada Finch` below a quotation names its speaker and is none itself.

use super::Passage;
use super::entries::Entry;
use super::people;
use crate::note::ItemKind;
use crate::parse::lines::{Line, What};

/// The quotations among the lines of a story.
pub(super) fn find(lines: &[Line]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.what != What::Quoted || line.is_literal || line.text.trim().is_empty() {
            continue;
        }
        let before = entries.last_mut().filter(|entry| entry.last + 1 == index && entry.owners.is_empty());
        match (before, speaker_of_line(&line.text)) {
            (Some(entry), Some(name)) => entry.owners.push(name),
            (Some(entry), None) if goes_on(&lines[index - 1], line) => entry.last = index,
            (_, None) => entries.push(Entry::quote(index)),
            (None, Some(_)) => {}
        }
    }
    entries
}

/// Whether two lines stand in one paragraph: then only a break is between their events.
fn goes_on(before: &Line, line: &Line) -> bool {
    let end = before.events.last().map(|events| events.end);
    let start = line.events.first().map(|events| events.start);
    end.zip(start).is_some_and(|(end, start)| start == end + 1)
}

/// The dashes that stand before a speaker's name.
const DASHES: [&str; 4] = ["—", "–", "--", "―"];

/// `— Ada Finch` in a line of its own.
fn speaker_of_line(text: &str) -> Option<String> {
    let text = text.trim();
    let name = DASHES.iter().find_map(|dash| text.strip_prefix(dash))?;
    people::person(name).map(|(name, _)| name)
}

/// A quotation without its speaker's name at the end, and that name.
pub(super) fn with_speaker(text: &str) -> (&str, Option<String>) {
    let last = DASHES.iter().filter_map(|dash| Some((text.rfind(&format!(" {dash} "))?, dash.len()))).max();
    let Some((at, dash)) = last else { return (text, None) };
    let said = text[..at].trim_end();
    let ends = said.ends_with(['.', '!', '?', '…', '"', '”', '“', '»', '’', '。', '」']);
    match people::person(&text[at + 1 + dash..]).filter(|_| ends) {
        Some((name, _)) => (said, Some(name)),
        None => (text, None),
    }
}

/// Gives each quotation its speaker, whose name stands at its end or in the line below it.
pub(super) fn set_speakers(passages: &mut Vec<Passage>) {
    let is_quote = |passage: &Passage| passage.item.kind == ItemKind::Quote;
    for at in 0..passages.len() {
        if !is_quote(&passages[at]) {
            continue;
        }
        if let (said, Some(name)) = with_speaker(&passages[at].item.text) {
            (passages[at].item.text, passages[at].item.owners) = (said.to_owned(), vec![name]);
        }
        let name = speaker_of_line(&passages[at].item.text);
        let before = at.checked_sub(1).map(|before| &mut passages[before]).filter(|before| is_quote(before));
        if let (Some(before), Some(name)) = (before, name)
            && before.item.owners.is_empty()
        {
            before.item.owners.push(name);
        }
    }
    // `— a member` below a quotation is no quotation itself.
    passages.retain(|passage| !is_quote(passage) || !DASHES.iter().any(|dash| passage.item.text.starts_with(dash)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speaker_stands_behind_a_dash() {
        let check = |text: &str, said: &str, name: Option<&str>| {
            assert_eq!(with_speaker(text), (said, name.map(str::to_owned)), "{text}");
        };
        check("“It holds.” — Ada Finch", "“It holds.”", Some("Ada Finch"));
        check("It holds. – Ada Finch, baker", "It holds.", Some("Ada Finch"));
        check("It holds — for a week, at least.", "It holds — for a week, at least.", None);
        check(
            "It holds. — And it held for a week, until the rain.",
            "It holds. — And it held for a week, until the rain.",
            None,
        );
        assert_eq!(speaker_of_line("— Ada Finch"), Some("Ada Finch".to_owned()));
        assert_eq!(speaker_of_line("Ada Finch"), None);
    }
}
