//! Notes and the configuration go in; how all of them relate comes out, one thing after the other, since each builds
//! on those before it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{
    Frame, Gathered, NoteId, Relations, Route, Site, Target, TitlesIndex, address, crossovers, folders, gathered,
    goals, groups, items, overviews, published, resolve, resources, rounds, titles, titles_index, topics, upcoming,
};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::locale;
use crate::note::{Kind, Note};
use crate::snapshot::Snapshot;

/// Relates visible notes to each other.
pub fn link(snapshot: &Snapshot, frame: Frame, given: Vec<Arc<Note>>) -> Site {
    let (mut site, mut diagnostics) = grouped(snapshot, frame, given);
    (site.own().upcoming, site.own().recent) = upcoming::find(&site);
    site.own().gathered = gathered::find(&site);
    site.own().routes = published::pages(&site);
    site.add_routes(overviews::of_kinds);
    site.add_routes(|site| gathered::pages(site, &site.routes));
    let index = resolve::Index::new(&site, snapshot);
    let targets: Vec<Vec<Target>> = (0..site.notes.len()).into_par_iter().map(|id| index.targets(&site, id)).collect();
    let uses_wikilinks = snapshot.is_vault || resolve::wikilinks_are_used(&site.notes, &targets);
    site.own().targets = if uses_wikilinks { targets } else { resolve::without_brackets(&site, targets) };
    site.own().backlinks = backlinks(&site);
    let (goals, resources) = rayon::join(|| goals::find(&site), || resources::find(&site, &index.own));
    site.own().goals_by_session = goals::by_session(&goals);
    (site.own().goals, site.own().resources) = (goals, resources);
    site.add_routes(published::resources);
    site.add_routes(overviews::of_groups);
    site.own().titles = titles_index::find(&site);
    site.add_routes(|site| titles_index::routes(&site.titles));
    site.own().files = published::files(&site, snapshot, &mut diagnostics);
    site.add_routes(|site| published::redirects_and_files(site, &mut diagnostics));
    site.own().found = diagnostics;
    site
}

/// A site as far as its notes tell by their names, front matter and kinds: with groups, sessions, folders, topics and
/// items; and what is wrong in that.
fn grouped(snapshot: &Snapshot, frame: Frame, given: Vec<Arc<Note>>) -> (Site, Vec<Diagnostic>) {
    let notes = given.clone();
    let mut diagnostics = Vec::new();
    let addresses = address::of_notes(&notes, &snapshot.prefix, &mut diagnostics);
    let language = locale::Order::of(&frame.config.language);
    let found = groups::find(&notes, &addresses, &snapshot.prefix, &mut diagnostics);
    let groups::Found { mut groups, group_of, joint } = groups::sorted(found, &notes, &language);
    let mut sessions: Vec<NoteId> = (0..notes.len()).filter(|id| notes[*id].kind == Kind::Session).collect();
    sessions.sort_by(|a, b| order_key(&notes[*a]).cmp(&order_key(&notes[*b])));
    for id in &sessions {
        for group in group_of[*id].iter().chain(joint.get(id).into_iter().flatten()) {
            groups[*group].sessions.push(*id);
        }
    }
    for group in &mut groups {
        group.rounds = rounds::find(group, &notes);
    }
    crossovers::add(&mut groups, &notes);
    let folders = folders::find(&notes, &language);
    let topics = topics::find(&notes, &snapshot.prefix, &language, &mut diagnostics);
    let name = site_name(&frame.config, &notes, snapshot);
    let notes = titles::told_apart(notes, &name, &group_of, &groups);
    let relations = Relations {
        name,
        today: frame.today,
        address: frame.address,
        audience: frame.audience,
        prefix: snapshot.prefix.clone(),
        changed: snapshot.changed.clone(),
        config: frame.config,
        addresses,
        targets: Vec::new(),
        backlinks: Vec::new(),
        groups,
        sessions,
        joint,
        upcoming: Vec::new(),
        recent: Vec::new(),
        topics,
        items: items::find(&notes, &group_of),
        gathered: Gathered::new(),
        group_of,
        goals: Vec::new(),
        goals_by_session: HashMap::new(),
        resources: Vec::new(),
        folders,
        titles: TitlesIndex::default(),
        files: BTreeMap::new(),
        routes: BTreeMap::new(),
        found: Vec::new(),
    };
    (Site { notes, given, relations: Arc::new(relations) }, diagnostics)
}

fn site_name(config: &Config, notes: &[Arc<Note>], snapshot: &Snapshot) -> String {
    if !config.name.is_empty() {
        return config.name.clone();
    }
    let home = notes.iter().find(|note| note.path.eq_ignore_ascii_case("index.md"));
    let home = home.or_else(|| notes.iter().find(|note| note.path.eq_ignore_ascii_case("readme.md")));
    home.map_or_else(|| crate::text::title_of_name(&snapshot.folder_name), |note| note.title.clone())
}

/// Sessions stand by date, then number, then path.
fn order_key(note: &Note) -> (Option<Date>, Option<u32>, &str) {
    (note.date, note.number, &note.path)
}

fn backlinks(site: &Site) -> Vec<Vec<(NoteId, usize)>> {
    let mut backlinks: Vec<Vec<(NoteId, usize)>> = vec![Vec::new(); site.notes.len()];
    for (from, targets) in site.targets.iter().enumerate() {
        for (link, target) in targets.iter().enumerate() {
            if let Target::Note { note, .. } = target
                && *note != from
                && backlinks[*note].last().is_none_or(|(last, _)| *last != from)
            {
                backlinks[*note].push((from, link));
            }
        }
    }
    backlinks
}

impl Site {
    /// What relates the notes of a site that is being made, and so is nobody else's yet.
    fn own(&mut self) -> &mut Relations {
        Arc::get_mut(&mut self.relations).expect("a site that is being made is not shared")
    }

    fn add_routes(&mut self, find: impl FnOnce(&Self) -> BTreeMap<String, Route>) {
        let more = find(self);
        self.own().routes.extend(more);
    }
}
