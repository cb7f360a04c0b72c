//! `roundtable new resource GROUP URL TITLE` and `roundtable new goal GROUP WORDS`: a line more in a group's list.
//! The list stays as it is otherwise, with its own mark and line ends; where there is none yet, it is made.

use std::process::ExitCode;

use clap::Args;

use super::session::{markdown_text, named, one_line};
use super::{Base, Place};
use crate::cli::output::{self, Failure};
use crate::cli::writing::{self, Changed, Made};
use crate::config;
use crate::error::Error;
use crate::model::{Group, NoteId};

/// Add a line to a group's list of resources
#[derive(Args)]
#[command(after_help = RESOURCE_EXAMPLES)]
pub(super) struct Resource {
    /// The group, by its name or its folder's
    #[arg(value_name = "GROUP")]
    group: String,
    /// Where the resource is, such as https://example.org/asking
    #[arg(value_name = "URL")]
    address: String,
    /// What it is called
    #[arg(value_name = "TITLE", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    title: String,
    /// What it is good for, in a few words
    #[arg(long, value_name = "WORDS")]
    note: Option<String>,
    #[command(flatten)]
    place: Place,
}

const RESOURCE_EXAMPLES: &str = "\
Examples:
  roundtable new resource housing https://example.org/asking \"Asking well\"
  roundtable new resource housing https://example.org/asking \"Asking well\" --note \"a script\"

It shows the list's file and the line that was added.";

/// Add a line to a group's learning goals
#[derive(Args)]
#[command(after_help = GOAL_EXAMPLES)]
pub(super) struct Goal {
    /// The group, by its name or its folder's
    #[arg(value_name = "GROUP")]
    group: String,
    /// What the group wants to find out or be able to do
    #[arg(value_name = "WORDS", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    words: String,
    #[command(flatten)]
    place: Place,
}

const GOAL_EXAMPLES: &str = "\
Examples:
  roundtable new goal housing \"Ask about income without harm\"

It shows the list's file and the line that was added.";

/// Adds a resource.
pub(super) fn resource(options: &Resource) -> Result<ExitCode, Failure> {
    let address = options.address.trim();
    if config::address(address.split(['?', '#']).next().unwrap_or_default()).is_none()
        || address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>'))
    {
        let message = format!("`{address}` is no address on the web");
        return Err(Failure::request(message, "write one that starts with https:// or http://"));
    }
    let target = if address.contains(['(', ')']) { format!("<{address}>") } else { address.to_owned() };
    let note = options.note.as_deref().map(one_line).filter(|note| !note.is_empty());
    let note = note.map(|note| format!(" — {note}")).unwrap_or_default();
    let line = format!("[{}]({target}){}", markdown_text(&one_line(&options.title)), markdown_text(&note));
    let list = List { file: "resources.md", heading: "Resources", of: |group| group.resources };
    add(&options.place, &options.group, &list, &line)
}

/// Adds a learning goal.
pub(super) fn goal(options: &Goal) -> Result<ExitCode, Failure> {
    let list = List { file: "goals.md", heading: "What we want to learn", of: |group| group.goals };
    add(&options.place, &options.group, &list, &markdown_text(&one_line(&options.words)))
}

/// A list that each group has.
struct List {
    file: &'static str,
    heading: &'static str,
    /// The note that holds it.
    of: fn(&Group) -> Option<NoteId>,
}

fn add(place: &Place, group: &str, list: &List, line: &str) -> Result<ExitCode, Failure> {
    let base = match Base::read(place)? {
        Ok(base) => base,
        Err(code) => return Ok(code),
    };
    let group = &base.site.groups[named(&base.site, group)?];
    let known = (list.of)(group).map(|id| base.site.notes[id].path.clone());
    let folder = if group.folder.is_empty() { String::new() } else { format!("{}/", group.folder) };
    let path = known.unwrap_or_else(|| format!("{folder}{}", list.file));
    let disk = base.disk(&path);
    let added = match std::fs::read(&disk) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let text = format!("# {}\n\n- {line}\n", list.heading);
            (writing::file(&disk, &text)? == Made::New).then(|| format!("- {line}"))
        }
        Err(error) => return Err(Error::read(disk, &error).into()),
        Ok(before) => {
            let (after, added) = with_line(&before, line);
            (writing::change(&disk, &before, &after)? == Changed::Yes).then_some(added)
        }
    };
    let Some(added) = added else {
        return Err(
            Error::new(base.shown(&path), "this file was changed meanwhile, and was left alone", "try again").into()
        );
    };
    output::print(format!("{}\n", base.shown(&path)).as_bytes())?;
    output::tell(&format!("Added: {added}"));
    Ok(ExitCode::SUCCESS)
}

/// A file's bytes with a line more at the end, and that line: with the mark of the list that ends the file, after a
/// blank line where the file ends with something else.
fn with_line(before: &[u8], line: &str) -> (Vec<u8>, String) {
    let text = String::from_utf8_lossy(before);
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    // What is set in goes on with the item above it.
    let is_own = |line: &&str| !line.trim().is_empty() && !line.starts_with([' ', '\t']);
    let last = text.lines().rev().find(is_own).unwrap_or_default();
    let mark = ["- ", "* ", "+ "].into_iter().find(|mark| last.starts_with(mark));
    let added = format!("{}{line}", mark.unwrap_or("- "));
    let is_ended = before.is_empty() || before.ends_with(b"\n");
    let has_gap = last.is_empty() || text.ends_with(&end.repeat(2));
    let gap = if mark.is_some() || has_gap { "" } else { end };
    let mut after = before.to_vec();
    after.extend_from_slice(format!("{}{gap}{added}{end}", if is_ended { "" } else { end }).as_bytes());
    (after, added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_more_keeps_the_list_as_it_is() {
        let check = |before: &str, after: &str| {
            assert_eq!(String::from_utf8(with_line(before.as_bytes(), "new").0).unwrap(), after, "{before:?}");
        };
        check("# A\n\n- one\n", "# A\n\n- one\n- new\n");
        check("# A\r\n\r\n* one", "# A\r\n\r\n* one\r\n* new\r\n");
        check("- one\n  and more\n", "- one\n  and more\n- new\n");
        check("# A\n", "# A\n\n- new\n");
        check("# A\n\n", "# A\n\n- new\n");
        check("", "- new\n");
        check("text", "text\n\n- new\n");
    }
}
