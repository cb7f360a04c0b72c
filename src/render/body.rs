//! A note's body with its holes filled in for one page: links relative to it, images with their size,
//! embedded notes, code with its words marked.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use super::highlight::Codes;
use super::{fragment, href, picture};
use crate::locale;
use crate::model::{ItemId, NoteId, Site, Target, href_path};
use crate::note::{Body, Heading, Hole, HoleContent, Item, Link, LinkForm, Note, Setting, Word};
use crate::text::{escape, escape_into, fold, path_name, path_stem};

/// What a key of the theme's strings says in the language of a note.
pub(crate) type Said<'a> = &'a dyn Fn(NoteId, &str) -> String;

/// Where a text is shown.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) site: &'a Site,
    pub(crate) codes: &'a Codes,
    /// The page's address.
    pub(crate) from: &'a str,
    pub(crate) said: Said<'a>,
}

/// The body of a note as it stands in a page.
pub(crate) fn html(shown: Shown<'_>, note: NoteId) -> String {
    let mut html = String::new();
    let page = Page { shown, embedding: Embedding::Allowed, prefix: "", places: None };
    page.fill(&mut html, note, 0..shown.site.notes[note].body.html.len());
    html
}

/// The notes that share a page, each with the id of its place there.
pub(crate) type Places = HashMap<NoteId, String>;

/// The body of a note as it stands in a page among others: its ids begin with that of its place, and links to the
/// others lead to theirs.
pub(crate) fn part(shown: Shown<'_>, note: NoteId, places: &Places) -> String {
    let mut html = String::new();
    let prefix = places.get(&note).map(|id| format!("{id}-")).unwrap_or_default();
    let page = Page { shown, embedding: Embedding::Allowed, prefix: &prefix, places: Some(places) };
    page.fill(&mut html, note, 0..shown.site.notes[note].body.html.len());
    html
}

/// An item's words as they can stand in a list of any page: its passage of the note with its links, without ids. A
/// passage that can't stand alone gives its words without markup.
pub(crate) fn item(shown: Shown<'_>, id: ItemId) -> String {
    let Shown { site, from, .. } = shown;
    let (note, item) = (&site.notes[id.note], site.item(id));
    let own = &site.addresses[id.note];
    let to_note = if own == from { String::new() } else { href::relative(from, own) };
    // Notes are not shown inside a list's entries.
    let page = Page { shown, embedding: Embedding::Inside, prefix: "", places: None };
    let stretch = |range: &Range<usize>| {
        let mut html = String::new();
        page.fill_holes(&mut html, (id.note, range.clone()), holes_within(note, item, range));
        html
    };
    let stretches: Vec<String> = item.html.iter().map(stretch).collect();
    let passage = match &stretches[..] {
        [only] => fragment::alone(only, &to_note),
        cells => fragment::cells(cells, &item.text, &to_note),
    };
    passage.filter(|html| !html.is_empty()).unwrap_or_else(|| escape(&item.text))
}

/// The words of an item whose passage is nothing but words, as nearly all are: the same on every page.
pub(crate) fn bare_item(site: &Site, id: ItemId) -> Option<&str> {
    let (note, item) = (&site.notes[id.note], site.item(id));
    let [range] = &item.html[..] else { return None };
    let words = note.body.html[range.clone()].trim();
    let is_bare = !words.is_empty() && !words.contains('<') && holes_within(note, item, range).next().is_none();
    is_bare.then_some(words)
}

/// The holes of a note that belong to a stretch of an item.
fn holes_within<'a>(note: &'a Note, item: &'a Item, range: &'a Range<usize>) -> impl Iterator<Item = &'a Hole> {
    let holes = &note.body.holes;
    let from = holes.partition_point(|hole| hole.at < range.start);
    let near = holes[from..].iter().take_while(|hole| hole.at <= range.end);
    near.filter(move |hole| is_within(hole, range, (note, item)))
}

/// Whether a hole belongs to an item. One on the border of its passage does, where the item's words in the file
/// have it.
fn is_within(hole: &Hole, range: &Range<usize>, (note, item): (&Note, &Item)) -> bool {
    if hole.at > range.start && hole.at < range.end {
        return true;
    }
    let is_on_border = hole.at == range.start || hole.at == range.end;
    is_on_border
        && match hole.content {
            HoleContent::Link(link) | HoleContent::Source(link) | HoleContent::Whole(link) => {
                let span = &note.links[link].span;
                item.span.start <= span.start && span.end <= item.span.end
            }
            HoleContent::Code(_) | HoleContent::Word(_) => false,
        }
}

/// Whether notes may be shown inside this text, or only linked to: an embedded note embeds none.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Embedding {
    Allowed,
    Inside,
}

struct Page<'a> {
    shown: Shown<'a>,
    embedding: Embedding,
    /// What the ids of the note's own HTML begin with here.
    prefix: &'a str,
    places: Option<&'a Places>,
}

