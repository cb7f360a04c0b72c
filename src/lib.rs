//! Turns a folder of a group's notes into a site: the pipeline on one page.
//! `source` reads the disk, `compile` and `render` are pure, `publish` and `preview` are the other edges.

pub mod audience;
pub mod check;
pub mod colour;
pub mod config;
pub mod diagnostic;
pub mod drawing;
pub mod locale;
pub mod model;
pub mod note;
pub mod parse;
pub mod picture;
pub mod proof;
pub mod redact;
pub mod render;
pub mod schedule;
pub mod search;
pub mod snapshot;
pub mod text;
pub mod theme;

#[expect(clippy::disallowed_methods, reason = "edge: the terminal, the environment and new files")]
pub mod cli;
pub mod error;
#[expect(clippy::disallowed_methods, reason = "edge: the network, file events and the clock")]
pub mod preview;
#[expect(clippy::disallowed_methods, reason = "edge: writes the output folder")]
pub mod publish;
#[expect(clippy::disallowed_methods, reason = "edge: reads the knowledge base and the clock")]
pub mod source;

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use config::Config;
use diagnostic::Diagnostic;
use model::{Frame, Site};
use parse::{Customs, Parsed, Readers};
use redact::{Ledger, Redacted};
use snapshot::{Edition, NoteFile, Snapshot};

/// A site, if the configuration allows one, and everything that is wrong in the files behind it.
#[derive(Debug)]
pub struct Compiled {
    /// The site; `None` where `roundtable.toml` can't be read, and so nothing may be published.
    pub site: Option<Arc<Site>>,
    /// What is wrong, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What its readers may not see of the files.
    pub ledger: Ledger,
}

/// A site as soon as it can be shown, before what is wrong in it was looked for.
#[derive(Debug)]
pub struct Understood {
    /// The site; `None` where `roundtable.toml` can't be read, and so nothing may be published.
    pub site: Option<Arc<Site>>,
    parsed: Vec<Arc<Parsed>>,
    /// What was wrong in the files before they were parsed, and about who may see them.
    found: Vec<Diagnostic>,
    ledger: Ledger,
}

/// What is remembered of a knowledge base, so that it is understood sooner after an edit.
#[derive(Debug, Default)]
pub struct Cache {
    /// Parsed files by path, each with what it was parsed from.
    parsed: HashMap<String, (ParsedFrom, Arc<Parsed>), FixedState>,
    /// What the names of all files tell, with the hash of those names.
    customs: Option<(u64, Arc<Customs>)>,
    /// The site as it was last, and the files beside its notes.
    last: Option<(Arc<Site>, Snapshot)>,
}

/// What a parsed file depends on beside its path: its bytes and the customs of the knowledge base, as hashes.
type ParsedFrom = (u64, u64);

/// Reads a snapshot of the knowledge base into a site; touches neither disk nor clock.
pub fn compile(snapshot: &Snapshot, edition: &Edition) -> Compiled {
    compile_cached(snapshot, edition, &mut Cache::default())
}

/// As `compile`; what is in `cache` is not done again. The outcome is the same.
pub fn compile_cached(snapshot: &Snapshot, edition: &Edition, cache: &mut Cache) -> Compiled {
    checked(understand(snapshot, edition, cache), snapshot)
}

