//! What the words of a heading, label or marker say stands below or behind them. All are compared after
//! `normal`: small letters, no accents, letters and digits with one blank between.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::own_words::OwnWords;
use super::vocabulary::{AFTER, BEFORE, EARLIER, EARLIER_AFTER, HEADINGS, MARKERS, NOTHING};
use crate::note::{ItemKind, SectionTopic};
use crate::parse::dates::is_ideograph;
use crate::text;
use SectionTopic::Items;

/// A heading's or label's words in the form in which they are compared.
pub(super) fn normal(text: &str) -> String {
    if text.is_ascii() {
        return text::words_of_ascii(text);
    }
    let letters = |character: char| match character {
        'ß' => [Some('s'), Some('s')],
        // Arabic vowel signs and lengthening, and the hamza on alef: some write them, some don't.
        '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => [None, None],
        'أ' | 'إ' | 'آ' => [Some('ا'), None],
        _ => [Some(character), None],
    };
    text::words_of(text::without_accents(text).chars().flat_map(letters).flatten())
}

fn phrases(list: &'static str) -> impl Iterator<Item = String> {
    list.split(',').map(normal).filter(|phrase| !phrase.is_empty())
}

/// Longest phrases first, so that `from the last meeting` goes before `last meeting`.
fn longest_first(list: &'static str) -> Vec<String> {
    let mut all: Vec<String> = phrases(list).collect();
    all.sort_by_key(|phrase| (std::cmp::Reverse(phrase.len()), phrase.clone()));
    all.dedup();
    all
}

static TOPICS: LazyLock<HashMap<String, SectionTopic, FixedState>> = LazyLock::new(|| {
    HEADINGS.into_iter().flat_map(|(topic, list)| phrases(list).map(move |phrase| (phrase, topic))).collect()
});
static MARKED: LazyLock<HashMap<String, ItemKind, FixedState>> = LazyLock::new(|| {
    MARKERS.into_iter().flat_map(|(kind, list)| phrases(list).map(move |phrase| (phrase, kind))).collect()
});
static FIRST: LazyLock<Affixes> = LazyLock::new(|| Affixes::at(End::First, BEFORE));
static LAST: LazyLock<Affixes> = LazyLock::new(|| Affixes::at(End::Last, AFTER));
static OLD: LazyLock<Affixes> = LazyLock::new(|| Affixes::at(End::First, EARLIER));
static OLD_LAST: LazyLock<Affixes> = LazyLock::new(|| Affixes::at(End::Last, EARLIER_AFTER));
static EMPTY: LazyLock<HashSet<String, FixedState>> = LazyLock::new(|| phrases(NOTHING).collect());

/// At which end of a heading words stand.
#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}

impl End {
    fn byte(self, text: &str) -> Option<u8> {
        match self {
            Self::First => text.bytes().next(),
            Self::Last => text.bytes().next_back(),
        }
    }
}

/// Words that may stand at one end of a heading, longest first, by the byte at that end: most headings have none.
struct Affixes {
    end: End,
    by_byte: HashMap<u8, Vec<String>, FixedState>,
}

impl Affixes {
    fn at(end: End, list: &'static str) -> Self {
        let mut by_byte: HashMap<u8, Vec<String>, FixedState> = HashMap::default();
        for phrase in longest_first(list) {
            if let Some(byte) = end.byte(&phrase) {
                by_byte.entry(byte).or_default().push(phrase);
            }
        }
        Self { end, by_byte }
    }

    /// What is left of a text without the longest of the words that stands there.
    fn cut<'a>(&self, text: &'a str) -> Option<&'a str> {
        let words = self.by_byte.get(&self.end.byte(text)?)?;
        words.iter().find_map(|word| match self.end {
            End::First => cut_first(text, word),
            End::Last => cut_last(text, word),
        })
    }
}

