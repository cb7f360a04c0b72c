//! Who is to do something: `@name do x`, `name: x`, `x (@name)`, `x -- Name`, `KH + MD: x`, `Name will …`.
//! Names that nobody knows need a form that only names have; initials and handles lead to those who were there.

mod forms;

use super::known::Known;
use forms::{has_form_of_name, is_everybody, is_initials};

/// Owners at the beginning of a text, and where the rest begins: 0 where the names are part of the sentence.
pub(super) fn leading(text: &str, known: &Known) -> Option<(Vec<String>, usize)> {
    handles(text, known)
        .or_else(|| in_brackets(text, known))
        .or_else(|| labelled(text, known))
        .or_else(|| subject(text, known))
        .or_else(|| doer(text, known))
}

/// `@a and @b do x`, `@a, @b: x`, `@a and Ben will do x`
fn handles(text: &str, known: &Known) -> Option<(Vec<String>, usize)> {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(rest) = text[at..].strip_prefix('@') {
        let length =
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '·'))).unwrap_or(rest.len());
        let name = rest[..length].trim_end_matches(['.', '-']);
        if name.is_empty() {
            break;
        }
        names.push(known.full(name));
        at += 1 + name.len();
        let gap = text[at..].len()
            - text[at..].trim_start_matches([' ', ',', ':', '&', '+', '/', '、', '：', '，', '-', '–']).len();
        let joined =
            ["and @", "und @", "et @", "y @", "和@", "& @"].iter().find(|word| text[at + gap..].starts_with(**word));
        at += gap + joined.map_or(0, |word| word.len() - 1);
    }
    let beside = ["and ", "und ", "et ", "y "].iter().find_map(|word| text[at..].strip_prefix(word));
    if let Some((others, _)) = beside.filter(|_| !names.is_empty()).and_then(|rest| subject(rest, known)) {
        names.extend(others);
        at = 0;
    }
    (!names.is_empty()).then_some((names, at))
}

/// `(1501-2, Eric & Jean) x`, `[Jo] x`
fn in_brackets(text: &str, known: &Known) -> Option<(Vec<String>, usize)> {
    let (open, close) = [('(', ')'), ('[', ']'), ('【', '】')].into_iter().find(|(open, _)| text.starts_with(*open))?;
    let end = text.find(close).filter(|end| *end < LONGEST)?;
    let inside = &text[open.len_utf8()..end];
    let named = inside
        .rsplit_once(", ")
        .filter(|(first, _)| first.contains(|c: char| c.is_ascii_digit()))
        .map_or(inside, |(_, last)| last);
    let rest = end + close.len_utf8();
    let blanks = text[rest..].len() - text[rest..].trim_start_matches([' ', ':', '：', '-', '–']).len();
    let is_sure = |names: &Vec<String>| {
        named.len() < inside.len()
            || names.len() > 1
            || inside.starts_with('@')
            || names.iter().all(|name| known.has(name))
    };
    names(named, known).filter(is_sure).map(|names| (names, rest + blanks))
}

/// Whether a text is nothing but handles and names that are known.
pub(super) fn is_only_names(text: &str, known: &Known) -> bool {
    let is_known = |name: &String| known.has(name) || text.contains(&format!("@{name}"));
    names(text, known).is_some_and(|names| names.iter().all(is_known))
}

/// Names end within this many bytes.
const LONGEST: usize = 70;

/// `Ben: x`, `KH + MD: x`, `Michael - open a PR`, `all: x`
fn labelled(text: &str, known: &Known) -> Option<(Vec<String>, usize)> {
    let window = &text[..crate::text::floor_boundary(text, LONGEST)];
    let (at, mark) = crate::text::first_of(window, &[":", "：", " - ", " – ", " — "])?;
    if text[at + mark.len()..].starts_with("//") {
        return None;
    }
    let names = names(&window[..at], known)?;
    // A dash stands between many things; only a name that is known makes it a label.
    // Neither does every short word before a colon in a script without capitals.
    let is_wide = |name: &String| name.chars().all(crate::parse::dates::is_ideograph);
    let is_label = mark.contains([':', '：']) && !names.iter().any(is_wide);
    let is_sure = is_label || names.iter().all(|name| known.has(name));
    let rest = at + mark.len();
    let blanks = text[rest..].len() - text[rest..].trim_start().len();
    (is_sure && !text[rest + blanks..].is_empty()).then_some((names, rest + blanks))
}

