//! Small pure functions on text: folding, slugs, escaping, near names.
//! Strings go in, strings come out; no file, clock or note is known here.

pub mod bytes;
mod near;
pub mod scheme;
pub mod target;

use unicode_normalization::{IsNormalized, UnicodeNormalization};

pub use near::{Names, nearest, only_near};

/// A text with the words of its wikilinks in their places: `[[a/plan|our plan]]` is `our plan`, `[[a/plan]]` `plan`.
pub fn without_wikilinks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, (inner, after))) =
        rest.split_once("[[").and_then(|(before, after)| Some((before, after.split_once("]]")?)))
    {
        plain.push_str(before);
        let words = inner.rsplit_once('|').map_or(inner, |(_, words)| words);
        plain.push_str(words.rsplit_once('/').map_or(words, |(_, name)| name));
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// The form in which names are compared: NFC, lower case, trimmed, spaces and dashes as one space.
pub fn fold(name: &str) -> String {
    // Whether a text is normal (NFC), its other signs say: Latin letters and marks as people type them always are.
    let is_plain = |character: &char| matches!(character, ..'\u{300}' | '\u{2010}'..='\u{2027}');
    let mut others = name.chars().filter(|character| !is_plain(character)).peekable();
    if name.is_ascii() || others.peek().is_none() || unicode_normalization::is_nfc_quick(others) == IsNormalized::Yes {
        folded(name)
    } else {
        folded(&name.nfc().collect::<String>())
    }
}

/// Small letters with one space where there were spaces and dashes.
fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let is_apart = |byte: u8| matches!(byte, b' ' | b'\t'..=b'\r' | b'-' | b'_');
    each_word(name, is_apart, |word| {
        if word.is_ascii() {
            push_word(&mut folded, word);
            let from = folded.len() - word.len();
            folded[from..].make_ascii_lowercase();
            return;
        }
        // Spaces beyond ASCII part words too.
        for part in word.split_whitespace() {
            push_word(&mut folded, "");
            folded.extend(part.chars().flat_map(char::to_lowercase));
        }
    });
    folded
}

/// Calls `found` with what stands between the ASCII characters that part words.
fn each_word(text: &str, is_apart: impl Fn(u8) -> bool, mut found: impl FnMut(&str)) {
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.bytes().position(&is_apart).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after.get(1..).unwrap_or_default();
        if !word.is_empty() {
            found(word);
        }
    }
}

/// Adds a word, after a space where one stands before it.
fn push_word(words: &mut String, word: &str) {
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(word);
}

/// The words of an ASCII text in small letters: letters and digits, with one blank between.
pub fn words_of_ascii(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    each_word(text, |byte| !byte.is_ascii_alphanumeric(), |word| push_word(&mut words, word));
    words.make_ascii_lowercase();
    words
}

/// The letters and digits among characters, with one blank in place of all that stand between.
pub fn words_of(characters: impl Iterator<Item = char>) -> String {
    let mut words = String::with_capacity(characters.size_hint().0);
    let mut is_apart = false;
    for character in characters {
        if !character.is_alphanumeric() {
            is_apart = true;
            continue;
        }
        if std::mem::take(&mut is_apart) && !words.is_empty() {
            words.push(' ');
        }
        words.push(character);
    }
    words
}

/// The first place where one of these marks stands in a text, and which.
pub fn first_of<'m>(text: &str, marks: &[&'m str]) -> Option<(usize, &'m str)> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find_map(|at| {
        let stands = |mark: &&&str| bytes[at..].starts_with(mark.as_bytes());
        let begins = |mark: &&&str| mark.as_bytes().first() == Some(&bytes[at]);
        marks.iter().filter(begins).find(stands).map(|mark| (at, *mark))
    })
}

/// The words of a text with one space between.
pub fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    text.split_whitespace().for_each(|word| push_word(&mut spaced, word));
    spaced
}

