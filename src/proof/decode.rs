//! A file of the site as the words that somebody could get out of it: pages and drawings without their tags, and what
//! stands in the tags; addresses with their escapes undone; calendars with their lines joined; the search index
//! unpacked. What nobody could read as text holds no words.

use super::tokens::{Reader, Token};
use crate::search;
use crate::text::bytes;

/// Elements that stand within a sentence, so that the words around them are one row.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "time", "u",
];

/// What was read before, and need not be read again: tags, and lines that no words go on from or into.
pub(super) trait Known {
    fn has(&mut self, text: &str) -> bool;
    /// Remembers a text that was read.
    fn add(&mut self, text: &str);
}

/// Nothing is known.
pub(super) struct Nothing;

impl Known for Nothing {
    fn has(&mut self, _: &str) -> bool {
        false
    }

    fn add(&mut self, _: &str) {}
}

/// The words of an address.
pub(super) fn address(address: &str, found: &mut impl FnMut(u64)) {
    Reader::plain(&unescaped(address), &mut |Token { hash, .. }| found(hash));
}

/// The words of the file at an address, but for those in what is `known`.
pub(super) fn file(address: &str, bytes: &[u8], known: &mut impl Known, found: &mut impl FnMut(u64)) {
    let mut found = |Token { hash, .. }: Token| found(hash);
    if let Some(texts) = search::unpacked(address, bytes) {
        let texts = if address.starts_with(SHARDS) { without_stems(texts) } else { texts };
        // What is made of the words in shards, and only begins as they do, holds no others.
        let is_derived = DERIVED.iter().any(|derived| address.starts_with(derived));
        texts.iter().filter(|_| !is_derived).for_each(|text| Reader::plain(&unescaped(text), &mut found));
        return;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match address.rsplit('.').next().unwrap_or_default() {
        "html" | "xml" | "svg" => markup(text, known, &mut found),
        "ics" => Reader::plain(&unescaped(&text.replace("\r\n ", "")), &mut found),
        _ => Reader::plain(&unescaped(text), &mut found),
    }
}

/// The files of the index that hold its words.
const SHARDS: &str = "search/w-";

/// And those that hold the same words again, or their beginnings.
const DERIVED: [&str; 3] = ["search/l-", "search/p-", "search/manifest"];

/// Words without those that are just the beginning of another one, as stems are.
fn without_stems(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words.dedup();
    let is_stem = |index: usize| words.get(index + 1).is_some_and(|next| next.starts_with(&words[index]));
    (0..words.len()).filter(|index| !is_stem(*index)).map(|index| words[index].clone()).collect()
}

/// A note's text with its escapes undone, as they are in what is made of it.
pub(super) fn as_written(text: &str) -> String {
    unescaped(&plain(text)).into_owned()
}

/// A note's text as readers would see it, roughly: without the targets of links, braces and tags, its escapes undone.
pub(super) fn as_read(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    text.split_inclusive('\n').for_each(|line| push_as_read(line, &mut read));
    unescaped(&plain(&read)).into_owned()
}

fn push_as_read(line: &str, read: &mut String) {
    let [mut round, mut square, mut bar, mut wiki, mut brace, mut angle] =
        [")", "]", "|", "]]", "}", ">"].map(|sign| Next { line, sign, at: None });
    let mut at = 0;
    while let Some(sign) = line[at..].find(['[', ']', '{', '<']).map(|length| at + length) {
        read.push_str(&line[at..sign]);
        let from = &line[sign..];
        let end = if from.starts_with("](") {
            round.from(sign)
        } else if from.starts_with("][") {
            square.from(sign + 1)
        } else if from.starts_with("[[") {
            let end = wiki.from(sign);
            bar.from(sign).filter(|bar| end.is_none_or(|end| end > *bar))
        } else if from.starts_with('{') {
            brace.from(sign)
        } else if from.starts_with('<') {
            angle.from(sign)
        } else {
            None
        };
        read.push(if end.is_some() && !from.starts_with('<') { '\u{ad}' } else { ' ' });
        at = end.unwrap_or(sign) + 1;
    }
    read.push_str(&line[at..]);
}

/// Where a sign stands next in a line. It is looked for again only behind where it was found, so that a line of nothing
/// but brackets takes no more time than another one.
struct Next<'t> {
    line: &'t str,
    sign: &'static str,
    /// Where it was found last; behind the line's end where it stands nowhere any more.
    at: Option<usize>,
}

