//! What is wrong in a finished site, one rule a file. Nothing here changes the site.

mod anchors;
mod goal_unserved;
mod images;
mod links;
mod logo;
mod mend;
mod no_insights;
mod overdue;
mod owners;
mod pictures;
mod private;
mod resource_twice;
mod topic_near;
mod undated;
mod unsafe_file;

use crate::diagnostic::Diagnostic;
use crate::model::Site;

/// Adds what every rule finds.
pub fn all(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    links::check(site, diagnostics);
    anchors::check(site, diagnostics);
    images::check(site, diagnostics);
    pictures::check(site, diagnostics);
    logo::check(site, diagnostics);
    private::check(site, diagnostics);
    unsafe_file::check(site, diagnostics);
    undated::check(site, diagnostics);
    resource_twice::check(site, diagnostics);
    topic_near::check(site, diagnostics);
    goal_unserved::check(site, diagnostics);
    overdue::check(site, diagnostics);
    owners::check(site, diagnostics);
    no_insights::check(site, diagnostics);
}

/// Every link of the site with its target: the note, the link's number, and where it leads.
fn links(site: &Site) -> impl Iterator<Item = (usize, &crate::note::Link, &crate::model::Target)> {
    site.notes
        .iter()
        .zip(&site.targets)
        .enumerate()
        .flat_map(|(id, (note, targets))| note.links.iter().zip(targets).map(move |(link, target)| (id, link, target)))
}
