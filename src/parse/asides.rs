//! What readers see of a text beside its lines: footnotes, HTML that the author wrote, code, and what describes
//! images. Events go in; the words of each come out, in order, with their places in the file.

use super::raw_html::{self, Token};
use super::syntax::{Element, Event, Spanned};
use crate::note::Aside;
use crate::text;

/// The asides among `events`; `offset` is where in the file the text begins.
pub(super) fn of(events: &[Spanned<'_>], offset: usize) -> Vec<Aside> {
    let mut asides = Vec::new();
    let mut open: Vec<Opened> = Vec::new();
    for (event, span) in events {
        match event {
            Event::Open(element) => {
                let opened = opened(element, open.last().copied());
                if opened == Opened::Aside && open.last() != Some(&Opened::Aside) {
                    asides.push(Aside { text: String::new(), source: offset + span.start });
                }
                open.push(opened);
            }
            Event::Close => {
                open.pop();
            }
            Event::Text(text) | Event::Code(text) if open.last() == Some(&Opened::Aside) => {
                if let Some(aside) = asides.last_mut() {
                    aside.text.push_str(text);
                }
            }
            Event::Html(html) if open.is_empty() || open.last() == Some(&Opened::Aside) => {
                asides.push(Aside { text: words_of_html(html), source: offset + span.start });
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(aside) = asides.last_mut().filter(|_| open.last() == Some(&Opened::Aside)) {
                    aside.text.push(' ');
                }
            }
            Event::Text(_)
            | Event::Code(_)
            | Event::Html(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::Task(_) => {}
        }
    }
    asides.retain(|aside| !aside.text.trim().is_empty());
    asides
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// Its words are lines of the text.
    Lines,
    /// Its words stand beside them.
    Aside,
}

fn opened(element: &Element<'_>, around: Option<Opened>) -> Opened {
    match element {
        Element::Image { .. } | Element::CodeBlock(_) | Element::HtmlBlock | Element::Footnote(_) => Opened::Aside,
        Element::Paragraph
        | Element::Heading(_)
        | Element::Quote
        | Element::List(_)
        | Element::Item
        | Element::DefinitionList
        | Element::Term
        | Element::Definition
        | Element::Table(_)
        | Element::TableHead
        | Element::TableRow
        | Element::TableCell
        | Element::Emphasis
        | Element::Strong
        | Element::Strikethrough
        | Element::Link { .. } => around.unwrap_or(Opened::Lines),
    }
}

/// The words between tags; what a browser would not show is none.
fn words_of_html(html: &str) -> String {
    let mut words = String::new();
    for (token, _) in raw_html::tokens(html) {
        match token {
            Token::Text(text) => words.push_str(&raw_html::decode(&text)),
            Token::Tag(tag) => {
                words.push(' ');
                words.push_str(&tag.alt);
            }
            Token::Removed(_) | Token::UnclosedComment => words.push(' '),
        }
    }
    text::spaced(&words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::syntax;

    fn check(text: &str, expected: &[&str]) {
        let asides = of(&syntax::events(text), 0);
        assert_eq!(asides.iter().map(|aside| aside.text.trim()).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn words_beside_the_lines_are_kept() {
        check("A[^1] b\n\n[^1]: The *small* print", &["The small print"]);
        check("![A bridge](b.png) and words", &["A bridge"]);
        check("```py\nprint(1)\n```\n\nwords", &["print(1)"]);
        check("<p class=\"x\">Some <b>bold</b> &amp; words</p>", &["Some bold & words"]);
        check("words <b>bold</b>", &[]);
    }

    #[test]
    fn what_readers_don_t_see_is_none() {
        check("<!-- no -->\n\n<script>\nlet no = 1;\n</script>\n\n<style>\nno {}\n</style>", &[]);
    }
}
