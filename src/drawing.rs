//! A drawing (SVG 2) as it may be published: one that somebody opens in a window of its own can do nothing but be
//! looked at. Its bytes go in; the same drawing comes out, written anew from the elements and attributes that
//! draw, and what was taken out. Whatever is not known to be harmless is left out. Nothing here touches the disk.

mod style;
mod weight;
mod words;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use roxmltree::{Attribute, Document, Node, ParsingOptions};

use crate::text::escape_into;

/// The namespaces of drawings and of the addresses in older ones.
const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Elements inside each other beyond which nobody drew it by hand or with a program.
const DEEPEST: usize = 200;

/// Bytes beyond which a drawing is not looked at.
pub const LARGEST: u64 = 16 * 1024 * 1024;

/// References to entities, and bytes of their definitions, that programs for drawing get by with.
const MOST_REFERENCES: usize = 1_000;
const LONGEST_DEFINITIONS: usize = 4_096;

/// A drawing, made safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// What is published of it, or why it can't be.
    pub svg: Result<Arc<[u8]>, String>,
    /// What was taken out and may be missed.
    pub removed: BTreeSet<Removed>,
}

impl Drawing {
    /// A drawing that can't be published, with the reason as words behind "since".
    pub fn refused(reason: String) -> Self {
        Self { svg: Err(reason), removed: BTreeSet::new() }
    }
}

/// What a drawing may lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Removed {
    /// Elements, attributes or addresses that run a program.
    Scripts,
    /// Text that is set as a web page inside the drawing (`foreignObject`).
    Pages,
    /// Pictures, fonts, parts and styles that lie elsewhere.
    Elsewhere,
    /// Styles in which something could hide.
    Styles,
}

impl Removed {
    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Scripts => "its scripts",
            Self::Pages => "the text in it that is set in HTML",
            Self::Elsewhere => "pictures, fonts or parts that lie elsewhere",
            Self::Styles => "styles that could hide something",
        }
    }
}

/// Whether a file's name says that it is a drawing.
pub fn is_called(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("svg"))
}

/// The drawing in `bytes`, as it may be published.
pub fn clean(bytes: &[u8]) -> Drawing {
    let mut removed = BTreeSet::new();
    match rewritten(bytes, &mut removed) {
        Ok(svg) => Drawing { svg: Ok(svg.into_bytes().into()), removed },
        Err(reason) => Drawing::refused(reason),
    }
}

fn rewritten(bytes: &[u8], removed: &mut BTreeSet<Removed>) -> Result<String, String> {
    if bytes.len() as u64 > LARGEST {
        return Err("it is larger than 16 MB".to_owned());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not written in UTF-8".to_owned())?;
    let options = ParsingOptions { allow_dtd: has_harmless_definitions(text)?, ..ParsingOptions::default() };
    let text = text.trim_start_matches('\u{feff}');
    let document = Document::parse_with_options(text, options).map_err(|error| format!("it is broken: {error}"))?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err(format!("it doesn't begin with `<svg xmlns=\"{SVG}\">`"));
    }
    weight::check(root)?;
    let mut writer = Writer { svg: String::with_capacity(text.len()), removed };
    writer.element(root, 0)?;
    writer.svg.push('\n');
    Ok(writer.svg)
}

/// Whether a drawing says what kind of document it is. Old programs define short names there, which are read as
/// long as they can't be used to fill the memory.
fn has_harmless_definitions(text: &str) -> Result<bool, String> {
    let Some(start) = text.find("<!DOCTYPE") else { return Ok(false) };
    let definitions = &text[start..];
    let Some(end) = definitions.find('>') else { return Ok(true) };
    if !definitions[..end].contains('[') {
        return Ok(true);
    }
    let end = definitions.find("]>").unwrap_or(definitions.len());
    let is_nested = definitions[..end].contains(['&', '%']);
    if is_nested || end > LONGEST_DEFINITIONS || text.matches('&').count() > MOST_REFERENCES {
        return Err("it defines abbreviations (`<!ENTITY …>`) that could hide something".to_owned());
    }
    Ok(true)
}

struct Writer<'a> {
    svg: String,
    removed: &'a mut BTreeSet<Removed>,
}