impl Page<'_> {
    fn fill(&self, html: &mut String, id: NoteId, range: Range<usize>) {
        let holes = self.shown.site.notes[id].body.holes.iter().filter(|hole| range.contains(&hole.at));
        self.fill_holes(html, (id, range.clone()), holes);
    }

    fn fill_holes<'h>(
        &self,
        html: &mut String,
        (id, range): (NoteId, Range<usize>),
        holes: impl Iterator<Item = &'h Hole>,
    ) {
        let note = &self.shown.site.notes[id];
        let Body { html: body, .. } = &note.body;
        html.reserve(range.len() + range.len() / 4);
        let mut at = range.start;
        for hole in holes {
            self.own(html, &body[at..hole.at]);
            at = hole.at;
            match hole.content {
                HoleContent::Link(link) => self.link(html, &self.shown.site.targets[id][link]),
                HoleContent::Source(link) => self.source(html, &self.shown.site.targets[id][link]),
                HoleContent::Whole(link) => self.whole(html, id, link),
                HoleContent::Code(code) => html.push_str(self.shown.codes.html(self.shown.site, (id, code))),
                HoleContent::Word(word) => self.word(html, id, word),
            }
        }
        self.own(html, &body[at..range.end]);
    }

    /// A stretch of the note's own HTML, whose ids and links to them get the prefix.
    fn own(&self, html: &mut String, stretch: &str) {
        if self.prefix.is_empty() {
            html.push_str(stretch);
            return;
        }
        let ids = stretch.replace(" id=\"", &format!(" id=\"{}", self.prefix));
        html.push_str(&ids.replace(" href=\"#", &format!(" href=\"#{}", self.prefix)));
    }

    /// A word of the interface in the note's language.
    fn word(&self, html: &mut String, id: NoteId, word: Word) {
        escape_into(html, &(self.shown.said)(id, &word.key()));
    }

    /// The attributes of `<a`.
    fn link(&self, html: &mut String, target: &Target) {
        if let Some(href) = self.href(target) {
            attribute(html, "href", &href);
        }
        match target {
            Target::Outside(_) => html.push_str(" class=\"external\""),
            Target::Broken(_) | Target::Note { missing: Some(_), .. } => html.push_str(" class=\"broken\""),
            Target::File(path) if self.shown.site.unfit.contains_key(path) => html.push_str(" class=\"broken\""),
            Target::Note { missing: None, .. } | Target::Page { .. } | Target::File(_) | Target::Text => {}
        }
    }

    fn href(&self, target: &Target) -> Option<String> {
        match target {
            Target::Note { note, anchor, .. } => {
                if let Some(place) = self.place(*note) {
                    let id = anchor.as_ref().map_or_else(|| place.to_owned(), |anchor| format!("{place}-{anchor}"));
                    return Some(format!("#{}", href_path(&id)));
                }
                let to = &self.shown.site.addresses[*note];
                Some(self.href_to(to, anchor.as_deref()))
            }
            Target::Page { address } => Some(href::relative(self.shown.from, address)),
            Target::File(path) => {
                let address = crate::model::file_address(path);
                self.shown.site.files.contains_key(address).then(|| href::relative(self.shown.from, address))
            }
            Target::Outside(address) => Some(address.clone()),
            Target::Text | Target::Broken(_) => None,
        }
    }

    /// The id of a note's place in this page, if it has one.
    fn place(&self, note: NoteId) -> Option<&str> {
        self.places?.get(&note).map(String::as_str)
    }

    /// Inside an embedded note, links to the page itself name it, for bare anchors there get a prefix.
    fn href_to(&self, to: &str, anchor: Option<&str>) -> String {
        match (self.embedding, anchor) {
            (Embedding::Allowed, None) if to == self.shown.from => "#rt-content".to_owned(),
            (Embedding::Inside, Some(anchor)) if to == self.shown.from => {
                format!("{}{}", href::relative(self.shown.from, to), href::with_anchor(to, to, Some(anchor)))
            }
            (Embedding::Allowed | Embedding::Inside, _) => href::with_anchor(self.shown.from, to, anchor),
        }
    }

    /// ` src="…"` of a film or sound, where it is one of ours.
    fn source(&self, html: &mut String, target: &Target) {
        if let Target::File(_) = target
            && let Some(href) = self.href(target)
        {
            attribute(html, "src", &href);
        }
    }

    fn whole(&self, html: &mut String, id: NoteId, index: usize) {
        let link = &self.shown.site.notes[id].links[index];
        let target = &self.shown.site.targets[id][index];
        match (link.form, target) {
            (LinkForm::Image | LinkForm::Embed, Target::File(path)) if self.shows(path) => {
                picture::write(html, (self.shown.site, self.shown.from), link, path);
            }
            (LinkForm::Image | LinkForm::Embed, Target::File(path)) if self.shown.site.unfit.contains_key(path) => {
                escape_into(html, &self.label(link, target));
            }
            (LinkForm::Embed, Target::Note { note, anchor, .. })
                if self.may_embed(link) && *note != id && self.place(*note).is_none() =>
            {
                self.embed(html, (id, index), (*note, anchor.as_deref()));
            }
            (LinkForm::Wiki | LinkForm::Embed, Target::Text) => escape_into(html, &as_written(link)),
            (LinkForm::Image | LinkForm::Embed | LinkForm::Wiki | LinkForm::Markdown | LinkForm::Address, _) => {
                self.text_link(html, link, target);
            }
        }
    }

    fn may_embed(&self, link: &Link) -> bool {
        self.embedding == Embedding::Allowed && link.setting == Setting::Alone
    }

    fn text_link(&self, html: &mut String, link: &Link, target: &Target) {
        let label = self.label(link, target);
        if link.setting == Setting::Link {
            escape_into(html, &label);
            return;
        }
        html.push_str("<a");
        self.link(html, target);
        html.push('>');
        escape_into(html, &label);
        html.push_str("</a>");
    }

    /// What a wikilink without words of its own, or an image that can't be shown, reads as.
    fn label(&self, link: &Link, target: &Target) -> String {
        if !link.text.is_empty() {
            return link.text.clone();
        }
        match target {
            Target::Note { note, anchor: None, missing: None }
                if is_file_name(&link.target, &self.shown.site.notes[*note]) =>
            {
                self.shown.site.notes[*note].title.clone()
            }
            Target::Note { .. }
            | Target::Page { .. }
            | Target::File(_)
            | Target::Outside(_)
            | Target::Text
            | Target::Broken(_) => link.target.clone(),
        }
    }

    /// Whether a browser shows a file as an image, and it is published.
    fn shows(&self, path: &str) -> bool {
        picture::is_picture(path) && self.shown.site.files.contains_key(crate::model::file_address(path))
    }

    /// ` lang="…" dir="…"` of a note shown inside another that is in another language.
    fn language(&self, host: NoteId, note: NoteId) -> String {
        let (own, around) = (self.shown.site.language_of(note), self.shown.site.language_of(host));
        if own.eq_ignore_ascii_case(&around) {
            return String::new();
        }
        format!(" lang=\"{}\" dir=\"{}\"", escape(&own), locale::direction(&own))
    }

    /// Another note, or a section of it, shown in place; its ids get a prefix of their own.
    fn embed(&self, html: &mut String, (host, index): (NoteId, usize), (id, anchor): (NoteId, Option<&str>)) {
        let note = &self.shown.site.notes[id];
        let words = &self.shown.site.notes[host].links[index].text;
        let range = anchor.map_or(0..note.body.html.len(), |anchor| section(note, anchor));
        let prefix = format!("{}rt-embed-{index}-", self.prefix);
        let inside = Page { embedding: Embedding::Inside, prefix: &prefix, ..*self };
        let mut body = String::new();
        inside.fill(&mut body, id, range);
        let href = href::with_anchor(self.shown.from, &self.shown.site.addresses[id], anchor);
        let label = if words.is_empty() { &note.title } else { words };
        let _ = write!(
            html,
            "<section class=\"embed\" aria-label=\"{label}\"{language}><p class=\"embed-from\">{from} <a href=\"{}\">{label}</a></p>\n{body}</section>\n",
            escape(&href),
            language = self.language(host, id),
            from = escape(&(self.shown.said)(host, "embedded_from")),
            label = escape(label),
        );
    }
}

