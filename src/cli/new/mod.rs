//! `roundtable new`: the next file in the right place, ready to be filled in. Prints its path alone, so
//! that another program can open it; a word for people goes to standard error. Nothing is overwritten.

mod group;
mod naming;
mod session;

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::output::{self, Colour, Failure};
use super::{WRONG_NOTES, problems, reading};
use crate::model::{self, Frame, Site};
use crate::snapshot::Snapshot;
use crate::{config, parse, source};

/// Add a group or a session
#[derive(Args)]
pub(super) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    Group(group::Options),
    Session(session::Options),
}

/// Where the knowledge base is, and the day on which something is added to it.
#[derive(Args)]
struct Place {
    /// The folder with your notes; the one you are in, or the one above it that holds roundtable.toml, if you leave it out
    #[arg(long = "in", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The day that counts as today, such as 2023-02-20; otherwise the one in roundtable.toml, or the real one
    #[arg(long, value_name = "DATE", value_parser = reading::date)]
    today: Option<Date>,
}

/// Adds a group or a session.
pub(super) fn run(options: Options) -> Result<ExitCode, Failure> {
    match options.what {
        What::Group(options) => group::run(&options),
        What::Session(options) => session::run(&options),
    }
}

/// A knowledge base that something is added to.
struct Base {
    /// Its folder.
    root: PathBuf,
    /// Its folder as it is shown to the person.
    shown: PathBuf,
    /// All its notes, drafts too: what is planned has a number and a date as well.
    site: Site,
}

impl Base {
    /// Reads the knowledge base; without one, says why.
    fn read(place: &Place) -> Result<Result<Self, ExitCode>, Failure> {
        let (root, shown) = place.find()?;
        let snapshot = source::snapshot(&root, &[])?;
        let mut diagnostics = Vec::new();
        let config = match config::parse(snapshot.config.as_deref(), &mut diagnostics) {
            Ok(config) => config,
            Err(diagnostic) => {
                let reports = reading::reports(&snapshot, &[*diagnostic]);
                output::tell(problems::human(&reports, Colour::of(&std::io::stderr())).trim_end());
                return Ok(Err(ExitCode::from(WRONG_NOTES)));
            }
        };
        let today = place.today.or(config.today).unwrap_or_else(source::today);
        let notes = whole(&snapshot);
        let site = model::link(&snapshot, Frame { config, today, address: None }, notes, &mut diagnostics);
        Ok(Ok(Self { root, shown, site }))
    }

    /// Where a path below the content folder lies on disk.
    fn disk(&self, path: &str) -> PathBuf {
        self.root.join(format!("{}{path}", self.site.prefix))
    }

    /// That place as the person can use it from where they stand.
    fn shown(&self, path: &str) -> String {
        self.shown.join(format!("{}{path}", self.site.prefix)).display().to_string()
    }
}

/// Every note, whoever may see it. What is made of them never leaves this command.
fn whole(snapshot: &Snapshot) -> Vec<std::sync::Arc<crate::note::Note>> {
    snapshot.notes.iter().map(|(path, file)| parse::note(path, &file.bytes).note).collect()
}

impl Place {
    /// The knowledge base's folder, and how to reach it from here.
    fn find(&self) -> Result<(PathBuf, PathBuf), Failure> {
        if let Some(folder) = &self.folder {
            return Ok((folder.clone(), plain(folder)));
        }
        let here = std::env::current_dir().map_err(|error| crate::error::Error::read(".", &error))?;
        let up = here.ancestors().position(|folder| folder.join(config::FILE).is_file()).unwrap_or(0);
        let root: PathBuf = std::iter::repeat_n("..", up).collect();
        let from = here.ancestors().nth(up).unwrap_or(&here);
        Ok((from.to_owned(), root))
    }
}

/// A path without `./` before it.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}