/// The id that GitHub gives a heading: lower case, punctuation dropped, spaces as `-`.
pub fn heading_id(heading: &str) -> String {
    let mut id = String::with_capacity(heading.len());
    for character in heading.trim().chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() || matches!(character, '-' | '_') {
            id.push(character);
        } else if character.is_whitespace() {
            id.push('-');
        } else if !character.is_ascii() && is_combining(character) {
            id.push(character);
        }
    }
    id
}

/// Small letters without accents. Only Latin, Greek and Cyrillic accents go: Kana without their marks would be
/// other letters.
pub fn without_accents(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    // Once accents are gone, no sign joins an ASCII letter, so that each stretch stands for itself.
    while !rest.is_empty() {
        let letters = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        plain.extend(rest[..letters].bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        let signs = rest[letters..].bytes().position(|byte| byte.is_ascii()).unwrap_or(rest.len() - letters);
        push_without_accents(&mut plain, &rest[letters..letters + signs]);
        rest = &rest[letters + signs..];
    }
    plain
}

fn push_without_accents(plain: &mut String, signs: &str) {
    let accent = |character: &char| ('\u{300}'..='\u{36f}').contains(character);
    plain.extend(signs.nfkd().filter(|character| !accent(character)).nfc().flat_map(char::to_lowercase));
}

/// A letter without what is written above or below it, in any script.
pub fn base_letter(letter: char) -> char {
    std::iter::once(letter).nfd().next().unwrap_or(letter)
}

/// A text's first letter, small, with what is written above or below it.
pub fn first_letter(text: &str) -> Option<char> {
    text.nfc().next()?.to_lowercase().next()
}

/// Whether a character only changes the one before it, as vowel signs of Indic scripts do.
pub fn is_combining(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// One part of a page's address made of a file's or folder's name: lower case letters and digits of
/// any script, everything else as single `-`; never empty, never a name that Windows reserves.
pub fn address_part(name: &str) -> String {
    let mut part = String::with_capacity(name.len());
    for character in name.nfc().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() || is_combining(character) {
            part.push(character);
        } else if !part.is_empty() && !part.ends_with('-') {
            part.push('-');
        }
    }
    let mut part = shorten_address(part.trim_end_matches('-'), name);
    if part.is_empty() {
        part = format!("note-{:x}", hash(name) & 0xff_ffff);
    }
    if is_reserved(&part) {
        part.push_str("-page");
    }
    part
}

/// File systems stop at 255 bytes a name; a cut name keeps a mark of the whole one.
fn shorten_address(part: &str, name: &str) -> String {
    const LONGEST: usize = 120;
    if part.len() <= LONGEST {
        return part.to_owned();
    }
    let cut = floor_boundary(part, LONGEST);
    format!("{}-{:x}", part[..cut].trim_end_matches('-'), hash(name) & 0xff_ffff)
}

/// Names that Windows keeps for devices, with any extension.
fn is_reserved(name: &str) -> bool {
    let is_port = |prefix: &str| {
        name.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(name, "con" | "prn" | "aux" | "nul") || is_port("com") || is_port("lpt")
}

/// FNV-1a, 64 bits: the same on every machine, for names, not for security.
pub fn hash(text: &str) -> u64 {
    hash_bytes(text.as_bytes())
}

/// FNV-1a, 64 bits, of bytes.
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The largest character boundary of `text` that is not after `at`.
pub fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Adds `text` to `html` with the characters escaped that HTML gives a meaning, quotes among them.
pub fn escape_into(html: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(escaped);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

/// `text` escaped for HTML and XML.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_into(&mut html, text);
    html
}

/// A path without `.`, `..` and empty parts; as browsers do it, `..` at the root stays there (RFC 3986, 5.2.4).
pub fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The last part of a path with `/` between its parts.
pub fn path_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The folder that a path lies in; empty at the top.
pub fn path_folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last part of a path without its extension.
pub fn path_stem(path: &str) -> &str {
    let name = path_name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A file's name as a title: without extension, dashes and underscores as spaces, first letter large.
pub fn title_of_name(name: &str) -> String {
    let mut words = spaced(&name.replace(['_', '-'], " "));
    if let Some(first) = words.chars().next() {
        words.replace_range(..first.len_utf8(), &first.to_uppercase().collect::<String>());
    }
    words
}

/// The beginning of `text`, at most `limit` characters, cut at a word, with `…` where it was cut.
pub fn shorten(text: &str, limit: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(limit) else {
        return text.to_owned();
    };
    let head = &text[..cut];
    let at_word = head.rfind(char::is_whitespace).filter(|at| *at > cut / 2).unwrap_or(cut);
    format!("{}…", head[..at_word].trim_end_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation()))
}

/// A web or mail address as a link; a bare mail address is one too.
pub fn link_of(written: &str) -> Option<String> {
    let written = written.trim();
    let is_mail = written.split_once('@').is_some_and(|(name, host)| {
        let is_plain =
            |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "<>\"'@:/?#".contains(c));
        is_plain(name) && is_plain(host) && host.contains('.')
    });
    if is_mail { Some(format!("mailto:{written}")) } else { Some(written.to_owned()).filter(|text| is_address(text)) }
}

/// Whether a text is an address of the web or of mail that may stand in a page as it is.
pub fn is_address(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_known = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    is_known && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn names_are_compared_in_one_form(name in "([a-cA-C \u{a0}\u{3000}_-]|[éÉßİ\u{301}\u{1112}\u{1161}]){0,20}|\\PC{0,20}") {
            let is_apart = |c: char| c.is_whitespace() || matches!(c, '-' | '_');
            let normal: String = name.nfc().map(|c| if is_apart(c) { ' ' } else { c }).collect();
            let words: Vec<&str> = normal.split(' ').filter(|word| !word.is_empty()).collect();
            let small: String = words.join(" ").chars().flat_map(char::to_lowercase).collect();
            proptest::prop_assert_eq!(fold(&name), small);
        }
    }

    #[test]
    fn heading_ids_are_those_of_github() {
        let check = |heading: &str, id: &str| assert_eq!(heading_id(heading), id);
        check("What we learned", "what-we-learned");
        check("Q&A: what's next?", "qa-whats-next");
        check("C++ and snake_case", "c-and-snake_case");
        check("Über uns  zwei", "über-uns--zwei");
        check("会议 纪要", "会议-纪要");
    }

    #[test]
    fn addresses_are_safe_on_every_system() {
        let check = |name: &str, part: &str| assert_eq!(address_part(name), part);
        check("2022-12-08 Naïve & more", "2022-12-08-naïve-more");
        check("CON", "con-page");
        check("com1", "com1-page");
        check("../..", &format!("note-{:x}", hash("../..") & 0xff_ffff));
        assert!(address_part(&"ü".repeat(400)).len() < 140);
    }

    #[test]
    fn paths_are_taken_apart() {
        let check = |path: &str, folder: &str, name: &str, stem: &str| {
            assert_eq!((path_folder(path), path_name(path), path_stem(path)), (folder, name, stem), "{path}");
        };
        check("a/b/c.d.md", "a/b", "c.d.md", "c.d");
        check("c", "", "c", "c");
        check("", "", "", "");
    }

    #[test]
    fn long_text_is_cut_at_a_word() {
        assert_eq!(shorten("one two three four", 10), "one two…");
        assert_eq!(shorten("short", 10), "short");
    }

    #[test]
    fn only_web_and_mail_addresses_are_links() {
        let check = |address: &str, is_link: bool| assert_eq!(is_address(address), is_link, "{address}");
        check("https://example.org/a", true);
        check("MAILTO:a@example.org", true);
        check("javascript:alert(1)", false);
        check("https://example.org/a b", false);
        check("example.org", false);
    }

    #[test]
    fn contacts_are_links_where_they_are_addresses() {
        let check = |text: &str, href: Option<&str>| assert_eq!(link_of(text).as_deref(), href, "{text}");
        check("ask@example.org", Some("mailto:ask@example.org"));
        check("mailto:ask@example.org", Some("mailto:ask@example.org"));
        check("https://example.org/ask", Some("https://example.org/ask"));
        check("javascript:alert(1)", None);
        check("the desk, room 3", None);
        check("a b@example.org", None);
        check("a@localhost", None);
    }
}
