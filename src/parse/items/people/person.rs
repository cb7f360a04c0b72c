//! What a person is called: words of a list or label go in; the name comes out without what belongs to it.
//! Placeholders, counts and sentences are nobody.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::parse::items::{owners, words};

/// A person's name and other forms of it; `None` where the words are nobody's name.
pub(in crate::parse::items) fn person(text: &str) -> Option<(String, Vec<String>)> {
    let text = text.trim().trim_matches(['*', '_', '-', '–', '•', ' ', '.', ',']);
    // Who is there without a vote stands in brackets.
    let inner =
        text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).filter(|inner| !inner.contains(['(', ')']));
    let text = inner.unwrap_or(text);
    let mut also = Vec::new();
    for part in text.split(['(', '（', '[', '@', ')', '）', ']', '/', '|']).skip(1) {
        let part = part.trim().trim_matches(['@', ',', ' ']);
        let is_handle = !part.is_empty() && !part.contains(' ') && part.chars().count() <= 39;
        if is_handle {
            also.push(part.to_owned());
        }
    }
    // `KH: Kim Hollis`
    if let Some((initials, name)) = text.split_once(':')
        && initials.trim().chars().count() <= 4
        && initials.chars().all(char::is_uppercase)
    {
        let (name, mut more) = person(name)?;
        if !name.split_whitespace().any(|word| initials.trim().starts_with(|c| word.starts_with(c))) {
            return None;
        }
        more.push(initials.trim().to_owned());
        return Some((name, more));
    }
    let name = match text.strip_prefix('@') {
        Some(handle) => handle.split(['(', '（', ' ', ',', '@']).next().unwrap_or_default(),
        None => text
            .split(['(', '（', '[', '@', '/', '|', '<', '{', ',', '，', ':', '：', ';', '~'])
            .next()
            .unwrap_or_default()
            .split([" - ", " – ", " — ", " -- ", "——"].as_slice().first().copied().unwrap_or(" - "))
            .next()
            .unwrap_or_default()
            .split(" – ")
            .next()
            .unwrap_or_default()
            .split(" — ")
            .next()
            .unwrap_or_default(),
    };
    let name = name.trim().trim_matches(['*', '_', '.', '"', '“', '”', '-']).trim();
    let name = owners::without_honorific(name);
    is_name(name).then(|| (name.to_owned(), also))
}

/// Words that begin a sentence or stand for people who are not named.
const NOBODY: &str = "
    none, n a, tbd, tba, name, names, your name, everyone, everybody, all, others, et al, more, guest, guests, members, visitors,
    institution, organization, organisation, regrets, apologies, absent, present, quorum, quorum present, see, please, recording,
    link, links, attendees, and others, and you, you, me, add your name, add yourself, add name, add your name here, staff, team,
    keine, keiner, niemand, nessuno, aucun, personne, ninguno, nadie, 无, 無, 没有, 暂无, なし, 特になし, 全员, 全員, 待定, various
";

static IS_NOBODY: LazyLock<HashSet<String>> = LazyLock::new(|| NOBODY.split(',').map(words::normal).collect());

fn is_name(name: &str) -> bool {
    let count = name.chars().count();
    let words = name.split_whitespace().count();
    let plain = words::normal(name);
    let has_letter = name.chars().any(char::is_alphabetic);
    let is_sentence = name.contains(['?', '!', '=', '`', '{', '}', '#', '_', '\u{fffd}'])
        || name.contains("...")
        || name.contains("://");
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let is_wide = name.chars().any(crate::parse::dates::is_ideograph);
    let fits = if is_wide { count <= 16 } else { (2..=45).contains(&count) && words <= 5 };
    let opens = is_wide
        || name.starts_with(char::is_uppercase)
        || words == 1
        || name.split_whitespace().last().is_some_and(|last| last.starts_with(char::is_uppercase));
    has_letter
        && fits
        && opens
        && !is_sentence
        && digits <= 3
        && !IS_NOBODY.contains(&plain)
        && !words::is_nothing(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_come_without_what_belongs_to_them() {
        let check = |text: &str, name: &str| {
            assert_eq!(person(text).map(|(name, _)| name), Some(name.to_owned()), "{text}");
        };
        check("Ada L. (she/her) / ACME / @ada", "Ada L");
        check("Jane Doe (JD)", "Jane Doe");
        check("KH: Kim Hollis (@khol)", "Kim Hollis");
        check("Slate [documenter]", "Slate");
        check("Kim Hollis - ACME", "Kim Hollis");
        check("Kim Hollis, ACME", "Kim Hollis");
        check("@khol", "khol");
        check("张三（主持）", "张三");
    }

    #[test]
    fn others_are_nobody() {
        for text in [
            "None",
            "keine",
            "...",
            "name / institution",
            "",
            "10",
            "See the list below for all of the people",
            "<name>",
            "TBD",
            "无",
        ] {
            assert_eq!(person(text), None, "{text}");
        }
    }
}