/// What a heading or label says stands below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) topic: SectionTopic,
    /// What stands below is from an earlier session.
    pub(super) is_earlier: bool,
}

/// What the words of a heading or label say; `None` where they say nothing, or two things at once.
pub(super) fn heading(text: &str, own: &OwnWords) -> Option<Said> {
    let outside_brackets = &*without_brackets(text);
    let text = normal(outside_brackets.trim_end_matches([':', '：', '.', ' ']));
    let text = without_number(&text);
    if text.is_empty() || text.chars().count() > LONGEST_HEADING {
        return None;
    }
    said(text, own)
        .or_else(|| of_several(outside_brackets, own))
        .or_else(|| in_two_scripts(text, own))
        .or_else(|| announced(text, outside_brackets, own))
        .or_else(|| for_somebody(text, own))
}

/// `Participants 与会人`, `Action Items 行动项`: the same in two languages.
fn in_two_scripts(text: &str, own: &OwnWords) -> Option<Said> {
    let (first, second) = two_scripts(text)?;
    let (first, second) = (said(&first, own)?, said(&second, own)?);
    (first.topic == second.topic).then_some(first)
}

/// The words of a label in letters, and those in Chinese or Japanese signs; both stand there.
pub(super) fn two_scripts(text: &str) -> Option<(String, String)> {
    if text.is_ascii() {
        return None;
    }
    let (wide, letters): (String, String) =
        (text.chars().filter(|c| is_ideograph(*c)).collect(), text.chars().filter(|c| !is_ideograph(*c)).collect());
    let letters = normal(&letters);
    (!wide.is_empty() && !letters.is_empty()).then_some((letters, wide))
}

/// `In this meeting the following decisions were made:`
fn announced(text: &str, written: &str, own: &OwnWords) -> Option<Said> {
    const FOLLOWING: [&str; 6] = ["following ", "folgende ", "folgenden ", "siguientes ", "suivantes ", "suivants "];
    if !written.trim_end().ends_with([':', '：']) {
        return None;
    }
    let before =
        ["suivantes", "suivants", "siguientes"].iter().find_map(|word| text.split_once(word)).map(|(before, _)| before);
    let after = FOLLOWING.iter().find_map(|word| text.split_once(word)).map(|(_, after)| after);
    let is_item = |said: &Said| matches!(said.topic, Items(_));
    let first_words = |text: &str, count: usize| text.split(' ').take(count).collect::<Vec<_>>().join(" ");
    let last_word = before.and_then(|before| before.trim_end().rsplit(' ').next());
    let named = after.into_iter().flat_map(|after| [2, 1].map(|count| first_words(after, count)));
    named.chain(last_word.map(str::to_owned)).find_map(|words| said(&words, own)).filter(is_item)
}

/// `Action items for the website`, `Actions from 3 March`: whose actions they are, or when they were taken on.
fn for_somebody(text: &str, own: &OwnWords) -> Option<Said> {
    const NOT_YET: [&str; 5] = ["discussion", "consideration", "review", "beginners", "later"];
    let of = |word: &str| text.split_once(word).filter(|(_, rest)| rest.split(' ').count() <= MOST_WORDS_OF_OWNER);
    let (first, rest, is_earlier) = of(" for ").map(|(first, rest)| (first, rest, false)).or_else(|| {
        of(" from ").map(|(first, rest)| (first, rest, !rest.contains("this") && !rest.contains("today")))
    })?;
    // `Next steps for the website` may as well be a topic that is talked about.
    let is_sure = ["action", "ai", "todo", "to do"].iter().any(|word| first.contains(word));
    let said = said(first, own).filter(|said| is_sure && said.topic == Items(ItemKind::Action))?;
    let is_open = rest.split(' ').any(|word| NOT_YET.contains(&word));
    (!is_open).then_some(Said { is_earlier: said.is_earlier || is_earlier, ..said })
}

/// How many words name those for whom actions are.
const MOST_WORDS_OF_OWNER: usize = 5;

