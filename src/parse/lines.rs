//! A text as the lines that people see: headings, list items, rows, lines of a paragraph, in order.
//! Events go in; each line comes out with its words, what it stands in, and the events that are its content.
//! Code, raw HTML and asides hold no lines.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::syntax::{Element, Event, Spanned, TaskState};

/// One line as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) what: What,
    /// The list item that it stands in, as a place among the lines; for a list item, the one around it.
    pub(crate) parent: Option<usize>,
    /// Which of the text's lists it stands in, counted from 1, those inside others not; 0 for none.
    pub(crate) list: usize,
    /// For a row, the head of its table, as a place among the lines.
    pub(crate) head: Option<usize>,
    /// The events of its content: one stretch, or one for each cell of a row.
    pub(crate) events: Vec<Range<usize>>,
    /// Where it stands in the text.
    pub(crate) span: Range<usize>,
    /// Its words, without markup; the cells of a row with a tab between.
    pub(crate) text: String,
    /// How many bytes of `text` stand out from its very beginning: bold or italic words.
    pub(crate) lead: usize,
    /// How many rules stand before it in the text.
    pub(crate) rules: usize,
    /// An empty line stands between it and the line before it.
    pub(crate) is_apart: bool,
    /// All of it is struck through.
    pub(crate) is_struck: bool,
    /// It stands in a box of hints.
    pub(crate) is_literal: bool,
    /// It begins with code, so that no marker counts.
    pub(crate) is_code: bool,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A heading of this level.
    Heading(u8),
    /// A list item, perhaps with a box.
    Bullet(Option<TaskState>),
    /// The first line of a paragraph.
    Paragraph,
    /// A further line of a paragraph or list item.
    Further,
    /// The head of a table.
    Head,
    /// A row of a table.
    Row,
    /// A line of a quotation.
    Quoted,
}

/// The lines of a text, whose events are these.
pub(crate) fn of(events: &[Spanned<'_>], text: &str) -> Vec<Line> {
    let mut reader = Reader::default();
    for (index, (event, span)) in events.iter().enumerate() {
        reader.event(index, event, span);
    }
    let ends: Vec<usize> = std::iter::once(0).chain(reader.lines.iter().map(|line| line.span.end)).collect();
    for (line, end) in reader.lines.iter_mut().zip(ends) {
        let between = text.get(end..line.span.start).unwrap_or_default();
        line.is_apart = between.matches('\n').count() > 1;
    }
    reader.lines
}

#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    /// The list items that are open, each with its line once that has begun.
    bullets: Vec<Option<usize>>,
    /// How many lists began that stand in no other.
    lists: usize,
    rules: usize,
    quotes: usize,
    /// The `<div>`s that are open, and whether each is a box of hints.
    asides: Vec<bool>,
    open: Vec<Opened>,
    current: Option<Current>,
    new_bullet: bool,
    /// The head of the table that is open.
    head: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// Holds lines: a paragraph, a heading.
    Lines,
    Item,
    Quote,
    /// Words that stand out.
    Strong,
    Struck,
    /// Nothing in it is a line.
    Silent,
    Row,
    Cell,
    Inline,
    Block,
}

/// The line that is being read.
struct Current {
    what: What,
    from: usize,
    cells: Vec<Range<usize>>,
    start: usize,
    end: usize,
    text: String,
    lead: usize,
    strong: usize,
    struck: usize,
    plain_struck: usize,
    is_literal: bool,
    is_code: bool,
    depth: usize,
    /// Nothing was read of it yet, so that its beginning isn't known.
    is_fresh: bool,
}

impl Reader {
    fn event(&mut self, index: usize, event: &Event<'_>, span: &Range<usize>) {
        match event {
            Event::Open(element) => self.open_element(index, element, span),
            Event::Close => self.close_element(index),
            Event::Text(text) => self.words(index, (text, Is::Plain), span),
            Event::Code(text) => self.words(index, (text, Is::Code), span),
            Event::SoftBreak | Event::HardBreak => self.line_break(index),
            Event::Html(html) => self.html(index, html),
            Event::Task(state) => self.task(index, *state, span),
            Event::Rule => {
                self.end(index);
                self.rules += 1;
            }
            Event::FootnoteReference(_) => {}
        }
    }

