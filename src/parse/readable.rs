//! A file's text as its readers may have it. The source and who reads go in; a source of the same length comes out,
//! without comments, passages for others, secrets and names, with what was taken.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value;

use super::comments::{self, Comments};
use super::stretch::Survey;
use super::syntax::{self, Element, Event, IsAddress, Spanned};
use super::title::title_heading;
use super::withhold::names::{self, Telling};
use super::withhold::{Hidden, Why, Withheld, blank, marks, secrets};
use super::{Customs, File, Head, Readers};
use crate::audience::{Audience, Meant};
use crate::diagnostic::{Diagnostic, Place};
use crate::note::{FrontMatter, Note};

/// A source without what its readers may not see.
pub(super) struct Readable {
    pub(super) source: String,
    pub(super) withheld: Vec<Withheld>,
    /// For whom the whole file is, where its title says so.
    pub(super) meant: Option<Meant>,
    pub(super) has_marks: bool,
    path: String,
    start: usize,
    /// Lines on which the author allows what is a secret elsewhere, as stretches of the source.
    allowed: Vec<Range<usize>>,
    /// How often secrets were looked for after the first time.
    rounds: usize,
    /// Whole lines went that only a survey showed, so that the note may be another one without them.
    pub(super) has_lost_lines: bool,
}

/// A text that still holds secrets after so many rounds is withheld whole.
const ROUNDS: usize = 4;

/// Words in a comment by which an author allows a secret on its line.
const ALLOWING: [&str; 4] = ["<!-- public -->", "<!--public-->", "%% public %%", "%%public%%"];

impl Readable {
    /// The source without comments, passages for others and secrets.
    pub(super) fn of(head: &Head<'_>, source: String, customs: &Customs, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let allowed = allowed_lines(&source);
        let mut readable = Self {
            source,
            withheld: Vec::new(),
            meant: None,
            has_marks: false,
            path: head.path.to_owned(),
            start: head.start,
            allowed,
            rounds: 0,
            has_lost_lines: false,
        };
        readable.without_comments(diagnostics);
        readable.without_marked(head, customs.readers.audience, diagnostics);
        readable.without_secrets(customs, diagnostics);
        readable
    }

    fn text(&self) -> &str {
        &self.source[self.start..]
    }

    fn place(&self, span: &Range<usize>) -> Place {
        Place::new(&self.path, self.start + span.start..self.start + span.end)
    }

    /// Hides stretches of the text, and remembers some of them.
    fn hide(&mut self, hidden: &[Hidden], withheld: impl IntoIterator<Item = Withheld>) {
        let start = self.start;
        self.withheld.extend(
            withheld
                .into_iter()
                .map(|Withheld { span, why }| Withheld { span: start + span.start..start + span.end, why }),
        );
        if !hidden.is_empty() {
            let text = blank(self.text(), hidden);
            self.source.truncate(start);
            self.source.push_str(&text);
        }
    }

    fn without_comments(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        if self.text().contains("<!--") {
            // Their marks stay, which the writer leaves out, so that HTML around them is still HTML.
            let comments = comments::in_html(self.text());
            let inner: Vec<Hidden> =
                comments.iter().filter_map(|span| comments::within_marks(self.text(), span)).collect();
            self.hide(&inner, comments.into_iter().map(|span| Withheld { span, why: Why::Comment }));
        }
        if !self.text().contains("%%") {
            return;
        }
        let Comments { places, unclosed } =
            comments::find(self.text(), &syntax::code_spans(&syntax::events(self.text())));
        if let Some(open) = unclosed {
            diagnostics.push(Diagnostic::unclosed_comment(&self.place(&open), "%%"));
        }
        let hidden: Vec<Hidden> = places.iter().cloned().map(Hidden::whole).collect();
        self.hide(&hidden, places.into_iter().map(|span| Withheld { span, why: Why::Comment }));
    }

