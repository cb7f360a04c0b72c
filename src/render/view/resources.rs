//! Resources: links that lead out of the site, with the words that stand beside them. They come from
//! resource notes, and from sessions: there out of the section of links, or if there is none, the text.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{Link, Resource};
use super::{Content, Here, Made, entries, titles};
use crate::model::{GroupId, NoteId, Site, Target};
use crate::note::{Heading, Kind, LinkForm, Note};
use crate::text;

/// `view` of all-resources.html.
#[derive(Debug, Serialize)]
pub(crate) struct AllResourcesView {
    body: Option<String>,
    count_text: Option<String>,
    sections: Vec<Section>,
}

#[derive(Debug, Serialize)]
struct Section {
    label: Option<String>,
    href: Option<String>,
    resources: Vec<Resource>,
}

/// A link out of the site, as one note tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found<'a> {
    address: &'a str,
    /// The address in the form in which it is compared.
    key: String,
    title: String,
    note: Option<String>,
    /// The address is the only title that there is.
    is_bare: bool,
    /// It stands in a list of links, so it was meant to be kept.
    is_listed: bool,
}

/// The page of all resources.
pub(super) fn all(here: &Here<'_>, note: Option<NoteId>) -> Made {
    let own = note.map(|id| found(here.site, id)).unwrap_or_default();
    let others = (0..here.site.notes.len()).filter(|id| here.note(*id).kind == Kind::Resources && Some(*id) != note);
    let mut sections: Vec<Section> =
        others.map(|id| section(here, id)).filter(|section| !section.resources.is_empty()).collect();
    sections.sort_by_cached_key(|section| section.label.as_deref().map(text::fold));
    let count = own.len() + sections.iter().map(|section| section.resources.len()).sum::<usize>();
    let title = titles::of_page(here, here.address).unwrap_or_default();
    let page = frame::page(here, Head { kind: "all-resources", title, note, ..Head::default() });
    let view = AllResourcesView {
        body: note.and_then(|id| here.body(id)),
        count_text: entries::some_count(here, "resources", count),
        sections,
    };
    ("all-resources.html", page, Content::AllResources(view))
}

fn section(here: &Here<'_>, id: NoteId) -> Section {
    let group = here.site.group_of[id].filter(|group| here.site.groups[*group].resources == Some(id));
    let label = group.map_or_else(|| here.note(id).title.clone(), |group| here.site.groups[group].name.clone());
    Section { label: Some(label), href: Some(here.href_of(id)), resources: of_note(here, id) }
}

/// The resources that a note lists.
pub(super) fn of_note(here: &Here<'_>, id: NoteId) -> Vec<Resource> {
    found(here.site, id).into_iter().map(|found| resource(found, Vec::new())).collect()
}

/// What a group's sessions shared that its own note of resources doesn't list, the latest first.
pub(super) fn shared_in_sessions(here: &Here<'_>, group: GroupId) -> Vec<Resource> {
    let group = &here.site.groups[group];
    let listed: BTreeSet<String> =
        group.resources.iter().flat_map(|id| found(here.site, *id)).map(|found| found.key).collect();
    let mut joined: Vec<(Found<'_>, Vec<NoteId>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for id in group.sessions.iter().rev() {
        for found in found(here.site, *id).into_iter().filter(|found| found.is_listed && !listed.contains(&found.key)) {
            let place = *places.entry(found.key.clone()).or_insert(joined.len());
            match joined.get_mut(place) {
                Some((known, from)) => {
                    from.push(*id);
                    if known.is_bare {
                        *known = found;
                    }
                }
                None => joined.push((found, vec![*id])),
            }
        }
    }
    drop_furniture(&mut joined);
    let link = |id: &NoteId| Link { href: here.href_of(*id), label: here.note(*id).title.clone() };
    joined.into_iter().map(|(found, from)| resource(found, from.iter().map(link).collect())).collect()
}

/// What has another address each time under one title (recording, minutes, issue) belongs to its meeting.
fn drop_furniture(joined: &mut Vec<(Found<'_>, Vec<NoteId>)>) {
    const TIMES: usize = 3;
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (found, _) in joined.iter() {
        *times.entry(text::fold(&found.title)).or_default() += 1;
    }
    joined.retain(|(found, _)| times.get(&text::fold(&found.title)).is_none_or(|times| *times < TIMES));
}

fn resource(found: Found<'_>, from: Vec<Link>) -> Resource {
    let host = host(found.address).filter(|host| !found.title.starts_with(host.as_str()));
    Resource { href: found.address.to_owned(), title: found.title, external: true, host, note: found.note, from }
}

/// The links of a note that are resources, each address once, with its first real title.
fn found(site: &Site, id: NoteId) -> Vec<Found<'_>> {
    let note = &site.notes[id];
    let section = resource_section(note);
    let is_list = note.kind == Kind::Resources || section.is_some();
    let mut all: Vec<Found<'_>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (link, target) in note.links.iter().zip(&site.targets[id]) {
        let Target::Outside(address) = target else { continue };
        let is_here = section.as_ref().is_none_or(|section| section.contains(&link.span.start));
        let is_link = matches!(link.form, LinkForm::Markdown | LinkForm::Address) && !link.text.trim().is_empty();
        if !is_here || !is_link || host(address).is_none() || (!is_list && is_of_the_meeting(note, address)) {
            continue;
        }
        let found = Found { is_listed: is_list, ..read(address, &link.text, &link.context) };
        match places.get(&found.key).and_then(|place| all.get_mut(*place)) {
            Some(known) if known.is_bare => *known = found,
            Some(_) => {}
            None => {
                places.insert(found.key.clone(), all.len());
                all.push(found);
            }
        }
    }
    all.retain(|found| is_list || !found.is_bare);
    all
}

