//! Plain text and what people write inside it: wikilinks, emoji, marks, tags, footnote references.

use std::ops::Range;

use super::{Opened, Writer, count_words, own_id};
use crate::note::LinkForm;
use crate::parse::inline::{self, CanClose, CanOpen, Embeds, Piece};
use crate::text::escape_into;

impl Writer<'_, '_> {
    pub(super) fn text(&mut self, text: &str, span: &Range<usize>) {
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
        let text = self.take_item_id(text);
        self.written.tags.extend(inline::tags(text).map(str::to_owned));
        if !inline::may_be_special(text) {
            self.piece(Piece::Text(text), span);
            return;
        }
        for piece in inline::pieces(text) {
            self.piece(piece, span);
        }
    }

    /// `{#id}` at the end of a list item gives it an id, as it does for headings.
    pub(super) fn take_item_id<'t>(&mut self, text: &'t str) -> &'t str {
        let is_item = self.open.iter().rev().take(2).any(|opened| matches!(opened, Opened::Plain("li")));
        let Some((kept, id)) = own_id(text).filter(|(_, id)| is_item && !id.is_empty()) else { return text };
        let id = self.unique_id(id.to_owned());
        self.push("<span class=\"target\"");
        self.attribute("id", &id);
        self.push("></span>");
        kept
    }

    /// The `[!note]` of a callout, which its title has taken.
    pub(super) fn skipped_by_callout(&mut self, text: &str) -> usize {
        let depth = self.open.len();
        match self.open.iter_mut().rev().nth(1) {
            Some(Opened::Callout(callout)) if depth > 1 => callout.take_marker(text),
            _ => 0,
        }
    }

    pub(super) fn piece(&mut self, piece: Piece<'_>, span: &Range<usize>) {
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

    pub(super) fn mark(&mut self, can_open: CanOpen, can_close: CanClose) {
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
    pub(super) fn drop_marks(&mut self) {
        let depth = self.open.len() + 1;
        while let Some((at, _)) = self.marks.pop_if(|(_, at_depth)| *at_depth >= depth) {
            self.written.html.insert_str(at.min(self.written.html.len()), "==");
        }
    }

    pub(super) fn footnote_reference(&mut self, name: &str) {
        match self.footnotes.refer(name) {
            Some(html) => self.push(&html),
            None => {
                let text = format!("[^{name}]");
                escape_into(&mut self.written.html, &text);
                self.plain.push_str(&text);
            }
        }
    }
}

/// `300` or `300x200` after an embedded image's name: the width to show it at.
fn width(label: &str) -> Option<u32> {
    label.split('x').next()?.trim().parse().ok().filter(|width| *width > 0)
}
