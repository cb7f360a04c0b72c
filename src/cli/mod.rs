//! The command line: words go in, text and an exit code come out. The one place that knows clap.
//! One file a command; each ends with 0, with 1 where the notes are at fault, or with 2 where it could not run.

mod build;
mod check;
mod completions;
mod diff;
mod explain;
mod fix;
mod init;
mod list;
mod man;
mod new;
mod output;
mod problems;
mod reading;
mod serve;
mod visible;
mod width;
mod writing;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

/// Turns a folder of a group's notes into a site that newcomers can read, search and trust.
#[derive(Parser)]
#[command(name = "roundtable", version, disable_help_subcommand = true, arg_required_else_help = true)]
#[command(override_usage = "roundtable COMMAND [OPTIONS]")]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Options),
    New(new::Options),
    Serve(serve::Options),
    Check(check::Options),
    Explain(explain::Options),
    Fix(fix::Options),
    List(list::Options),
    Build(build::Options),
    Completions(completions::Options),
    Man(man::Options),
}

/// The commands as `--help` groups them.
const GROUPS: [(&str, &[&str]); 4] = [
    ("Begin", &["init", "new"]),
    ("Write", &["serve", "check", "explain", "fix", "list"]),
    ("Publish", &["build"]),
    ("For your system", &["completions", "man"]),
];

const EXAMPLES: &str = "\
Examples:
  roundtable init our-network    make a folder `our-network` with a first group
  cd our-network                 go into it
  roundtable serve --open        look at the site, and see it change as you write
  roundtable new session         add the notes of the next session
  roundtable build               make the site in the folder `public`

`roundtable COMMAND --help` says more about a command. Where it says DIR, you may
leave that out when you are in the folder with your notes.";

/// Runs the program with the words it was started with.
pub fn run() -> ExitCode {
    let matches = match definition().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return complain(&error),
    };
    let line = Line::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let done = match line.command {
        Command::Init(options) => init::run(options),
        Command::New(options) => new::run(options),
        Command::Serve(options) => serve::run(options),
        Command::Check(options) => check::run(options),
        Command::Explain(options) => explain::run(&options),
        Command::Fix(options) => fix::run(&options),
        Command::List(options) => list::run(options),
        Command::Build(options) => build::run(options),
        Command::Completions(options) => completions::run(options),
        Command::Man(options) => man::run(options),
    };
    done.unwrap_or_else(|failure| {
        output::tell(&failure.to_string());
        ExitCode::from(CANNOT_RUN)
    })
}

/// The exit code where something in the notes is wrong.
const WRONG_NOTES: u8 = 1;
/// The exit code where a command could not run.
const CANNOT_RUN: u8 = 2;

/// All commands with their options and words.
fn definition() -> clap::Command {
    let mut definition = Line::command();
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{}Options:\n{{options}}{{after-help}}\n",
        grouped(&definition)
    );
    definition = definition.help_template(template).after_help(EXAMPLES);
    definition.build();
    definition
}

/// The commands in groups, each with its first words of explanation.
fn grouped(definition: &clap::Command) -> String {
    let mut text = String::new();
    for (group, names) in GROUPS {
        text.push_str(&format!("{group}:\n"));
        for command in names.iter().filter_map(|name| definition.find_subcommand(name)) {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            text.push_str(&format!("  {:<13}{about}\n", command.get_name()));
        }
        text.push('\n');
    }
    text
}

/// Prints help, the version, or what is wrong with the words.
fn complain(error: &clap::Error) -> ExitCode {
    // Where nobody reads the other end any more, there is nobody to tell.
    drop(error.print());
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(CANNOT_RUN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_holds_together() {
        definition().debug_assert();
    }

    #[test]
    fn help_shows_every_command() {
        let help = definition().render_help().to_string();
        for command in Line::command().get_subcommands() {
            assert!(help.contains(&format!("\n  {}", command.get_name())), "{}", command.get_name());
        }
    }
}
