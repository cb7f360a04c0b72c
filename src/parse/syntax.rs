//! CommonMark with GitHub's extensions: the one file that knows pulldown-cmark.
//! Text goes in, our own events with byte ranges in that text come out; what a tag opened is known again
//! when it closes, and neighbouring pieces of text come as one.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event as Parsed, Options, Parser, Tag, TextMergeWithOffset};

/// One step through a text: an element opens or closes, or something stands in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Event<'a> {
    Open(Element<'a>),
    Close,
    Text(Cow<'a, str>),
    Code(Cow<'a, str>),
    Html(Cow<'a, str>),
    FootnoteReference(Cow<'a, str>),
    SoftBreak,
    HardBreak,
    Rule,
    Task(TaskState),
}

impl Event<'_> {
    /// The level of the heading that opens here, from 1 to 6.
    pub(crate) fn heading_level(&self) -> Option<u8> {
        if let Event::Open(Element::Heading(level)) = self { Some(*level) } else { None }
    }
}

/// A box of a task list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TaskState {
    Open,
    Done,
}

/// An element of the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Element<'a> {
    Paragraph,
    Heading(u8),
    Quote,
    CodeBlock(Cow<'a, str>),
    HtmlBlock,
    List(Option<u64>),
    Item,
    Footnote(Cow<'a, str>),
    DefinitionList,
    Term,
    Definition,
    Table(Vec<Align>),
    TableHead,
    TableRow,
    TableCell,
    Emphasis,
    Strong,
    Strikethrough,
    Link { target: Cow<'a, str>, title: Cow<'a, str>, is_address: IsAddress },
    Image { target: Cow<'a, str>, title: Cow<'a, str> },
}

/// Whether a link's text is its address, as in `<https://example.org>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IsAddress {
    No,
    Yes,
    Mail,
}

/// How a column of a table is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    None,
    Start,
    Center,
    End,
}

/// An event and the bytes that it covers.
pub(crate) type Spanned<'a> = (Event<'a>, Range<usize>);

/// The text as events, in order.
pub(crate) fn events(text: &str) -> Vec<Spanned<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST;
    // Few texts have more events than this; a list that must grow is copied.
    let mut events: Vec<Spanned<'_>> = Vec::with_capacity(text.len() / 16);
    for (event, span) in TextMergeWithOffset::new(Parser::new_ext(text, options).into_offset_iter()) {
        match (own(event), events.last_mut()) {
            // A block of HTML comes line by line, and a comment in it may span lines.
            (Some(Event::Html(line)), Some((Event::Html(block), whole))) if is_block(text, whole) => {
                block.to_mut().push_str(&line);
                whole.end = span.end;
            }
            (Some(event), _) => events.push((event, span)),
            (None, _) => {}
        }
    }
    events
}

/// The event that closes the element which opens at `index`.
pub(crate) fn closing(events: &[Spanned<'_>], index: usize) -> Option<usize> {
    let mut depth: usize = 0;
    events[index..]
        .iter()
        .position(|(event, _)| {
            if matches!(event, Event::Open(_)) {
                depth += 1;
            } else if *event == Event::Close {
                depth = depth.saturating_sub(1);
            }
            depth == 0
        })
        .map(|at| index + at)
}

/// The events of each block that lies in no other.
pub(crate) fn blocks(events: &[Spanned<'_>]) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < events.len() {
        let end = closing(events, at).map_or(events.len(), |end| end + 1);
        blocks.push(at..end);
        at = end;
    }
    blocks
}

/// The stretches of code in a text, in order.
pub(crate) fn code_spans(events: &[Spanned<'_>]) -> Vec<Range<usize>> {
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Open(Element::CodeBlock(_)));
    events.iter().filter(|(event, _)| is_code(event)).map(|(_, span)| span.clone()).collect()
}

/// Whether HTML ends with its line, as it does in a block and never within a sentence.
fn is_block(text: &str, span: &Range<usize>) -> bool {
    text[..span.end].ends_with('\n')
}

/// Our word for an event; `None` for the kinds whose options are off.
fn own(event: Parsed<'_>) -> Option<Event<'_>> {
    Some(match event {
        Parsed::Start(tag) => Event::Open(element(tag)?),
        Parsed::End(_) => Event::Close,
        Parsed::Text(text) => Event::Text(plain(text)),
        Parsed::Code(code) => Event::Code(plain(code)),
        Parsed::Html(html) | Parsed::InlineHtml(html) => Event::Html(plain(html)),
        Parsed::FootnoteReference(name) => Event::FootnoteReference(plain(name)),
        Parsed::SoftBreak => Event::SoftBreak,
        Parsed::HardBreak => Event::HardBreak,
        Parsed::Rule => Event::Rule,
        Parsed::TaskListMarker(true) => Event::Task(TaskState::Done),
        Parsed::TaskListMarker(false) => Event::Task(TaskState::Open),
        Parsed::InlineMath(text) | Parsed::DisplayMath(text) => Event::Text(plain(text)),
    })
}

fn element(tag: Tag<'_>) -> Option<Element<'_>> {
    Some(match tag {
        Tag::Paragraph => Element::Paragraph,
        Tag::Heading { level, .. } => Element::Heading(level as u8),
        Tag::BlockQuote(_) => Element::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Element::CodeBlock(plain(info)),
        Tag::CodeBlock(CodeBlockKind::Indented) => Element::CodeBlock(Cow::Borrowed("")),
        Tag::HtmlBlock => Element::HtmlBlock,
        Tag::List(start) => Element::List(start),
        Tag::Item => Element::Item,
        Tag::FootnoteDefinition(name) => Element::Footnote(plain(name)),
        Tag::DefinitionList => Element::DefinitionList,
        Tag::DefinitionListTitle => Element::Term,
        Tag::DefinitionListDefinition => Element::Definition,
        Tag::Table(columns) => Element::Table(columns.into_iter().map(align).collect()),
        Tag::TableHead => Element::TableHead,
        Tag::TableRow => Element::TableRow,
        Tag::TableCell => Element::TableCell,
        Tag::Emphasis => Element::Emphasis,
        Tag::Strong => Element::Strong,
        Tag::Strikethrough => Element::Strikethrough,
        Tag::Link { link_type, dest_url, title, .. } => {
            Element::Link { target: plain(dest_url), title: plain(title), is_address: is_address(link_type) }
        }
        Tag::Image { dest_url, title, .. } => Element::Image { target: plain(dest_url), title: plain(title) },
        Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => return None,
    })
}

/// Words of the source. Character references in them may stand for characters that no source can hold, and with which
/// later steps mark places of their own.
fn plain(text: CowStr<'_>) -> Cow<'_, str> {
    let is_control = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r');
    if let CowStr::Borrowed(text) = text {
        return Cow::Borrowed(text);
    }
    if text.contains(is_control) { Cow::Owned(text.replace(is_control, "\u{fffd}")) } else { text.into() }
}

fn is_address(link_type: pulldown_cmark::LinkType) -> IsAddress {
    if link_type == pulldown_cmark::LinkType::Autolink {
        IsAddress::Yes
    } else if link_type == pulldown_cmark::LinkType::Email {
        IsAddress::Mail
    } else {
        IsAddress::No
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Start,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::End,
    }
}
