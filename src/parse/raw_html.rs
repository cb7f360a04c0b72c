//! HTML that an author wrote among Markdown, tag by tag: known tags are written anew from their parsed
//! attributes, unknown ones (`<your name>`) are text, comments and elements that run code are dropped.
//! Addresses leave as link numbers only, so no address reaches the page unresolved.

use std::ops::Range;

use crate::text::escape_into;

/// Elements that a note may use, with the attributes of their own that they keep.
const KNOWN: &[(&str, &[&str])] = &[
    ("a", &["href", "name"]),
    ("abbr", &[]),
    ("address", &[]),
    ("article", &[]),
    ("aside", &[]),
    ("audio", &["src", "controls"]),
    ("b", &[]),
    ("bdi", &[]),
    ("bdo", &[]),
    ("blockquote", &[]),
    ("br", &[]),
    ("caption", &[]),
    ("center", &[]),
    ("cite", &[]),
    ("code", &[]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("dd", &[]),
    ("del", &[]),
    ("details", &["open"]),
    ("dfn", &[]),
    ("div", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &[]),
    ("font", &[]),
    ("footer", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("header", &[]),
    ("hr", &[]),
    ("i", &[]),
    ("img", &["src", "alt", "width"]),
    ("ins", &[]),
    ("kbd", &[]),
    ("li", &["value"]),
    ("main", &[]),
    ("mark", &[]),
    ("nav", &[]),
    ("nobr", &[]),
    ("ol", &["start", "reversed"]),
    ("p", &[]),
    ("picture", &[]),
    ("pre", &[]),
    ("q", &[]),
    ("rp", &[]),
    ("rt", &[]),
    ("ruby", &[]),
    ("s", &[]),
    ("samp", &[]),
    ("section", &[]),
    ("small", &[]),
    ("source", &["src"]),
    ("span", &[]),
    ("strike", &[]),
    ("strong", &[]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["colspan", "rowspan"]),
    ("tfoot", &[]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("thead", &[]),
    ("time", &["datetime"]),
    ("tr", &[]),
    ("tt", &[]),
    ("u", &[]),
    ("ul", &[]),
    ("var", &[]),
    ("video", &["src", "controls"]),
    ("wbr", &[]),
];

/// Elements that are taken out with a word to the author.
const REMOVED: &[&str] = &[
    "applet",
    "base",
    "body",
    "button",
    "canvas",
    "dialog",
    "embed",
    "form",
    "frame",
    "frameset",
    "head",
    "html",
    "iframe",
    "input",
    "link",
    "math",
    "meta",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "option",
    "param",
    "plaintext",
    "portal",
    "script",
    "select",
    "slot",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// Elements whose content is no text for readers either.
const OPAQUE: &[&str] =
    &["script", "style", "svg", "math", "template", "noscript", "noembed", "noframes", "object", "iframe"];

const GLOBAL: &[&str] = &["id", "title", "lang", "dir"];

/// What a piece of HTML turned into, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// Text, not yet escaped.
    Text(String),
    /// An opening or closing tag, ready for the page but for its address.
    Tag(Tag),
    /// An element that was taken out, with its name.
    Removed(String),
    /// A comment that starts and never ends.
    UnclosedComment,
}

/// A tag as it may stand in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) name: &'static str,
    pub(crate) closes: Closes,
    /// Attributes, safe and escaped, each with a space before it.
    pub(crate) attributes: String,
    /// The address in `href` or `src`, as written.
    pub(crate) address: Option<String>,
    /// An id that links may name.
    pub(crate) id: Option<String>,
    /// The alternative text of an image.
    pub(crate) alt: String,
    /// The width of an image in pixels.
    pub(crate) width: Option<u32>,
}

/// Whether a tag ends an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closes {
    No,
    Yes,
}

/// The tokens of one piece of HTML, each with its byte range in it.
pub(crate) fn tokens(html: &str) -> Vec<(Token, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut ends = Ends::default();
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        let Some(open) = rest.find('<') else {
            tokens.push((Token::Text(rest.to_owned()), at..html.len()));
            break;
        };
        if open > 0 {
            tokens.push((Token::Text(rest[..open].to_owned()), at..at + open));
            at += open;
            continue;
        }
        let (token, length) = token((html, at), &mut ends);
        tokens.extend(token.map(|token| (token, at..at + length)));
        at += length;
    }
    tokens
}

/// The token at a place of `html`, which is a `<`, and how many bytes it takes.
fn token((html, at): (&str, usize), ends: &mut Ends) -> (Option<Token>, usize) {
    let rest = &html[at..];
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map_or((Some(Token::UnclosedComment), rest.len()), |end| (None, end + 7));
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        return (None, rest.find('>').map_or(rest.len(), |end| end + 1));
    }
    let closes = if rest.starts_with("</") { Closes::Yes } else { Closes::No };
    let name_start = if closes == Closes::Yes { 2 } else { 1 };
    let name_length = rest[name_start..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let name = rest[name_start..name_start + name_length].to_ascii_lowercase();
    let Some((written, end)) = attributes(&rest[name_start + name_length..]).filter(|_| !name.is_empty()) else {
        return (Some(Token::Text("<".to_owned())), 1);
    };
    let end = name_start + name_length + end;
    if let Some((known, own)) = KNOWN.iter().find(|(known, _)| *known == name) {
        return (Some(Token::Tag(tag(known, own, closes, &written))), end);
    }
    if REMOVED.contains(&name.as_str()) {
        let is_opaque = closes == Closes::No && OPAQUE.contains(&name.as_str());
        let end = if is_opaque { ends.of((html, at), &name).map_or(end, |end| end - at) } else { end };
        return ((closes == Closes::No).then_some(Token::Removed(name)), end);
    }
    (Some(Token::Text(rest[..end].to_owned())), end)
}

