//! How elements open and close: paragraphs, headings, lists, tables, quotes, code.

use std::fmt::Write;
use std::ops::Range;

use super::{MARK, Opened, Writer, count_words, mark, own_id};
use crate::note::{Code, Heading, LinkForm, Setting, Word};
use crate::parse::callout;
use crate::parse::syntax::{Align, Element, Event};
use crate::text::{escape_into, heading_id, spaced};

impl Writer<'_, '_> {
    pub(super) fn open_element(&mut self, index: usize, element: &Element<'_>, span: &Range<usize>) {
        let opened = match element {
            Element::Paragraph => {
                self.end_passage();
                self.plain("p", "<p>")
            }
            Element::Heading(level) => self.open_heading(*level),
            Element::Quote => match callout::of(&self.events[index..]) {
                Some(callout) => self.open_callout(callout),
                None => self.plain("blockquote", "<blockquote>\n"),
            },
            Element::CodeBlock(info) => {
                self.end_passage();
                let language = info.split([' ', ',', '{']).next().unwrap_or_default().to_lowercase();
                Opened::Code { language }
            }
            Element::HtmlBlock => Opened::Html,
            Element::List(None) => self.plain("ul", "<ul>\n"),
            Element::List(Some(1)) => self.plain("ol", "<ol>\n"),
            Element::List(Some(start)) => {
                let _ = writeln!(self.written.html, "<ol start=\"{start}\">");
                Opened::Plain("ol")
            }
            Element::Item => {
                self.end_passage();
                let html = if self.is_task(index) { "<li class=\"task\">" } else { "<li>" };
                self.plain("li", html)
            }
            Element::Footnote(name) => Opened::Footnote { name: name.to_string(), at: self.written.html.len() },
            Element::DefinitionList => self.plain("dl", "<dl>\n"),
            Element::Term => self.plain("dt", "<dt>"),
            Element::Definition => self.plain("dd", "<dd>"),
            Element::Table(columns) => {
                let name = mark(Word::Table);
                let _ = writeln!(
                    self.written.html,
                    "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"{name}\"><table>"
                );
                Opened::Table { columns: columns.clone() }
            }
            Element::TableHead => {
                self.push("<thead><tr>");
                Opened::Head { column: 0 }
            }
            Element::TableRow => {
                self.push("<tr>");
                Opened::Row { column: 0 }
            }
            Element::TableCell => self.open_cell(),
            Element::Emphasis => self.plain("em", "<em>"),
            Element::Strong => self.plain("strong", "<strong>"),
            Element::Strikethrough => self.plain("del", "<del>"),
            Element::Link { target, title, is_address } => self.open_link((target, title), *is_address, span),
            Element::Image { target, title } => self.open_image(target, title, span),
        };
        self.open.push(opened);
    }

    pub(super) fn plain(&mut self, name: &'static str, html: &str) -> Opened {
        self.push(html);
        Opened::Plain(name)
    }

    /// Takes the paragraph's tag away where it holds an embed and nothing else, which may be a block.
    fn is_embed_alone(&mut self) -> bool {
        let Some(last) = self.written.links.len().checked_sub(1) else { return false };
        let alone = format!("<p>{MARK}w{last}{MARK}");
        if self.written.links[last].form != LinkForm::Embed || !self.written.html.ends_with(&alone) {
            return false;
        }
        let start = self.written.html.len() - alone.len();
        self.written.html.replace_range(start..start + "<p>".len(), "");
        self.written.html.push('\n');
        self.written.links[last].setting = Setting::Alone;
        true
    }

    pub(super) fn is_task(&self, index: usize) -> bool {
        let next = |at: usize| self.events.get(at).map(|(event, _)| event);
        let first = match next(index + 1) {
            Some(Event::Open(Element::Paragraph)) => next(index + 2),
            other => other,
        };
        matches!(first, Some(Event::Task(_)))
    }

    pub(super) fn open_heading(&mut self, level: u8) -> Opened {
        self.end_passage();
        let level = level.saturating_add_signed(self.source.shift).clamp(2, 6);
        Opened::Heading { level, at: self.written.html.len() }
    }

    pub(super) fn open_callout(&mut self, callout: callout::Callout) -> Opened {
        callout.open(&mut self.written.html);
        Opened::Callout(callout)
    }

