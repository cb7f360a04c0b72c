//! Links that lead to no page or file, or that could mean several.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::mend;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Reason, Site, Target};
use crate::note::Link;
use crate::text::{self, fold, path_folder, path_name};

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let is_broken = |(_, _, target): &(usize, &Link, &Target)| matches!(target, Target::Broken(_));
    let broken: Vec<(usize, &Link, &Target)> = super::links(site).filter(is_broken).collect();
    if broken.is_empty() {
        return;
    }
    let by_name = by_name(site);
    let names = Names::new(site, &by_name);
    for (id, link, target) in broken {
        let Target::Broken(reason) = target else { continue };
        let place = Place::new(site.file(id), link.span.clone());
        diagnostics.push(match reason {
            Reason::Ambiguous(paths) if !paths.is_empty() => {
                let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
                Diagnostic::ambiguous_link(&place, &link.target, &paths)
            }
            Reason::Ambiguous(_) | Reason::Missing if mend::is_wiki(link) => {
                let near = names.near_note(&link.target);
                let sure = names.sure_note(mend::written_path(link)).and_then(|name| mend::name(link, name));
                Diagnostic::broken_wikilink(&place, &link.target, near).mended_by(sure)
            }
            Reason::Ambiguous(_) | Reason::Missing => {
                let near = names.near_path(site, id, link);
                let sure = names.sure_path(&site.notes[id].path, link).and_then(|path| mend::path(link, &path));
                Diagnostic::broken_link(&place, &link.target, near.as_deref()).mended_by(sure)
            }
        });
    }
}

/// Paths by the folded name at their end.
type ByName<'a> = BTreeMap<String, Vec<&'a str>>;

fn by_name(site: &Site) -> ByName<'_> {
    let mut by_name = ByName::new();
    let files = site.notes.iter().filter(|note| note.part.is_none());
    for path in files.map(|note| note.path.as_str()).chain(site.files.keys().map(String::as_str)) {
        by_name.entry(fold(path_name(path))).or_default().push(path);
    }
    by_name
}

/// What a broken link may have been meant to name.
struct Names<'a> {
    titles: text::Names<'a>,
    by_name: &'a ByName<'a>,
    /// The names of files.
    files: text::Names<'a>,
    /// The same without their endings, by these.
    stems: BTreeMap<&'a str, text::Names<'a>>,
}

impl<'a> Names<'a> {
    fn new(site: &'a Site, by_name: &'a ByName<'a>) -> Self {
        let stems = site.notes.iter().map(|note| path_name(&note.path).trim_end_matches(".md"));
        let titles = text::Names::new(site.notes.iter().map(|note| note.title.as_str()).chain(stems));
        let files = || by_name.keys().map(String::as_str);
        let mut stems: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (stem, extension) in files().filter_map(|name| name.rsplit_once('.')) {
            stems.entry(extension).or_default().push(stem);
        }
        let stems = stems.into_iter().map(|(extension, stems)| (extension, text::Names::new(stems.into_iter())));
        Self { titles, by_name, files: text::Names::new(files()), stems: stems.collect() }
    }

    fn near_note(&self, target: &str) -> Option<&'a str> {
        self.titles.nearest(target.split('#').next().unwrap_or(target))
    }

    /// The note's name that a wikilink surely means: a slip of the pen away from it and from no other.
    fn sure_note(&self, target: &str) -> Option<&'a str> {
        self.titles.only_near(target)
    }

    /// The path, from the note's folder, that a link surely means: that of the one file of its name, where the name
    /// tells it from others, or of the one file in the same folder whose name is a slip of the pen away.
    fn sure_path(&self, from: &str, link: &Link) -> Option<String> {
        let written = percent_decode_str(mend::written_path(link)).decode_utf8().ok()?;
        let name = path_name(written.trim_end_matches('/'));
        let key = with_extension(&fold(name));
        let only = |key: &str| self.by_name.get(key).and_then(|paths| <[&str; 1]>::try_from(paths.as_slice()).ok());
        if let Some([moved]) = only(&key) {
            return tells_apart(&key).then(|| relative(from, moved));
        }
        let (stem, extension) = key.rsplit_once('.')?;
        let near = self.stems.get(extension)?.only_near(stem)?;
        let [path] = only(&format!("{near}.{extension}"))?;
        let is_here = path_folder(path) == folder_of(from, &written);
        (is_here || tells_apart(near)).then(|| relative(from, path))
    }

    /// The path, from the note's folder, of the one file with this name, or with a name very near.
    fn near_path(&self, site: &Site, from: usize, link: &Link) -> Option<String> {
        let written = link.target.split(['#', '?']).next().unwrap_or_default();
        let name = path_name(written.trim_end_matches('/'));
        let key = fold(name);
        let exact = self.by_name.get(&key).or_else(|| self.by_name.get(&format!("{key}.md")));
        let found = exact.or_else(|| self.files.nearest(&key).and_then(|near| self.by_name.get(near)))?;
        let [only] = found.as_slice() else { return None };
        Some(relative(&site.notes[from].path, only))
    }
}

/// A name with the ending of notes, where it has none.
fn with_extension(name: &str) -> String {
    if name.contains('.') { name.to_owned() } else { format!("{name}.md") }
}

/// Whether a name is one that no other file has by chance, as `goals.md` would be.
fn tells_apart(name: &str) -> bool {
    name.contains(|c: char| c == ' ' || c.is_ascii_digit())
}

/// The folder that a link in the note at `from` names.
fn folder_of(from: &str, written: &str) -> String {
    let start = if written.starts_with('/') { "" } else { path_folder(from) };
    let mut folders: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in path_folder(written).split('/') {
        match part {
            "" | "." => {}
            ".." => drop(folders.pop()),
            part => folders.push(part),
        }
    }
    folders.join("/")
}

/// `to` as it is written in a link in the note at `from`.
pub(super) fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to_parts: Vec<&str> = to.split('/').collect();
    let folders = from.len() - 1;
    let shared = from[..folders].iter().zip(&to_parts[..to_parts.len() - 1]).take_while(|(a, b)| a == b).count();
    format!("{}{}", "../".repeat(folders - shared), to_parts[shared..].join("/"))
}
