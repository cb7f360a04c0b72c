//! Lines of texts, with what they stand in.

use super::*;
use crate::parse::syntax;

fn lines_of(text: &str) -> Vec<Line> {
    of(&syntax::events(text), text)
}

fn check(text: &str, expected: &[(What, &str)]) {
    let lines = lines_of(text);
    let shown: Vec<(What, &str)> = lines.iter().map(|line| (line.what, line.text.as_str())).collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn lines_are_what_readers_see() {
    check("# A *b*\nc\nd **e\nf**", &[(What::Heading(1), "A b"), (What::Paragraph, "c"), (What::Further, "d e f")]);
    check(
        "- [ ] a\n  b\n- c\n  - d\n\n  e",
        &[
            (What::Bullet(Some(TaskState::Open)), "a"),
            (What::Further, "b"),
            (What::Bullet(None), "c"),
            (What::Bullet(None), "d"),
            (What::Paragraph, "e"),
        ],
    );
    check(
        "> a\n> b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\nno\n```",
        &[(What::Quoted, "a"), (What::Quoted, "b"), (What::Head, "x\ty"), (What::Row, "1\t2")],
    );
}

#[test]
fn bold_leads_are_measured() {
    let lines = lines_of("**Decision:** yes\n\n- **Jo** *will* go\n\nplain **not**\n\n~~all gone~~");
    let leads: Vec<&str> = lines.iter().map(|line| &line.text[..line.lead]).collect();
    assert_eq!(leads, ["Decision:", "Jo will", "", ""]);
    assert!(lines[3].is_struck && !lines[0].is_struck);
}

#[test]
fn list_items_know_the_one_around_them() {
    let lines = lines_of("- a\n  - b\n    - c\n- d");
    let parents: Vec<Option<usize>> = lines.iter().map(|line| line.parent).collect();
    assert_eq!(parents, [None, Some(0), Some(1), None]);
}