    pub(super) fn open_cell(&mut self) -> Opened {
        let is_head = matches!(self.open.last(), Some(Opened::Head { .. }));
        let class = match self.next_column() {
            Align::None => "",
            Align::Start => " class=\"align-start\"",
            Align::Center => " class=\"align-center\"",
            Align::End => " class=\"align-end\"",
        };
        let (name, scope) = if is_head { ("th", " scope=\"col\"") } else { ("td", "") };
        ["<", name, scope, class, ">"].into_iter().for_each(|html| self.push(html));
        Opened::Cell { name, at: self.written.html.len() }
    }

    /// How the column of the next cell is aligned; the cell after it is in the column after it.
    fn next_column(&mut self) -> Align {
        let Some(Opened::Head { column } | Opened::Row { column }) = self.open.last_mut() else { return Align::None };
        let this = *column;
        *column += 1;
        let columns =
            self.open.iter().rev().find_map(|opened| {
                if let Opened::Table { columns } = opened { columns.get(this).copied() } else { None }
            });
        columns.unwrap_or(Align::None)
    }

    /// A head without words heads nothing, so it is a plain cell.
    fn close_cell(&mut self, name: &str, at: usize) {
        const EMPTY_HEAD: &str = "<th scope=\"col\"";
        let is_empty_head = name == "th" && self.written.html.len() == at;
        let name = match is_empty_head.then(|| self.written.html.rfind(EMPTY_HEAD)).flatten() {
            Some(start) => {
                self.written.html.replace_range(start..start + EMPTY_HEAD.len(), "<td");
                "td"
            }
            None => name,
        };
        ["</", name, ">"].into_iter().for_each(|html| self.push(html));
    }

    pub(super) fn close_element(&mut self, span: &Range<usize>) {
        let Some(opened) = self.open.pop() else { return };
        self.drop_marks();
        match opened {
            Opened::Plain(name) => self.close_plain(name),
            Opened::Heading { level, at } => self.close_heading(level, at, span),
            Opened::Code { language } => self.close_code(language),
            Opened::Html => self.push("\n"),
            Opened::Link { index, plain_from } => {
                self.push("</a>");
                self.name_link(index, plain_from);
            }
            Opened::Image { index, at, plain_from } => self.close_image(index, at, plain_from),
            Opened::Callout(callout) => callout.close(&mut self.written.html),
            Opened::Footnote { name, at } => {
                let body = self.written.html.split_off(at);
                self.footnotes.define(&name, body);
            }
            Opened::Table { .. } => self.push("</tbody></table></div>\n"),
            Opened::Head { .. } => self.push("</tr></thead><tbody>\n"),
            Opened::Row { .. } => self.push("</tr>\n"),
            Opened::Cell { name, at } => {
                self.end_passage();
                self.close_cell(name, at);
            }
        }
    }

    pub(super) fn close_plain(&mut self, name: &str) {
        if name == "p" {
            self.take_summary();
        }
        if name == "p" && self.written.html.ends_with("<p>") {
            self.written.html.truncate(self.written.html.len() - "<p>".len());
            return;
        }
        if name == "p" && self.is_embed_alone() {
            self.end_passage();
            return;
        }
        let is_inline = matches!(name, "em" | "strong" | "del");
        self.push("</");
        self.push(name);
        self.push(if is_inline { ">" } else { ">\n" });
        if !is_inline {
            self.end_passage();
        }
    }

    pub(super) fn close_code(&mut self, language: String) {
        let text = std::mem::take(&mut self.plain);
        self.written.words += count_words(&text);
        self.written.codes.push(Code { language, text });
        let _ = writeln!(self.written.html, "{MARK}c{}{MARK}", self.written.codes.len() - 1);
    }

    pub(super) fn close_heading(&mut self, level: u8, at: usize, span: &Range<usize>) {
        let mut inner = self.written.html.split_off(at);
        let mut text = spaced(&self.plain);
        let own_id = own_id(&text).map(|(kept, id)| (kept.to_owned(), id.to_owned()));
        if let Some((kept, _)) = &own_id {
            let cut = inner.rfind('{').unwrap_or(inner.len());
            let marks: String = inner[cut..].find(MARK).map_or(String::new(), |at| inner[cut + at..].to_owned());
            inner.truncate(inner[..cut].trim_end().len());
            inner.push_str(&marks);
            text.clone_from(kept);
        }
        let id = self.unique_id(own_id.map_or_else(|| heading_id(&text), |(_, id)| id));
        let _ = write!(self.written.html, "<h{level} id=\"");
        escape_into(&mut self.written.html, &id);
        let _ = writeln!(self.written.html, "\">{}</h{level}>", inner.trim());
        let span = self.place(span).span;
        self.written.outline.push(Heading { level, id, text, span });
        self.end_passage();
    }
}
