//! Absolute addresses that mean a file of this very knowledge base: those of its own git repository on
//! GitHub, GitLab, Codeberg and the like. Which repository that is, the configuration or git says; else it
//! is the one whose addresses mostly name files that are here.

use std::collections::HashMap;

use super::Site;
use crate::note::LinkForm;
use crate::snapshot::Snapshot;

/// Addresses of one repository must find this many files before it counts as the own one.
const ENOUGH: usize = 2;

/// The repository that the knowledge base is kept in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Own {
    /// `github.com/org/name`, lower case.
    name: Option<String>,
    prefix: String,
}

impl Own {
    pub(super) fn find(site: &Site, snapshot: &Snapshot) -> Self {
        let told = site.config.repository.as_deref().or(snapshot.repository.as_deref()).and_then(name);
        Self { name: told.or_else(|| inferred(site)), prefix: site.prefix.clone() }
    }

    /// Whether an address lies in the repository.
    pub(super) fn holds(&self, address: &str) -> bool {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest).to_lowercase();
        let rest = rest.strip_prefix("www.").unwrap_or(&rest);
        let below = self.name.as_deref().and_then(|name| rest.strip_prefix(name));
        below.is_some_and(|below| below.is_empty() || below.starts_with(['/', '?', '#']))
    }

    /// The paths below the content folder that an address can mean; none where it isn't the own repository's.
    pub(super) fn paths(&self, address: &str) -> Vec<String> {
        let own = |found: &(String, Vec<String>)| Some(&found.0) == self.name.as_ref();
        let paths = parse(address).filter(own).map(|(_, paths)| paths).unwrap_or_default();
        paths.into_iter().map(|path| path.strip_prefix(&self.prefix).map(str::to_owned).unwrap_or(path)).collect()
    }
}

/// The repository's name in an address such as `https://github.com/org/name.git` or `git@github.com:org/name`.
fn name(address: &str) -> Option<String> {
    let address = address.trim().trim_end_matches('/').trim_end_matches(".git");
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest).replacen(':', "/", 1);
    (rest.split('/').count() >= 3).then(|| rest.to_lowercase())
}

/// The repository and the paths, with their anchor, that an address of a forge's file view can mean; several
/// because a branch's name may hold a `/`.
fn parse(address: &str) -> Option<(String, Vec<String>)> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let parts: Vec<&str> = rest.split('/').collect();
    let repository = |host: &str| format!("{host}/{}/{}", parts[1], parts[2]).to_lowercase();
    if parts.len() < 5 {
        return None;
    }
    if parts[0] == "raw.githubusercontent.com" {
        return Some((repository("github.com"), paths(&parts[4..])));
    }
    let view = usize::from(parts[3] == "-") + 3;
    let is_view = matches!(*parts.get(view)?, "blob" | "tree" | "raw" | "edit" | "src");
    let branch = if parts[view] == "src" && parts.get(view + 1) == Some(&"branch") { view + 2 } else { view + 1 };
    let after = parts.get(branch + 1..).filter(|_| is_view)?;
    Some((repository(parts[0]), paths(after)))
}

fn paths(after_branch: &[&str]) -> Vec<String> {
    (0..after_branch.len().min(2)).map(|skipped| after_branch[skipped..].join("/")).collect()
}

fn inferred(site: &Site) -> Option<String> {
    let known: std::collections::HashSet<&str> = site.notes.iter().map(|note| note.path.as_str()).collect();
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    let links = site.notes.iter().flat_map(|note| &note.links);
    for link in links.filter(|link| matches!(link.form, LinkForm::Markdown | LinkForm::Address)) {
        if let Some((name, paths)) = parse(&link.target) {
            let bare = |path: &String| path.split(['#', '?']).next().unwrap_or_default().to_owned();
            let count = counts.entry(name).or_default();
            count.0 += usize::from(paths.iter().map(bare).any(|path| known.contains(path.as_str())));
            count.1 += usize::from(paths.iter().map(bare).any(|path| path.ends_with(".md")));
        }
    }
    let best = counts.into_iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then(b.0.cmp(&a.0)))?;
    (best.1.0 >= ENOUGH && best.1.0 * 2 >= best.1.1).then_some(best.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forges_write_addresses_in_their_own_ways() {
        let check = |address: &str, path: &str| {
            assert_eq!(
                parse(address).map(|(name, paths)| (name, paths[0].clone())),
                Some(("github.com/org/notes".to_owned(), path.to_owned()))
            )
        };
        check("https://github.com/Org/Notes/blob/main/a/b.md#x", "a/b.md#x");
        check("https://raw.githubusercontent.com/org/notes/main/a.md", "a.md");
        assert_eq!(parse("https://gitlab.com/o/n/-/blob/main/a.md").unwrap().1[0], "a.md");
        assert_eq!(parse("https://codeberg.org/o/n/src/branch/main/a.md").unwrap().1[0], "a.md");
        assert_eq!(parse("https://github.com/org/notes/issues/1"), None);
        assert_eq!(name("git@github.com:Org/notes.git"), Some("github.com/org/notes".to_owned()));
    }
}
