//! `roundtable serve`: the site in the browser, live while its notes are written.

use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::output::{self, Colour, Failure};
use super::problems::{self, Amount};
use super::reading::{self, Folder};
use crate::Cache;
use crate::diagnostic::{Report, Severity};
use crate::error::Error;
use crate::preview::{self, Answer, Body, Browser, Changes, Depth, Loaded, Notice, Watched, Watching};
use crate::render::{self, Content, Renderer};
use crate::search::Index;
use crate::snapshot::Snapshot;
use crate::source::{self, half_written};

/// Show the site in your browser, and change it there whenever you save a note
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    #[command(flatten)]
    folder: Folder,
    /// The port to use; the next free one where it is taken
    #[arg(short, long, value_name = "N", default_value_t = 4000)]
    port: u16,
    /// Open your browser as well
    #[arg(long)]
    open: bool,
}

const EXAMPLES: &str = "\
Examples:
  roundtable serve --open        look at the site of the folder you are in
  roundtable serve our-network   look at that of the folder `our-network`

Only this computer can see it. Press Ctrl and C together to end it.";

/// Serves a site until the program is ended.
pub(super) fn run(options: Options) -> Result<ExitCode, Failure> {
    let folder = options.folder.folder.clone();
    // A folder that isn't there is a slip of the pen now, though it may come and go later.
    source::snapshot(&folder, &[])?;
    let mut loader = Loader::new(options.folder);
    let preview = preview::Options {
        port: options.port,
        browser: if options.open { Browser::Open } else { Browser::Leave },
        watching: Watching::Native,
        watched: watched(&folder),
        relevant: Box::new(source::relevance(&folder)),
    };
    match preview::serve(preview, move |changes| loader.load(changes), answer, tell) {
        Ok(never) => match never {},
        Err(error) => Err(Failure::request(error.to_string(), "")),
    }
}

/// The settings, the theme and the notes; not what else lies beside them, which may be a whole source tree.
fn watched(folder: &Path) -> Vec<Watched> {
    let part = |name: &str, depth| Watched { path: folder.join(name), depth };
    if folder.join(source::CONTENT).is_dir() {
        let top = Watched { path: folder.to_owned(), depth: Depth::Top };
        return vec![top, part(source::CONTENT, Depth::Whole), part(source::THEME, Depth::Whole)];
    }
    vec![Watched { path: folder.to_owned(), depth: Depth::Whole }]
}

fn tell(notice: Notice) {
    let words = notice.to_string();
    if matches!(notice, Notice::Listening { .. }) {
        drop(output::print(format!("{words}\n").as_bytes()));
    } else {
        output::tell(&words);
    }
}

/// What stands at an address of the site.
fn answer(renderer: &Renderer, address: &str) -> Option<Answer> {
    let body = match renderer.at(address)?.content {
        Content::Bytes(bytes) => Body::Bytes(bytes),
        Content::File(path) => Body::File(path),
    };
    Some(Answer { media_type: render::media_type(address).to_owned(), body })
}

/// Reads the folder again after every change; notes whose bytes are the same are not parsed again.
struct Loader {
    folder: Folder,
    cache: Cache,
    /// The files as they were last.
    before: Snapshot,
    /// What could be found on the site as it was last.
    search: Option<Arc<Index>>,
    /// What was said last of problems, so that nothing is said twice.
    told: String,
}

impl Loader {
    fn new(folder: Folder) -> Self {
        Self { folder, cache: Cache::new(), before: Snapshot::default(), search: None, told: String::new() }
    }

    fn load(&mut self, changes: &Changes) -> Loaded<Renderer> {
        let edition = reading::edition_on(self.folder.today);
        match self.snapshot(changes) {
            Ok(snapshot) => {
                let mut reading = reading::of_snapshot(snapshot, &edition, &mut self.cache);
                let theme = reading.theme();
                let state = theme.and_then(|theme| reading.renderer_after(theme, self.search.as_deref()));
                if let Some(renderer) = &state {
                    self.search = Some(Arc::clone(renderer.search()));
                    reading.try_pages(renderer);
                }
                let reports = reading.reports();
                let problems = problems::human(&reports, Colour::of(&io::stderr()), Amount::Few);
                self.say(format!("{problems}{}", reading.summary()));
                self.before = reading.snapshot;
                Loaded { state, problems: json(&reports) }
            }
            Err(error) => {
                self.say(error.to_string());
                Loaded { state: None, problems: json(&[refusal(&error)]) }
            }
        }
    }

    /// The files now, but for those that a program is just writing.
    fn snapshot(&self, changes: &Changes) -> Result<Snapshot, Error> {
        let folder = &self.folder.folder;
        let mut snapshot = source::snapshot(folder, &[])?;
        if let Changes::Paths { emptied, .. } = changes {
            half_written::keep(&mut snapshot, &self.before, folder, |path| emptied.contains(path));
        }
        Ok(snapshot)
    }

    fn say(&mut self, words: String) {
        if words != self.told {
            output::tell(&words);
            self.told = words;
        }
    }
}

fn json(reports: &[Report]) -> String {
    serde_json::to_string(reports).expect("reports hold text and numbers alone")
}

/// What the machine refuses, for the panel on the page.
fn refusal(error: &Error) -> Report {
    Report {
        severity: Severity::Error.word(),
        rule: "unreadable",
        file: error.path.display().to_string(),
        line: 0,
        column: 0,
        length: 1,
        message: error.message.clone(),
        help: error.help.clone(),
        excerpt: String::new(),
        mark: 0,
        fix: None,
    }
}
