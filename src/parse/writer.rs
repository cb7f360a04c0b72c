//! Events become HTML with marks where a page must fill something in, beside the outline, links and code.
//! Events of one text go in, in order; every element that opens is closed. The marks are cut out by `holes`.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use super::callout;
use super::footnotes::Footnotes;
use super::inline::{self, CanClose, CanOpen, Embeds, Piece};
use super::raw_html::{self, Closes, Token};
use super::syntax::{Align, Element, Event, IsAddress, Spanned, TaskState};
use crate::diagnostic::{Diagnostic, Place};
use crate::note::{Code, Heading, Link, LinkForm};
use crate::text::{escape_into, heading_id};

/// The character that stands around a mark; the source can't hold it.
pub(crate) const MARK: char = '\u{1}';

/// Elements inside each other beyond which a text is shown as it was written.
const DEEPEST: usize = 100;

/// All that one text holds.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) html: String,
    pub(crate) outline: Vec<Heading>,
    pub(crate) links: Vec<Link>,
    pub(crate) codes: Vec<Code>,
    pub(crate) anchors: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) summary: String,
    pub(crate) words: usize,
    /// There are tags in it that the author wrote.
    pub(crate) has_raw_html: bool,
    /// It was nested too deeply to be shown.
    pub(crate) is_too_deep: bool,
}

/// Where a text stands, for messages.
pub(crate) struct Source<'a> {
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    /// Where in the file `text` begins.
    pub(crate) offset: usize,
    /// Added to the level of every heading, so that those right below the page's title are of level 2.
    pub(crate) shift: i8,
}

/// Writes the events of `source` as HTML.
pub(crate) fn write(source: &Source<'_>, events: &[Spanned<'_>], diagnostics: &mut Vec<Diagnostic>) -> Written {
    let mut writer = Writer {
        source,
        events,
        diagnostics,
        written: Written::default(),
        open: Vec::new(),
        footnotes: Footnotes::new(events),
        plain: String::new(),
        ids: HashMap::new(),
        passage_from: 0,
        raw_links: 0,
        marks: Vec::new(),
    };
    for index in 0..events.len() {
        writer.event(index);
        if writer.open.len() > DEEPEST {
            writer.written.is_too_deep = true;
            return writer.written;
        }
    }
    writer.finish()
}

struct Writer<'a, 's> {
    source: &'a Source<'s>,
    events: &'a [Spanned<'s>],
    diagnostics: &'a mut Vec<Diagnostic>,
    written: Written,
    open: Vec<Opened>,
    footnotes: Footnotes,
    /// Plain text since the last start of a heading, paragraph, link or the like.
    plain: String,
    /// Ids that are taken, with the last number put after each.
    ids: HashMap<String, usize>,
    /// The first link of the passage that is being written.
    passage_from: usize,
    /// Links written as HTML that are open.
    raw_links: usize,
    /// Marks that opened and have not closed: position in the HTML and depth.
    marks: Vec<(usize, usize)>,
}

