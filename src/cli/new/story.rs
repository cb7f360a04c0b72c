//! `roundtable new story TITLE`: a story to be told, kept out of the site until the person in it has agreed.

use std::process::ExitCode;

use clap::Args;

use super::session::{markdown_text, named, one_line};
use super::{Base, Place};
use crate::cli::output::{self, Failure};
use crate::cli::writing::{self, Made};
use crate::error::Error;
use crate::text;

/// Add a story, kept as a draft until those in it agree
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// What the story is called
    #[arg(value_name = "TITLE", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    title: String,
    /// The group that it belongs to, by its name or its folder's; the whole network, if you leave it out
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    #[command(flatten)]
    place: Place,
}

const EXAMPLES: &str = "\
Examples:
  roundtable new story \"The cupboard door\"
  roundtable new story \"The cupboard door\" --group housing

It prints where the story's file is, so that you can open it and write.";

/// Adds a story.
pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let base = match Base::read(&options.place)? {
        Ok(base) => base,
        Err(code) => return Ok(code),
    };
    let title = one_line(&options.title);
    if !title.contains(char::is_alphanumeric) {
        return Err(Failure::request(format!("`{title}` can't be a title"), "write one with letters or digits in it"));
    }
    let group = options.group.as_deref().map(|group| named(&base.site, group)).transpose()?;
    let folder = group.map(|group| base.site.groups[group].folder.as_str()).filter(|folder| !folder.is_empty());
    let folder = folder.map(|folder| format!("{folder}/")).unwrap_or_default();
    let path = format!("{folder}stories/{}.md", text::address_part(&title));
    let text = include_str!("../starter/story.md").replace("{title}", &markdown_text(&title));
    if writing::file(&base.disk(&path), &text)? == Made::Old {
        let message = "this story is there already, and nothing was changed";
        return Err(
            Error::new(base.shown(&path), message, "choose another title, or open the one that is there").into()
        );
    }
    output::print(format!("{}\n", base.shown(&path)).as_bytes())?;
    output::tell(
        "Ready to be told. It stays out of the site until the line `draft: true` is gone; take it out once those in the story have read it and agreed, and write `consent: public`.",
    );
    Ok(ExitCode::SUCCESS)
}