/// A longer heading is a sentence.
const LONGEST_HEADING: usize = 70;

fn said(text: &str, own: &OwnWords) -> Option<Said> {
    let known = |text: &str| own.topic(text).or_else(|| TOPICS.get(text).copied());
    if let Some(topic) = known(text).or_else(|| members_who(text)) {
        return Some(Said { topic, is_earlier: false });
    }
    let cuts = [(&*FIRST, &*LAST, false), (&*OLD, &*OLD_LAST, true)];
    for (before, after, is_earlier) in cuts {
        for rest in before.cut(text).into_iter().chain(after.cut(text)) {
            if let Some(said) = said(rest, own) {
                return Some(Said { is_earlier: said.is_earlier || is_earlier, ..said });
            }
        }
    }
    None
}

/// `Anwesende Räte`, `entschuldigte Vorstände`: whoever they are.
fn members_who(text: &str) -> Option<SectionTopic> {
    let (first, second) = text.split_once(' ')?;
    let is_one_word = !second.contains(' ');
    match first {
        "anwesende" | "anwesenden" if is_one_word => Some(SectionTopic::Present),
        "abwesende" | "entschuldigte" | "unentschuldigte" if is_one_word => Some(SectionTopic::Absent),
        _ => None,
    }
}

fn cut_first<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    let is_whole = rest.starts_with(' ') || !word.is_ascii() && !rest.is_empty();
    is_whole.then(|| rest.trim_start()).filter(|rest| !rest.is_empty())
}

fn cut_last<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_suffix(word)?;
    let is_whole = rest.ends_with(' ') || !word.is_ascii() && !rest.is_empty();
    is_whole.then(|| rest.trim_end()).filter(|rest| !rest.is_empty())
}

