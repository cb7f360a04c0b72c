//! Links from what readers see to what they don't. A link whose target is withheld, or could be, says that it is
//! somebody else's page, and neither the words that the author gave it nor its target.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::audience::Meant;
use crate::note::{Link, LinkForm};
use crate::parse::{self, Customs, Hidden, Parsed};
use crate::snapshot::Snapshot;
use crate::text::target::{has_scheme, path_key, split, stem_of_markdown};
use crate::text::{fold, path_folder, path_name, path_stem, without_dots};

/// The names by which links can mean something withheld.
pub(super) struct Names<'p> {
    parsed: &'p [Arc<Parsed>],
    withheld: &'p BTreeMap<&'p str, Meant>,
    /// With what the keys of all paths and names end, behind the last `/`: most links end otherwise.
    ends: HashSet<String, FixedState>,
    /// Paths, whatever their spelling.
    paths: BTreeMap<String, Meant>,
    /// Paths as they are.
    exact: BTreeMap<String, Meant>,
    /// Names of files and titles of notes, folded.
    names: BTreeMap<String, Meant>,
    /// The paths and the names of what may be seen.
    seen: OnceLock<(HashSet<String, FixedState>, HashSet<String, FixedState>)>,
}

impl<'p> Names<'p> {
    pub(super) fn of(
        parsed: &'p [Arc<Parsed>],
        withheld: &'p BTreeMap<&'p str, Meant>,
        files: &BTreeMap<&str, Meant>,
    ) -> Self {
        let mut names = Self {
            parsed,
            withheld,
            ends: HashSet::default(),
            paths: BTreeMap::new(),
            exact: BTreeMap::new(),
            names: BTreeMap::new(),
            seen: OnceLock::new(),
        };
        for note in parsed.iter().flat_map(|parsed| &parsed.notes) {
            let Some(meant) = withheld.get(note.path.as_str()) else { continue };
            names.add(&note.path, *meant);
            names.names.insert(fold(path_stem(&note.path)), *meant);
            names.names.insert(fold(&note.title), *meant);
            for alias in note.front.list("aliases") {
                names.paths.insert(path_key(alias.trim_matches('/')), *meant);
                names.names.insert(fold(&alias), *meant);
            }
        }
        for (path, meant) in files {
            names.add(path, *meant);
            names.names.insert(fold(path_name(path)), *meant);
            if let Some(public) = path.strip_prefix("static/") {
                names.add(public, *meant);
            }
        }
        let keys = names.paths.keys().chain(names.names.keys());
        names.ends = keys.map(|key| path_name(key).to_owned()).collect();
        names
    }

    /// The paths and names of what may be seen.
    fn seen(&self) -> &(HashSet<String, FixedState>, HashSet<String, FixedState>) {
        self.seen.get_or_init(|| {
            let notes = self.parsed.iter().flat_map(|parsed| &parsed.notes);
            let seen = || notes.clone().filter(|note| !self.withheld.contains_key(note.path.as_str()));
            let names = seen().flat_map(|note| [fold(path_stem(&note.path)), fold(&note.title)]);
            (seen().map(|note| path_key(&note.path)).collect(), names.collect())
        })
    }

    /// Whether a link may mean something withheld, by the end of what was written.
    fn may_mean(&self, target: &str) -> bool {
        let (path, _) = split(target);
        let key = path_key(&path);
        key.is_empty() || self.ends.contains(path_name(&key)) || self.ends.contains(path_name(&fold(&path)))
    }

    fn add(&mut self, path: &str, meant: Meant) {
        self.exact.insert(path.to_owned(), meant);
        self.paths.insert(path_key(path), meant);
    }

    /// For whom what a link of the note at `from` means is, where that is withheld.
    fn meant(&self, from: &str, link: &Link) -> Option<Meant> {
        let written = link.target.trim();
        if !self.may_mean(written) {
            return None;
        }
        if matches!(link.form, LinkForm::Wiki | LinkForm::Embed) {
            let name = written.split('#').next().unwrap_or_default().trim();
            let key = fold(stem_of_markdown(name));
            let by_name = || self.names.get(&key).filter(|_| !self.seen().1.contains(&key)).copied();
            return self.relative(from, name).or_else(|| self.names.get(&fold(name)).copied()).or_else(by_name);
        }
        let (path, _) = split(written);
        if has_scheme(written) || written.starts_with("//") {
            let key = path_key(&path);
            let is_end = |own: &str| key == own || key.ends_with(&format!("/{own}"));
            return self.paths.iter().find(|(own, _)| !own.is_empty() && is_end(own)).map(|(_, meant)| *meant);
        }
        self.relative(from, &path)
    }

    fn relative(&self, from: &str, path: &str) -> Option<Meant> {
        if path.is_empty() {
            return None;
        }
        let folder = path_folder(from);
        let tries = [
            format!("{folder}/{path}"),
            path.to_owned(),
            format!("{}/{path}", stem_of_markdown(from)),
            format!("docs/{path}"),
        ];
        for path in tries {
            let path = without_dots(&path);
            if let Some(meant) = self.exact.get(&path) {
                return Some(*meant);
            }
            let key = path_key(&path);
            if self.seen().0.contains(&key) {
                return None;
            }
            if let Some(meant) = self.paths.get(&key) {
                return Some(*meant);
            }
        }
        None
    }
}

/// The notes, those with links to what is withheld without them.
pub(super) fn hidden(
    seen: Vec<Arc<Parsed>>,
    names: &Names<'_>,
    (snapshot, customs): (&Snapshot, &Customs),
) -> Vec<Arc<Parsed>> {
    let one = |parsed: Arc<Parsed>| {
        let links = parsed.notes.iter().flat_map(|note| &note.links);
        let path = parsed.own().path.as_str();
        let hidden: Vec<Hidden> = links
            .filter_map(|link| {
                let meant = names.meant(path, link)?;
                Some(Hidden { span: link.span.clone(), instead: Hidden::page(meant) })
            })
            .collect();
        if hidden.is_empty() {
            return parsed;
        }
        let again = snapshot.notes.get(path).map(|file| parse::note_without(path, &file.bytes, customs, &hidden));
        again.map_or(parsed, Arc::new)
    };
    seen.into_par_iter().map(one).collect()
}
