//! Turns a folder of a group's notes into a site: the pipeline on one page.
//! `source` reads the disk, `compile` and `render` are pure, `publish` and `preview` are the other edges.

pub mod check;
pub mod colour;
pub mod config;
pub mod diagnostic;
pub mod locale;
pub mod model;
pub mod note;
pub mod parse;
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
use std::sync::Arc;

use rayon::prelude::*;

use diagnostic::Diagnostic;
use model::{Frame, Site};
use note::Note;
use parse::{Customs, Parsed};
use snapshot::{Edition, NoteFile, Snapshot};

/// A site, if the configuration allows one, and everything that is wrong in the files behind it.
#[derive(Debug)]
pub struct Compiled {
    /// The site; `None` where `roundtable.toml` can't be read, and so nothing may be published.
    pub site: Option<Site>,
    /// What is wrong, by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parsed files by path, each with what it was parsed from.
pub type Cache = HashMap<String, (ParsedFrom, Arc<Parsed>)>;

/// What a parsed file depends on beside its path: its bytes and the customs of the knowledge base, as hashes.
pub type ParsedFrom = (u64, u64);

/// Reads a snapshot of the knowledge base into a site; touches neither disk nor clock.
pub fn compile(snapshot: &Snapshot, edition: &Edition) -> Compiled {
    compile_cached(snapshot, edition, &mut Cache::new())
}

/// As `compile`; notes whose bytes are in `cache` are not parsed again. The outcome is the same.
pub fn compile_cached(snapshot: &Snapshot, edition: &Edition, cache: &mut Cache) -> Compiled {
    let mut diagnostics = snapshot.diagnostics.clone();
    let config = match config::parse(snapshot.config.as_deref(), &mut diagnostics) {
        Ok(config) => config,
        Err(diagnostic) => return Compiled { site: None, diagnostics: vec![*diagnostic] },
    };
    let today = edition.today.or(config.today).unwrap_or(edition.clock);
    let customs = Customs::of(snapshot.notes.keys().map(String::as_str), &config.words);
    let parsed = parse_all(snapshot, &customs, cache);
    diagnostics.extend(parsed.iter().flat_map(|parsed| in_folder(&snapshot.prefix, &parsed.diagnostics)));
    let notes: Vec<Arc<Note>> = redact::visible(parsed.iter().flat_map(|parsed| parsed.notes.iter().cloned()), today);
    let address = edition.address.clone().or_else(|| config.address.clone());
    let site = model::link(snapshot, Frame { config, today, address }, notes, &mut diagnostics);
    check::all(&site, &mut diagnostics);
    diagnostics.retain(|diagnostic| !site.config.check.leaves_out(diagnostic.rule));
    diagnostics.sort();
    diagnostics.dedup();
    Compiled { site: Some(site), diagnostics }
}

fn parse_all(snapshot: &Snapshot, customs: &Customs, cache: &mut Cache) -> Vec<Arc<Parsed>> {
    let shared = text::hash(&format!("{customs:?}"));
    let known = |path: &str, file: &NoteFile| {
        cache.get(path).filter(|(from, _)| *from == (file.hash, shared)).map(|(_, parsed)| parsed.clone())
    };
    let files: Vec<(&String, &NoteFile)> = snapshot.notes.iter().collect();
    let parsed: Vec<Arc<Parsed>> = files
        .par_iter()
        .map(|(path, file)| {
            known(path, file).unwrap_or_else(|| Arc::new(parse::note_among(path, &file.bytes, customs)))
        })
        .collect();
    *cache = files
        .iter()
        .zip(&parsed)
        .map(|((path, file), parsed)| ((*path).clone(), ((file.hash, shared), parsed.clone())))
        .collect();
    parsed
}

/// Diagnostics of a note, whose places then start from the knowledge base's folder.
fn in_folder<'a>(prefix: &'a str, diagnostics: &'a [Diagnostic]) -> impl Iterator<Item = Diagnostic> + 'a {
    diagnostics
        .iter()
        .map(move |diagnostic| Diagnostic { file: format!("{prefix}{}", diagnostic.file), ..diagnostic.clone() })
}
