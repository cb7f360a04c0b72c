//! Links that lead to no page or file, or that could mean several.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Reason, Site, Target};
use crate::note::{Link, LinkForm};
use crate::text::{fold, nearest, path_name};

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let mut names = None;
    for (id, link, target) in super::links(site) {
        let Target::Broken(reason) = target else { continue };
        let place = Place::new(site.file(id), link.span.clone());
        let is_wiki = matches!(link.form, LinkForm::Wiki | LinkForm::Embed);
        match reason {
            Reason::Ambiguous(paths) if !paths.is_empty() => {
                let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
                diagnostics.push(Diagnostic::ambiguous_link(&place, &link.target, &paths));
            }
            Reason::Ambiguous(_) | Reason::Missing if is_wiki => {
                let names = names.get_or_insert_with(|| Names::new(site));
                let near = names.near_note(&link.target);
                diagnostics.push(Diagnostic::broken_wikilink(&place, &link.target, near));
            }
            Reason::Ambiguous(_) | Reason::Missing => {
                let names = names.get_or_insert_with(|| Names::new(site));
                diagnostics.push(Diagnostic::broken_link(
                    &place,
                    &link.target,
                    names.near_path(site, id, link).as_deref(),
                ));
            }
        }
    }
}

/// What a broken link may have been meant to name.
struct Names<'a> {
    titles: Vec<&'a str>,
    /// Paths by the folded name at their end.
    by_name: BTreeMap<String, Vec<&'a str>>,
}

impl<'a> Names<'a> {
    fn new(site: &'a Site) -> Self {
        let mut by_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        let files = site.notes.iter().filter(|note| note.part.is_none());
        for path in files.map(|note| note.path.as_str()).chain(site.files.keys().map(String::as_str)) {
            by_name.entry(fold(path_name(path))).or_default().push(path);
        }
        let stems = site.notes.iter().map(|note| path_name(&note.path).trim_end_matches(".md"));
        let titles = site.notes.iter().map(|note| note.title.as_str()).chain(stems).collect();
        Self { titles, by_name }
    }

    fn near_note(&self, target: &str) -> Option<&'a str> {
        nearest(target.split('#').next().unwrap_or(target), self.titles.iter().copied())
    }

    /// The path, from the note's folder, of the one file with this name, or with a name very near.
    fn near_path(&self, site: &Site, from: usize, link: &Link) -> Option<String> {
        let written = link.target.split(['#', '?']).next().unwrap_or_default();
        let name = path_name(written.trim_end_matches('/'));
        let key = fold(name);
        let exact = self.by_name.get(&key).or_else(|| self.by_name.get(&format!("{key}.md")));
        let found = exact.or_else(|| {
            nearest(&key, self.by_name.keys().map(String::as_str)).and_then(|near| self.by_name.get(near))
        })?;
        let [only] = found.as_slice() else { return None };
        Some(relative(&site.notes[from].path, only))
    }
}

/// `to` as it is written in a link in the note at `from`.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to_parts: Vec<&str> = to.split('/').collect();
    let folders = from.len() - 1;
    let shared = from[..folders].iter().zip(&to_parts[..to_parts.len() - 1]).take_while(|(a, b)| a == b).count();
    format!("{}{}", "../".repeat(folders - shared), to_parts[shared..].join("/"))
}