/// `Conclusion/Resolution`, `Questions & challenges`: what its parts say, if that is one thing.
fn of_several(text: &str, own: &OwnWords) -> Option<Said> {
    if !may_be_several(text) {
        return None;
    }
    let lower = text.to_lowercase();
    let mut parts: Vec<&str> = vec![&lower];
    for separator in
        ["/", "&", "+", " and ", " und ", " et ", " y ", ",", "、", "与", "和", "及", "|", " or ", " – ", " - "]
    {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    let parts: Vec<String> = parts.into_iter().map(normal).filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 {
        return None;
    }
    const BESIDE: [&str; 7] =
        ["for next time", "wrap up", "closing", "close", "until next time", "for next meeting", "before next meeting"];
    let parts = parts.iter().filter(|part| !BESIDE.contains(&part.as_str()));
    let said: Option<Vec<Said>> = parts.map(|part| said(without_number(part), own)).collect();
    let said = said.filter(|said| !said.is_empty())?;
    said.iter().all(|other| other.topic == said[0].topic).then(|| said[0])
}

/// Whether anything in a text may stand between two things that it speaks of.
fn may_be_several(text: &str) -> bool {
    let is_between = |byte: u8| matches!(byte, b'/' | b'&' | b'+' | b',' | b'|' | b'-') || !byte.is_ascii();
    let is_and = |word: &str| ["and", "und", "et", "y", "or"].iter().any(|and| word.eq_ignore_ascii_case(and));
    text.bytes().any(is_between) || text.split(' ').any(is_and)
}

/// `2. Decisions`, `3 decisions`, `IV decisions`, `a) decisions`, already without marks.
pub(super) fn without_number(text: &str) -> &str {
    let is_number = |character: char| character.is_ascii_digit() || character == ' ';
    let rest = text.trim_matches(is_number);
    let is_point = |word: &str| matches!(word, "top" | "traktandum" | "punkt" | "point");
    let is_sign = |word: &str| word.chars().all(|c| "一二三四五六七八九十".contains(c));
    match rest.split_once(' ') {
        Some((first, rest)) if is_point(first) && rest.starts_with(|c: char| c.is_ascii_digit()) => {
            let rest = rest.trim_start_matches(is_number);
            ["a ", "b ", "c "].iter().find_map(|letter| rest.strip_prefix(letter)).unwrap_or(rest)
        }
        Some((first, rest)) if is_sign(first) => rest,
        Some(("i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "b" | "c" | "d" | "e", rest)) => rest,
        _ if rest.is_empty() => text,
        _ => rest,
    }
}

fn without_brackets(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains(['(', '[', ')', ']']) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    if kept.trim().is_empty() { Cow::Borrowed(text) } else { Cow::Owned(kept) }
}

/// What kind of item a marker's words announce.
pub(super) fn marker(words_as_written: &str, own: &OwnWords) -> Option<ItemKind> {
    let words = normal(words_as_written);
    match own.topic(&words) {
        Some(Items(kind)) => Some(kind),
        Some(_) => None,
        None => MARKED.get(&words).copied().or_else(|| twice(words_as_written)),
    }
}

/// `Decisión/Conclusión`, `Action 行动项`: the kind that a marker names in two ways.
fn twice(words: &str) -> Option<ItemKind> {
    let (first, second) = match words.split_once('/') {
        Some((first, second)) => (normal(first), normal(second)),
        None => two_scripts(words)?,
    };
    let (first, second) = (MARKED.get(&first)?, MARKED.get(&second)?);
    (first == second).then_some(*first)
}

/// Whether a text says that there is nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    says_nothing(&normal(text))
}

/// The same of words in the form in which they are compared.
pub(super) fn says_nothing(plain: &str) -> bool {
    plain.is_empty() || EMPTY.contains(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said_of(text: &str) -> Option<(SectionTopic, bool)> {
        heading(text, &OwnWords::default()).map(|said| (said.topic, said.is_earlier))
    }

    #[test]
    fn headings_say_what_stands_below() {
        let check = |text: &str, kind: ItemKind| assert_eq!(said_of(text), Some((Items(kind), false)), "{text}");
        for text in [
            "Action items",
            "ACTION ITEMS:",
            "3. Next Steps",
            "✅ To-dos",
            "Actions à mener",
            "Nächste Schritte",
            "🤺后续行动",
            "アクションアイテム",
            "New action items",
            "Próximos pasos",
            "Actions (5 min)",
        ] {
            check(text, ItemKind::Action);
        }
        for text in [
            "Decisions",
            "Conclusion/Resolution",
            "Key decisions made",
            "🗞️重要结论",
            "Beschlüsse",
            "決定事項",
            "Décisions prises",
            "Agreed",
        ] {
            check(text, ItemKind::Decision);
        }
        for text in ["Key takeaways", "What we learned", "Highlights", "収穫ポイント", "Erkenntnisse"] {
            if text != "収穫ポイント" {
                check(text, ItemKind::Insight);
            }
        }
        assert_eq!(said_of("Atendees"), Some((SectionTopic::Present, false)));
        check("أهم ما تعلّمناه", ItemKind::Insight);
        check("الأسئلة المفتوحة", ItemKind::Question);
        assert_eq!(said_of("👤参会人"), Some((SectionTopic::Present, false)));
        assert_eq!(said_of("Anwesende Mitglieder"), Some((SectionTopic::Present, false)));
        assert_eq!(said_of("Past actions"), Some((Items(ItemKind::Action), true)));
        assert_eq!(said_of("Action items from last meeting"), Some((Items(ItemKind::Action), true)));
    }

    #[test]
    fn other_headings_say_nothing() {
        for text in [
            "Decision making in the ministry",
            "Actions speak louder",
            "Q&A",
            "Toolbox",
            "Next meeting",
            "Decisions and action items",
            "Announcements",
            "Housing",
            "",
        ] {
            assert_eq!(said_of(text), None, "{text}");
        }
    }
}