    fn open_element(&mut self, index: usize, element: &Element<'_>, span: &Range<usize>) {
        let opened = match element {
            Element::Heading(level) => {
                self.begin(What::Heading(*level), index + 1, span.start);
                Opened::Lines
            }
            Element::Paragraph => {
                let what = if self.quotes > 0 { What::Quoted } else { What::Paragraph };
                self.begin_text(what, index + 1, span.start);
                Opened::Lines
            }
            Element::Item => {
                self.end(index);
                self.bullets.push(None);
                self.new_bullet = true;
                Opened::Item
            }
            Element::Quote => {
                self.end(index);
                self.quotes += 1;
                Opened::Quote
            }
            Element::TableHead | Element::TableRow => {
                let what = if *element == Element::TableHead { What::Head } else { What::Row };
                self.begin(what, index + 1, span.start);
                Opened::Row
            }
            Element::TableCell => {
                self.begin_cell(index + 1);
                Opened::Cell
            }
            Element::Strong | Element::Emphasis => {
                self.inline(index, span);
                if let Some(current) = &mut self.current {
                    current.strong += 1;
                }
                Opened::Strong
            }
            Element::Strikethrough => {
                self.inline(index, span);
                if let Some(current) = &mut self.current {
                    current.struck += 1;
                }
                Opened::Struck
            }
            Element::Link { .. } => {
                self.inline(index, span);
                Opened::Inline
            }
            Element::Image { .. } | Element::CodeBlock(_) | Element::HtmlBlock | Element::Footnote(_) => Opened::Silent,
            Element::List(_) => {
                self.end(index);
                self.lists += usize::from(self.bullets.is_empty());
                Opened::Block
            }
            Element::Table(_) | Element::DefinitionList | Element::Term | Element::Definition => {
                self.end(index);
                Opened::Block
            }
        };
        self.open.push(opened);
    }

    fn close_element(&mut self, index: usize) {
        let Some(opened) = self.open.pop() else { return };
        match opened {
            Opened::Lines | Opened::Row => self.end(index),
            Opened::Item => {
                self.end(index);
                self.bullets.pop();
                self.new_bullet = false;
            }
            Opened::Quote => {
                self.end(index);
                self.quotes = self.quotes.saturating_sub(1);
            }
            Opened::Strong => {
                if let Some(current) = &mut self.current {
                    current.strong = current.strong.saturating_sub(1);
                }
            }
            Opened::Struck => {
                if let Some(current) = &mut self.current {
                    current.struck = current.struck.saturating_sub(1);
                }
            }
            Opened::Cell => {
                if let Some(current) = &mut self.current
                    && let Some(cell) = current.cells.last_mut()
                {
                    cell.end = index;
                    current.text.push('\t');
                }
            }
            Opened::Silent | Opened::Inline | Opened::Block => {}
        }
    }

    fn is_silent(&self) -> bool {
        self.open.contains(&Opened::Silent)
    }

    fn begin(&mut self, what: What, from: usize, start: usize) {
        self.end(from);
        self.current = Some(Current {
            what,
            from,
            cells: Vec::new(),
            start,
            end: start,
            text: String::new(),
            lead: 0,
            strong: 0,
            struck: 0,
            plain_struck: 0,
            is_literal: self.asides.contains(&true),
            is_code: false,
            depth: self.open.len() + 1,
            is_fresh: false,
        });
    }

    /// Begins a line of a paragraph, or the list item's own where it has none yet.
    fn begin_text(&mut self, what: What, from: usize, start: usize) {
        let what = if std::mem::take(&mut self.new_bullet) { What::Bullet(None) } else { what };
        self.begin(what, from, start);
    }

    fn begin_cell(&mut self, from: usize) {
        if let Some(current) = &mut self.current {
            current.cells.push(from..from);
        }
    }