/// `Ben to write`, `Ada and Bo will ask`: whoever is the sentence's subject.
pub(super) fn subject(text: &str, known: &Known) -> Option<(Vec<String>, usize)> {
    const VERBS: [(&str, Needs); 20] = [
        (" to ", Needs::Known),
        (" will ", Needs::Form),
        (" is to ", Needs::Form),
        (" are to ", Needs::Form),
        (" has to ", Needs::Form),
        (" should ", Needs::Form),
        (" is going to ", Needs::Form),
        (" volunteered to ", Needs::Form),
        (" agreed to ", Needs::Form),
        (" offered to ", Needs::Form),
        (" takes ", Needs::Known),
        (" sends ", Needs::Known),
        (" can ", Needs::Known),
        (" wird ", Needs::Form),
        (" soll ", Needs::Form),
        (" va ", Needs::Form),
        (" doit ", Needs::Form),
        (" debe ", Needs::Form),
        ("负责", Needs::Known),
        ("が", Needs::Known),
    ];
    let window = &text[..crate::text::floor_boundary(text, LONGEST)];
    let bytes = window.as_bytes();
    let may_begin = |at: &usize| bytes[*at] == b' ' || !bytes[*at].is_ascii();
    let (at, needs) = (0..bytes.len()).filter(may_begin).find_map(|at| {
        let begins = |verb: &str| {
            verb.as_bytes()[1] == *bytes.get(at + 1).unwrap_or(&0) && bytes[at..].starts_with(verb.as_bytes())
        };
        VERBS.iter().find(|(verb, _)| begins(verb)).map(|(_, needs)| (at, needs))
    })?;
    let names = names(&window[..at], known)?;
    let is_sure = match needs {
        Needs::Known => names.iter().all(|name| is_somebody(name, known)),
        Needs::Form => true,
    };
    is_sure.then_some((names, 0))
}

/// Whether a name before a verb is surely one: known, seen inside sentences, initials, or two words of which the
/// second is nobody by itself, as in `Enable Boris`.
fn is_somebody(name: &str, known: &Known) -> bool {
    let alone = |word: &str| known.has(word) || known.has_seen(word);
    let is_full_name = name.rsplit_once(' ').is_some_and(|(_, last)| !alone(last));
    alone(name) || is_everybody(name) || is_initials(name) || is_full_name
}

/// `Petra writes …`: somebody known before a verb in the present tense.
fn doer(text: &str, known: &Known) -> Option<(Vec<String>, usize)> {
    let (first, rest) = text.split_once(' ')?;
    let verb = rest.split([' ', ',']).next()?;
    let is_small = verb.len() > 2 && verb.chars().all(char::is_lowercase);
    // `Ute schreibt`, `Aya contacte`: of those who were there alone.
    let is_foreign = verb.len() > 3 && verb.ends_with(['t', 'e']) && known.has(first);
    let is_verb = is_small && (verb.ends_with('s') && !verb.ends_with("ss") || is_foreign);
    let is_known = || known.has(first) || known.has_seen(first);
    (is_verb && first.starts_with(char::is_uppercase) && is_known()).then(|| (vec![known.full(first)], 0))
}

/// What a name before a verb needs to be taken for one.
enum Needs {
    /// To be known, or to look like nothing else: two words, initials.
    Known,
    /// The form of a name.
    Form,
}

/// Owners at the end: `x (@name)`, `x -- Name`, `x → Name`, `x @name`; and where the rest ends.
pub(super) fn trailing(text: &str, known: &Known) -> Option<(Vec<String>, usize)> {
    let text = without_due(text).trim_end_matches(['.', ' ']);
    if let Some(inner) = text.strip_suffix([')', '）', ']']) {
        let at = inner.rfind(['(', '（', '['])?;
        let inside = inner[at..].trim_start_matches(['(', '（', '[']);
        let named = inside
            .split_once([':', '：'])
            .map_or(inside, |(label, rest)| if is_owner_word(label) { rest } else { inside });
        let is_label = named.len() < inside.len();
        let names = names(named, known)?;
        let is_sure = is_label
            || inside.starts_with('@')
            || names.iter().all(|name| known.has(name) || name.contains(' ') || is_initials(name));
        return is_sure.then_some((names, text[..at].trim_end().len()));
    }
    let has_mark = !text.is_ascii() || text.contains('-');
    for mark in [" -- ", " — ", " → ", " -> ", " – ", " - ", "——"].into_iter().filter(|_| has_mark) {
        if let Some(at) = text.rfind(mark) {
            let names = names(&text[at + mark.len()..], known)?;
            let is_sure =
                names.iter().all(|name| known.has(name)) || text[at + mark.len()..].starts_with('@') || mark == " -- ";
            return is_sure.then_some((names, at));
        }
    }
    if let Some((rest, last)) = text.rsplit_once(": ")
        && known.has(last)
    {
        return Some((vec![known.full(last)], rest.len()));
    }
    trailing_handles(text, known)
}

/// `x @jo @ola`, `写文档@林一@周二`: the handles with which a text ends.
fn trailing_handles(text: &str, known: &Known) -> Option<(Vec<String>, usize)> {
    let mut names = Vec::new();
    let mut end = text.trim_end().len();
    while let Some(at) = text[..end].rfind('@') {
        let handle = &text[at + 1..end];
        let is_handle = handle.starts_with(char::is_alphabetic)
            && handle.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '·' | '.'));
        // A letter before `@` makes it a mail address, if the name could be a host's.
        let is_mail = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) && handle.is_ascii();
        if !is_handle || is_mail {
            break;
        }
        names.push(known.full(handle));
        end = text[..at].trim_end_matches([' ', ',', '、', '，', '&']).len();
    }
    names.reverse();
    (!names.is_empty() && end > 0).then_some((names, end))
}

