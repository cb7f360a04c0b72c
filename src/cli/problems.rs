//! How diagnostics are told: for people at a terminal, as JSON, and as annotations on GitHub.
//! All three tell the same list in the same order.

use std::path::{Component, Path};

use super::output::{Colour, count, harmless};
use super::width;
use crate::diagnostic::{Diagnostic, Report, Severity};

const RED: &str = "1;31";
const YELLOW: &str = "1;33";
const BOLD: &str = "1";
const FAINT: &str = "2";

/// How many problems of each severity there are.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    /// Readers will miss something.
    pub(super) errors: usize,
    /// Worth a look.
    pub(super) warnings: usize,
}

impl Tally {
    /// Of these diagnostics.
    pub(super) fn of(diagnostics: &[Diagnostic]) -> Self {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        Self { errors, warnings: diagnostics.len() - errors }
    }

    /// `2 errors, 1 warning in 41 notes`.
    pub(super) fn summary(self, notes: usize) -> String {
        format!("{} in {}", self.words(), count(notes, "note", "notes"))
    }

    /// `2 errors, 1 warning`, or `no problems`.
    pub(super) fn words(self) -> String {
        let errors = count(self.errors, "error", "errors");
        let warnings = count(self.warnings, "warning", "warnings");
        match (self.errors, self.warnings) {
            (0, 0) => "no problems".to_owned(),
            (0, _) => warnings,
            (_, 0) => errors,
            (_, _) => format!("{errors}, {warnings}"),
        }
    }
}

fn is_error(report: &Report) -> bool {
    report.severity == Severity::Error.word()
}

/// Every problem with its line, marked, and what to do; a blank line after each.
pub(super) fn human(reports: &[Report], colour: Colour) -> String {
    reports.iter().map(|report| format!("{}\n", one(report, colour))).collect()
}

fn one(report: &Report, colour: Colour) -> String {
    let hue = if is_error(report) { RED } else { YELLOW };
    let kind = colour.paint(hue, &format!("{}[{}]", report.severity, report.rule));
    let message = colour.paint(BOLD, &harmless(&report.message));
    let mut text = format!("{}{kind}: {message}\n", place(report));
    let number = report.line.to_string();
    let bar = |number: &str| colour.paint(FAINT, &format!("{number} |"));
    let margin = " ".repeat(number.len());
    if report.line > 0 {
        let excerpt = harmless(&report.excerpt);
        let (before, marked) = spaces_and_marks(&excerpt, report);
        text.push_str(&format!("{} {}\n", bar(&number), excerpt.trim_end()));
        text.push_str(&format!("{} {before}{}\n", bar(&margin), colour.paint(hue, &marked)));
    }
    if !report.help.is_empty() {
        let indent = if report.line > 0 { margin } else { " ".to_owned() };
        text.push_str(&format!("{indent} = help: {}\n", harmless(&report.help)));
    }
    text
}

/// `sessions/a.md:14:5: `, as far as it is known.
fn place(report: &Report) -> String {
    let file = harmless(&report.file);
    match (file.is_empty(), report.line) {
        (true, _) => String::new(),
        (false, 0) => format!("{file}: "),
        (false, line) => format!("{file}:{line}:{}: ", report.column),
    }
}

/// What goes below the excerpt: spaces up to the marked characters, and a `^` for each column of them.
fn spaces_and_marks(excerpt: &str, report: &Report) -> (String, String) {
    let before: String = excerpt.chars().take(report.mark).collect();
    let marked: String = excerpt.chars().skip(report.mark).take(report.length).collect();
    (" ".repeat(width::of(&before)), "^".repeat(width::of(&marked).max(1)))
}

/// One JSON document: an array with an object for each problem.
pub(super) fn json(reports: &[Report]) -> String {
    let text = serde_json::to_string_pretty(reports).expect("reports hold text and numbers alone");
    format!("{text}\n")
}

/// A line for each problem that GitHub shows beside the changed line. `folder` is the knowledge base's
/// as it was given: annotations name files from the repository's top, where such jobs run.
pub(super) fn github(reports: &[Report], folder: &Path) -> String {
    let before = below_here(folder);
    reports.iter().map(|report| annotation(report, &before)).collect()
}

/// See "Workflow commands for GitHub Actions", "Setting an error message".
fn annotation(report: &Report, before: &str) -> String {
    let mut properties = Vec::new();
    if !report.file.is_empty() {
        properties.push(format!("file={}", escape_property(&format!("{before}{}", report.file))));
    }
    if report.line > 0 {
        let end = report.column + report.length;
        properties.push(format!("line={},col={},endColumn={end}", report.line, report.column));
    }
    properties.push(format!("title={}", escape_property(report.rule)));
    let help = if report.help.is_empty() { String::new() } else { format!(". {}", report.help) };
    let message = escape(&format!("{}{help}", report.message));
    format!("::{} {}::{message}\n", report.severity, properties.join(","))
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}

/// `notes/` for `./notes`; nothing for the folder one is in, or for one that isn't below it.
fn below_here(folder: &Path) -> String {
    let mut path = String::new();
    for part in folder.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) => path.push_str(&format!("{}/", name.to_string_lossy())),
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return String::new(),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Place, report};

    fn broken(source: &str, target: &str) -> Report {
        let start = source.find("[[").unwrap();
        let end = source.find("]]").unwrap() + 2;
        report(
            &Diagnostic::broken_wikilink(&Place::new("a, b.md", start..end), target, Some("Budget 2026")),
            Some(&crate::diagnostic::Lines::new(source)),
        )
    }

    #[test]
    fn people_see_the_line_and_the_marked_words() {
        let text = human(&[broken("eins\n会议 [[预算]] ja\n", "预算")], Colour::Plain);
        let expected = "a, b.md:2:4: error[broken-link]: no note is called `预算`\n2 | 会议 [[预算]] ja\n  |      ^^^^^^^^\n  = help: did you mean `Budget 2026`?\n\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn notes_cannot_steer_the_terminal() {
        let text = human(&[broken("\u{1b}[2J [[\u{9b}2J]]", "\u{9b}2J")], Colour::Plain);
        assert!(!text.contains(['\u{1b}', '\u{9b}']));
    }

    #[test]
    fn annotations_are_escaped() {
        let text = github(&[broken("[[100%\u{a0}]]", "100%")], Path::new("./my notes"));
        let expected = "::error file=my notes/a%2C b.md,line=1,col=1,endColumn=10,title=broken-link::no note is called `100%25`. did you mean `Budget 2026`?\n";
        assert_eq!(text, expected);
    }
}