impl Writer<'_> {
    /// Writes an element that draws, with what is in it.
    fn element(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), String> {
        if depth > DEEPEST {
            return Err(format!("more than {DEEPEST} elements lie inside each other"));
        }
        let name = node.tag_name().name();
        if node.tag_name().namespace() != Some(SVG) || !words::ELEMENTS.contains(&name) {
            self.removed.extend(loss(name));
            return Ok(());
        }
        let style = (name == "style").then(|| self.style(&text_of(node)));
        let _ = write!(self.svg, "<{name}");
        if depth == 0 {
            let _ = write!(self.svg, " xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\"");
        }
        for attribute in node.attributes() {
            self.attribute(name, &attribute);
        }
        if !node.has_children() {
            self.svg.push_str("/>");
            return Ok(());
        }
        self.svg.push('>');
        if let Some(style) = style {
            escape_into(&mut self.svg, &style);
        } else {
            self.content(node, depth)?;
        }
        let _ = write!(self.svg, "</{name}>");
        Ok(())
    }

    fn content(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), String> {
        for child in node.children() {
            if child.is_element() {
                self.element(child, depth + 1)?;
            } else if child.is_text() {
                escape_into(&mut self.svg, child.text().unwrap_or_default());
            }
        }
        Ok(())
    }

    fn attribute(&mut self, element: &str, attribute: &Attribute<'_, '_>) {
        let (name, value) = (attribute.name(), attribute.value());
        match attribute.namespace() {
            None if name == "href" => self.address("href", element, value),
            Some(XLINK) if name == "href" => self.address("xlink:href", element, value),
            Some(XML) if matches!(name, "space" | "lang") => self.write(&format!("xml:{name}"), value),
            None if name.starts_with("aria-") => self.write(name, value),
            None if name == "attributeName" && !words::ATTRIBUTES.contains(&value.trim()) => {}
            None if words::ATTRIBUTES.contains(&name) => {
                let value = self.style(value);
                self.write(name, &value);
            }
            // Browsers know these by their names in small letters only, but who can tell what others do.
            None if name.to_ascii_lowercase().starts_with("on") => drop(self.removed.insert(Removed::Scripts)),
            None | Some(_) => {}
        }
    }

    /// An address that leads to a place in the drawing itself, or that is a picture.
    fn address(&mut self, name: &str, element: &str, value: &str) {
        let compact: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let is_picture = matches!(element, "image" | "feImage") && style::is_picture(&compact);
        if compact.starts_with('#') || is_picture {
            self.write(name, &compact);
        } else if compact.to_ascii_lowercase().starts_with("javascript:") {
            self.removed.insert(Removed::Scripts);
        } else if element != "a" {
            // A link to a page is no loss: a picture in a page can't be clicked.
            self.removed.insert(Removed::Elsewhere);
        }
    }

    fn style(&mut self, value: &str) -> String {
        let cleaned = style::clean(value);
        self.removed.extend(cleaned.removed);
        cleaned.css.into_owned()
    }

    fn write(&mut self, name: &str, value: &str) {
        let _ = write!(self.svg, " {name}=\"");
        for (index, line) in value.split(['\n', '\r']).enumerate() {
            self.svg.push_str(if index > 0 { " " } else { "" });
            escape_into(&mut self.svg, line);
        }
        self.svg.push('"');
    }
}

/// What is lost with an element that isn't written; nothing where it only holds what a program remembers.
fn loss(name: &str) -> Option<Removed> {
    match name.to_ascii_lowercase().as_str() {
        "script" | "handler" | "listener" => Some(Removed::Scripts),
        "foreignobject" | "iframe" | "object" | "embed" => Some(Removed::Pages),
        "audio" | "video" | "canvas" | "link" => Some(Removed::Elsewhere),
        _ => None,
    }
}

