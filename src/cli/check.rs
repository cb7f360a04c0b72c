//! `roundtable check`: says what is wrong in the notes. Ends with 0 where nothing is, or nothing but warnings;
//! with 1 where there are errors; writes nothing.

use std::io;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::WRONG_NOTES;
use super::output::{self, Colour, Failure};
use super::problems::{self, Tally};
use super::reading::{self, Folder, Reading};

/// Look for broken links, missing dates and other mistakes in the notes
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    #[command(flatten)]
    folder: Folder,
    /// How to tell what is wrong
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Let warnings count as errors
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people: the line, what is wrong with it, and what to do
    Human,
    /// For programs: a JSON array
    Json,
    /// For GitHub Actions: marks on the changed lines
    Github,
}

const EXAMPLES: &str = "\
Examples:
  roundtable check               check the notes in the folder you are in
  roundtable check our-network   check those in the folder `our-network`
  roundtable check --strict      be content only when there isn't even a warning

It ends with exit code 0 when all is well or there are only warnings, with 1 when there are errors,
and with 2 when it could not run, for example because there is no such folder.";

/// Checks a knowledge base.
pub(super) fn run(options: Options) -> Result<ExitCode, Failure> {
    let mut reading = reading::knowledge_base(&options.folder)?;
    reading.try_templates();
    output::print(told(&options, &reading).as_bytes())?;
    let is_wrong = reading
        .diagnostics
        .iter()
        .any(|diagnostic| options.strict || diagnostic.severity == crate::diagnostic::Severity::Error);
    Ok(if is_wrong { ExitCode::from(WRONG_NOTES) } else { ExitCode::SUCCESS })
}

fn told(options: &Options, reading: &Reading) -> String {
    let reports = reading.reports();
    let summary = Tally::of(&reports).summary(reading.snapshot.notes.len());
    match options.format {
        Format::Human => format!("{}{summary}\n", problems::human(&reports, Colour::of(&io::stdout()))),
        Format::Json => problems::json(&reports),
        Format::Github => format!("{}{summary}\n", problems::github(&reports, &options.folder.folder)),
    }
}
