//! Links from one page to another: always relative, always naming the file, percent-encoded.

use crate::model::href_path;

const UP: &str = "../";

/// Room for an anchor behind a path.
const ROOM: usize = 24;

/// The link from the page at `from` to the page or file at `to`, both addresses below the site's root.
pub(super) fn relative(from: &str, to: &str) -> String {
    let folder = &from[..from.rfind('/').map_or(0, |at| at + 1)];
    let same = folder.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let shared = folder.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    let up = folder.as_bytes()[shared..].iter().filter(|byte| **byte == b'/').count();
    let mut href = String::with_capacity(up * UP.len() + to.len() - shared + ROOM);
    (0..up).for_each(|_| href.push_str(UP));
    push_path(&mut href, &to[shared..]);
    href
}

/// As `relative`, with an anchor where there is one.
pub(super) fn with_anchor(from: &str, to: &str, anchor: Option<&str>) -> String {
    let Some(anchor) = anchor else { return relative(from, to) };
    let mut href = if from == to { String::new() } else { relative(from, to) };
    href.push('#');
    push_path(&mut href, anchor);
    href
}

/// Nearly every address is its own link, as most names are made of letters, digits and hyphens.
fn push_path(href: &mut String, path: &str) {
    let is_plain = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
    if is_plain { href.push_str(path) } else { href.push_str(&href_path(path)) }
}

/// The short form of an address, as canonical tags, feeds and the sitemap give it: `index.html` left out.
pub(super) fn canonical(root: &str, address: &str) -> String {
    let short =
        address.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(address);
    format!("{root}{}", href_path(short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_encoded() {
        let check = |from: &str, to: &str, href: &str| assert_eq!(relative(from, to), href);
        check("index.html", "groups/a/index.html", "groups/a/index.html");
        check("groups/a/sessions/x.html", "groups/a/index.html", "../index.html");
        check("groups/a/index.html", "topics/ü b.html", "../../topics/%C3%BC%20b.html");
        check("a/x.html", "a/y.html", "y.html");
        assert_eq!(with_anchor("a.html", "a.html", Some("x")), "#x");
        assert_eq!(canonical("https://e.org/", "a/index.html"), "https://e.org/a/");
        assert_eq!(canonical("https://e.org/", "a/b.html"), "https://e.org/a/b.html");
    }
}