/// Where elements of a piece of HTML end.
#[derive(Default)]
struct Ends {
    /// The piece in small letters, once it is needed.
    lower: Option<String>,
    /// Elements that nothing closes any more, so that nobody looks again.
    open: Vec<String>,
}

impl Ends {
    /// Where the closing tag of the element `name` ends that opens at a place of `html`.
    fn of(&mut self, (html, at): (&str, usize), name: &str) -> Option<usize> {
        if self.open.iter().any(|open| open == name) {
            return None;
        }
        let lower = self.lower.get_or_insert_with(|| html.to_ascii_lowercase());
        let close = lower[at..].find(&format!("</{name}")).map(|close| at + close);
        let end = close.and_then(|close| lower[close..].find('>').map(|end| close + end + 1));
        if end.is_none() {
            self.open.push(name.to_owned());
        }
        end
    }
}

/// The attributes up to the tag's `>`, decoded, and the length with the `>`; `None` where the tag never ends.
fn attributes(text: &str) -> Option<(Vec<(String, String)>, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        while bytes.get(at).is_some_and(|b| b.is_ascii_whitespace() || *b == b'/') {
            at += 1;
        }
        match bytes.get(at)? {
            b'>' => return Some((found, at + 1)),
            b'<' => return None,
            _ => {}
        }
        let name_end = at + bytes[at..].iter().take_while(|b| !b.is_ascii_whitespace() && !b"=>/<".contains(b)).count();
        let name = text.get(at..name_end)?.to_ascii_lowercase();
        at = name_end + bytes[name_end..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        let mut value = String::new();
        if bytes.get(at) == Some(&b'=') {
            let (read, length) = attribute_value(&text[at + 1..])?;
            value = read;
            at += 1 + length;
        } else if name.is_empty() {
            at += 1;
        }
        if !name.is_empty() && found.len() < 40 {
            found.push((name, value));
        }
    }
}

fn attribute_value(text: &str) -> Option<(String, usize)> {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let quote = rest.chars().next()?;
    if quote == '"' || quote == '\'' {
        let end = rest[1..].find(quote)?;
        return Some((decode(&rest[1..=end]), start + end + 2));
    }
    let end = rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len());
    Some((decode(&rest[..end]), start + end))
}

/// The few character references that stand in addresses; others stay as they are written.
pub(crate) fn decode(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    [("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .iter()
        .fold(value.to_owned(), |value, (reference, character)| value.replace(reference, character))
}

fn tag(name: &'static str, own: &[&str], closes: Closes, written: &[(String, String)]) -> Tag {
    let mut tag =
        Tag { name, closes, attributes: String::new(), address: None, id: None, alt: String::new(), width: None };
    if closes == Closes::Yes {
        return tag;
    }
    for (attribute, value) in written {
        match attribute.as_str() {
            "href" | "src" if own.contains(&attribute.as_str()) => tag.address = Some(value.trim().to_owned()),
            "id" | "name" if tag.id.is_none() && (attribute == "id" || own.contains(&"name")) && is_plain_id(value) => {
                tag.id = Some(value.clone());
            }
            "id" | "name" => {}
            "alt" if own.contains(&"alt") => tag.alt.clone_from(value),
            "width" if own.contains(&"width") => {
                tag.width = value.trim_end_matches("px").parse().ok().filter(|width| *width > 0)
            }
            known if own.contains(&known) || GLOBAL.contains(&known) => {
                write_attribute(&mut tag.attributes, known, value)
            }
            _ => {}
        }
    }
    tag
}

/// Ids that pages have of their own, and names by which their scripts look for what they share: an element with such
/// an id would be found in its stead.
pub(crate) fn is_reserved_id(id: &str) -> bool {
    const NAMES: &[&str] = &["roundtableIndex", "roundtableSearch", "trustedTypes", "Worker"];
    id.starts_with("rt-") || NAMES.contains(&id)
}

/// Ids that can't be mistaken for one of the page's own.
fn is_plain_id(id: &str) -> bool {
    !id.is_empty() && id.len() < 200 && !is_reserved_id(id) && !id.chars().any(|c| c.is_whitespace() || c.is_control())
}

fn write_attribute(attributes: &mut String, name: &str, value: &str) {
    attributes.push(' ');
    attributes.push_str(name);
    attributes.push_str("=\"");
    escape_into(attributes, value);
    attributes.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        tokens(html)
            .into_iter()
            .map(|(token, _)| match token {
                Token::Text(text) => format!("T({text})"),
                Token::Tag(tag) if tag.closes == Closes::Yes => format!("/{}", tag.name),
                Token::Tag(tag) => format!("<{}{} {}>", tag.name, tag.attributes, tag.address.unwrap_or_default()),
                Token::Removed(name) => format!("-{name}"),
                Token::UnclosedComment => "unclosed".to_owned(),
            })
            .collect()
    }

    #[test]
    fn tags_are_written_anew_or_shown_or_taken_out() {
        let check = |html: &str, expected: &str| assert_eq!(shown(html), expected, "{html}");
        check("<b>x</b>", "<b >T(x)/b");
        check("<A HREF='x.md' onclick=\"go()\" style=x>", "<a x.md>");
        check("send it to <your name>", "T(send it to )T(<your name>)");
        check("<script>alert(1)</script>x", "-scriptT(x)");
        check("a<!-- secret -->b", "T(a)T(b)");
        check("a<!-- secret", "T(a)unclosed");
        check("1 < 2", "T(1 )T(<)T( 2)");
        check("<a href=\"java&amp;script:x\">", "<a java&script:x>");
        check("<td colspan=2 onmouseover=x>", "<td colspan=\"2\" >");
        check("<img src=x", "T(<)T(img src=x)");
    }
}
