//! `roundtable check`: says what is wrong in the notes. Ends with 0 where nothing is, or nothing but warnings and
//! notices; with 1 where there are errors; writes nothing.

use std::io;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::WRONG_NOTES;
use super::explain;
use super::output::{self, Colour, Failure};
use super::problems::{self, Amount};
use super::reading::{self, Folder, Reading};
use crate::diagnostic::Severity;

/// Look for broken links, missing dates, open ends and other things worth knowing in the notes
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    #[command(flatten)]
    folder: Folder,
    /// How to tell what is wrong
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Let warnings and notices count as errors
    #[arg(long)]
    strict: bool,
    /// Show all there is to say, not just the first of each kind
    #[arg(long)]
    all: bool,
    /// Leave this rule out; may be given several times
    #[arg(long, value_name = "RULE")]
    off: Vec<String>,
    /// Look only at this rule; may be given several times
    #[arg(long, value_name = "RULE", conflicts_with = "off")]
    only: Vec<String>,
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
  roundtable check                       check the notes in the folder you are in
  roundtable check our-network           check those in the folder `our-network`
  roundtable check --strict              be content only when there is nothing to say
  roundtable check --only broken-link    look only at links that lead nowhere
  roundtable check --off no-insights     leave a rule out; to do so for good, write
                                         off = [\"no-insights\"] below [check] in roundtable.toml

`roundtable explain RULE` says what a rule means, `roundtable fix` mends what is certain.

Exit code 0: all is well, or there are only warnings and notices. 1: there are errors.
2: it could not run, for example because there is no such folder.";

/// Checks a knowledge base.
pub(super) fn run(options: Options) -> Result<ExitCode, Failure> {
    let chosen = Chosen::of(&options)?;
    let mut reading = reading::knowledge_base(&options.folder)?;
    reading.try_templates();
    reading.diagnostics.retain(|diagnostic| chosen.has(diagnostic.rule));
    output::print(told(&options, &reading).as_bytes())?;
    let is_wrong =
        reading.diagnostics.iter().any(|diagnostic| options.strict || diagnostic.severity == Severity::Error);
    Ok(if is_wrong { ExitCode::from(WRONG_NOTES) } else { ExitCode::SUCCESS })
}

/// The rules that are looked at.
enum Chosen {
    All,
    Without(Vec<&'static str>),
    Only(Vec<&'static str>),
}

impl Chosen {
    fn of(options: &Options) -> Result<Self, Failure> {
        let names = |written: &[String]| -> Result<Vec<&'static str>, Failure> {
            written.iter().flat_map(|names| names.split(',')).map(|name| Ok(explain::known(name)?.name)).collect()
        };
        let (off, only) = (names(&options.off)?, names(&options.only)?);
        for rule in &off {
            if let Some(why) = explain::known(rule)?.stays_because() {
                return Err(Failure::request(format!("`{rule}` can't be turned off: {why}"), "leave it on"));
            }
        }
        Ok(match (off.is_empty(), only.is_empty()) {
            (true, true) => Self::All,
            (_, false) => Self::Only(only),
            (false, true) => Self::Without(off),
        })
    }

    fn has(&self, rule: &str) -> bool {
        match self {
            Self::All => true,
            Self::Without(off) => !off.contains(&rule),
            Self::Only(only) => only.contains(&rule),
        }
    }
}

fn told(options: &Options, reading: &Reading) -> String {
    let reports = reading.reports();
    let summary = reading.summary();
    let amount = if options.all { Amount::All } else { Amount::Few };
    match options.format {
        Format::Human => format!("{}{summary}\n", problems::human(&reports, Colour::of(&io::stdout()), amount)),
        Format::Json => problems::json(&reports),
        Format::Github => format!("{}{summary}\n", problems::github(&reports, &options.folder.folder)),
    }
}
