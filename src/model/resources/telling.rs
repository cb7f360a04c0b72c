//! What one note says of a resource: a title and a sentence, out of the words of a link and those beside it.
//! Only words of the note come out; where none will do, the title is the bare address.

use super::furniture;
use super::web::{self, WebAddress};
use crate::note::Link;
use crate::text;

/// A title is at most so many characters.
const TITLE: usize = 100;
/// A sentence beside a link is at most so many characters.
const SENTENCE: usize = 220;
/// What parts a link from the words on it.
const BETWEEN: [char; 9] = ['–', '—', '-', ':', '：', ',', '·', '|', '→'];

/// What a note says of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Telling {
    pub(super) title: String,
    pub(super) source: TitleSource,
    pub(super) note: Option<String>,
}

/// Where a title comes from, the better ones last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TitleSource {
    /// The address itself.
    Address,
    /// The words around a link that itself says nothing.
    Around,
    /// The words before a bare address, as in `Title: https://…`.
    Label,
    /// The words of the link.
    Link,
}

/// What the words of a link and those around it say of where it leads.
pub(super) fn read(link: &Link, address: &WebAddress) -> Telling {
    let words = one_line(&link.text);
    let context = one_line(&link.context);
    if furniture::is_informative(&words) && !is_same_address(&words, address) {
        let note = after(&context, &words).or_else(|| sentence(&context, &words));
        let title = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')).to_owned();
        return Telling { title: text::shorten(&title, TITLE), source: TitleSource::Link, note };
    }
    if let Some(label) = before(&context, &words) {
        return Telling { title: label.to_owned(), source: TitleSource::Label, note: after_middle(&context, &words) };
    }
    let is_bare = is_same_address(&words, address);
    match around(&context, &words).filter(|_| !is_bare) {
        Some(title) => Telling { title, source: TitleSource::Around, note: None },
        None => Telling {
            title: text::shorten(&bare(address), TITLE),
            source: TitleSource::Address,
            note: after(&context, &words),
        },
    }
}

/// The words before a link behind which a colon or the like stands, as in `Recording: https://…`.
pub(super) fn label(link: &Link) -> Option<String> {
    labelled(&one_line(&link.context), &one_line(&link.text)).map(str::to_owned)
}

/// An address as it is shown: without scheme and `www.`, readable.
fn bare(address: &WebAddress) -> String {
    let shown = percent_encoding::percent_decode_str(&address.key).decode_utf8_lossy().into_owned();
    shown.chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).collect()
}

fn one_line(text: &str) -> String {
    let is_empty = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    text::spaced(&text.replace(is_empty, ""))
}

fn is_same_address(words: &str, address: &WebAddress) -> bool {
    let written = words.trim_end_matches(['…', '.']);
    let whole = if written.contains("://") { written.to_owned() } else { format!("https://{written}") };
    web::read(&whole).is_some_and(|shown| shown.key == address.key)
        || (written.len() > 10 && words.ends_with(['…', '.']) && address.key.contains(written))
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || BETWEEN.contains(&c)
}

/// The words before those of the link, if they can be its title: `Title: https://…`.
fn before<'a>(context: &'a str, words: &str) -> Option<&'a str> {
    labelled(context, words).filter(|label| is_title(label))
}

fn labelled<'a>(context: &'a str, words: &str) -> Option<&'a str> {
    let at = context.find(words).filter(|_| !words.is_empty())?;
    let label = context[..at].trim_start_matches(['…', '(', '（', '*', '-', '•', ' ']);
    let has_mark = label.trim_end().ends_with(BETWEEN) || label.trim_end().ends_with(['(', '（', '[']);
    let label = label.trim_end_matches(|c: char| is_between(c) || matches!(c, '(' | '（' | '[' | '<' | '“' | '"'));
    let last = label.rsplit([';', '；', '。']).next().unwrap_or(label);
    // Of `Title (website | chat | …` only what stands before the bracket is the title.
    let last = last
        .rsplit_once(['(', '（'])
        .filter(|(_, inner)| !inner.contains([')', '）']))
        .map_or(last, |(before, _)| before);
    has_mark.then(|| last.trim())
}