    fn without_marked(&mut self, head: &Head<'_>, reader: Audience, diagnostics: &mut Vec<Diagnostic>) {
        let named = head.front.text("title");
        let title = |events: &[Spanned<'_>]| title_heading(events, named.as_deref()).map(|title| title.span);
        let marked = marks::read(self.text(), reader, title);
        for (span, trouble) in &marked.unclear {
            let place = self.place(span);
            diagnostics.push(match trouble {
                marks::Trouble::Unknown => Diagnostic::unknown_audience(&place, self.text()[span.clone()].trim()),
                marks::Trouble::Unclosed => Diagnostic::unclosed_block(&place),
                marks::Trouble::NoHeading => Diagnostic::audience_beside_heading(&place),
            });
        }
        (self.meant, self.has_marks) = (marked.whole, marked.has_marks);
        self.hide(&marked.hidden, marked.withheld);
    }

    fn without_secrets(&mut self, customs: &Customs, diagnostics: &mut Vec<Diagnostic>) {
        let readers = &customs.readers;
        let mut found = secrets::find(self.text());
        found.retain(|(span, _)| !self.is_on_allowed_line(span.start) && !readers.allow(&self.text()[span.clone()]));
        for (span, secret) in &found {
            diagnostics.push(Diagnostic::secret(&self.place(span), secret.words(), secret.readers()));
        }
        found.retain(|(_, secret)| is_kept_from(*secret, readers.audience));
        if found.is_empty() {
            return;
        }
        let events = syntax::events(self.text());
        let mut hidden: Vec<Hidden> = found.iter().map(|(span, _)| Hidden::told(span.clone())).collect();
        hidden.extend(links_around(&events, &found));
        self.hide(&hidden, found.into_iter().map(|(span, _)| Withheld { span, why: Why::Secret }));
    }

    fn is_on_allowed_line(&self, at: usize) -> bool {
        self.allowed.iter().any(|line| line.contains(&(self.start + at)))
    }

    /// Hides stretches of the file that are links to what is withheld.
    pub(super) fn hide_links(&mut self, links: &[Hidden]) {
        let in_text: Vec<Hidden> = links
            .iter()
            .filter(|hidden| hidden.span.start >= self.start)
            .map(|hidden| Hidden {
                span: hidden.span.start - self.start..hidden.span.end - self.start,
                instead: hidden.instead.clone(),
            })
            .collect();
        let withheld: Vec<Withheld> =
            in_text.iter().map(|hidden| Withheld { span: hidden.span.clone(), why: Why::Link }).collect();
        self.hide(&in_text, withheld);
    }

    /// The source without what only shows in a survey of it: people's names, and secrets that were written in a form
    /// which the source doesn't have. `None` where there is none.
    pub(super) fn without_names(
        &mut self,
        (file, surveys): (&File<'_>, &[Survey<'_>]),
        customs: &Customs,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        let readers = &customs.readers;
        if readers.audience == Audience::Facilitators {
            return None;
        }
        let secrets = self.secret_lines(file.source, surveys, customs);
        let mut source = Cow::Borrowed(file.source);
        if self.rounds == 0 {
            let told: Vec<Telling<'_>> = surveys.iter().map(|survey| survey.telling(file)).collect();
            let named = names::find(&told, file.source, &readers.naming);
            for (name, span) in named.in_prose {
                diagnostics.push(Diagnostic::name_in_text(&Place::new(&self.path, span), &name));
            }
            self.has_lost_lines = told.iter().any(|told| readers.naming.is_unattributed(told));
            if !named.hidden.is_empty() {
                source = Cow::Owned(blank(&source, &named.hidden));
            }
            self.withheld.extend(named.withheld);
        }
        self.without_secret(source, secrets).filter(|less| less != file.source)
    }

