//! What the commands know of a knowledge base: its files, the site they make, and what is wrong in them.
//! Reads the folder once; after that everything is values.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;
use rayon::prelude::*;

use super::output::Failure;
use super::problems::Tally;
use crate::audience::Audience;
use crate::diagnostic::{self, Diagnostic, Lines, Report};
use crate::model::Site;
use crate::redact::Ledger;
use crate::render::Renderer;
use crate::snapshot::{Edition, Snapshot};
use crate::theme::{self, Theme};
use crate::{Compiled, config, parse, source};

const NO_NOTES: &str = "No notes were found: is this the right folder? Notes are files whose names end in `.md`.
To start with an example, use: roundtable init";

/// The folder that a command reads, and the day on which it does.
#[derive(Args)]
pub(super) struct Folder {
    /// The folder with your notes; the one you are in, if you leave it out
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub(super) folder: PathBuf,
    /// The day that counts as today, such as 2023-02-20; otherwise the one in roundtable.toml, or the real one
    #[arg(long, value_name = "DATE", value_parser = date, display_order = 100)]
    pub(super) today: Option<Date>,
    /// For whom: public, members or facilitators
    #[arg(long, value_name = "WHO", value_parser = audience, display_order = 101)]
    pub(super) audience: Option<Audience>,
}

/// A knowledge base, read.
pub(super) struct Reading {
    /// Its files.
    pub(super) snapshot: Snapshot,
    /// The site; `None` where `roundtable.toml` can't be read.
    pub(super) site: Option<Arc<Site>>,
    /// What is wrong, sorted.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What the readers may not see.
    pub(super) ledger: Ledger,
}

/// Reads the knowledge base in a folder.
pub(super) fn knowledge_base(folder: &Folder) -> Result<Reading, Failure> {
    edition(&folder.folder, &folder.edition(Audience::Facilitators), &[])
}

/// Reads an edition of the knowledge base in a folder, without the folders in `leave_out`.
pub(super) fn edition(folder: &Path, edition: &Edition, leave_out: &[PathBuf]) -> Result<Reading, Failure> {
    let snapshot = source::snapshot(folder, leave_out)?;
    let Compiled { site, diagnostics, ledger } = crate::compile(&snapshot, edition);
    Ok(Reading { snapshot, site, diagnostics, ledger })
}

impl Folder {
    /// The edition that was asked for: for these readers, unless others were named.
    pub(super) fn edition(&self, readers: Audience) -> Edition {
        Edition { today: self.today, clock: source::today(), address: None, audience: self.audience.unwrap_or(readers) }
    }
}

impl Reading {
    /// The site's theme; what is wrong in the knowledge base's own part of it joins the diagnostics.
    pub(super) fn theme(&mut self) -> Option<Theme> {
        let site = Arc::clone(self.site.as_ref()?);
        let theme = theme::load(&self.snapshot.theme, (&site.config, &site.name), &mut self.diagnostics);
        self.diagnostics.retain(|diagnostic| !site.config.check.leaves_out(diagnostic.rule));
        self.sort();
        Some(theme)
    }

    /// The site with its theme, ready to render; `None` where there is no site.
    pub(super) fn renderer(&self, theme: Theme) -> Option<Renderer> {
        self.site.as_ref().map(|site| Renderer::new(Arc::clone(site), Arc::new(theme)))
    }

    /// Adds what is wrong in templates of the knowledge base, which shows only when pages are made with them.
    pub(super) fn try_templates(&mut self) {
        let theme = self.theme().filter(|_| !self.snapshot.theme.is_empty());
        let Some(renderer) = theme.and_then(|theme| self.renderer(theme)) else { return };
        self.try_pages(&renderer);
    }

    /// As `try_templates`, with a renderer that is there already.
    pub(super) fn try_pages(&mut self, renderer: &Renderer) {
        if !self.snapshot.theme.is_empty() {
            let pages = renderer.routes().par_iter();
            let found: Vec<Diagnostic> = pages.filter_map(|(address, _)| renderer.at(address)?.diagnostic).collect();
            self.add(found);
        }
    }

    /// Adds diagnostics that came later.
    pub(super) fn add(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(found);
        self.sort();
    }

    fn sort(&mut self) {
        if let Some(site) = &self.site {
            self.diagnostics.retain(|diagnostic| !site.config.check.leaves_out(diagnostic.rule));
        }
        self.diagnostics.sort();
        self.diagnostics.dedup();
    }

    /// `2 errors, 1 warning in 41 notes`; and where there are no notes, what may be the matter.
    pub(super) fn summary(&self) -> String {
        let notes = self.snapshot.notes.len();
        let summary = Tally::of(&self.diagnostics).summary(notes);
        if notes > 0 { summary } else { format!("{summary}\n{NO_NOTES}") }
    }

    /// The diagnostics with line, column and the line's text.
    pub(super) fn reports(&self) -> Vec<Report> {
        reports(&self.snapshot, &self.diagnostics)
    }
}

/// Diagnostics with line, column and the line's text, which stands in the snapshot's files.
pub(super) fn reports(snapshot: &Snapshot, diagnostics: &[Diagnostic]) -> Vec<Report> {
    // Diagnostics stand by file, so that each file is read through once.
    let of_file = |of_file: &[Diagnostic]| -> Vec<Report> {
        let text = text_of(snapshot, &of_file[0].file);
        let lines = text.as_deref().map(Lines::new);
        of_file.iter().map(|found| without_secrets(diagnostic::report(found, lines.as_ref()))).collect()
    };
    diagnostics.chunk_by(|a, b| a.file == b.file).flat_map(of_file).collect()
}

/// What is printed may be read by others, as logs of checks on a forge are.
fn without_secrets(report: Report) -> Report {
    let [message, help, excerpt] =
        [&report.message, &report.help, &report.excerpt].map(|text| parse::secrets::dotted(text));
    Report { message, help, excerpt, ..report }
}

/// The text of a file that diagnostics can point at.
fn text_of(snapshot: &Snapshot, file: &str) -> Option<String> {
    let note = || file.strip_prefix(snapshot.prefix.as_str()).and_then(|path| snapshot.notes.get(path));
    if file == config::FILE {
        return snapshot.config.as_deref().map(parse::decode);
    }
    let theme = || file.strip_prefix(source::THEME).and_then(|path| snapshot.theme.get(path.strip_prefix('/')?));
    note().map(|note| parse::decode(&note.bytes)).or_else(|| theme().map(|bytes| parse::decode(bytes)))
}

/// An audience as it is given on the command line.
pub(super) fn audience(written: &str) -> Result<Audience, String> {
    let known = Audience::ALL.into_iter().find(|audience| audience.word() == written);
    known.ok_or_else(|| "write `public`, `members` or `facilitators`".to_owned())
}

/// A date as it is given on the command line.
pub(super) fn date(written: &str) -> Result<Date, String> {
    written.parse().map_err(|_| "write a date as year, month and day, such as 2023-02-20".to_owned())
}