    /// Inline content of a tight list item has no paragraph around it; and a line begins with its first words.
    fn inline(&mut self, index: usize, span: &Range<usize>) {
        if self.current.is_none() && !self.is_silent() {
            let what = if self.bullets.is_empty() { What::Paragraph } else { What::Further };
            self.begin_text(what, index, span.start);
            if let Some(current) = &mut self.current {
                current.depth = self.open.len();
            }
        }
        if let Some(current) = self.current.as_mut().filter(|current| current.is_fresh) {
            (current.start, current.is_fresh) = (span.start, false);
        }
    }

    fn words(&mut self, index: usize, (text, is): (&str, Is), span: &Range<usize>) {
        if self.is_silent() || self.open.is_empty() {
            return;
        }
        self.inline(index, span);
        let Some(current) = &mut self.current else { return };
        let is_first = current.text.trim().is_empty();
        current.is_code |= is == Is::Code && is_first;
        let stands_out = current.strong > 0 && current.lead == current.text.trim_end().len();
        current.text.push_str(text);
        if stands_out || current.strong > 0 && is_first {
            current.lead = current.text.trim_end().len();
        }
        if current.struck == 0 && text.chars().any(char::is_alphanumeric) {
            current.plain_struck += 1;
        }
        current.end = span.end;
    }

    fn task(&mut self, index: usize, state: TaskState, span: &Range<usize>) {
        self.inline(index, span);
        if let Some(current) = &mut self.current {
            if matches!(current.what, What::Bullet(_)) {
                current.what = What::Bullet(Some(state));
            }
            current.from = index + 1;
        }
    }

    /// A line ends at a break, unless words that stand out or a link go on after it.
    fn line_break(&mut self, index: usize) {
        let Some(current) = &mut self.current else { return };
        let splits = matches!(current.what, What::Bullet(_) | What::Paragraph | What::Further | What::Quoted)
            && self.open.len() == current.depth;
        if !splits {
            current.text.push(' ');
            return;
        }
        let (what, start, depth) = (current.what, current.end + 1, current.depth);
        self.end(index);
        let what = if what == What::Quoted { What::Quoted } else { What::Further };
        self.begin(what, index + 1, start);
        if let Some(current) = &mut self.current {
            current.depth = depth;
            current.is_fresh = true;
        }
    }

    fn html(&mut self, index: usize, html: &str) {
        let lower = html.to_ascii_lowercase();
        for (at, _) in lower.match_indices("<div") {
            let tag = &lower[at..lower[at..].find('>').map_or(lower.len(), |end| at + end)];
            self.asides.push(["callout", "hint", "admonition", "placeholder"].iter().any(|word| tag.contains(word)));
        }
        for _ in lower.matches("</div") {
            self.asides.pop();
        }
        if lower.starts_with("<br") && self.current.is_some() {
            self.line_break(index);
        }
    }

    fn end(&mut self, to: usize) {
        let Some(current) = self.current.take() else { return };
        let shift = current.text.len() - current.text.trim_start().len();
        let text = if current.cells.is_empty() { current.text.trim() } else { current.text.trim_end_matches('\t') };
        let is_bullet = matches!(current.what, What::Bullet(_));
        let own = self.bullets.len();
        let parent = self.bullets[..own.saturating_sub(usize::from(is_bullet))].iter().rev().find_map(|line| *line);
        if is_bullet && let Some(bullet) = self.bullets.last_mut() {
            *bullet = Some(self.lines.len());
        }
        if text.is_empty() && !is_bullet {
            return;
        }
        let mut events = current.cells;
        if events.is_empty() {
            events.push(current.from..to);
        }
        if current.what == What::Head {
            self.head = Some(self.lines.len());
        }
        self.lines.push(Line {
            what: current.what,
            head: self.head.filter(|_| current.what == What::Row),
            parent,
            list: if self.bullets.is_empty() { 0 } else { self.lists },
            events,
            span: current.start..current.end.max(current.start),
            lead: current.lead.saturating_sub(shift).min(text.len()),
            rules: self.rules,
            is_struck: current.plain_struck == 0 && text.chars().any(char::is_alphanumeric),
            is_literal: current.is_literal,
            is_code: current.is_code,
            is_apart: false,
            text: if text.len() == current.text.len() { current.text } else { text.to_owned() },
        });
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    Plain,
    Code,
}
