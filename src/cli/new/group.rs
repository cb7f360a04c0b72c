//! `roundtable new group NAME`: a folder for a group, with a page, goals, guidelines and resources to fill in.

use std::process::ExitCode;

use clap::Args;

use super::{Base, Place};
use crate::cli::output::{self, Failure};
use crate::cli::writing::{self, Made};
use crate::error::Error;
use crate::model::Group;
use crate::text;

/// Add a group: a folder with its page, goals, guidelines and resources
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The group's name, as people say it
    #[arg(value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    name: String,
    #[command(flatten)]
    place: Place,
}

const EXAMPLES: &str = "\
Examples:
  roundtable new group \"Health and housing\"

It prints where the group's page is, so that you can open it and write.";

/// Where groups live, unless those that are there live elsewhere.
const GROUPS: &str = "groups";

/// Adds a group.
pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let base = match Base::read(&options.place)? {
        Ok(base) => base,
        Err(code) => return Ok(code),
    };
    let name = text::spaced(&options.name);
    if !name.contains(char::is_alphanumeric) {
        return Err(Failure::request(
            format!("`{name}` can't be a group's name"),
            "write a name with letters or digits in it",
        ));
    }
    let same = |group: &&Group| text::fold(&group.name) == text::fold(&name) && !group.folder.is_empty();
    if let Some(group) = base.site.groups.iter().find(same) {
        return Err(taken(&base, &group.folder));
    }
    let folder = format!("{}{}", parent(&base.site.groups), text::address_part(&name));
    if writing::folder(&base.disk(&folder), &files(&name))? == Made::Old {
        return Err(taken(&base, &folder));
    }
    output::print(format!("{}\n", base.shown(&format!("{folder}/index.md"))).as_bytes())?;
    let short = text::address_part(&name);
    output::tell(&format!(
        "The group's page is ready to be written, with its goals, guidelines and resources beside it.\nAdd its first session with: roundtable new session {short}"
    ));
    Ok(ExitCode::SUCCESS)
}

fn taken(base: &Base, folder: &str) -> Failure {
    let message = "this group is there already, and nothing was changed";
    Error::new(base.shown(folder), message, "choose another name, or open the one that is there").into()
}

/// The folder in which the groups lie that there are, as the beginning of a path.
fn parent(groups: &[Group]) -> String {
    let is_usual = groups.iter().any(|group| group.folder.starts_with("groups/"));
    let other = groups.iter().find(|group| !group.folder.is_empty()).filter(|_| !is_usual);
    other.map_or_else(
        || format!("{GROUPS}/"),
        |group| group.folder.rsplit_once('/').map_or_else(String::new, |(parent, _)| format!("{parent}/")),
    )
}

fn files(name: &str) -> [(&'static str, String); 4] {
    let title = super::session::yaml_text(name);
    [
        ("index.md", include_str!("../starter/new-group/index.md").replace("{name}", &title)),
        ("goals.md", include_str!("../starter/new-group/goals.md").to_owned()),
        ("guidelines.md", include_str!("../starter/new-group/guidelines.md").to_owned()),
        ("resources.md", include_str!("../starter/new-group/resources.md").to_owned()),
    ]
}