/// An element that is open, and what its end needs to know.
enum Opened {
    Plain(&'static str),
    Heading { level: u8, at: usize },
    Code { language: String },
    Html,
    Link { index: Option<usize>, plain_from: usize },
    Image { index: Option<usize>, at: usize, plain_from: usize },
    Callout(callout::Callout),
    Footnote { name: String, at: usize },
    Table { columns: Vec<Align> },
    Row { column: usize },
    Head { column: usize },
    Cell(&'static str),
}

impl Writer<'_, '_> {
    fn event(&mut self, index: usize) {
        let (event, span) = &self.events[index];
        match event {
            Event::Open(element) => self.open_element(index, element, span),
            Event::Close => self.close_element(span),
            Event::Text(text) => self.text(text, span),
            Event::Code(code) => {
                self.push("<code>");
                escape_into(&mut self.written.html, code);
                self.push("</code>");
                self.plain.push_str(code);
            }
            Event::Html(html) => self.raw(html, span),
            Event::FootnoteReference(name) => self.footnote_reference(name),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.push("<hr>\n"),
            Event::Task(state) => self.push(match state {
                TaskState::Open => "<input type=\"checkbox\" disabled aria-label=\"To do\"> ",
                TaskState::Done => "<input type=\"checkbox\" checked disabled aria-label=\"Done\"> ",
            }),
        }
    }

    fn push(&mut self, html: &str) {
        self.written.html.push_str(html);
    }

    fn line_break(&mut self, html: &str) {
        self.plain.push(' ');
        self.push(html);
    }

    fn place(&self, span: &Range<usize>) -> Place {
        Place::new(self.source.path, self.source.offset + span.start..self.source.offset + span.end)
    }

    fn open_element(&mut self, index: usize, element: &Element<'_>, span: &Range<usize>) {
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
                self.push("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n");
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

    fn plain(&mut self, name: &'static str, html: &str) -> Opened {
        self.push(html);
        Opened::Plain(name)
    }

    fn is_task(&self, index: usize) -> bool {
        let next = |at: usize| self.events.get(at).map(|(event, _)| event);
        let first = match next(index + 1) {
            Some(Event::Open(Element::Paragraph)) => next(index + 2),
            other => other,
        };
        matches!(first, Some(Event::Task(_)))
    }

    fn open_heading(&mut self, level: u8) -> Opened {
        self.end_passage();
        let level = level.saturating_add_signed(self.source.shift).clamp(2, 6);
        Opened::Heading { level, at: self.written.html.len() }
    }

    fn open_callout(&mut self, callout: callout::Callout) -> Opened {
        callout.open(&mut self.written.html);
        Opened::Callout(callout)
    }

    fn open_cell(&mut self) -> Opened {
        let mut position = (None, "td");
        if let Some(Opened::Head { column } | Opened::Row { column }) = self.open.last_mut() {
            position.0 = Some(*column);
            *column += 1;
        }
        if matches!(self.open.last(), Some(Opened::Head { .. })) {
            position.1 = "th";
        }
        let align = position.0.and_then(|column| {
            self.open.iter().rev().find_map(|opened| match opened {
                Opened::Table { columns } => columns.get(column).copied(),
                _ => None,
            })
        });
        let class = match align.unwrap_or(Align::None) {
            Align::None => "",
            Align::Start => " class=\"align-start\"",
            Align::Center => " class=\"align-center\"",
            Align::End => " class=\"align-end\"",
        };
        let scope = if position.1 == "th" { " scope=\"col\"" } else { "" };
        let _ = write!(self.written.html, "<{}{scope}{class}>", position.1);
        Opened::Cell(position.1)
    }

    fn open_link(&mut self, (target, title): (&str, &str), is_address: IsAddress, span: &Range<usize>) -> Opened {
        let (target, form) = match is_address {
            IsAddress::No => (target.to_owned(), LinkForm::Markdown),
            IsAddress::Yes => (target.to_owned(), LinkForm::Address),
            IsAddress::Mail => (format!("mailto:{target}"), LinkForm::Address),
        };
        let index = self.link(target, form, span);
        self.push("<a");
        self.address_mark("href", 'l', index);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.push(">");
        Opened::Link { index, plain_from: self.plain.len() }
    }

    fn open_image(&mut self, target: &str, title: &str, span: &Range<usize>) -> Opened {
        let index = self.link(target.to_owned(), LinkForm::Image, span);
        if let Some(index) = index {
            title.clone_into(&mut self.written.links[index].title);
        }
        Opened::Image { index, at: self.written.html.len(), plain_from: self.plain.len() }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.written.html, " {name}=\"");
        escape_into(&mut self.written.html, value);
        self.push("\"");
    }

    fn address_mark(&mut self, attribute: &str, kind: char, index: Option<usize>) {
        if let Some(index) = index {
            let _ = write!(self.written.html, " {attribute}=\"{MARK}{kind}{index}{MARK}\"");
        }
    }

    /// Records a link; `None`, and a word to the author, where its scheme could harm readers.
    fn link(&mut self, target: String, form: LinkForm, span: &Range<usize>) -> Option<usize> {
        if let Some(scheme) = unsafe_scheme(&target) {
            self.diagnostics.push(Diagnostic::unsafe_link(&self.place(span), &scheme));
            return None;
        }
        let span = self.place(span).span;
        let is_inside_link = self.raw_links > 0 || self.open.iter().any(|opened| matches!(opened, Opened::Link { .. }));
        let (text, context, title) = (String::new(), String::new(), String::new());
        self.written.links.push(Link { target, text, context, title, width: None, is_inside_link, form, span });
        Some(self.written.links.len() - 1)
    }

    fn close_element(&mut self, span: &Range<usize>) {
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
            Opened::Cell(name) => {
                self.end_passage();
                let _ = write!(self.written.html, "</{name}>");
            }
        }
    }

    fn close_plain(&mut self, name: &str) {
        if name == "p" {
            self.take_summary();
        }
        if name == "p" && self.written.html.ends_with("<p>") {
            self.written.html.truncate(self.written.html.len() - "<p>".len());
            return;
        }
        let is_inline = matches!(name, "em" | "strong" | "del");
        let _ = write!(self.written.html, "</{name}>{}", if is_inline { "" } else { "\n" });
        if !is_inline {
            self.end_passage();
        }
    }

    /// Gives the links of the passage that ends here its words, and forgets them.
    fn end_passage(&mut self) {
        let from = std::mem::replace(&mut self.passage_from, self.written.links.len());
        if from < self.written.links.len() {
            let context = crate::text::shorten(self.plain.trim(), 240);
            for link in &mut self.written.links[from..] {
                link.context.clone_from(&context);
            }
        }
        self.plain.clear();
    }

    /// The first paragraph outside lists and quotes that says something is the note's summary.
    fn take_summary(&mut self) {
        const ENOUGH: usize = 30;
        let is_plain = self.open.is_empty() && self.written.summary.is_empty();
        let text = self.plain.split_whitespace().collect::<Vec<_>>().join(" ");
        if is_plain && text.chars().count() >= ENOUGH {
            self.written.summary = crate::text::shorten(&text, 200);
        }
    }

    fn name_link(&mut self, index: Option<usize>, plain_from: usize) {
        if let Some(index) = index {
            self.written.links[index].text = self.plain.get(plain_from..).unwrap_or_default().trim().to_owned();
        }
    }

    /// An image's text becomes its alternative; tags inside it don't show.
    fn close_image(&mut self, index: Option<usize>, at: usize, plain_from: usize) {
        self.written.html.truncate(at);
        match index {
            Some(index) => {
                self.name_link(Some(index), plain_from);
                self.whole_mark(index);
            }
            None => {
                let alt = self.plain.get(plain_from..).unwrap_or_default().to_owned();
                escape_into(&mut self.written.html, &alt);
            }
        }
    }

    fn whole_mark(&mut self, index: usize) {
        let _ = write!(self.written.html, "{MARK}w{index}{MARK}");
    }

    fn close_code(&mut self, language: String) {
        let text = std::mem::take(&mut self.plain);
        self.written.words += count_words(&text);
        self.written.codes.push(Code { language, text });
        let _ = writeln!(self.written.html, "{MARK}c{}{MARK}", self.written.codes.len() - 1);
    }

    fn close_heading(&mut self, level: u8, at: usize, span: &Range<usize>) {
        let mut inner = self.written.html.split_off(at);
        let mut text = self.plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let own_id = own_id(&text).map(|(kept, id)| (kept.to_owned(), id.to_owned()));
        if let Some((kept, _)) = &own_id {
            let cut = inner.rfind('{').unwrap_or(inner.len());
            inner.truncate(inner[..cut].trim_end().len());
            text.clone_from(kept);
        }
        let id = self.unique_id(own_id.map_or_else(|| heading_id(&text), |(_, id)| id));
        let _ = write!(self.written.html, "<h{level} id=\"");
        escape_into(&mut self.written.html, &id);
        let _ = write!(self.written.html, "\">{}<a class=\"anchor\" href=\"#", inner.trim());
        escape_into(&mut self.written.html, &id);
        self.push("\" aria-label=\"Link to “");
        escape_into(&mut self.written.html, &text);
        let _ = writeln!(self.written.html, "”\"></a></h{level}>");
        let span = self.place(span).span;
        self.written.outline.push(Heading { level, id, text, span });
        self.end_passage();
    }

    /// `id`, with `-1`, `-2` … after it where it is taken, as GitHub does it.
    fn unique_id(&mut self, id: String) -> String {
        let id = if id.is_empty() { "section".to_owned() } else { id };
        let mut unique = id.clone();
        while let Some(last) = self.ids.get(&id).copied().filter(|_| self.ids.contains_key(&unique)) {
            self.ids.insert(id.clone(), last + 1);
            unique = format!("{id}-{}", last + 1);
        }
        self.ids.insert(unique.clone(), 0);
        self.written.anchors.push(unique.clone());
        unique
    }

    fn text(&mut self, text: &str, span: &Range<usize>) {
        if matches!(self.open.last(), Some(Opened::Code { .. })) {
            self.plain.push_str(text);
            return;
        }
        let skipped = self.skipped_by_callout(text);
        let text = &text[skipped..];
        self.written.words += count_words(text);
        if self.open.iter().any(|opened| matches!(opened, Opened::Link { .. } | Opened::Image { .. })) {
            self.plain.push_str(text);
            escape_into(&mut self.written.html, text);
            return;
        }
        self.written.tags.extend(inline::tags(text).map(str::to_owned));
        for piece in inline::pieces(text) {
            self.piece(piece, span);
        }
    }

    /// The `[!note]` of a callout, which its title has taken.
    fn skipped_by_callout(&mut self, text: &str) -> usize {
        let depth = self.open.len();
        match self.open.iter_mut().rev().nth(1) {
            Some(Opened::Callout(callout)) if depth > 1 => callout.take_marker(text),
            _ => 0,
        }
    }

    fn piece(&mut self, piece: Piece<'_>, span: &Range<usize>) {
        match piece {
            Piece::Text(text) => {
                self.plain.push_str(text);
                escape_into(&mut self.written.html, text);
            }
            Piece::Emoji(emoji) => {
                self.plain.push_str(emoji);
                self.push(emoji);
            }
            Piece::Address(address) => self.address(address, span),
            Piece::Wiki { target, label, embeds, raw } => {
                let form = if embeds == Embeds::Yes { LinkForm::Embed } else { LinkForm::Wiki };
                let index = self.link(target.to_owned(), form, &self.find(raw, span));
                if let Some(index) = index {
                    let link = &mut self.written.links[index];
                    link.width = label.filter(|_| embeds == Embeds::Yes).and_then(width);
                    link.text = label.filter(|_| link.width.is_none()).unwrap_or_default().to_owned();
                    self.whole_mark(index);
                }
                self.plain.push_str(label.unwrap_or(target));
            }
            Piece::Mark { can_open, can_close } => self.mark(can_open, can_close),
        }
    }

    fn address(&mut self, address: &str, span: &Range<usize>) {
        let target = if address.starts_with("www.") { format!("https://{address}") } else { address.to_owned() };
        let index = self.link(target, LinkForm::Address, &self.find(address, span));
        if let Some(index) = index {
            address.clone_into(&mut self.written.links[index].text);
        }
        self.push("<a");
        self.address_mark("href", 'l', index);
        self.push(">");
        escape_into(&mut self.written.html, address);
        self.push("</a>");
        self.plain.push_str(address);
    }

    /// Where `words` stand inside `span`; the whole of it where escapes hide them.
    fn find(&self, words: &str, span: &Range<usize>) -> Range<usize> {
        let last = self.written.links.last().map_or(0, |link| link.span.end.saturating_sub(self.source.offset));
        let from = if span.contains(&last) { last } else { span.start };
        let found = self.source.text.get(from..span.end).and_then(|text| text.find(words));
        found.map_or(span.clone(), |at| from + at..from + at + words.len())
    }

    fn mark(&mut self, can_open: CanOpen, can_close: CanClose) {
        let depth = self.open.len();
        let opened = self.marks.last().copied().filter(|(_, at_depth)| *at_depth == depth);
        match opened {
            Some((at, _)) if can_close.0 && self.written.html.len() > at => {
                self.marks.pop();
                self.written.html.insert_str(at, "<mark>");
                self.push("</mark>");
            }
            _ if can_open.0 => self.marks.push((self.written.html.len(), depth)),
            _ => {
                self.push("==");
                self.plain.push_str("==");
            }
        }
    }

    /// Marks that nothing closed inside their element were only `==`.
    fn drop_marks(&mut self) {
        let depth = self.open.len() + 1;
        while let Some((at, _)) = self.marks.pop_if(|(_, at_depth)| *at_depth >= depth) {
            self.written.html.insert_str(at.min(self.written.html.len()), "==");
        }
    }

    fn footnote_reference(&mut self, name: &str) {
        match self.footnotes.refer(name) {
            Some(html) => self.push(&html),
            None => {
                let text = format!("[^{name}]");
                escape_into(&mut self.written.html, &text);
                self.plain.push_str(&text);
            }
        }
    }

    fn raw(&mut self, html: &str, span: &Range<usize>) {
        for (token, within) in raw_html::tokens(html) {
            let span = span.start + within.start..span.start + within.end;
            match token {
                Token::Text(text) => {
                    self.plain.push_str(&text);
                    escape_into(&mut self.written.html, &text);
                }
                Token::Tag(tag) => self.raw_tag(&tag, &span),
                Token::Removed(name) => self.diagnostics.push(Diagnostic::removed_html(&self.place(&span), &name)),
                Token::UnclosedComment => self.diagnostics.push(Diagnostic::unclosed_comment(&self.place(&span), "-->")),
            }
        }
    }

    fn raw_tag(&mut self, tag: &raw_html::Tag, span: &Range<usize>) {
        if tag.name == "br" {
            self.line_break("<br>");
            return;
        }
        self.written.has_raw_html = true;
        if tag.closes == Closes::Yes {
            self.raw_links -= usize::from(tag.name == "a" && self.raw_links > 0);
            let _ = write!(self.written.html, "</{}>", tag.name);
            return;
        }
        if tag.name == "img" {
            self.raw_image(tag, span);
            return;
        }
        let _ = write!(self.written.html, "<{}{}", tag.name, tag.attributes);
        if let Some(id) = &tag.id {
            self.ids.insert(id.clone(), 0);
            self.written.anchors.push(id.clone());
            self.attribute("id", id);
        }
        if let Some(address) = &tag.address {
            let is_link = tag.name == "a";
            let form = if is_link { LinkForm::Markdown } else { LinkForm::Image };
            let index = self.link(address.clone(), form, span);
            self.address_mark(if is_link { "href" } else { "src" }, if is_link { 'l' } else { 's' }, index);
            self.raw_links += usize::from(is_link);
        }
        self.push(">");
    }

    fn raw_image(&mut self, tag: &raw_html::Tag, span: &Range<usize>) {
        let index = tag.address.as_ref().and_then(|address| self.link(address.clone(), LinkForm::Image, span));
        match index {
            Some(index) => {
                let link = &mut self.written.links[index];
                link.text.clone_from(&tag.alt);
                link.width = tag.width;
                self.whole_mark(index);
            }
            None => escape_into(&mut self.written.html, &tag.alt),
        }
    }

    fn finish(mut self) -> Written {
        self.footnotes.write(&mut self.written.html);
        self.written
    }
}

/// `300` or `300x200` after an embedded image's name: the width to show it at.
fn width(label: &str) -> Option<u32> {
    label.split('x').next()?.trim().parse().ok().filter(|width| *width > 0)
}

/// The scheme of an address that runs or hides something, or that browsers don't open.
fn unsafe_scheme(target: &str) -> Option<String> {
    let compact: String = target.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(40).collect();
    let (scheme, _) = compact.split_once(':')?;
    let is_scheme = !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let scheme = scheme.to_ascii_lowercase();
    (is_scheme && matches!(scheme.as_str(), "javascript" | "data" | "vbscript" | "file" | "blob" | "filesystem")).then_some(scheme)
}

/// `Heading {#own .class}`: the text before the braces, and the id.
fn own_id(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix('}')?;
    let (before, inner) = inner.rsplit_once('{')?;
    let parts = || inner.split_whitespace();
    let is_ours = parts().next().is_some() && parts().all(|part| part.len() > 1 && part.starts_with(['#', '.']));
    let id = parts().find_map(|part| part.strip_prefix('#')).unwrap_or_default();
    is_ours.then_some((before.trim_end(), id))
}

fn count_words(text: &str) -> usize {
    let wide = text.chars().filter(|c| matches!(*c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')).count();
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() + wide / 2
}
