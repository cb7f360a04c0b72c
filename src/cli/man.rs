//! `roundtable man`: one manual page with every command, made of the same definitions as `--help`.

use std::io;
use std::process::ExitCode;

use clap::{Args, Command};
use clap_mangen::Man;

use super::output::{self, Failure};

/// Print the manual page, to be read with `man`
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {}

const EXAMPLES: &str = "\
Examples:
  roundtable man > ~/.local/share/man/man1/roundtable.1
  man roundtable";

const EXIT_STATUS: &str = "\
0    all went well; with `check`, there may be warnings and notices
1    something in the notes or in roundtable.toml is wrong, or `fix` left it as it was
2    it could not run; the message says why";

/// Prints the manual page.
pub(super) fn run(_: Options) -> Result<ExitCode, Failure> {
    // A line of memory is all that is written to here, and that doesn't fail.
    let page = page().map_err(|error| Failure::request(format!("the manual page can't be made: {error}"), ""))?;
    output::print(&page)?;
    Ok(ExitCode::SUCCESS)
}

fn page() -> io::Result<Vec<u8>> {
    let definition = super::definition();
    let mut page = Vec::new();
    let man = Man::new(definition.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    for command in definition.get_subcommands() {
        commands(command, "roundtable", &mut page)?;
    }
    section("EXAMPLES", definition.get_after_help(), &mut page);
    section("EXIT STATUS", Some(&EXIT_STATUS.into()), &mut page);
    man.render_version_section(&mut page)?;
    Ok(page)
}

/// A section for a command that does something, or for each command below it.
fn commands(command: &Command, before: &str, page: &mut Vec<u8>) -> io::Result<()> {
    let name = format!("{before} {}", command.get_name());
    if command.has_subcommands() {
        return command
            .get_subcommands()
            .filter(|below| below.get_name() != "help")
            .try_for_each(|below| commands(below, &name, page));
    }
    let man = Man::new(command.clone());
    let mut inner = Vec::new();
    man.render_synopsis_section(&mut inner)?;
    man.render_description_section(&mut inner)?;
    man.render_options_section(&mut inner)?;
    section("EXAMPLES", command.get_after_help(), &mut inner);
    let inner = String::from_utf8_lossy(&inner).replace(".SH ", ".SS ");
    page.extend_from_slice(format!(".SH \"{}\"\n{inner}", name.to_uppercase()).as_bytes());
    Ok(())
}

/// Text that keeps its lines, without the heading that it has in `--help`.
fn section(heading: &str, text: Option<&clap::builder::StyledStr>, page: &mut Vec<u8>) {
    let Some(text) = text.map(ToString::to_string) else { return };
    let text = text.strip_prefix("Examples:\n").unwrap_or(&text);
    page.extend_from_slice(format!(".SH {heading}\n.nf\n").as_bytes());
    for line in text.lines() {
        let escaped = line.replace('\\', "\\e").replace('-', "\\-");
        let guarded = if escaped.starts_with(['.', '\'']) { format!("\\&{escaped}") } else { escaped };
        page.extend_from_slice(format!("{guarded}\n").as_bytes());
    }
    page.extend_from_slice(b".fi\n");
}