/// Where a session's section of links stands in the file; a list of resources is one as a whole.
fn resource_section(note: &Note) -> Option<std::ops::Range<usize>> {
    const WORDS: [&str; 7] = ["resources", "resource", "links", "references", "reading", "readings", "materials"];
    if note.kind == Kind::Resources {
        return None;
    }
    let names_it = |heading: &&Heading| {
        text::fold(&heading.text).split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
    };
    let heading = note.outline.iter().find(names_it)?;
    let after = note.outline.iter().find(|other| other.span.start > heading.span.start && other.level <= heading.level);
    Some(heading.span.start..after.map_or(usize::MAX, |other| other.span.start))
}

/// Addresses that belong to the meeting and not to what was talked about: the call, the calendar, people.
fn is_of_the_meeting(note: &Note, address: &str) -> bool {
    const CALLS: [&str; 9] = [
        "zoom.us",
        "meet.google.com",
        "teams.microsoft.com",
        "meet.jit.si",
        "whereby.com",
        "doodle.com",
        "calendly.com",
        "when2meet.com",
        "savvytime.com",
    ];
    let Some(host) = host(address) else { return false };
    let is_call = CALLS.iter().any(|call| host == *call || host.ends_with(&format!(".{call}")));
    let path = address
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'))
        .map_or("", |(_, path)| path)
        .trim_matches('/');
    let is_profile =
        matches!(host.as_str(), "github.com" | "gitlab.com" | "twitter.com" | "x.com") && !path.contains('/');
    is_call || is_profile || note.front.text("register").as_deref() == Some(address)
}

/// What the words beside a link say: `[title](address) — note`, `Title: address`, or just the address.
fn read<'a>(address: &'a str, link_text: &str, context: &str) -> Found<'a> {
    const BETWEEN: [char; 7] = ['–', '—', '-', ':', ',', '·', '|'];
    let is_between = |c: char| c.is_whitespace() || BETWEEN.contains(&c);
    let is_bare = key(link_text) == key(address);
    let before = context
        .trim()
        .strip_suffix(link_text)
        .map(|before| before.trim_end_matches(is_between))
        .filter(|before| is_bare && is_title(before));
    let title = match before {
        Some(before) => before.to_owned(),
        None if is_bare => text::shorten(bare(address), 80),
        None => link_text.trim().to_owned(),
    };
    let after = context.trim().strip_prefix(link_text.trim()).map(|after| after.trim_start_matches(is_between));
    let note = after.filter(|after| after.chars().any(char::is_alphanumeric)).map(str::to_owned);
    Found { address, key: key(address), title, note, is_bare: is_bare && before.is_none(), is_listed: false }
}

/// Whether the words before a bare address can be its title, not a sentence that ends in it.
fn is_title(words: &str) -> bool {
    const LONGEST: usize = 80;
    words.chars().any(char::is_alphabetic) && words.chars().count() <= LONGEST && !words.contains(". ")
}

/// An address without scheme, `www.` and the last slash.
fn bare(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

/// An address as it is compared: bare, its host in small letters.
fn key(address: &str) -> String {
    let bare = bare(address.trim());
    let (host, path) = bare.split_at(bare.find(['/', '?', '#']).unwrap_or(bare.len()));
    let host = host.to_lowercase();
    format!("{}{path}", host.strip_prefix("www.").unwrap_or(&host))
}

/// The host of a web address, without `www.`.
fn host(address: &str) -> Option<String> {
    let is_web = ["http://", "https://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let rest = bare(address);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest).to_lowercase();
    Some(host).filter(|host| is_web && !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_beside_a_link_are_its_title_and_note() {
        let check = |text: &str, context: &str, title: &str, note: Option<&str>| {
            let found = read("https://example.org/a/", text, context);
            assert_eq!((found.title.as_str(), found.note.as_deref()), (title, note), "{context}");
        };
        check("Asking well", "Asking well — a script and a poster", "Asking well", Some("a script and a poster"));
        check("Asking well", "Asking well", "Asking well", None);
        check("this", "Read this before you begin", "this", None);
        check("https://example.org/a/", "Asking well: https://example.org/a/", "Asking well", None);
        check("https://example.org/a", "https://example.org/a – a script", "example.org/a", Some("a script"));
    }

    #[test]
    fn addresses_are_compared_without_their_dress() {
        assert_eq!(key("https://WWW.Example.org/A/"), key("http://example.org/A"));
        assert_ne!(key("https://example.org/A"), key("https://example.org/a"));
        assert_eq!(host("https://www.example.org:8080/x").as_deref(), Some("example.org:8080"));
        assert_eq!(host("mailto:a@example.org"), None);
    }
}