fn text_of(node: Node<'_, '_>) -> String {
    node.children().filter_map(|child| child.text().filter(|_| child.is_text())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(svg: &str) -> (String, Vec<Removed>) {
        let drawing = clean(svg.as_bytes());
        let svg = drawing.svg.map_or_else(|why| why, |svg| String::from_utf8_lossy(&svg).trim_end().to_owned());
        let head = format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\"");
        (svg.replace(&head, "<svg"), drawing.removed.into_iter().collect())
    }

    /// What becomes of `inner` inside a drawing.
    fn check(inner: &str, expected: &str, removed: &[Removed]) {
        let svg =
            format!("<svg xmlns='{SVG}' xmlns:xlink='{XLINK}' xmlns:h='http://www.w3.org/1999/xhtml'>{inner}</svg>");
        let expected = if expected.is_empty() { "<svg></svg>".to_owned() } else { format!("<svg>{expected}</svg>") };
        assert_eq!(cleaned(&svg), (expected, removed.to_vec()), "{inner}");
    }

    #[test]
    fn what_draws_stays_as_it_is() {
        let same = |inner: &str| check(inner, inner, &[]);
        same("<path d=\"M0 0h10\" fill=\"url(#g)\" style=\"stroke:#fff;filter:url(&quot;#f&quot;)\"/>");
        same("<text x=\"1\" xml:space=\"preserve\">a <tspan>b</tspan><tspan>c</tspan> &amp; &lt;d</text>");
        same("<defs><g id=\"a\"/></defs><use xlink:href=\"#a\"/><use href=\"#a\"/>");
        same("<image href=\"data:image/png;base64,AAAA\"/>");
        same("<style>.a &gt; b { fill: red }\n@media print { .a { fill: url(#g) } }</style>");
        same("<animate attributeName=\"opacity\" values=\"0;1\" dur=\"1s\"/>");
        same("<title>Who met whom</title><g role=\"img\" aria-label=\"C:\\x\"/>");
    }

    #[test]
    fn what_runs_is_taken_out() {
        use Removed::{Elsewhere, Pages, Scripts, Styles};
        check("<script>alert(1)</script>", "", &[Scripts]);
        check("<h:script>alert(1)</h:script>", "", &[Scripts]);
        check("<g onclick=\"x\" ONLOAD='x' onbegin='x'/>", "<g/>", &[Scripts]);
        check("<a href=\" java\tscript:alert(1)\"><g/></a>", "<a><g/></a>", &[Scripts]);
        check("<a xlink:href='https://example.org'><g/></a>", "<a><g/></a>", &[]);
        check(
            "<a href='#x'><set attributeName='href' to='javascript:x'/></a>",
            "<a href=\"#x\"><set to=\"\"/></a>",
            &[Styles],
        );
        check("<a><animate attributeName=' xlink:href ' values='#'/></a>", "<a><animate values=\"#\"/></a>", &[]);
        check("<foreignObject><h:iframe src='x'/></foreignObject>", "", &[Pages]);
        check("<use href='other.svg#a'/><image href='//host/x.png'/>", "<use/><image/>", &[Elsewhere]);
        check("<image href='data:image/svg+xml;base64,AAAA'/>", "<image/>", &[Elsewhere]);
        check("<feImage href='http://host/x'/>", "<feImage/>", &[Elsewhere]);
        check("<style>@import 'x';</style>", "<style></style>", &[Styles]);
        check("<style><![CDATA[a{b:url(//host)}]]></style>", "<style>a{b:none}</style>", &[Elsewhere]);
        check("<g style='fill:u\\72l(//host)'/>", "<g style=\"\"/>", &[Styles]);
        check("<?xml-stylesheet href='x'?><!-- <script/> --><g xml:base='http://host/' data-x='1'/>", "<g/>", &[]);
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        let refused = |svg: &str, word: &str| {
            let (why, _) = cleaned(svg);
            assert!(!why.starts_with('<') && why.contains(word), "{why}");
        };
        refused("<html xmlns='http://www.w3.org/1999/xhtml'/>", "begin with");
        refused("<svg/>", "begin with");
        refused(&format!("<svg xmlns='{SVG}'><g></svg>"), "broken");
        refused(&format!("<!DOCTYPE svg [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><svg xmlns='{SVG}'>&c;</svg>"), "ENTITY");
        refused(
            &format!("<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='{SVG}'>&a;</svg>"),
            "broken",
        );
        refused(&format!("<svg xmlns='{SVG}'>{}{}</svg>", "<g>".repeat(300), "</g>".repeat(300)), "inside each other");
        refused(&format!("<svg xmlns='{SVG}'>{}", "<g>".repeat(200_000)), "broken");
        let level = |n: usize| format!("<g id='l{n}'>{}</g>", format!("<use href='#l{}'/>", n + 1).repeat(10));
        refused(&format!("<svg xmlns='{SVG}'>{}</svg>", (0..9).map(level).collect::<String>()), "repeats");
    }

    #[test]
    fn old_programs_say_what_kind_of_document_it_is() {
        let svg =
            format!("<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x.dtd'><svg xmlns='{SVG}'/>");
        assert_eq!(cleaned(&svg), ("<svg/>".to_owned(), vec![]));
        let svg = format!("<!DOCTYPE svg [ <!ENTITY ns '{SVG}'> ]><svg xmlns='&ns;'><g/></svg>");
        assert_eq!(cleaned(&svg), ("<svg><g/></svg>".to_owned(), vec![]));
    }

    #[test]
    fn a_drawing_that_refers_to_itself_ends() {
        check("<g id=\"a\"><use href=\"#a\"/></g>", "<g id=\"a\"><use href=\"#a\"/></g>", &[]);
    }
}
