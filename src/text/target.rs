//! What people write as the target of a link, taken apart, and paths whatever their spelling.

use percent_encoding::percent_decode_str;

use super::fold;

/// The path, decoded, and the anchor, decoded, of what was written; a query is left out.
pub fn split(written: &str) -> (String, Option<String>) {
    let (path, anchor) = written.split_once('#').map_or((written, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or(path);
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    (decode(path).replace('\\', "/"), anchor.map(decode))
}

/// Whether an address begins with a scheme (RFC 3986, 3.1).
pub fn has_scheme(written: &str) -> bool {
    written.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// A path whatever its letter case, dashes, ending (`.md`, `.html`, `/`, `/index`).
pub fn path_key(path: &str) -> String {
    let path = stem_of_markdown(path.trim_end_matches('/'));
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_own = name.eq_ignore_ascii_case("index") || name.eq_ignore_ascii_case("readme");
    fold(if is_own { folder } else { path })
}

/// A path without the ending of a note or of the page made of it.
pub fn stem_of_markdown(path: &str) -> &str {
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    if ["md", "markdown", "html", "htm"].iter().any(|known| extension.eq_ignore_ascii_case(known)) {
        stem
    } else {
        path
    }
}