/// Whether words before a bare address can be its title, not a sentence that ends in it.
fn is_title(words: &str) -> bool {
    const MOST_WORDS: usize = 10;
    let is_sentence = [". ", "? ", "! ", ", ", ": ", "://"].iter().any(|mark| words.contains(mark));
    furniture::is_informative(words)
        && !is_sentence
        && !words.ends_with(['?', '？', '؟'])
        && words.split_whitespace().count() <= MOST_WORDS
        && words.chars().count() <= TITLE
}

/// What stands after the link behind a dash, colon or the like, where the link stands first.
fn after(context: &str, words: &str) -> Option<String> {
    let rest = context.trim_start_matches(['*', '-', '•', ' ', '“', '"']).strip_prefix(words)?;
    said_after(rest)
}

/// The same, where a label stands before the link.
fn after_middle(context: &str, words: &str) -> Option<String> {
    let at = context.find(words)? + words.len();
    said_after(&context[at..])
}

fn said_after(rest: &str) -> Option<String> {
    let rest = rest.trim_start_matches(['”', '"', ')', '）', ']', '>']);
    let said = rest.trim_start_matches(is_between);
    let is_parted = rest.trim_start().starts_with(BETWEEN) || said.starts_with(['(', '（']);
    let says_something =
        said.chars().filter(|c| c.is_alphabetic()).count() > 2 && !said.contains("://") && !said.starts_with('@');
    let said = said.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(said);
    (is_parted && says_something).then(|| text::shorten(said.trim(), SENTENCE))
}

/// The sentence that holds the link's words, where it says more than they do.
fn sentence(context: &str, words: &str) -> Option<String> {
    const ENDS: [&str; 5] = [". ", "? ", "! ", "。", "！"];
    let at = context.find(words)?;
    let end_of_words = at + words.len();
    let start = ENDS.iter().filter_map(|end| Some(context[..at].rfind(end)? + end.len())).max().unwrap_or_default();
    let ends =
        ENDS.iter().filter_map(|end| Some(end_of_words + context[end_of_words..].find(end)? + end.trim_end().len()));
    let sentence = context[start..ends.min().unwrap_or(context.len())].trim();
    let more = sentence.split_whitespace().count().saturating_sub(words.split_whitespace().count());
    let is_whole = !sentence.starts_with('…') && !sentence.ends_with('…') && !sentence.contains("://");
    (more >= 3 && is_whole && sentence.chars().count() <= SENTENCE).then(|| sentence.to_owned())
}

/// The words around a link that says nothing, as a title: `Slides of Ada's talk`.
fn around(context: &str, words: &str) -> Option<String> {
    let whole = sentence(context, words).unwrap_or_else(|| context.to_owned());
    let says = whole.replacen(words, " ", 1);
    let is_short = whole.chars().count() <= TITLE && !whole.contains("://") && !whole.contains('…');
    let title = whole.trim_matches(|c: char| is_between(c) || matches!(c, '*' | '•' | '.'));
    (is_short && furniture::is_informative(&says)).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::{LinkForm, Setting};

    fn check(words: &str, context: &str, title: &str, note: Option<&str>) {
        let link = Link {
            target: "https://example.org/a/".to_owned(),
            text: words.to_owned(),
            context: context.to_owned(),
            title: String::new(),
            width: None,
            setting: Setting::Text,
            form: LinkForm::Markdown,
            span: 0..1,
            target_span: None,
        };
        let telling = read(&link, &web::read(&link.target).unwrap());
        assert_eq!((telling.title.as_str(), telling.note.as_deref()), (title, note), "{context}");
    }

    #[test]
    fn the_words_beside_a_link_are_its_title_and_note() {
        let address = "https://example.org/a/";
        check("Asking well", "Asking well — a script and a poster", "Asking well", Some("a script and a poster"));
        check("Asking well", "Asking well", "Asking well", None);
        check("Asking well", "Asking well (in nine languages)", "Asking well", Some("in nine languages"));
        check(
            "Asking well",
            "We liked Asking well a lot. And more.",
            "Asking well",
            Some("We liked Asking well a lot."),
        );
        check("here", "The script for the desk is here", "The script for the desk is here", None);
        check("this", "this", "example.org/a", None);
        check("slides", "Ada on consent (slides)", "Ada on consent", None);
        check(address, "Asking well: https://example.org/a/", "Asking well", None);
        check("https://example.org/a", "https://example.org/a – a script", "example.org/a", Some("a script"));
        check(address, "We talked about it, see https://example.org/a/", "example.org/a", None);
    }
}