/// As `compile_cached`, as far as the site's pages need it.
pub fn understand(snapshot: &Snapshot, edition: &Edition, cache: &mut Cache) -> Understood {
    let mut found = snapshot.diagnostics.clone();
    let config = match config::parse(snapshot.config.as_deref(), &mut found) {
        Ok(config) => config,
        Err(diagnostic) => {
            return Understood { site: None, parsed: Vec::new(), found: vec![*diagnostic], ledger: Ledger::default() };
        }
    };
    let pages = theme::words_of_withheld(&config.language);
    let readers = redact::readers(snapshot, &config, edition.audience, pages);
    let customs = customs(snapshot, (&config, readers), cache);
    let parsed = parse_all(snapshot, &customs, cache);
    let today = edition.today.or(config.today).unwrap_or(edition.clock);
    let Redacted { notes, snapshot: seen, ledger, found: of_audiences } =
        redact::redact(snapshot, &parsed, (&config, &customs), today);
    found.extend(of_audiences);
    let address = edition.address.clone().or_else(|| config.address.clone());
    let frame = Frame { config, today, address, audience: edition.audience };
    let last = cache.last.take().filter(|(site, beside)| site.is_under(&frame) && beside.has_same_beside_notes(&seen));
    let site = Arc::new(model::link(&seen, frame, notes, last.as_ref().map(|(site, _)| &**site)));
    let beside = last.map_or_else(|| seen.beside_notes(), |(_, beside)| beside);
    cache.last = Some((Arc::clone(&site), beside));
    Understood { site: Some(site), parsed, found, ledger }
}

/// Looks for what is wrong in a site that was made of a snapshot.
pub fn checked(understood: Understood, snapshot: &Snapshot) -> Compiled {
    let Understood { site, parsed, found: mut diagnostics, ledger } = understood;
    diagnostics.extend(parsed.iter().flat_map(|parsed| in_folder(&snapshot.prefix, &parsed.diagnostics)));
    if let Some(site) = &site {
        diagnostics.extend_from_slice(&site.found);
        check::all(site, &mut diagnostics);
        diagnostics.retain(|diagnostic| !site.config.check.leaves_out(diagnostic.rule));
    }
    diagnostics.sort();
    diagnostics.dedup();
    Compiled { site, diagnostics, ledger }
}

fn parse_all(snapshot: &Snapshot, customs: &Customs, cache: &mut Cache) -> Vec<Arc<Parsed>> {
    let shared = text::hash(&format!("{customs:?}"));
    let known = |path: &str, file: &NoteFile| {
        cache.parsed.get(path).filter(|(from, _)| *from == (file.hash, shared)).map(|(_, parsed)| parsed.clone())
    };
    let files: Vec<(&String, &NoteFile)> = snapshot.notes.iter().collect();
    let parsed: Vec<Arc<Parsed>> = files
        .par_iter()
        .map(|(path, file)| {
            known(path, file).unwrap_or_else(|| Arc::new(parse::note_among(path, &file.bytes, customs)))
        })
        .collect();
    for ((path, file), parsed) in files.iter().zip(&parsed) {
        let now = ((file.hash, shared), Arc::clone(parsed));
        match cache.parsed.get_mut(*path) {
            Some(known) => *known = now,
            None => drop(cache.parsed.insert((*path).clone(), now)),
        }
    }
    if cache.parsed.len() > files.len() {
        cache.parsed.retain(|path, _| snapshot.notes.contains_key(path));
    }
    parsed
}

/// The customs of a knowledge base, read anew where its files' names or its settings are others.
fn customs(snapshot: &Snapshot, (config, readers): (&Config, Readers), cache: &mut Cache) -> Arc<Customs> {
    let mut hasher = FixedState::default().build_hasher();
    snapshot.notes.keys().for_each(|path| path.hash(&mut hasher));
    format!("{:?}", config.words).hash(&mut hasher);
    readers.hash(&mut hasher);
    let names = hasher.finish();
    if let Some((_, known)) = cache.customs.as_ref().filter(|(of, _)| *of == names) {
        return Arc::clone(known);
    }
    let of_names = Customs::of(snapshot.notes.keys().map(String::as_str), &config.words);
    let customs = Arc::new(Customs { readers, ..of_names });
    cache.customs = Some((names, Arc::clone(&customs)));
    customs
}

/// Diagnostics of a note, whose places then start from the knowledge base's folder.
fn in_folder<'a>(prefix: &'a str, diagnostics: &'a [Diagnostic]) -> impl Iterator<Item = Diagnostic> + 'a {
    diagnostics
        .iter()
        .map(move |diagnostic| Diagnostic { file: format!("{prefix}{}", diagnostic.file), ..diagnostic.clone() })
}
