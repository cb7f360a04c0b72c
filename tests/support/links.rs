//! A link checker for a built site: every address in its pages and style sheets leads to a file of
//! the site, and every `#part` to an element there. Links that the program itself reported stand in
//! an element of class `broken`, and are passed over; so are addresses of other hosts.

use super::html::{self, Tag};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where an address stands, and what it says.
struct Link {
    page: String,
    address: String,
}

/// What is wrong with a site's links, one sentence each; empty when nothing is.
pub(crate) fn broken(folder: &Path) -> Vec<String> {
    broken_in(&super::contents(folder))
}

/// As `broken`, for files in memory.
pub(crate) fn broken_in(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut anchors: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut links = Vec::new();
    let mut wrong = Vec::new();
    for (path, bytes) in files {
        let text = String::from_utf8_lossy(bytes);
        if path.ends_with(".html") {
            let tags = html::tags(&text);
            let ids = anchors.entry(path).or_default();
            for id in tags.iter().filter_map(|tag| tag.get("id")) {
                if !ids.insert(id.to_owned()) {
                    wrong.push(format!("{path}: two elements have the id `{id}`"));
                }
            }
            links.extend(addresses(path, &tags));
        } else if path.ends_with(".css") {
            links.extend(style_addresses(path, &text));
        }
    }
    wrong.extend(links.iter().filter_map(|link| complaint(link, files, &anchors)));
    wrong
}

fn addresses(page: &str, tags: &[Tag]) -> Vec<Link> {
    let mut found = Vec::new();
    for tag in tags.iter().filter(|tag| !tag.has_class("broken")) {
        for (name, value) in &tag.attributes {
            let parts: Vec<&str> = match name.as_str() {
                "href" | "src" | "poster" | "action" | "data" => vec![value],
                "srcset" => {
                    value.split(',').filter_map(|candidate| candidate.split_ascii_whitespace().next()).collect()
                }
                _ => Vec::new(),
            };
            found.extend(
                parts.into_iter().map(|address| Link { page: page.to_owned(), address: address.trim().to_owned() }),
            );
        }
    }
    found
}

fn style_addresses(page: &str, text: &str) -> Vec<Link> {
    text.split("url(")
        .skip(1)
        .filter_map(|after| after.split_once(')'))
        .map(|(address, _)| Link { page: page.to_owned(), address: address.trim_matches(['"', '\'', ' ']).to_owned() })
        .collect()
}

fn complaint(
    link: &Link,
    files: &BTreeMap<String, Vec<u8>>,
    anchors: &BTreeMap<&str, BTreeSet<String>>,
) -> Option<String> {
    let Link { page, address } = link;
    if leads_elsewhere(address) {
        return None;
    }
    if address.starts_with('/') {
        return Some(format!("{page}: `{address}` starts at the host's root, so it breaks in a sub-path"));
    }
    if page == "404.html" && !address.starts_with('#') {
        return Some(format!("{page}: `{address}` is relative, but this page is shown at any depth"));
    }
    let (before_fragment, fragment) = address.split_once('#').unwrap_or((address, ""));
    let path = before_fragment.split_once('?').map_or(before_fragment, |(path, _)| path);
    let Some(target) = resolved(page, &percent_decoded(path)) else {
        return Some(format!("{page}: `{address}` leaves the site"));
    };
    if !files.contains_key(&target) {
        return Some(format!("{page}: `{address}` leads to no file ({target})"));
    }
    let fragment = percent_decoded(fragment);
    let missing = !fragment.is_empty()
        && fragment != "top"
        && anchors.get(target.as_str()).is_some_and(|ids| !ids.contains(&fragment));
    missing.then(|| format!("{page}: `{address}` leads to no `#{fragment}` in {target}"))
}

/// Whether an address has a scheme (`https:`, `mailto:`) or names a host (`//host`).
fn leads_elsewhere(address: &str) -> bool {
    address.starts_with("//")
        || address.split_once(':').is_some_and(|(scheme, _)| {
            scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
        })
}

/// The file that a path means when it stands in `page`; none when it climbs above the site.
fn resolved(page: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(page.to_owned());
    }
    let mut segments: Vec<&str> = page.split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}
