//! What changes in a file, as a unified diff (POSIX.1-2017, `diff -u`): two texts of as many lines go in, the changed
//! lines with three around them come out. Made to be read; line ends are shown as plain ones.

use super::output::{Colour, harmless};

const RED: &str = "31";
const GREEN: &str = "32";
const FAINT: &str = "2";
const BOLD: &str = "1";

/// Lines that are shown before and after a change.
const AROUND: usize = 3;

/// The difference between a file's text before and after; nothing where there is none.
pub(super) fn unified(file: &str, (before, after): (&str, &str), colour: Colour) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let changed: Vec<usize> = (0..old.len().max(new.len())).filter(|at| old.get(*at) != new.get(*at)).collect();
    if changed.is_empty() {
        return String::new();
    }
    let file = harmless(file);
    let mut text = colour.paint(BOLD, &format!("--- {file}\n+++ {file}")) + "\n";
    for run in changed.chunk_by(|a, b| b - a <= 2 * AROUND) {
        text.push_str(&hunk(&old, &new, run, colour));
    }
    text
}

/// The changes of one run of lines with what stands around them.
fn hunk(old: &[&str], new: &[&str], run: &[usize], colour: Colour) -> String {
    let (first, last) = (run[0], run[run.len() - 1]);
    let from = first.saturating_sub(AROUND);
    let end = |lines: &[&str]| (last + 1 + AROUND).min(lines.len());
    let head = format!("@@ -{},{} +{},{} @@", from + 1, end(old) - from, from + 1, end(new) - from);
    let mut text = colour.paint(FAINT, &head) + "\n";
    let line = |mark: char, words: &str| format!("{mark}{}\n", harmless(&words.replace('\t', "    ")));
    let painted =
        |code: &str, mark: char, words: &str| colour.paint(code, line(mark, words).trim_end_matches('\n')) + "\n";
    let mut at = from;
    while at < end(old) {
        let length = run.iter().skip_while(|changed| **changed < at).zip(at..).take_while(|(a, b)| **a == *b).count();
        if length == 0 {
            text.push_str(&line(' ', old[at]));
            at += 1;
            continue;
        }
        text.extend(old.iter().skip(at).take(length).map(|words| painted(RED, '-', words)));
        text.extend(new.iter().skip(at).take(length).map(|words| painted(GREEN, '+', words)));
        at += length;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_stand_among_those_around_them() {
        let before = "1\n2\n3\n4\n5\r\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16";
        let after = before.replace("5\r", "fünf\r").replace("6\n7", "6\nsieben").replace("16", "sechzehn");
        let shown = unified("a.md", (before, &after), Colour::Plain);
        let expected = "--- a.md\n+++ a.md\n@@ -2,9 +2,9 @@\n 2\n 3\n 4\n-5\n+fünf\n 6\n-7\n+sieben\n 8\n 9\n 10\n@@ -13,4 +13,4 @@\n 13\n 14\n 15\n-16\n+sechzehn\n";
        assert_eq!(shown, expected);
        assert_eq!(unified("a.md", (before, before), Colour::Plain), "");
    }
}
