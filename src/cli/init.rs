//! `roundtable init`: a folder with a first group in it, ready to be written over.
//! What is in the folder already stays as it is, to the byte.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use super::output::{self, Failure, count};
use super::reading;
use super::writing::{self, Made};
use crate::error::Error;
use crate::note::Kind;
use crate::schedule::Rule;
use crate::snapshot::Snapshot;
use crate::{config, parse, schedule, source, text};

/// Start a knowledge base: a folder with settings, guidelines and a first group
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The folder to start in; it is made if there is none. The one you are in, if you leave it out
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    folder: PathBuf,
    /// Start in a folder that isn't empty; what is in it stays as it is
    #[arg(long, alias = "force")]
    add_to_existing: bool,
    /// The day that counts as today, such as 2023-02-20; otherwise the real one
    #[arg(long, value_name = "DATE", value_parser = reading::date)]
    today: Option<Date>,
}

const EXAMPLES: &str = "\
Examples:
  roundtable init our-network        make the folder `our-network` and start there
  roundtable init --add-to-existing  start in the folder you are in, beside what is there";

/// The group that a new knowledge base has.
const FIRST_GROUP: &str = "groups/our-first-group";

/// Starts a knowledge base.
pub(super) fn run(options: Options) -> Result<ExitCode, Failure> {
    let folder = &options.folder;
    if !options.add_to_existing && !is_empty(folder)? {
        let help = "give the name of a new folder, or add `--add-to-existing`: then what is in this one stays as it is";
        return Err(Error::new(folder, "this folder isn't empty", help).into());
    }
    fs::create_dir_all(folder).map_err(|error| Error::write(folder, &error))?;
    let snapshot = source::snapshot(folder, &[])?;
    let today = options.today.unwrap_or_else(source::today);
    let (mut made, mut kept) = (Vec::new(), Vec::new());
    for (path, text) in starter(&snapshot, today) {
        match writing::file(&folder.join(&path), &text)? {
            Made::New => made.push(path),
            Made::Old => kept.push(path),
        }
    }
    output::print(told(folder, &made, &kept).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Whether there is nothing in a folder but hidden files, such as `.git`.
fn is_empty(folder: &Path) -> Result<bool, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(Error::missing_folder(folder, &error)),
    };
    Ok(entries.flatten().all(|entry| entry.file_name().to_string_lossy().starts_with('.')))
}

/// The files of a new knowledge base. Notes that are there stay where they are: they would no longer be
/// read if a folder `content` came up beside them, and sessions of theirs have their own group already.
fn starter(snapshot: &Snapshot, today: Date) -> Vec<(String, String)> {
    let has_sessions = snapshot
        .notes
        .iter()
        .any(|(path, file)| parse::note(path, &file.bytes, None).notes.iter().any(|note| note.kind == Kind::Session));
    let has_notes = snapshot.notes.keys().any(|path| !path.eq_ignore_ascii_case("readme.md"));
    let has_home = has_notes && snapshot.notes.keys().any(|path| path.eq_ignore_ascii_case("readme.md"));
    let content = if has_notes { snapshot.prefix.clone() } else { format!("{}/", source::CONTENT) };
    let name = text::title_of_name(&snapshot.folder_name);
    let name = if name.is_empty() { "Our network" } else { &name };
    let mut files = Vec::new();
    if !has_sessions {
        let session = format!("{FIRST_GROUP}/sessions/{}-getting-to-know-each-other.md", second_thursday(today));
        let notes = [
            ("index.md", include_str!("starter/home.md")),
            ("guidelines.md", include_str!("starter/guidelines.md")),
            ("resources.md", include_str!("starter/resources.md")),
            (&format!("{FIRST_GROUP}/index.md"), include_str!("starter/first-group/index.md")),
            (&format!("{FIRST_GROUP}/goals.md"), include_str!("starter/first-group/goals.md")),
            (&session, include_str!("starter/first-group/session.md")),
        ];
        let is_needed = |path: &str| path != "index.md" || !has_home;
        let wanted = notes.into_iter().filter(|(path, _)| is_needed(path));
        files.extend(wanted.map(|(path, text)| (format!("{content}{path}"), text.replace("{name}", name))));
    }
    files.push((".gitignore".to_owned(), "# The site, which can be made again at any time.\n/public/\n".to_owned()));
    let quoted = toml_text(name);
    files.push((config::FILE.to_owned(), include_str!("starter/roundtable.toml").replace("{name}", &quoted)));
    files
}

/// The latest second Thursday, on which the first group has met.
fn second_thursday(today: Date) -> Date {
    let schedule = schedule::Schedule { rule: Rule::parse("2nd thursday"), ..schedule::Schedule::default() };
    let from = today.saturating_sub(jiff::Span::new().days(40));
    schedule.dates(from).take_while(|date| *date <= today).last().unwrap_or(today)
}

/// A basic string (TOML 1.0): JSON's escapes are among its own.
fn toml_text(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

fn told(folder: &Path, made: &[String], kept: &[String]) -> String {
    let here = folder.as_os_str() == ".";
    let place = if here { "this folder".to_owned() } else { format!("`{}`", folder.display()) };
    let list = |paths: &[String]| paths.iter().map(|path| format!("  {path}\n")).collect::<String>();
    let mut told = format!(
        "Started a knowledge base in {place}, with {}:\n{}",
        count(made.len(), "new file", "new files"),
        list(made)
    );
    if !kept.is_empty() {
        told.push_str(&format!("\nThese were there already and stayed as they were:\n{}", list(kept)));
    }
    told.push_str("\nWhat to do next:\n");
    if !here {
        let name = folder.display().to_string();
        let is_plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '\\' | ':'));
        let quoted = if is_plain { name } else { format!("\"{name}\"") };
        told.push_str(&format!("  cd {quoted}\n"));
    }
    told.push_str(NEXT);
    told
}

const NEXT: &str = "  roundtable serve --open   look at the site, and watch it change while you write
  roundtable new session    add the notes of your next session
  roundtable build          make the site in the folder `public`, ready to upload

Open the files with any editor. All of them are yours to change, and most can be deleted.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_session_was_on_the_latest_second_thursday() {
        let check = |today: &str, date: &str| assert_eq!(second_thursday(today.parse().unwrap()).to_string(), date);
        check("2023-02-20", "2023-02-09");
        check("2023-02-09", "2023-02-09");
        check("2023-02-08", "2023-01-12");
    }

    #[test]
    fn any_folder_name_can_be_written_in_toml() {
        for name in ["a \"b\" \\c", "tab\tand\u{7f}", "𝔘nicode"] {
            let written = format!("name = {}", toml_text(name));
            assert_eq!(config::parse(Some(written.as_bytes()), &mut Vec::new()).unwrap().name, name);
        }
    }
}
