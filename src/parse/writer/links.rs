//! Links, images and the tags that an author wrote: each address becomes a numbered link.

use std::fmt::Write;
use std::ops::Range;

use super::{Opened, Writer};
use crate::diagnostic::Diagnostic;
use crate::note::{Link, LinkForm, Setting};
use crate::parse::raw_html::{self, Closes, Token};
use crate::parse::syntax::IsAddress;
use crate::text::{escape_into, scheme};

impl Writer<'_, '_> {
    pub(super) fn open_link(
        &mut self,
        (target, title): (&str, &str),
        is_address: IsAddress,
        span: &Range<usize>,
    ) -> Opened {
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

    pub(super) fn open_image(&mut self, target: &str, title: &str, span: &Range<usize>) -> Opened {
        let index = self.link(target.to_owned(), LinkForm::Image, span);
        if let Some(index) = index {
            title.clone_into(&mut self.written.links[index].title);
        }
        Opened::Image { index, at: self.written.html.len(), plain_from: self.plain.len() }
    }

    pub(super) fn address_mark(&mut self, attribute: &str, kind: char, index: Option<usize>) {
        if let Some(index) = index {
            [" ", attribute, "=\""].into_iter().for_each(|html| self.push(html));
            self.numbered(kind, index);
            self.push("\"");
        }
    }

    /// Records a link; `None`, and a word to the author, where its scheme could harm readers.
    pub(super) fn link(&mut self, target: String, form: LinkForm, span: &Range<usize>) -> Option<usize> {
        if let Some(scheme) = unsafe_scheme(&target, form) {
            self.diagnostics.push(Diagnostic::unsafe_link(&self.place(span), &scheme));
            return None;
        }
        let target_span = self.target_span(&target, form, span).map(|span| self.place(&span).span);
        let span = self.place(span).span;
        let is_inside_link = self.raw_links > 0 || self.open.iter().any(|opened| matches!(opened, Opened::Link { .. }));
        let setting = if is_inside_link { Setting::Link } else { Setting::Text };
        let (text, context, title) = (String::new(), String::new(), String::new());
        let link = Link { target, text, context, title, width: None, setting, form, span, target_span };
        self.written.links.push(link);
        Some(self.written.links.len() - 1)
    }

    /// Where a target stands in the words of its link, where it is written out there.
    fn target_span(&self, target: &str, form: LinkForm, span: &Range<usize>) -> Option<Range<usize>> {
        let written = self.source.text.get(span.clone())?;
        let opens = |at: &usize| {
            let before = &written[..*at];
            match form {
                LinkForm::Wiki | LinkForm::Embed => matches!(before.trim_end(), "[[" | "![["),
                LinkForm::Markdown | LinkForm::Image => ["](", "](<", "href=\"", "src=\"", "href='", "src='"]
                    .iter()
                    .any(|opening| before.ends_with(opening)),
                LinkForm::Address => false,
            }
        };
        // The words of a link may hold an image, whose target then stands before the link's own.
        let (at, _) = written.match_indices(target).filter(|(at, _)| !target.is_empty() && opens(at)).last()?;
        Some(span.start + at..span.start + at + target.len())
    }

    pub(super) fn name_link(&mut self, index: Option<usize>, plain_from: usize) {
        if let Some(index) = index {
            self.written.links[index].text = self.plain.get(plain_from..).unwrap_or_default().trim().to_owned();
        }
    }

    /// An image's text becomes its alternative; tags inside it don't show.
    pub(super) fn close_image(&mut self, index: Option<usize>, at: usize, plain_from: usize) {
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

    pub(super) fn whole_mark(&mut self, index: usize) {
        self.numbered('w', index);
    }

    pub(super) fn address(&mut self, address: &str, span: &Range<usize>) {
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
    pub(super) fn find(&self, words: &str, span: &Range<usize>) -> Range<usize> {
        let last = self.written.links.last().map_or(0, |link| link.span.end.saturating_sub(self.source.offset));
        let from = if span.contains(&last) { last } else { span.start };
        let found = self.source.text.get(from..span.end).and_then(|text| text.find(words));
        found.map_or(span.clone(), |at| from + at..from + at + words.len())
    }

    pub(super) fn raw(&mut self, html: &str, span: &Range<usize>) {
        for (token, within) in raw_html::tokens(html) {
            let span = span.start + within.start..span.start + within.end;
            match token {
                Token::Text(text) => {
                    self.plain.push_str(&text);
                    escape_into(&mut self.written.html, &text);
                }
                Token::Tag(tag) => self.raw_tag(&tag, &span),
                Token::Removed(name) => self.diagnostics.push(Diagnostic::removed_html(&self.place(&span), &name)),
                Token::UnclosedComment => {
                    self.diagnostics.push(Diagnostic::unclosed_comment(&self.place(&span), "-->"))
                }
            }
        }
    }

    pub(super) fn raw_tag(&mut self, tag: &raw_html::Tag, span: &Range<usize>) {
        if tag.name == "br" {
            self.line_break("<br>");
            return;
        }
        self.written.has_raw_html = true;
        if tag.closes == Closes::Yes {
            self.raw_depth = self.raw_depth.saturating_sub(1);
            self.raw_links -= usize::from(tag.name == "a" && self.raw_links > 0);
            let _ = write!(self.written.html, "</{}>", tag.name);
            return;
        }
        if tag.name == "img" {
            self.raw_image(tag, span);
            return;
        }
        self.raw_depth += usize::from(!matches!(tag.name, "hr" | "wbr" | "col" | "source"));
        let _ = write!(self.written.html, "<{}{}", tag.name, tag.attributes);
        if let Some(id) = tag.id.as_ref().filter(|id| !self.ids.contains_key(*id)) {
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

    pub(super) fn raw_image(&mut self, tag: &raw_html::Tag, span: &Range<usize>) {
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
}

/// The scheme of an address that runs or hides something, or may.
fn unsafe_scheme(target: &str, form: LinkForm) -> Option<String> {
    let scheme = scheme::of(target)?;
    // A wikilink names a note, whose title may have a colon in it, and never leads elsewhere; letters name drives.
    let may_be_name = matches!(form, LinkForm::Wiki | LinkForm::Embed) || scheme.len() == 1;
    let is_harmful = if may_be_name { scheme::is_harmful(&scheme) } else { !scheme::is_known(&scheme) };
    is_harmful.then_some(scheme)
}
