//! What is wrong in the author's files, as data: a rule, a severity, a place, what, and what to do.
//! The terminal, the JSON output and the preview's panel print the same list. All wording is in `wording`.

use std::cell::Cell;
use std::ops::Range;

use crate::text::floor_boundary;

mod edit;
pub mod rules;
mod wording;

pub use edit::{Edit, apply};

/// Something in the author's files that a person should know of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file, relative to the knowledge base's folder; empty where no file is concerned.
    pub file: String,
    /// Bytes in that file; an empty range at 0 where the whole file is meant.
    pub span: (usize, usize),
    /// The rule's stable name, such as `broken-link`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong; the author's own words in backticks.
    pub message: String,
    /// What to do about it; may be empty.
    pub help: String,
    /// The change that certainly mends it, where there is one.
    pub fix: Option<Edit>,
}

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A reader will miss something.
    Error,
    /// Worth a look.
    Warning,
    /// Nothing is wrong; somebody may want to know.
    Notice,
}

impl Severity {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// Where a diagnostic points: a file, relative to the knowledge base's folder, and bytes in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: String,
    /// Bytes in it.
    pub span: Range<usize>,
}

impl Place {
    /// Bytes of a file.
    pub fn new(file: impl Into<String>, span: Range<usize>) -> Self {
        Self { file: file.into(), span }
    }

    /// A file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self::new(file, 0..0)
    }
}

/// A diagnostic made ready to print: with line, column and the line's text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// `error`, `warning` or `notice`.
    pub severity: &'static str,
    /// The rule's name.
    pub rule: &'static str,
    /// The file, relative to the knowledge base's folder.
    pub file: String,
    /// The first line is 1; 0 where the whole file is meant.
    pub line: usize,
    /// The first character is 1; 0 where the whole file is meant.
    pub column: usize,
    /// Characters to underline in `excerpt`, at least 1.
    pub length: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The line, shortened where it is very long.
    pub excerpt: String,
    /// Where the underlining starts in `excerpt`, in characters from 0.
    pub mark: usize,
    /// The change that certainly mends it, in bytes of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Edit>,
}

/// A file's text, in which places are found by line and column; made once for all diagnostics of the file.
#[derive(Debug)]
pub struct Lines<'a> {
    source: &'a str,
    /// Where each line begins.
    starts: Vec<usize>,
    /// The last place that was found in a line, with its column, so that long lines are counted through once.
    last: Cell<(usize, usize)>,
}

impl<'a> Lines<'a> {
    /// The lines of a text.
    pub fn new(source: &'a str) -> Self {
        let starts = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { source, starts, last: Cell::new((0, 0)) }
    }

    /// The number of the line that holds a byte, from 0, and the line's bytes without its end.
    fn line(&self, at: usize) -> (usize, Range<usize>) {
        let number = self.starts.partition_point(|start| *start <= at) - 1;
        let end = self.starts.get(number + 1).map_or(self.source.len(), |next| next - 1);
        let line = self.starts[number]..end.max(self.starts[number]);
        let trimmed = self.source[line.clone()].trim_end_matches('\r').len();
        (number, line.start..line.start + trimmed)
    }

    /// How many characters stand before a byte in its line.
    fn column(&self, line_start: usize, at: usize) -> usize {
        let (from, known) = self.last.get();
        let (from, known) =
            if (line_start..=at).contains(&from) && from > line_start { (from, known) } else { (line_start, 0) };
        let column = known + self.source[from..at].chars().count();
        self.last.set((at, column));
        column
    }
}

/// A diagnostic with line and column in its file's text; `None` where the file can't be read.
pub fn report(diagnostic: &Diagnostic, lines: Option<&Lines<'_>>) -> Report {
    let (start, end) = diagnostic.span;
    let mut report = Report {
        severity: diagnostic.severity.word(),
        rule: diagnostic.rule,
        file: diagnostic.file.clone(),
        line: 0,
        column: 0,
        length: 1,
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        excerpt: String::new(),
        mark: 0,
        fix: diagnostic.fix.clone(),
    };
    let Some(lines) = lines.filter(|_| end > 0) else {
        return report;
    };
    let start = floor_boundary(lines.source, start);
    let end = floor_boundary(lines.source, end).max(start);
    let (number, line) = lines.line(start);
    let start_in_line = start.min(line.end);
    let column = lines.column(line.start, start_in_line);
    report.line = number + 1;
    report.column = column + 1;
    report.length = lines.source[start_in_line..end.clamp(start_in_line, line.end)].chars().take(WIDEST).count().max(1);
    excerpt(&mut report, &lines.source[line.clone()], start_in_line - line.start);
    report
}

/// The widest excerpt, in characters, and how much of it stands before the marked words in a longer line.
const WIDEST: usize = 160;
const BEFORE: usize = 60;

/// Cuts a window out of a long line around the marked words, which begin at the byte `at` of it.
fn excerpt(report: &mut Report, line: &str, at: usize) {
    let is_long = line.chars().nth(WIDEST).is_some();
    let before: Vec<char> = line[..at].chars().rev().take(if is_long { BEFORE } else { WIDEST }).collect();
    let plain = |c: char| if c == '\t' { ' ' } else { c };
    report.mark = before.len();
    report.excerpt = before.into_iter().rev().chain(line[at..].chars()).take(WIDEST).map(plain).collect();
    report.length = report.length.min(report.excerpt.chars().count().saturating_sub(report.mark)).max(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_not_bytes() {
        let source = "eins\nzwei für [[Haus]] ja\n";
        let start = source.find("[[").unwrap();
        let diagnostic = Diagnostic::broken_link(&Place::new("a.md", start..start + 8), "Haus", None);
        let report = report(&diagnostic, Some(&Lines::new(source)));
        assert_eq!((report.line, report.column, report.length), (2, 10, 8));
        assert_eq!(report.excerpt, "zwei für [[Haus]] ja");
    }

    #[test]
    fn a_long_line_is_cut_around_the_words() {
        let source = format!("{}[x](y.md){}", "a".repeat(500), "b".repeat(500));
        let diagnostic = Diagnostic::broken_link(&Place::new("a.md", 500..509), "y.md", None);
        let report = report(&diagnostic, Some(&Lines::new(&source)));
        assert_eq!(report.column, 501);
        assert!(report.excerpt.chars().skip(report.mark).collect::<String>().starts_with("[x](y.md)"));
        assert_eq!(report.excerpt.chars().count(), 160);
    }
}