impl Next<'_> {
    fn from(&mut self, from: usize) -> Option<usize> {
        let found = self.at.filter(|at| *at >= from);
        let found = found.or_else(|| Some(from + self.line.get(from..)?.find(self.sign)?)).unwrap_or(self.line.len());
        self.at = Some(found);
        (found < self.line.len()).then_some(found)
    }
}

/// Words outside of tags, and those of each tag by itself.
fn markup(text: &str, known: &mut impl Known, found: &mut impl FnMut(Token)) {
    let mut outside = Reader::default();
    let mut line = Line::at(0);
    let mut at = 0;
    while at < text.len() {
        if line.start == at
            && let Some(length) = text[at..].find('\n')
            && known.has(&text[at..=at + length])
        {
            outside.interrupt();
            at += length + 1;
            line = Line::at(at);
            continue;
        }
        let end = next(text, at, |byte| matches!(byte, b'<' | b'\n'));
        if !text[at..end].trim_ascii().is_empty() {
            line.go_on();
            outside.read(&plain(&text[at..end]), 0, found);
        }
        if !text[end..].starts_with('<') {
            // With its end, so that it is told from a tag that stands alone in a line.
            if line.is_closed() && end < text.len() {
                known.add(&text[line.start..=end]);
            }
            at = end + 1;
            line = Line::at(at);
            continue;
        }
        at = text.len().min(next(text, end, |byte| byte == b'>') + 1);
        let tag = &text[end..at];
        let name = tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next();
        if INLINE.contains(&name.unwrap_or_default()) {
            line.go_on();
        } else {
            line.interrupt();
            outside.interrupt();
        }
        if (tag.contains('=') || tag.starts_with("<!")) && !known.has(tag) {
            Reader::plain(&unescaped(&plain(tag)), found);
            if tag.ends_with('>') {
                known.add(tag);
            }
        }
    }
}

/// Where such a byte stands next, or the end of the text. Texts and tags are short, so that looking at byte after byte
/// finds their ends soonest.
fn next(text: &str, from: usize, is_it: impl Fn(u8) -> bool) -> usize {
    text.as_bytes()[from..].iter().position(|byte| is_it(*byte)).map_or(text.len(), |length| from + length)
}

/// A line of markup that is being read. Where a tag that interrupts words is the first and the last thing in it, it says
/// the same wherever it stands.
struct Line {
    start: usize,
    /// The first thing in it, and the last so far, interrupt words.
    first: Option<bool>,
    last: bool,
}

impl Line {
    fn at(start: usize) -> Self {
        Self { start, first: None, last: false }
    }

    fn go_on(&mut self) {
        self.first.get_or_insert(false);
        self.last = false;
    }

    fn interrupt(&mut self) {
        self.first.get_or_insert(true);
        self.last = true;
    }

    fn is_closed(&self) -> bool {
        self.first == Some(true) && self.last
    }
}

/// What stands between `&` and `;` is shorter than this.
const LONGEST_REFERENCE: usize = 10;

/// A text with its character references undone: those by number, and those that our own pages have by name.
fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let end = after.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';');
        let character = end.and_then(|end| character(&after[..end]));
        plain.push(character.unwrap_or(' '));
        rest = end.map_or(after, |end| &after[end + 1..]);
    }
    plain.push_str(rest);
    plain.into()
}

