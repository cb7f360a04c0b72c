//! The changes that certainly mend a link: a link and what it should lead to go in; the bytes of its note that
//! change come out, or nothing where its target isn't written out there.

use crate::diagnostic::Edit;
use crate::note::{Link, LinkForm};

/// A link to another path, whatever heading it names.
pub(super) fn path(link: &Link, path: &str) -> Option<Edit> {
    let written = written_path(link);
    let is_same = written == path;
    edit(link, (0, written.len()), &encoded(path)).filter(|_| !is_same)
}

/// A wikilink to another name, whatever heading it names.
pub(super) fn name(link: &Link, name: &str) -> Option<Edit> {
    let is_plain = !name.contains(['[', ']', '|', '#', '^', '\n']);
    edit(link, (0, written_path(link).len()), name).filter(|_| is_plain)
}

/// A link to another heading of the same page.
pub(super) fn anchor(link: &Link, anchor: &str) -> Option<Edit> {
    let at = link.target.find('#')? + 1;
    let is_plain =
        !anchor.contains(['[', ']', '|', '#', '\n', ' ']) || is_wiki(link) && !anchor.contains([']', '|', '#']);
    edit(link, (at, link.target.len()), anchor).filter(|_| is_plain)
}

/// Whether a link is written in double brackets.
pub(super) fn is_wiki(link: &Link) -> bool {
    matches!(link.form, LinkForm::Wiki | LinkForm::Embed)
}

/// What is written of a path or a name, before any heading.
pub(super) fn written_path(link: &Link) -> &str {
    let end: &[char] = if is_wiki(link) { &['#'] } else { &['#', '?'] };
    let path = link.target.split(end).next().unwrap_or_default();
    if is_wiki(link) { path.trim_end() } else { path }
}

fn edit(link: &Link, (from, to): (usize, usize), text: &str) -> Option<Edit> {
    let start = link.target_span.as_ref()?.start;
    Some(Edit { span: (start + from, start + to), text: text.to_owned() })
}

/// A path as a Markdown link can hold it (RFC 3986, 2.1).
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for character in path.chars() {
        if character.is_control() || " \"#%()<>?[\\]^`{|}".contains(character) {
            encoded.extend(format!("%{:02X}", u32::from(character)).chars());
        } else {
            encoded.push(character);
        }
    }
    encoded
}
