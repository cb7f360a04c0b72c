//! Passages that the author marked for an audience: a section by `{.members}` on its heading, a block between
//! `::: members` and `:::`. A text and its readers go in; what goes out of it comes out, with marks that can't be told.

use std::ops::Range;

use super::{Hidden, Why, Withheld, outermost};
use crate::audience::{Audience, Meant};
use crate::parse::syntax::{self, Event, Spanned};

/// What the marks of a text say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    /// What goes: passages and the marks themselves.
    pub(crate) hidden: Vec<Hidden>,
    /// The passages among it.
    pub(crate) withheld: Vec<Withheld>,
    /// Marks that can't be told, each with what is wrong about it.
    pub(crate) unclear: Vec<(Range<usize>, Trouble)>,
    /// For whom the whole text is, where its title says so.
    pub(crate) whole: Option<Meant>,
    /// The text has marks at all.
    pub(crate) has_marks: bool,
}

/// What is wrong about a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The word is no audience.
    Unknown,
    /// The block never ends.
    Unclosed,
    /// It stands on no heading.
    NoHeading,
}

/// Reads the marks of a text for `reader`; `title` is where the heading stands that names the whole note.
pub(crate) fn read(text: &str, reader: Audience, title: impl Fn(&[Spanned<'_>]) -> Option<Range<usize>>) -> Marked {
    let mut marked = Marked::default();
    if !text.contains(":::") && !text.contains('{') {
        return marked;
    }
    let events = syntax::events(text);
    let code = syntax::code_spans(&events);
    let title = title(&events);
    let headings: Vec<usize> = (0..events.len()).filter(|at| events[*at].0.heading_level().is_some()).collect();
    let outer = syntax::blocks(&events);
    blocks(text, reader, &code, &mut marked);
    for mark in classes(text, &code) {
        marked.has_marks = true;
        marked.hidden.push(Hidden::whole(mark.span.clone()));
        if mark.meant == Meant::Unclear {
            marked.unclear.push((mark.word.clone(), Trouble::Unknown));
        }
        if mark.meant.is_for(reader) {
            continue;
        }
        let below = headings.partition_point(|at| events[*at].1.start <= mark.span.start);
        let heading = headings[..below].last().copied().filter(|at| events[*at].1.contains(&mark.span.start));
        let span = match heading {
            Some(at) if title.as_ref() == Some(&events[at].1) => {
                marked.whole = marked.whole.max(Some(mark.meant));
                continue;
            }
            Some(at) => section(&events, at),
            None => {
                marked.unclear.push((mark.word, Trouble::NoHeading));
                let next = headings.get(below).map_or(text.len(), |at| events[*at].1.start);
                // Perhaps the mark stands on what was meant to be a heading.
                let above = outer.partition_point(|block| events[block.start].1.start <= mark.span.start);
                let block = outer[..above].last().map(|block| &events[block.start].1);
                let block = block.filter(|span| span.contains(&mark.span.start));
                block.map_or(mark.line, |span| span.start)..next
            }
        };
        marked.withhold(span, mark.meant);
    }
    outermost(&mut marked.hidden, |hidden| &hidden.span);
    outermost(&mut marked.withheld, |withheld| &withheld.span);
    marked
}

impl Marked {
    fn withhold(&mut self, span: Range<usize>, meant: Meant) {
        self.hidden.push(Hidden::whole(span.clone()));
        self.withheld.push(Withheld { span, why: Why::Meant(meant) });
    }
}

/// A class in braces that is an audience.
struct Class {
    /// Where its line begins.
    line: usize,
    /// The braces where nothing else stands in them, else the class.
    span: Range<usize>,
    /// The class.
    word: Range<usize>,
    meant: Meant,
}

/// Classes in braces, `{.members}` or `{#id .members}`, that are audiences, outside of code.
fn classes(text: &str, code: &[Range<usize>]) -> Vec<Class> {
    let mut found = Vec::new();
    let (mut line, mut last) = (0, 0);
    for (open, _) in text.match_indices('{').filter(|(at, _)| !is_in(code, *at)) {
        line = text[last..open].rfind('\n').map_or(line, |end| last + end + 1);
        last = open;
        if text[line..open].trim_start_matches([' ', '\t', '>']).starts_with(":::") {
            continue;
        }
        // Without its end, a class is one still.
        let end = text[open + 1..].find(['}', '{', '\n']).map_or(text.len(), |end| open + 1 + end);
        let close = end + usize::from(text[end..].starts_with('}'));
        let inner = &text[open + 1..end];
        let is_alone = inner.split_whitespace().count() == 1;
        let begins = |dot: usize| inner[..dot].chars().next_back().is_none_or(char::is_whitespace);
        for (dot, _) in inner.match_indices('.').filter(|(dot, _)| begins(*dot)) {
            let name = inner[dot + 1..].split_whitespace().next().unwrap_or_default();
            let Some(meant) = Meant::perhaps(name) else { continue };
            let word = open + 1 + dot..open + 2 + dot + name.len();
            let span = if is_alone { open..close } else { word.clone() };
            found.push(Class { line, span, word, meant });
        }
    }
    found
}

fn is_in(code: &[Range<usize>], at: usize) -> bool {
    let after = code.partition_point(|range| range.end <= at);
    code.get(after).is_some_and(|range| range.contains(&at))
}

/// From the heading that opens at `index` to the next one that isn't below it, or the end of what holds it.
fn section(events: &[Spanned<'_>], index: usize) -> Range<usize> {
    let (event, span) = &events[index];
    let own = event.heading_level().unwrap_or(6);
    let mut depth: usize = 0;
    let mut end = span.end;
    for (event, place) in &events[index..] {
        if depth == 0 && place.start > span.start && event.heading_level().is_some_and(|level| level <= own) {
            return span.start..place.start;
        }
        if matches!(event, Event::Open(_)) {
            depth += 1;
        } else if *event == Event::Close {
            if depth == 0 {
                return span.start..place.end;
            }
            depth -= 1;
        }
        end = end.max(place.end);
    }
    span.start..end
}

/// A block that is open: where it began, and for whom it is, where it is for an audience.
struct Open {
    start: usize,
    line: Range<usize>,
    meant: Option<Meant>,
}

/// Blocks between lines of colons.
fn blocks(text: &str, reader: Audience, code: &[Range<usize>], marked: &mut Marked) {
    let mut open: Vec<Open> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let bare = line.trim_end();
        let inner = bare.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
        let place = at + bare.len() - inner.len()..at + bare.len();
        if !inner.starts_with(":::") || is_in(code, place.start) {
            continue;
        }
        let words = inner.trim_start_matches(':').trim().trim_matches(['{', '}', ':', ' ']);
        match words.split_whitespace().next() {
            Some(word) => {
                let meant = Meant::perhaps(word.trim_start_matches('.'));
                if meant == Some(Meant::Unclear) {
                    marked.unclear.push((place.clone(), Trouble::Unknown));
                }
                open.push(Open { start: place.start, line: place, meant });
            }
            None => {
                let Some(Open { start, line, meant: Some(meant) }) = open.pop() else { continue };
                marked.block((start..place.end, line, Some(place)), meant, reader);
            }
        }
    }
    for Open { start, line, meant } in open {
        if let Some(meant) = meant {
            marked.unclear.push((line.clone(), Trouble::Unclosed));
            // For whom what follows was meant can't be told, but for those who see everything.
            marked.block((start..text.len(), line, None), meant.max(Meant::For(Audience::Facilitators)), reader);
        }
    }
}

impl Marked {
    /// A block with the lines that open and close it.
    fn block(
        &mut self,
        (span, first, last): (Range<usize>, Range<usize>, Option<Range<usize>>),
        meant: Meant,
        reader: Audience,
    ) {
        self.has_marks = true;
        self.hidden.extend([Some(first), last].into_iter().flatten().map(Hidden::whole));
        if !meant.is_for(reader) {
            self.withhold(span, meant);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::withhold::blank;

    fn check(text: &str, reader: Audience, expected: &str, troubles: &[Trouble]) {
        let marked = read(text, reader, |_| None);
        let blanked = blank(text, &marked.hidden).replace(crate::parse::withhold::FILLER, " ");
        let lines: Vec<&str> = blanked.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.join("\n"), expected, "{text}");
        assert_eq!(marked.unclear.iter().map(|(_, trouble)| *trouble).collect::<Vec<_>>(), troubles, "{text}");
    }

    #[test]
    fn a_section_goes_up_to_the_next_heading_of_its_level() {
        let text = "# T\n\na\n\n## S {.members}\n\nb\n\n### U\n\nc\n\n## V\n\nd\n";
        check(text, Audience::Public, "# T\na\n## V\nd", &[]);
        check(text, Audience::Members, "# T\na\n## S\nb\n### U\nc\n## V\nd", &[]);
        check("## S {#s .facilitators}\nb\n", Audience::Members, "", &[]);
        check("## S {#s .members}\nb\n", Audience::Members, "## S {#s         }\nb", &[]);
        check("> ## S {.members}\n> b\n\nc\n", Audience::Public, ">\nc", &[]);
        check("- ## S {.members}\n  b\n- d\n\nc\n", Audience::Public, "-\n- d\nc", &[]);
    }

    #[test]
    fn a_block_goes_with_its_marks() {
        let text = "a\n\n::: members\nb\n\n- c\n:::\n\nd\n";
        check(text, Audience::Public, "a\nd", &[]);
        check(text, Audience::Members, "a\nb\n- c\nd", &[]);
        check("::: members\na\n::: facilitators\nb\n:::\nc\n:::\nd\n", Audience::Members, "a\nc\nd", &[]);
        check("::: members\na\n::: tip\nb\n:::\nc\n:::\nd\n", Audience::Public, "d", &[]);
        check(":::{.members}\na\n:::\nb\n", Audience::Public, "b", &[]);
    }

    #[test]
    fn what_cannot_be_told_stays_out() {
        check("a\n::: members\nb\n", Audience::Members, "a", &[Trouble::Unclosed]);
        check("a\n::: memebrs\nb\n:::\nc\n", Audience::Facilitators, "a\nc", &[Trouble::Unknown]);
        check("# T\n\nSecret {.members} words\n\nc\n\n## U\n", Audience::Public, "# T\n## U", &[Trouble::NoHeading]);
        check("##Secret {.members}\n\nc\n", Audience::Public, "", &[Trouble::NoHeading]);
        check("## S {.members\nb\n", Audience::Public, "", &[]);
        check("## S {.private}\nb\n", Audience::Facilitators, "", &[Trouble::Unknown]);
    }

    #[test]
    fn other_braces_and_colons_stay() {
        let check = |text: &str| check(text, Audience::Public, text.trim_end(), &[]);
        check("## S {.unnumbered}\nb\n");
        check("::: tip\nb\n:::\n");
        check("`{.members}` and `::: members`\n");
        check("```\n::: members\n```\nb\n");
    }
}
