//! `roundtable serve`: the site in the browser, live while its notes are written.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::output::{self, Colour, Failure};
use super::problems::{self, Amount};
use super::reading::{Folder, Reading};
use crate::audience::Audience;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::error::Error;
use crate::model::Site;
use crate::preview::{self, Answer, Body, Browser, Changes, Depth, Load, Notice, Watched, Watching};
use crate::publish::Pictures;
use crate::render::{self, Content, Renderer};
use crate::snapshot::Snapshot;
use crate::source::{self, half_written};
use crate::theme::{self, Theme};
use crate::{Cache, Compiled, Understood};

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
    let loader = Loader::new(options.folder);
    let preview = preview::Options {
        port: options.port,
        browser: if options.open { Browser::Open } else { Browser::Leave },
        watching: Watching::Native,
        watched: watched(&folder),
        relevant: Box::new(source::relevance(&folder)),
    };
    let pictures = Pictures::default();
    let answer = move |renderer: &Renderer, address: &str| answer(&pictures, renderer, address);
    match preview::serve(preview, loader, answer, tell) {
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
fn answer(pictures: &Pictures, renderer: &Renderer, address: &str) -> Option<Answer> {
    let body = match renderer.at(address)?.content {
        Content::Bytes(bytes) => Body::Bytes(bytes),
        Content::File(path) => Body::File(path),
        Content::Picture(print) => Body::Bytes(pictures.bytes(&print, None).ok()?),
    };
    Some(Answer { media_type: render::media_type(address).to_owned(), body })
}

/// Reads after every change what changed; what is remembered is not done again.
struct Loader {
    folder: Folder,
    cache: Cache,
    /// The files as they were last.
    snapshot: Option<Snapshot>,
    /// The last good state.
    shown: Option<Arc<Renderer>>,
    /// The state that was asked for last, or why there is none, until its problems are told.
    fresh: Option<Result<Fresh, Error>>,
    theme: Option<Themed>,
    /// What was said last of problems, so that nothing is said twice.
    told: String,
}

/// A theme, and what it was made of.
struct Themed {
    theme: Arc<Theme>,
    overrides: BTreeMap<String, Arc<[u8]>>,
    config: Config,
    name: String,
    /// What is wrong in it.
    found: Vec<Diagnostic>,
}

impl Themed {
    fn load(site: &Site, overrides: &BTreeMap<String, Arc<[u8]>>) -> Self {
        let mut found = Vec::new();
        let theme = Arc::new(theme::load(overrides, (&site.config, &site.name), &mut found));
        Self { theme, overrides: overrides.clone(), config: site.config.clone(), name: site.name.clone(), found }
    }

    fn is_of(&self, site: &Site, overrides: &BTreeMap<String, Arc<[u8]>>) -> bool {
        (&self.config, &self.name, &self.overrides) == (&site.config, &site.name, overrides)
    }
}

/// A state that was just made.
struct Fresh {
    understood: Understood,
    renderer: Option<Arc<Renderer>>,
}

impl Load for Loader {
    type State = Renderer;

    fn state(&mut self, changes: &Changes) -> Option<Arc<Renderer>> {
        let fresh = self.read(changes).map(|()| self.understand());
        let renderer = fresh.as_ref().ok().and_then(|fresh| fresh.renderer.clone());
        self.shown = renderer.clone().or(self.shown.take());
        self.fresh = Some(fresh);
        renderer
    }

    fn problems(&mut self) -> String {
        match self.fresh.take() {
            Some(Ok(fresh)) => self.problems_of(fresh),
            Some(Err(error)) => {
                self.say(error.to_string());
                json(&[refusal(&error)])
            }
            None => json(&[]),
        }
    }
}

impl Loader {
    fn new(folder: Folder) -> Self {
        Self {
            folder,
            cache: Cache::default(),
            snapshot: None,
            shown: None,
            fresh: None,
            theme: None,
            told: String::new(),
        }
    }

    /// Takes in the files as they are now, but for those that a program is just writing.
    fn read(&mut self, changes: &Changes) -> Result<(), Error> {
        let folder = &self.folder.folder;
        if let (Changes::Paths { changed, .. }, Some(snapshot)) = (changes, &mut self.snapshot)
            && source::reread(snapshot, folder, changed)
        {
            return Ok(());
        }
        let mut snapshot = source::snapshot(folder, &[])?;
        if let (Changes::Paths { emptied, .. }, Some(before)) = (changes, &self.snapshot) {
            half_written::keep(&mut snapshot, before, folder, |path| emptied.contains(path));
        }
        self.snapshot = Some(snapshot);
        Ok(())
    }

    /// Makes the state of the files that were read last.
    fn understand(&mut self) -> Fresh {
        let snapshot = self.snapshot.get_or_insert_default();
        let understood = crate::understand(snapshot, &self.folder.edition(Audience::Public), &mut self.cache);
        let Some(site) = understood.site.clone() else { return Fresh { understood, renderer: None } };
        let themed = self.theme.take().filter(|known| known.is_of(&site, &snapshot.theme));
        let themed = themed.unwrap_or_else(|| Themed::load(&site, &snapshot.theme));
        let theme = Arc::clone(&self.theme.insert(themed).theme);
        let renderer = match self.shown.as_deref() {
            Some(before) => Renderer::after(before, site, theme),
            None => Renderer::new(site, theme),
        };
        Fresh { understood, renderer: Some(Arc::new(renderer)) }
    }

    /// What is wrong in a state, said at the terminal and as JSON.
    fn problems_of(&mut self, fresh: Fresh) -> String {
        let snapshot = self.snapshot.get_or_insert_default();
        let Compiled { site, diagnostics, ledger } = crate::checked(fresh.understood, snapshot);
        let mut reading = Reading { snapshot: std::mem::take(snapshot), site, diagnostics, ledger };
        reading.add(self.theme.iter().flat_map(|themed| themed.found.iter().cloned()));
        if let Some(renderer) = &fresh.renderer {
            reading.try_pages(renderer);
        }
        let reports = reading.reports();
        let problems = problems::human(&reports, Colour::of(&io::stderr()), Amount::Few);
        let summary = reading.summary();
        self.snapshot = Some(reading.snapshot);
        self.say(format!("{problems}{summary}"));
        json(&reports)
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
