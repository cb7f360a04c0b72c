//! `roundtable list`: what was understood of the notes, one row each, as a table, JSON or CSV.
//! All three hold the same values; only the table may shorten them, and only on a terminal.

mod forms;
mod gathered;
mod mentions;
mod rows;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::WRONG_NOTES;
use super::output::{self, Colour, Failure};
use super::problems::{self, Amount};
use super::reading::{self, Folder};

/// Show what was understood: notes, groups, sessions, links, resources or topics, with file and line
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// What to list
    #[arg(value_enum, value_name = "KIND")]
    kind: Kind,
    #[command(flatten)]
    folder: Folder,
    /// With `mentions`, whose name comes first, the folder with your notes
    #[arg(value_name = "DIR", hide = true)]
    further: Option<PathBuf>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// Every note, and what it was taken for
    Notes,
    /// The groups, with their first, last and next session
    Groups,
    /// The sessions by date
    Sessions,
    /// What is coming: sessions with a note, and those that follow from a group's schedule
    Upcoming,
    /// Every link, and where it leads
    Links,
    /// Learning goals, and how many sessions served each
    Goals,
    /// Decisions, actions, questions and the like, with who and when
    Items,
    /// Who was there and who did what, one row a role
    People,
    /// What notes link to outside of the site, and how often
    Resources,
    /// The topics, with their other names
    Topics,
    /// Every place that names somebody, drafts included: `roundtable list mentions "Ada Lindqvist"`
    Mentions,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people: columns, one below the other
    Table,
    /// For programs: a JSON array, with `null` for what isn't known
    Json,
    /// For spreadsheets: commas between, nothing for what isn't known
    Csv,
}

const EXAMPLES: &str = "\
Examples:
  roundtable list sessions              which sessions were found, and when
  roundtable list links our-network     the links in the folder `our-network`
  roundtable list notes --format csv > notes.csv    a file for a spreadsheet
  roundtable list mentions \"Ada Lindqvist\"         every place that names her

Drafts are not listed, since they are not published; but `mentions` looks everywhere.
What only members or facilitators may see is listed as well, unless `--audience` says otherwise.";

/// Lists what was understood.
pub(super) fn run(mut options: Options) -> Result<ExitCode, Failure> {
    let name = whose(&mut options)?;
    let reading = reading::knowledge_base(&options.folder)?;
    let Some(site) = &reading.site else {
        output::tell(problems::human(&reading.reports(), Colour::of(&std::io::stderr()), Amount::Few).trim_end());
        return Ok(ExitCode::from(WRONG_NOTES));
    };
    let rows = match options.kind {
        Kind::Notes => rows::notes(site),
        Kind::Groups => rows::groups(site),
        Kind::Sessions => rows::sessions(site),
        Kind::Upcoming => rows::upcoming(site, &reading.snapshot),
        Kind::Links => rows::links(site, &reading.snapshot),
        Kind::Goals => rows::goals(site),
        Kind::Items => rows::items(site),
        Kind::People => rows::people(site),
        Kind::Resources => gathered::resources(site, &reading.snapshot),
        Kind::Topics => gathered::topics(site),
        Kind::Mentions => mentions::of(&name, site, &reading.snapshot),
    };
    let text = match options.format {
        Format::Table => forms::table(&rows),
        Format::Json => forms::json(&rows),
        Format::Csv => forms::csv(&rows)?,
    };
    output::print(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// For `mentions`, the name that stands before the folder; the folder is put in its place.
fn whose(options: &mut Options) -> Result<String, Failure> {
    let further = options.further.take();
    if !matches!(options.kind, Kind::Mentions) {
        return match further {
            None => Ok(String::new()),
            Some(_) => Err(Failure::request("one folder is enough", "leave the second one out")),
        };
    }
    let name = std::mem::replace(&mut options.folder.folder, further.unwrap_or_else(|| PathBuf::from(".")));
    match name.to_str().map(str::trim) {
        Some(name) if !matches!(name, "" | ".") => Ok(name.to_owned()),
        Some(_) | None => Err(Failure::request(
            "whose name is to be looked for?",
            "write it behind `mentions`, in quotes: roundtable list mentions \"Ada Lindqvist\"",
        )),
    }
}
