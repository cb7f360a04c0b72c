//! How diagnostics are told: for people at a terminal, as JSON, and as annotations on GitHub.
//! All three tell the same list in the same order.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use super::output::{Colour, count, harmless};
use super::width;
use crate::diagnostic::{Diagnostic, Report, Severity};

const RED: &str = "1;31";
const YELLOW: &str = "1;33";
const BLUE: &str = "1;34";
const BOLD: &str = "1";
const FAINT: &str = "2";

/// How many problems of each severity there are.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    /// Readers will miss something.
    pub(super) errors: usize,
    /// Worth a look.
    pub(super) warnings: usize,
    /// Nothing is wrong; somebody may want to know.
    pub(super) notices: usize,
}

impl Tally {
    /// Of these diagnostics.
    pub(super) fn of(diagnostics: &[Diagnostic]) -> Self {
        let of = |severity: Severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        Self { errors: of(Severity::Error), warnings: of(Severity::Warning), notices: of(Severity::Notice) }
    }

    /// `2 errors, 1 warning in 41 notes`.
    pub(super) fn summary(self, notes: usize) -> String {
        format!("{} in {}", self.words(), count(notes, "note", "notes"))
    }

    /// `2 errors, 1 warning`, or `no problems`.
    pub(super) fn words(self) -> String {
        let counts = [
            (self.errors, count(self.errors, "error", "errors")),
            (self.warnings, count(self.warnings, "warning", "warnings")),
            (self.notices, count(self.notices, "notice", "notices")),
        ];
        let words: Vec<String> = counts.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect();
        if words.is_empty() { "no problems".to_owned() } else { words.join(", ") }
    }
}

/// How much people are told at once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// Every error, and the first of each other rule.
    Few,
    /// Everything.
    All,
}

/// So many of each rule are told where there are more, errors aside: the list should be one to work through.
const FEW: usize = 10;

fn is_error(report: &Report) -> bool {
    report.severity == Severity::Error.word()
}

/// Every problem with its line, marked, and what to do; a blank line after each. Then how many were left out, and
/// how to learn more.
pub(super) fn human(reports: &[Report], colour: Colour, amount: Amount) -> String {
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let mut is_told = |report: &&Report| {
        let times = told.entry(report.rule).or_default();
        *times += 1;
        amount == Amount::All || is_error(report) || *times <= FEW
    };
    let shown: Vec<&Report> = reports.iter().filter(|report| is_told(report)).collect();
    let mut text: String = shown.iter().map(|report| format!("{}\n", one(report, colour))).collect();
    let left: Vec<String> = told
        .iter()
        .map(|(rule, times)| (rule, times - shown.iter().filter(|report| report.rule == *rule).count()))
        .filter(|(_, left)| *left > 0)
        .map(|(rule, left)| format!("and {left} more of {rule}"))
        .collect();
    if !left.is_empty() {
        text.push_str(&format!("{}: roundtable check --all\n", left.join(", ")));
    }
    if let Some(first) = shown.first() {
        text.push_str(&format!("To learn more: roundtable explain {}\n\n", first.rule));
    }
    text
}

fn one(report: &Report, colour: Colour) -> String {
    let hue = hue(report);
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

fn hue(report: &Report) -> &'static str {
    let is = |severity: Severity| report.severity == severity.word();
    if is(Severity::Error) {
        RED
    } else if is(Severity::Warning) {
        YELLOW
    } else {
        BLUE
    }
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
        let text = human(&[broken("eins\n会议 [[预算]] ja\n", "预算")], Colour::Plain, Amount::Few);
        let expected = "a, b.md:2:4: error[broken-link]: no note is called `预算`\n2 | 会议 [[预算]] ja\n  |      ^^^^^^^^\n  = help: did you mean `Budget 2026`?\n\nTo learn more: roundtable explain broken-link\n\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn notes_cannot_steer_the_terminal() {
        let text = human(&[broken("\u{1b}[2J [[\u{9b}2J]]", "\u{9b}2J")], Colour::Plain, Amount::Few);
        assert!(!text.contains(['\u{1b}', '\u{9b}']));
    }

    #[test]
    fn annotations_are_escaped() {
        let text = github(&[broken("[[100%\u{a0}]]", "100%")], Path::new("./my notes"));
        let expected = "::error file=my notes/a%2C b.md,line=1,col=1,endColumn=10,title=broken-link::no note is called `100%25`. did you mean `Budget 2026`?\n";
        assert_eq!(text, expected);
    }
}
