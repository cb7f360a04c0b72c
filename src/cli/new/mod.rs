//! `roundtable new`: the next file in the right place, ready to be filled in. Prints its path alone, so
//! that another program can open it; a word for people goes to standard error. Nothing is overwritten.

mod carried;
mod group;
mod listed;
mod naming;
mod session;
mod story;

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::output::{self, Colour, Failure};
use super::problems::{self, Amount};
use super::{WRONG_NOTES, reading};
use crate::audience::Audience;
use crate::model::{self, Frame, Site};
use crate::snapshot::Snapshot;
use crate::{config, parse, source};

/// Add a group, a session, a resource, a goal or a story
#[derive(Args)]
pub(super) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    Group(group::Options),
    Session(session::Options),
    Resource(listed::Resource),
    Goal(listed::Goal),
    Story(story::Options),
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

/// Adds what was asked for.
pub(super) fn run(options: Options) -> Result<ExitCode, Failure> {
    match options.what {
        What::Group(options) => group::run(&options),
        What::Session(options) => session::run(&options),
        What::Resource(options) => listed::resource(&options),
        What::Goal(options) => listed::goal(&options),
        What::Story(options) => story::run(&options),
    }
}

/// A knowledge base that something is added to.
struct Base {
    /// Its folder.
    root: PathBuf,
    /// How the person writes its folder, or where in it they stand.
    from: From,
    /// All its notes, drafts too: what is planned has a number and a date as well.
    site: Site,
}

impl Base {
    /// Reads the knowledge base; without one, says why.
    fn read(place: &Place) -> Result<Result<Self, ExitCode>, Failure> {
        let (root, from) = place.find()?;
        let snapshot = source::snapshot(&root, &[])?;
        let mut diagnostics = Vec::new();
        let config = match config::parse(snapshot.config.as_deref(), &mut diagnostics) {
            Ok(config) => config,
            Err(diagnostic) => {
                let reports = reading::reports(&snapshot, &[*diagnostic]);
                output::tell(problems::human(&reports, Colour::of(&std::io::stderr()), Amount::Few).trim_end());
                return Ok(Err(ExitCode::from(WRONG_NOTES)));
            }
        };
        let today = place.today.or(config.today).unwrap_or_else(source::today);
        let notes = whole(&snapshot, &config);
        let frame = Frame { config, today, address: None, audience: Audience::Facilitators };
        let site = model::link(&snapshot, frame, notes, None);
        Ok(Ok(Self { root, from, site }))
    }

    /// Where a path below the content folder lies on disk.
    fn disk(&self, path: &str) -> PathBuf {
        self.root.join(format!("{}{path}", self.site.prefix))
    }

    /// That place as the person can use it from where they stand.
    fn shown(&self, path: &str) -> String {
        let path = PathBuf::from(format!("{}{path}", self.site.prefix));
        let shown = match &self.from {
            From::Outside(folder) => folder.join(path),
            From::Inside(here) => relative(here, &path),
        };
        shown.display().to_string()
    }
}

/// How a person reaches the knowledge base.
enum From {
    /// By this folder.
    Outside(PathBuf),
    /// They stand in this folder of it.
    Inside(PathBuf),
}

/// How `to` is reached from `from`, both below the same folder.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n(Component::ParentDir, from.components().count() - shared);
    up.chain(to.components().skip(shared)).collect()
}

/// Every note, whoever may see it. What is made of them never leaves this command.
fn whole(snapshot: &Snapshot, config: &config::Config) -> Vec<std::sync::Arc<crate::note::Note>> {
    let customs = parse::Customs::of(snapshot.notes.keys().map(String::as_str), &config.words);
    snapshot.notes.iter().flat_map(|(path, file)| parse::note_among(path, &file.bytes, &customs).notes).collect()
}

impl Place {
    /// The knowledge base's folder, and how the person reaches it.
    fn find(&self) -> Result<(PathBuf, From), Failure> {
        if let Some(folder) = &self.folder {
            let shown = folder.components().filter(|part| *part != Component::CurDir).collect();
            return Ok((folder.clone(), From::Outside(shown)));
        }
        let here = std::env::current_dir().map_err(|error| crate::error::Error::read(".", &error))?;
        let root = here.ancestors().find(|folder| folder.join(config::FILE).is_file()).unwrap_or(&here);
        let below = here.strip_prefix(root).unwrap_or(Path::new(""));
        Ok((root.to_owned(), From::Inside(below.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_where_one_stands() {
        let check =
            |from: &str, to: &str, shown: &str| assert_eq!(relative(Path::new(from), Path::new(to)), Path::new(shown));
        check("", "content/a.md", "content/a.md");
        check("content", "content/a.md", "a.md");
        check("content/groups/b/sessions", "content/groups/a/sessions/x.md", "../../a/sessions/x.md");
    }
}
