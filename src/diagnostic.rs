//! What is wrong in the author's files, as data: a rule, a severity, a place, what, and what to do.
//! The terminal, the JSON output and the preview's panel print the same list. All wording is in `wording`.

use std::ops::Range;

mod wording;

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
}

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A reader will miss something.
    Error,
    /// Worth a look.
    Warning,
}

impl Severity {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
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
    /// `error` or `warning`.
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
}

/// Finds line and column of a diagnostic in its file's `source`; `None` where the file can't be read.
pub fn report(diagnostic: &Diagnostic, source: Option<&str>) -> Report {
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
    };
    let Some(source) = source.filter(|_| end > 0) else {
        return report;
    };
    let start = crate::text::floor_boundary(source, start);
    let end = crate::text::floor_boundary(source, end).max(start);
    let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = source[start..].find('\n').map_or(source.len(), |at| start + at);
    report.line = source[..line_start].bytes().filter(|byte| *byte == b'\n').count() + 1;
    report.column = source[line_start..start].chars().count() + 1;
    report.length = source[start..end.min(line_end)].chars().count().max(1);
    excerpt(&mut report, source[line_start..line_end].trim_end_matches('\r'));
    report
}

/// Cuts a window out of a long line around the marked words.
fn excerpt(report: &mut Report, line: &str) {
    const WIDEST: usize = 160;
    const BEFORE: usize = 60;
    let mark = report.column - 1;
    let skipped = if line.chars().count() > WIDEST { mark.saturating_sub(BEFORE) } else { 0 };
    let cut: String = line.chars().skip(skipped).take(WIDEST).map(|c| if c == '\t' { ' ' } else { c }).collect();
    report.mark = mark - skipped;
    report.length = report.length.min(cut.chars().count().saturating_sub(report.mark)).max(1);
    report.excerpt = cut;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_not_bytes() {
        let source = "eins\nzwei für [[Haus]] ja\n";
        let start = source.find("[[").unwrap();
        let diagnostic = Diagnostic::broken_link(&Place::new("a.md", start..start + 8), "Haus", None);
        let report = report(&diagnostic, Some(source));
        assert_eq!((report.line, report.column, report.length), (2, 10, 8));
        assert_eq!(report.excerpt, "zwei für [[Haus]] ja");
    }

    #[test]
    fn a_long_line_is_cut_around_the_words() {
        let source = format!("{}[x](y.md){}", "a".repeat(500), "b".repeat(500));
        let diagnostic = Diagnostic::broken_link(&Place::new("a.md", 500..509), "y.md", None);
        let report = report(&diagnostic, Some(&source));
        assert_eq!(report.column, 501);
        assert!(report.excerpt.chars().skip(report.mark).collect::<String>().starts_with("[x](y.md)"));
        assert_eq!(report.excerpt.chars().count(), 160);
    }
}
