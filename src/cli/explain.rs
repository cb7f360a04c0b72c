//! `roundtable explain`: what a rule means, a note that it speaks of, what to do, and how to turn it off; without
//! a name, all rules. The text is that of `diagnostic/rules.md`.

use std::process::ExitCode;

use clap::Args;

use super::output::{self, Failure};
use crate::diagnostic::rules::{self, Rule};

/// Say more about what `check` found: what a rule means, with an example, and what to do
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The rule, as it stands in brackets behind `error`, `warning` or `notice`; all of them, if you leave it out
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  roundtable explain                list all rules
  roundtable explain broken-link    say what this one means";

/// Lines are no longer than this, in characters.
const WIDTH: usize = 80;

/// Explains a rule, or lists all.
pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let text = match &options.rule {
        None => list(),
        Some(name) => explained(known(name)?),
    };
    output::print(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The rule of this name; brackets around it are no matter.
pub(super) fn known(name: &str) -> Result<&'static Rule, Failure> {
    let bare = name.trim().trim_matches(['[', ']']);
    rules::called(bare).ok_or_else(|| {
        let near = rules::near(bare).map(|near| format!("did you mean `{near}`?"));
        let help = near.unwrap_or_else(|| "`roundtable explain` lists the rules".to_owned());
        Failure::request(format!("there is no rule called `{bare}`"), help)
    })
}

fn list() -> String {
    let widest = rules::all().iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let line = |rule: &Rule| {
        let indent = " ".repeat(widest + 2);
        let words = wrapped(rule.first_sentence(), WIDTH - widest - 2).replace('\n', &format!("\n{indent}"));
        format!("{:widest$}  {words}\n", rule.name)
    };
    rules::all().iter().map(line).collect()
}

fn explained(rule: &Rule) -> String {
    let is_example = |part: &str| part.starts_with("    ");
    let parts =
        rule.text.split("\n\n").map(|part| if is_example(part) { part.to_owned() } else { wrapped(part, WIDTH) });
    let text: Vec<String> = parts.collect();
    let off = match rule.stays_because() {
        Some(why) => wrapped(&format!("This rule can't be turned off: {why}."), WIDTH),
        None => format!("To turn it off, write into roundtable.toml:\n\n    [check]\n    off = [\"{}\"]", rule.name),
    };
    format!("{}\n\n{}\n\n{off}\n", rule.name, text.join("\n\n"))
}

/// The words of a paragraph in lines that are no wider than `width`.
fn wrapped(paragraph: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for word in paragraph.split_whitespace() {
        let own = word.chars().count();
        if length > 0 && length + 1 + own > width {
            lines.push('\n');
            length = 0;
        } else if length > 0 {
            lines.push(' ');
            length += 1;
        }
        lines.push_str(word);
        length += own;
    }
    lines
}
