//! `roundtable completions`: the lines that make a shell complete the commands at a press of Tab.

use std::process::ExitCode;

use clap::Args;
use clap_complete::Shell;

use super::output::{self, Failure};

/// Print what your shell needs to complete the commands when you press Tab
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// Your shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  roundtable completions fish > ~/.config/fish/completions/roundtable.fish
  roundtable completions zsh > ~/.zfunc/_roundtable
  roundtable completions bash > /etc/bash_completion.d/roundtable";

/// Prints the lines for a shell.
pub(super) fn run(options: Options) -> Result<ExitCode, Failure> {
    let mut lines = Vec::new();
    clap_complete::generate(options.shell, &mut super::definition(), "roundtable", &mut lines);
    output::print(&lines)?;
    Ok(ExitCode::SUCCESS)
}
