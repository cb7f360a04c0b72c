//! What must hold of whatever comes in: places lie in the text and between its characters, and HTML is well formed
//! and does nothing. The targets of cargo-fuzz share it.

use std::ops::Range;

use roundtable::diagnostic::Diagnostic;
use roundtable::parse::{self, Parsed};
use roundtable::snapshot::NoteFile;
use roundtable::text;

/// A note's file.
pub fn note_file(bytes: &[u8]) -> NoteFile {
    NoteFile { hash: text::hash_bytes(bytes), bytes: bytes.into() }
}

/// Checks every place that a parsed note names.
pub fn check_places(bytes: &[u8], parsed: &Parsed) {
    let text = parse::decode(bytes);
    let is_in = |span: &Range<usize>| span.start <= span.end && text.get(span.clone()).is_some();
    for Diagnostic { span: (start, end), rule, .. } in &parsed.diagnostics {
        assert!(is_in(&(*start..*end)), "{rule} at {start}..{end} of {}", text.len());
    }
    for note in &parsed.notes {
        for link in &note.links {
            assert!(is_in(&link.span), "a link at {:?} of {}", link.span, text.len());
            assert!(link.target_span.as_ref().is_none_or(is_in), "a target at {:?}", link.target_span);
        }
        for item in &note.items {
            assert!(is_in(&item.span), "an item at {:?} of {}", item.span, text.len());
            for range in &item.html {
                assert!(note.body.html.get(range.clone()).is_some(), "an item's HTML at {range:?}");
            }
        }
        let mut last = 0;
        for hole in &note.body.holes {
            assert!(hole.at >= last && note.body.html.is_char_boundary(hole.at), "a hole at {} after {last}", hole.at);
            last = hole.at;
        }
        assert!(!note.body.html.contains('\u{1}'), "a mark was left in {}", note.body.html);
    }
}

/// Elements that have no end.
const VOID: &[&str] = &["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// Elements that must never come from a note.
const FORBIDDEN: &[&str] = &[
    "applet", "base", "embed", "frame", "frameset", "iframe", "math", "noscript", "object", "plaintext", "script",
    "style", "svg", "template", "textarea", "title", "xmp",
];

/// Checks that a note's HTML closes what it opens, in order, and holds nothing that acts.
pub fn check_html(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start..];
        let end = tag.find('>').unwrap_or_else(|| panic!("a tag never ends: {tag}\nin {html}"));
        let (tag, after) = (&tag[1..end], &tag[end + 1..]);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "in {html}");
            continue;
        }
        let name_end = tag.find(' ').unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(name_end);
        assert!(!name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "<{tag}> in {html}");
        assert!(!FORBIDDEN.contains(&name), "<{tag}> in {html}");
        check_attributes(attributes, html);
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "left open in {html}");
}

fn check_attributes(mut rest: &str, html: &str) {
    while !rest.trim().is_empty() {
        rest = rest.strip_prefix(' ').unwrap_or_else(|| panic!("attributes `{rest}` in {html}"));
        let name_end = rest.find([' ', '=']).unwrap_or(rest.len());
        let name = &rest[..name_end];
        let is_plain = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        assert!(!name.is_empty() && is_plain(name), "attribute `{name}` in {html}");
        assert!(!name.starts_with("on") && name != "style" && name != "srcdoc", "attribute `{name}` in {html}");
        rest = &rest[name_end..];
        let Some(value) = rest.strip_prefix("=\"") else { continue };
        let end = value.find('"').unwrap_or_else(|| panic!("a value never ends in {html}"));
        check_value(name, &value[..end], html);
        rest = &value[end + 1..];
    }
}

fn check_value(name: &str, value: &str, html: &str) {
    assert!(!value.contains('<'), "`{value}` in {html}");
    if !matches!(name, "href" | "src") {
        return;
    }
    let address: String =
        value.replace("&amp;", "&").to_lowercase().chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    for scheme in ["javascript:", "data:", "vbscript:", "file:"] {
        assert!(!address.starts_with(scheme), "`{value}` in {html}");
    }
}