/// The words before `⏰ 2023-03-12 18:00` or `📅 2023-03-12`.
fn without_due(text: &str) -> &str {
    if text.is_ascii() {
        return text;
    }
    let mark = ["⏰", "📅"].iter().filter_map(|mark| text.find(mark)).min();
    mark.filter(|at| !text[*at..].contains('@')).map_or(text, |at| text[..at].trim_end())
}

/// Whether a text names somebody by handle: `@name` at the start of a word.
pub(super) fn mentions_somebody(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let is_mail = before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
        after.is_some_and(|c| c.is_alphabetic() && (!is_mail || !c.is_ascii()))
    })
}

/// `owner`, `who`: words before a name.
pub(super) fn is_owner_word(word: &str) -> bool {
    const WORDS: &str = "owner owners who responsible assignee assigned assigned to lead responsable qui quién \
        verantwortlich wer zuständig 负责人 责任人 负责 担当 担当者 経办人 经办人";
    let word = word.trim().to_lowercase();
    !word.is_empty() && WORDS.split_whitespace().any(|known| known == word)
}

/// The names that a text consists of and of nothing else.
pub(super) fn names(text: &str, known: &Known) -> Option<Vec<String>> {
    let text = text.trim().trim_matches(['*', '_', ':', '：']).trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let mut parts: Vec<&str> = vec![text];
    if may_be_several(text) {
        for separator in [",", "、", "，", "،", " and ", " und ", " et ", " y ", "&", "+", "/", "和", "；", ";"] {
            parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
        }
    }
    let parts: Vec<&str> =
        parts.into_iter().map(|part| without_honorific(part.trim())).filter(|part| !part.is_empty()).collect();
    let is_each = parts.iter().all(|part| known.has(part) || has_form_of_name(part));
    (!parts.is_empty() && parts.len() <= 8 && is_each).then(|| parts.iter().map(|part| known.full(part)).collect())
}

/// Whether anything in a text may stand between two names.
fn may_be_several(text: &str) -> bool {
    let is_between = |byte: u8| matches!(byte, b',' | b'&' | b'+' | b'/' | b';') || !byte.is_ascii();
    text.bytes().any(is_between) || text.split(' ').any(|word| matches!(word, "and" | "und" | "et" | "y"))
}

/// `山田` of `山田さん`.
pub(super) fn without_honorific(name: &str) -> &str {
    ["さん", "様", "氏"]
        .iter()
        .find_map(|title| name.strip_suffix(title))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::{Mention, Role};

    fn known() -> Known<'static> {
        let person = |name: &str, also: &[&str]| Mention {
            name: name.to_owned(),
            also: also.iter().map(|also| (*also).to_owned()).collect(),
            role: Role::Present,
            line: 1,
        };
        let people = [person("Kim Hollis", &["khol"]), person("Mara Dunn", &[]), person("Petra", &[])];
        Known::of(&people, vec!["we asked Nour and left"])
    }

    #[test]
    fn owners_come_first() {
        let check = |text: &str, owners: &[&str], rest: &str| {
            let found = leading(text, &known()).map(|(names, at)| (names, text[at..].to_owned()));
            let expected = (owners.iter().map(|name| (*name).to_owned()).collect(), rest.to_owned());
            assert_eq!(found, Some(expected), "{text}");
        };
        check("@jo writes it", &["jo"], "writes it");
        check("@khol, @jo: write it", &["Kim Hollis", "jo"], "write it");
        check("@jo and Ben will write", &["jo", "Ben"], "@jo and Ben will write");
        check("@jo and bake it", &["jo"], "and bake it");
        check("KH + MD: write", &["Kim Hollis", "Mara Dunn"], "write");
        check("Milan: write", &["Milan"], "write");
        check("Nour to write", &["Nour"], "Nour to write");
        check("Petra writes it", &["Petra"], "Petra writes it");
        check("Petra to write", &["Petra"], "Petra to write");
        check("Ben Okri will write", &["Ben Okri"], "Ben Okri will write");
        check("(1501-2, Eric & Jean) write", &["Eric", "Jean"], "write");
        check("all: read it", &["all"], "read it");
    }

    #[test]
    fn owners_come_last() {
        let check = |text: &str, owner: &str| {
            assert_eq!(trailing(text, &known()).map(|(names, _)| names.join("|")), Some(owner.to_owned()), "{text}");
        };
        check("write it (@jo)", "jo");
        check("write it (Kim)", "Kim Hollis");
        check("write it -- Milan", "Milan");
        check("write it @jo @khol", "jo|Kim Hollis");
        check("write it (owner: Milan)", "Milan");
    }

    #[test]
    fn other_words_own_nothing() {
        for text in [
            "Need to write",
            "Continue to write",
            "We will write",
            "PR: merge it",
            "https://example.org",
            "Next: write",
            "This should wait",
            "Update: done",
            "10:30 to 11",
        ] {
            assert_eq!(leading(text, &known()), None, "{text}");
        }
        for text in ["write it (see below)", "write it (#12)", "a - b", "mail jo@example.org", "write (Draft)"] {
            assert_eq!(trailing(text, &known()), None, "{text}");
        }
    }
}