    /// The source without links whose targets are secrets. `None` where there is none.
    pub(super) fn without_secret_links(&mut self, source: &str, notes: &[Note], customs: &Customs) -> Option<String> {
        if customs.readers.audience == Audience::Facilitators {
            return None;
        }
        let links = notes.iter().flat_map(|note| &note.links);
        let secret = links.filter(|link| self.is_secret((&link.target, link.span.start), customs));
        let secrets: Vec<Range<usize>> = secret.map(|link| link.span.clone()).collect();
        self.without_secret(Cow::Borrowed(source), secrets).filter(|less| less != source)
    }

    /// The source without secrets; as it is, and withheld whole, where these don't end.
    fn without_secret(&mut self, mut source: Cow<'_, str>, secrets: Vec<Range<usize>>) -> Option<String> {
        self.rounds += 1;
        if self.rounds > ROUNDS && !secrets.is_empty() {
            self.meant = Some(Meant::Unclear);
            return None;
        }
        self.has_lost_lines |= !secrets.is_empty();
        for span in secrets {
            source = Cow::Owned(blank(&source, &[Hidden::told(span.clone())]));
            self.withheld.push(Withheld { span, why: Why::Secret });
        }
        if let Cow::Owned(source) = source { Some(source) } else { None }
    }

    /// Whether a text holds a secret that is kept from its readers; `at` is where in the file it stands.
    fn is_secret(&self, (text, at): (&str, usize), customs: &Customs) -> bool {
        let readers = &customs.readers;
        !self.is_on_allowed_line(at.saturating_sub(self.start))
            && secrets::find(text)
                .into_iter()
                .any(|(span, secret)| is_kept_from(secret, readers.audience) && !readers.allow(&text[span]))
    }

    /// The lines of the source whose words hold a secret that the source doesn't show as one: with marks of emphasis
    /// in it, or letters written as entities. From the second time on up to where the next line's words begin.
    fn secret_lines(&self, source: &str, surveys: &[Survey<'_>], customs: &Customs) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for survey in surveys {
            let lines = if secrets::find(&survey.text).is_empty() { &[][..] } else { &survey.lines[..] };
            for (index, place) in lines.iter().enumerate() {
                let next = lines.get(index + 1);
                let end = next.map_or(survey.text.len(), |next| next.at as usize);
                let line = survey.text.get(place.at as usize..end).unwrap_or_default();
                let at = place.source as usize;
                if self.is_secret((line, at), customs) {
                    let next = next.map_or(source.len(), |next| next.source as usize).max(at);
                    found.push(if self.rounds == 0 { at..end_of_line(source, at) } else { at..next });
                }
            }
            for aside in survey.asides.iter().filter(|aside| self.is_secret((&aside.text, aside.source), customs)) {
                found.push(aside.source..end_of_line(source, aside.source));
            }
        }
        found
    }
}

fn end_of_line(source: &str, at: usize) -> usize {
    let at = crate::text::floor_boundary(source, at);
    source[at..].find('\n').map_or(source.len(), |length| at + length)
}

fn is_kept_from(secret: secrets::Secret, audience: Audience) -> bool {
    match audience {
        Audience::Public => true,
        Audience::Members => !secret.is_for_members(),
        Audience::Facilitators => false,
    }
}