fn character(reference: &str) -> Option<char> {
    let number = reference.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

/// A text with the escapes of addresses (`%20`) and of scripts and data (`\n`, `\u00e9`) undone.
fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    if !bytes::has(text, |byte| matches!(byte, b'%' | b'\\')) {
        return text.into();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'%' | b'\\')) {
        bytes.extend_from_slice(&rest[..at]);
        let after = &rest[at + 1..];
        let code = |digits| u32::from_str_radix(std::str::from_utf8(after.get(digits)?).ok()?, 16).ok();
        let (stands_for, length) = match (rest[at], after.first()) {
            (b'%', _) => (code(0..2).map(|byte| vec![byte as u8]), 2),
            (_, Some(b'u')) => (code(1..5).and_then(char::from_u32).map(|c| c.to_string().into_bytes()), 5),
            (_, other) => (Some(b" ".to_vec()), usize::from(other.is_some())),
        };
        rest = if stands_for.is_some() { &after[length..] } else { after };
        bytes.extend(stands_for.unwrap_or_else(|| b" ".to_vec()));
    }
    bytes.extend_from_slice(rest);
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(name: &str, content: &str, words: &str) -> bool {
        let mut wanted = Vec::new();
        Reader::plain(words, &mut |token| wanted.push(token.hash));
        let last = wanted.pop().unwrap();
        let mut is_there = false;
        file(name, content.as_bytes(), &mut Nothing, &mut |hash| is_there |= hash == last);
        is_there
    }

    #[test]
    fn a_text_is_read_without_what_makes_links_of_it() {
        let check = |text: &str, expected: &str| {
            let mut both = [Vec::new(), Vec::new()];
            Reader::plain(&as_read(text), &mut |token| both[0].push(token.hash));
            Reader::plain(expected, &mut |token| both[1].push(token.hash));
            assert_eq!(both[0], both[1], "{text}");
        };
        check("find [our beds](a/b.md) now and here", "find our beds now and here");
        check("find [our beds][ref] now, [[a/b|and]] here", "find our beds now and here");
        check("find <b>our</b> beds{.x} now &amp; here", "find our beds now here");
        check("a%20bed [open", "a bed open");
    }

    /// What was read, as it is.
    #[derive(Default)]
    struct Read(Vec<String>);

    impl Known for Read {
        fn has(&mut self, text: &str) -> bool {
            self.0.iter().any(|read| read == text)
        }

        fn add(&mut self, text: &str) {
            self.0.push(text.to_owned());
        }
    }

    #[test]
    fn what_was_read_before_holds_no_other_words() {
        let tags = "<b class=\"x\"><i class=\"x\">\n</i></b>\n<p class=\"x\">one</p>\n<p>one\ntwo</p>\n";
        let check = |page: &str| {
            let read = |known: &mut Read| {
                let mut found = Vec::new();
                file("a.html", page.as_bytes(), known, &mut |hash| found.push(hash));
                found
            };
            let mut known = Read::default();
            file("a.html", tags.as_bytes(), &mut known, &mut |_| ());
            let (fresh, again) = (read(&mut Read::default()), read(&mut known));
            let words = |text: &str| {
                let mut found = Vec::new();
                Reader::plain(text, &mut |Token { hash, .. }| found.push(hash));
                found
            };
            // Of what was read before, the words were found then.
            let before: Vec<u64> = words("one").into_iter().chain(words("class")).collect();
            let left: Vec<&u64> = fresh.iter().filter(|hash| !before.contains(hash)).collect();
            assert_eq!(left, again.iter().filter(|hash| !before.contains(hash)).collect::<Vec<_>>(), "{page}");
        };
        check("<p>two three\n<b class=\"x\">\nfour five six</b></p>\n");
        check("<p>two three\n<p class=\"x\">one</p>\nfour five six</p>\n");
        check("<p>two three\n</i></b>\nfour five six</p>\n");
        check("<p title=\"\n<p class=\"x\">one</p>\ntwo\">three</p>\n");
        check("<p>one\ntwo three four five six</p>\n<p>one\ntwo</p>\nthree");
    }

    #[test]
    fn words_are_found_in_whatever_form_they_are_written() {
        assert!(finds("a.html", "<p>So said N&#97;omi.</p>", "naomi"));
        assert!(finds("a.html", "<a href=\"x/a%20naomi%2Eb\">b</a>", "naomi"));
        assert!(finds("a.html", "<img alt='Of Naomi'>", "naomi"));
        // Notes may lie where the index does.
        assert!(finds("search/manifesto.html", "<p>So said Naomi.</p>", "naomi"));
        assert!(finds("search/p-x.js", "// So said Naomi.", "naomi"));
        assert!(finds("a.json", "{\"a\":\"Hello\\nNa\\u006fmi\"}", "naomi"));
        assert!(finds("a.ics", "SUMMARY:With Na\r\n omi\r\n", "naomi"));
        assert!(finds("a.html", "<p>one <b>two</b> three <a href='x'>four</a> five</p>", "one two three four five"));
        assert!(!finds("a.html", "<li>one two</li><li>three four five</li>", "one two three four five"));
    }
}
