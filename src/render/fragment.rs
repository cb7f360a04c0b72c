//! A stretch of a note's HTML, as our writer made it, becomes a passage that can stand in a list of another page:
//! its tags are balanced, no id is repeated, and links to places of its own page lead there. What can't stand
//! alone, such as a piece of a table, gives nothing.

use std::borrow::Cow;

use crate::text::fold;

/// Elements without an end tag (HTML standard, "void elements").
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// What stands only inside other elements, or would be a heading of the other page.
const BOUND: [&str; 19] = [
    "caption",
    "col",
    "colgroup",
    "dd",
    "dt",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "summary",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
];

/// A passage by itself. `page` is the link to the note's own page; empty where the passage stands on it.
pub(super) fn alone(html: &str, page: &str) -> Option<String> {
    let fit = fit(html, page)?;
    let text = fit.trim();
    // A lone paragraph is words in a list as any other.
    let inner =
        text.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")).filter(|rest| !rest.contains("<p>"));
    Some(inner.unwrap_or(text).trim().to_owned())
}

/// The cells of a row whose words are among the item's: those of owner, date and status are told otherwise.
pub(super) fn cells(cells: &[String], text: &str, page: &str) -> Option<String> {
    let wanted: Vec<String> = text.split(" — ").map(fold).collect();
    let fits: Vec<String> = cells
        .iter()
        .filter_map(|cell| alone(cell, page))
        .filter(|cell| wanted.contains(&fold(plain(cell).trim())))
        .collect();
    (fits.len() == wanted.len()).then(|| fits.join(" — "))
}

/// The words of HTML, without tags and the numbers of footnotes.
pub(super) fn plain(html: &str) -> Cow<'_, str> {
    const FOOTNOTE: &str = "<sup class=\"footnote-reference\">";
    if !html.contains(['<', '&']) {
        return Cow::Borrowed(html);
    }
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        if let Some(end) = rest[at..].strip_prefix(FOOTNOTE).and_then(|footnote| footnote.find("</sup>")) {
            rest = &rest[at + FOOTNOTE.len() + end..];
            continue;
        }
        let end = tag_end(&rest[at..]).unwrap_or(rest.len() - at);
        rest = &rest[at + end..];
    }
    text.push_str(rest);
    if !text.contains('&') {
        return Cow::Owned(text);
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    Cow::Owned(entities.into_iter().fold(text, |text, (entity, character)| text.replace(entity, character)))
}

fn fit(html: &str, page: &str) -> Option<String> {
    let mut fit = String::with_capacity(html.len());
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        fit.push_str(&rest[..at]);
        let end = tag_end(&rest[at..])?;
        let tag = &rest[at..at + end];
        rest = &rest[at + end..];
        if let Some(after) = without_furniture(tag, rest) {
            rest = after;
            continue;
        }
        let name = name(tag);
        if tag.starts_with("</") {
            open.pop().filter(|last| *last == name)?;
        } else if name.is_empty() || (open.is_empty() && BOUND.contains(&name)) || is_heading(name) {
            return None;
        } else if !VOID.contains(&name) {
            open.push(name);
        }
        push_tag(&mut fit, tag, page);
    }
    fit.push_str(rest);
    open.is_empty().then_some(fit)
}

fn is_heading(name: &str) -> bool {
    name.len() == 2 && name.starts_with('h') && name != "hr"
}

/// What follows the mark of an item's place.
fn without_furniture<'a>(tag: &str, rest: &'a str) -> Option<&'a str> {
    tag.starts_with("<span class=\"target\"").then(|| rest.strip_prefix("</span>")).flatten()
}

/// How long the tag is that a text begins with; `>` may stand in its quotes.
fn tag_end(text: &str) -> Option<usize> {
    let mut is_quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn name(tag: &str) -> &str {
    let inner = tag.trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    &inner[..end]
}

/// The tag without ids and what points at them, its links to places leading to the note's page.
fn push_tag(fit: &mut String, tag: &str, page: &str) {
    let mut rest = tag;
    while let Some(at) = next_attribute(rest) {
        let (before, attribute) = rest.split_at(at);
        fit.push_str(before);
        let end = attribute.find("=\"").and_then(|quote| Some(quote + 2 + attribute[quote + 2..].find('"')? + 1));
        let (attribute, after) = attribute.split_at(end.unwrap_or(attribute.len()));
        rest = after;
        if let Some(place) = attribute.strip_prefix(" href=\"#") {
            fit.push_str(" href=\"");
            fit.push_str(&crate::text::escape(page));
            fit.push('#');
            fit.push_str(place);
        }
    }
    fit.push_str(rest);
}

/// Where in a tag an attribute begins that is left out or written anew.
fn next_attribute(tag: &str) -> Option<usize> {
    [" id=\"", " for=\"", " aria-describedby=\"", " aria-labelledby=\"", " href=\"#"]
        .into_iter()
        .filter_map(|attribute| tag.find(attribute))
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_stand_on_other_pages() {
        let check =
            |html: &str, passage: &str| assert_eq!(alone(html, "../a.html").as_deref(), Some(passage), "{html}");
        check("Ask <em>why</em>", "Ask <em>why</em>");
        check("\n<p>Ask why</p>\n", "Ask why");
        check("<p>One</p>\n<p>Two</p>", "<p>One</p>\n<p>Two</p>");
        check("Ask<ul>\n<li id=\"x\">why</li></ul>", "Ask<ul>\n<li>why</li></ul>");
        check("Ask<sup><a href=\"#fn-1\" id=\"r-1\">1</a></sup>", "Ask<sup><a href=\"../a.html#fn-1\">1</a></sup>");
        check("<span class=\"target\" id=\"y\"></span>Ask", "Ask");
        check("<a href=\"b.html\" title=\"a > b\">b</a><br>c", "<a href=\"b.html\" title=\"a > b\">b</a><br>c");
        check("3 &lt; 4", "3 &lt; 4");
    }

    #[test]
    fn what_can_t_stand_alone_gives_nothing() {
        let check = |html: &str| assert_eq!(alone(html, ""), None, "{html}");
        check("Ask</li><li>why");
        check("<strong>Ask");
        check("<em>Ask</strong></em>");
        check("<li>Ask</li>");
        check("<td>Ask</td>");
        check("<h2 id=\"x\">Ask</h2>");
        check("<div><h2>Ask</h2></div>");
        check("Ask <a href=\"");
        check("<!-- Ask -->");
    }

    #[test]
    fn a_place_on_its_own_page_stays_there() {
        assert_eq!(alone("<a href=\"#x\">Ask</a>", "").as_deref(), Some("<a href=\"#x\">Ask</a>"));
    }

    #[test]
    fn a_row_gives_the_cells_of_its_words() {
        let row = ["1", "<a href=\"b.html\">Draft</a> a &amp; b", "Naomi", "soon"].map(str::to_owned);
        let check = |text: &str, html: Option<&str>| assert_eq!(cells(&row, text, "").as_deref(), html, "{text}");
        check("Draft a & b", Some("<a href=\"b.html\">Draft</a> a &amp; b"));
        check("Draft a & b — soon", Some("<a href=\"b.html\">Draft</a> a &amp; b — soon"));
        check("Draft", None);
    }

    #[test]
    fn words_come_without_tags() {
        assert_eq!(plain("a<sup class=\"footnote-reference\"><a href=\"#rt-fn-1\">1</a></sup> b"), "a b");
        assert_eq!(plain("a <b title=\">\">b</b> &amp;lt; &lt;"), "a b &lt; <");
    }
}
