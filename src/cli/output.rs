//! What the commands say: results to standard output, everything else to standard error.
//! A reader who has gone, as in `| head`, is no failure. Words for the terminal hold no control characters.

use std::fmt;
use std::io::{self, IsTerminal, Write};

use crate::error::Error;

/// Why a command could not run.
#[derive(Debug)]
pub(super) enum Failure {
    /// The machine refused something.
    Machine(Error),
    /// What was asked for can't be done.
    Request {
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
}

impl Failure {
    /// A request that can't be met.
    pub(super) fn request(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Request { message: message.into(), help: help.into() }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Machine(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Machine(error) => write!(out, "{error}"),
            Self::Request { message, help } if help.is_empty() => write!(out, "error: {message}"),
            Self::Request { message, help } => write!(out, "error: {message}\n  = help: {help}"),
        }
    }
}

/// Writes a result, as it is, to standard output.
pub(super) fn print(result: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(result).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::request(
            format!("the result can't be written: {error}"),
            "check the disk or the program that it goes to",
        )),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Says something to the person at the terminal.
pub(super) fn tell(words: &str) {
    // Nobody can be told that nobody can be told.
    drop(writeln!(io::stderr().lock(), "{words}"));
}

/// Whether text may hold codes for colours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    /// It may.
    Terminal,
    /// It may not: the text goes to a file or another program, or the person wants none.
    Plain,
}

impl Colour {
    /// For what is written to `stream`; follows <https://no-color.org>.
    pub(super) fn of(stream: &impl IsTerminal) -> Self {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        if stream.is_terminal() && !is_set("NO_COLOR") && !is_dumb { Self::Terminal } else { Self::Plain }
    }

    /// `text`, shown as SGR `code` says (ECMA-48, 8.3.117).
    pub(super) fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::Terminal => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Self::Plain => text.to_owned(),
        }
    }
}

/// `text` without characters that would move the cursor or change how the rest is shown.
pub(super) fn harmless(text: &str) -> String {
    let is_harmful = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(is_harmful) { text.replace(is_harmful, "\u{fffd}") } else { text.to_owned() }
}

/// `1 note`, `2 notes`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