/// The HTML from the heading with this id to the next one of its level or above.
fn section(note: &Note, anchor: &str) -> Range<usize> {
    let html = &note.body.html;
    let start_of = |heading: &Heading| html.find(&format!("<h{} id=\"{}\">", heading.level, escape(&heading.id)));
    let mut headings = note.outline.iter().skip_while(|heading| heading.id != anchor);
    let Some(first) = headings.next() else { return 0..html.len() };
    let Some(start) = start_of(first) else { return 0..html.len() };
    let end = headings.find(|heading| heading.level <= first.level).and_then(start_of);
    start..end.filter(|end| *end >= start).unwrap_or(html.len())
}

/// Writes an attribute of an element that is being written.
pub(super) fn attribute(html: &mut String, name: &str, value: &str) {
    let _ = write!(html, " {name}=\"");
    escape_into(html, value);
    html.push('"');
}

fn as_written(link: &Link) -> String {
    let bang = if link.form == LinkForm::Embed { "!" } else { "" };
    let label = if link.text.is_empty() { String::new() } else { format!("|{}", link.text) };
    format!("{bang}[[{}{label}]]", link.target)
}

fn is_file_name(written: &str, note: &Note) -> bool {
    let stem = path_stem(&note.path);
    let written = path_name(written).trim_end_matches(".md");
    fold(written) == fold(stem)
}