/// What makes links of the words around secrets: a link to a secret is the words alone.
fn links_around(events: &[Spanned<'_>], secrets: &[(Range<usize>, secrets::Secret)]) -> Vec<Hidden> {
    let holds = |span: &Range<usize>| secrets.iter().any(|(at, _)| span.start <= at.start && at.end <= span.end);
    let mut hidden = Vec::new();
    for (index, (event, span)) in events.iter().enumerate() {
        if matches!(event, Event::Html(_)) && holds(span) {
            hidden.push(Hidden::within_line(span.clone()));
        }
        let Event::Open(Element::Link { target, .. } | Element::Image { target, .. }) = event else { continue };
        let is_address = matches!(event, Event::Open(Element::Link { is_address, .. }) if *is_address != IsAddress::No);
        if is_address && holds(span) {
            hidden.push(Hidden::told(span.clone()));
        } else if !secrets::find(target).is_empty() || target.starts_with("mailto:") && holds(span) {
            hidden.extend(all_but_words(events, index));
        }
    }
    hidden
}

/// What stands before and behind the words of the element that opens at `index`.
fn all_but_words(events: &[Spanned<'_>], index: usize) -> Vec<Hidden> {
    let span = &events[index].1;
    let inner = events[index + 1..].iter().take_while(|(_, inner)| inner.start >= span.start && inner.end < span.end);
    let spans: Vec<&Range<usize>> = inner.filter(|(event, _)| *event != Event::Close).map(|(_, span)| span).collect();
    match (spans.first(), spans.iter().map(|span| span.end).max()) {
        (Some(first), Some(end)) => {
            vec![Hidden::within_line(span.start..first.start), Hidden::within_line(end..span.end)]
        }
        _ => vec![Hidden::told(span.clone())],
    }
}

/// The lines that say themselves that they are for everybody.
fn allowed_lines(source: &str) -> Vec<Range<usize>> {
    if !ALLOWING.iter().any(|words| source.contains(words)) {
        return Vec::new();
    }
    let mut at = 0;
    let lines = source.split_inclusive('\n').map(|line| {
        at += line.len();
        (at - line.len()..at, line)
    });
    lines.filter(|(_, line)| ALLOWING.iter().any(|words| line.contains(words))).map(|(span, _)| span).collect()
}

/// Front matter without fields for others, and without secrets but where they are meant to stand.
pub(super) fn front(mut front: FrontMatter, customs: &Customs) -> (FrontMatter, Vec<Withheld>) {
    let readers = &customs.readers;
    let mut withheld = Vec::new();
    if readers.audience == Audience::Facilitators || front.values.is_empty() {
        return (front, withheld);
    }
    let wanted: Vec<(String, Meant)> = match front.values.get("audiences") {
        Some(Value::Object(fields)) => {
            fields.iter().map(|(field, word)| (field.trim().to_lowercase(), Meant::of(word))).collect()
        }
        _ => Vec::new(),
    };
    let is_named = |key: &str| wanted.iter().any(|(field, _)| field == key);
    let meant = |key: &str| {
        let default = if MEMBERS_FIELDS.contains(&key) { Audience::Members } else { Audience::Public };
        let own = wanted.iter().filter(|(field, _)| field == key).map(|(_, meant)| *meant).max();
        own.unwrap_or(Meant::For(default))
    };
    front.values.retain(|key, value| {
        let is_for_them = meant(key).is_for(readers.audience);
        let before = value.clone();
        if is_for_them && !OPEN_FIELDS.contains(&key.as_str()) && !is_named(key) {
            mask_value(value, readers);
        }
        if !is_for_them || before != *value {
            let span = front.spans.get(key).cloned();
            withheld.extend(span.map(|span| Withheld { span, why: Why::Meant(meant(key)) }));
        }
        is_for_them
    });
    (front, withheld)
}

/// Fields that are for members unless the note says otherwise.
const MEMBERS_FIELDS: [&str; 4] = ["join", "meeting", "meeting_link", "passcode"];

/// Fields that hold addresses for everybody.
const OPEN_FIELDS: [&str; 2] = ["contact", "register"];

fn mask_value(value: &mut Value, readers: &Readers) {
    match value {
        Value::String(text) => {
            let found = secrets::find(text);
            let hidden = found.into_iter().filter(|(span, secret)| {
                is_kept_from(*secret, readers.audience) && !readers.allow(&text[span.clone()])
            });
            let hidden: Vec<Range<usize>> = hidden.map(|(span, _)| span).collect();
            for span in hidden.into_iter().rev() {
                text.replace_range(span, "…");
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| mask_value(value, readers)),
        Value::Object(fields) => {
            fields.retain(|key, _| readers.audience >= Audience::Members || !MEMBERS_FIELDS.contains(&key.as_str()));
            fields.values_mut().for_each(|value| mask_value(value, readers));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
