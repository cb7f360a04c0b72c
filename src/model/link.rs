//! Notes and the configuration go in; how all of them relate comes out, one thing after the other, since each builds
//! on those before it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::since::Since;
use super::{
    Frame, Gathered, Grounds, NoteId, Relations, Route, Site, Target, address, crossovers, folders, gathered, goals,
    groups, items, overviews, published, repository, resolve, resources, reworded, rounds, titles, titles_index,
    topics, upcoming,
};
use crate::config::Config;
use crate::locale;
use crate::note::{Kind, Note};
use crate::snapshot::Snapshot;

/// Relates visible notes to each other. What can't be otherwise than in the site `before`, which was made under the same
/// frame of the same files but for notes, is taken from there.
pub fn link(snapshot: &Snapshot, frame: Frame, given: Vec<Arc<Note>>, before: Option<&Site>) -> Site {
    let since = before.and_then(|before| Since::of(before, &given));
    if let Some(reworded) = since.as_ref().and_then(|since| reworded::reworded(since, &given)) {
        return reworded;
    }
    let (notes, grounds) = match &since {
        Some(since) => (since.notes(&given), Arc::clone(&since.before.grounds)),
        None => grounded(snapshot, frame, &given),
    };
    related(snapshot, bare(notes, given, grounds), since.as_ref())
}

/// A site whose notes are not yet related by what their texts say is one where they are.
fn related(snapshot: &Snapshot, mut site: Site, since: Option<&Since<'_>>) -> Site {
    let mut diagnostics = site.misnamed.clone();
    site.own().items = items::find(&site, since);
    (site.own().upcoming, site.own().recent) = upcoming::find(&site);
    site.own().gathered = gathered::find(&site, since);
    site.own().routes = published::pages(&site);
    site.add_routes(overviews::of_kinds);
    site.add_routes(|site| gathered::pages(site, &site.routes));
    let index = resolve::Index::new(&site, snapshot);
    let targets: Vec<Vec<Target>> = (0..site.notes.len()).into_par_iter().map(|id| index.targets(&site, id)).collect();
    let uses_wikilinks = snapshot.is_vault || resolve::wikilinks_are_used(&site.notes, &targets);
    site.own().targets = if uses_wikilinks { targets } else { resolve::without_brackets(&site, targets) };
    site.own().backlinks = backlinks(&site);
    site.own().own = index.own;
    let (goals, resources) = rayon::join(|| goals::find(&site, since), || resources::find(&site, since));
    site.own().goals_by_session = goals::by_session(&goals);
    (site.own().goals, site.own().resources) = (goals, resources);
    site.add_routes(published::resources);
    site.add_routes(overviews::of_groups);
    site.own().titles = titles_index::find(&site, since);
    site.add_routes(|site| titles_index::routes(&site.titles));
    site.own().unfit = published::unfit(snapshot);
    site.own().files = published::files(&site, snapshot, &mut diagnostics);
    site.add_routes(|site| published::redirects_and_files(site, &mut diagnostics));
    site.own().found = diagnostics;
    site
}

/// What notes tell without their texts: groups, sessions, folders and topics; and the notes, those with one title told
/// apart.
fn grounded(snapshot: &Snapshot, frame: Frame, given: &[Arc<Note>]) -> (Vec<Arc<Note>>, Arc<Grounds>) {
    let notes = given.to_vec();
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
    let grounds = Grounds {
        name,
        today: frame.today,
        address: frame.address,
        audience: frame.audience,
        prefix: snapshot.prefix.clone(),
        changed: snapshot.changed.clone(),
        config: frame.config,
        addresses,
        group_of,
        groups,
        sessions,
        joint,
        topics,
        folders,
        misnamed: diagnostics,
    };
    (notes, Arc::new(grounds))
}

/// A site whose notes nothing relates yet but its grounds.
fn bare(notes: Vec<Arc<Note>>, given: Vec<Arc<Note>>, grounds: Arc<Grounds>) -> Site {
    let relations = Relations {
        grounds,
        own: repository::Own::default(),
        targets: Vec::new(),
        backlinks: Vec::new(),
        upcoming: Vec::new(),
        recent: Vec::new(),
        items: Vec::new(),
        gathered: Gathered::new(),
        goals: Vec::new(),
        goals_by_session: HashMap::new(),
        resources: Arc::default(),
        titles: Arc::default(),
        files: BTreeMap::new(),
        unfit: BTreeMap::new(),
        routes: BTreeMap::new(),
        found: Vec::new(),
    };
    Site { notes, given, relations: Arc::new(relations) }
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
