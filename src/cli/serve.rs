//! `roundtable serve`: the site in the browser, live while its notes are written.

use std::process::ExitCode;

use clap::Args;

use super::output::Failure;
use super::reading::Folder;

/// Show the site in your browser, and change it there whenever you save a note
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    #[command(flatten)]
    folder: Folder,
    /// The port to use; the next free one where it is taken
    #[arg(short, long, value_name = "N", default_value_t = 4000)]
    port: u16,
    /// Open your browser as well
    #[arg(long)]
    open: bool,
}

const EXAMPLES: &str = "\
Examples:
  roundtable serve --open        look at the site of the folder you are in
  roundtable serve our-network   look at that of the folder `our-network`

Only this computer can see it. Press Ctrl and C together to end it.";

/// Serves a site until the program is ended.
pub(super) fn run(options: Options) -> Result<ExitCode, Failure> {
    let _ = (options.folder.folder, options.port, options.open);
    Err(Failure::request("the preview isn't there yet", ""))
}
