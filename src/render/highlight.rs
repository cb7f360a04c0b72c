//! Code with its words marked by classes, for the theme's light and dark palettes: the one file that knows
//! syntect. A stretch has one class or none, so that pages stay small. Code in a language that isn't known, or with
//! very long lines, is shown plain.

use std::sync::{Arc, LazyLock, OnceLock};

use syntect::parsing::{BasicScopeStackOp, ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::model::{NoteId, Site};
use crate::note::{Code, Note};
use crate::text::{escape, escape_into};

/// Beyond these, marking words takes longer than readers would wait.
const LONGEST_LINE: usize = 2_000;
const LONGEST_CODE: usize = 200_000;

/// The classes of themes/commons/css/80-code.css, by the scopes that have them; the longest beginning counts.
/// An empty class is the text's own colour inside a stretch that has another. Scopes are those of Sublime Text
/// (<https://www.sublimetext.com/docs/scope_naming.html>).
const CLASSES: [(&str, &str); 27] = [
    ("comment", "c"),
    ("string", "s"),
    ("markup.raw", "s"),
    ("markup.inserted", "s"),
    ("constant", "n"),
    ("variable.language", "n"),
    ("markup.changed", "n"),
    ("keyword", "k"),
    ("keyword.operator", ""),
    ("keyword.operator.word", "k"),
    ("storage", "k"),
    ("storage.type", "t"),
    ("storage.type.function", "k"),
    ("support", "t"),
    ("support.function", "f"),
    ("entity.other", "t"),
    ("entity.name", "f"),
    ("entity.name.type", "t"),
    ("entity.name.class", "t"),
    ("entity.name.tag", "x"),
    ("variable.function", "f"),
    ("markup.heading", "h"),
    ("markup.bold", "b"),
    ("markup.italic", "i"),
    ("markup.underline.link", "f"),
    ("markup.deleted", "x"),
    ("invalid", "e"),
];

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// `CLASSES` with the longest scopes first.
static RULES: LazyLock<Vec<(Scope, &str)>> = LazyLock::new(|| {
    let scope = |(name, class): (&str, &'static str)| Some((Scope::new(name).ok()?, class));
    let mut rules: Vec<(Scope, &str)> = CLASSES.into_iter().filter_map(scope).collect();
    rules.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    rules
});

/// The blocks of code of a site's notes as HTML, each made once, when a page first shows it.
#[derive(Debug, Clone)]
pub(crate) struct Codes(Vec<Arc<[OnceLock<String>]>>);

impl Codes {
    /// Of no block yet.
    pub(crate) fn of(site: &Site) -> Self {
        Self(site.notes.iter().map(|note| of_note(note)).collect())
    }

    /// Those of a site whose notes are the same, but for some of which nothing is made yet.
    pub(crate) fn after(&self, site: &Site, changed: &[NoteId]) -> Self {
        let mut codes = self.clone();
        changed.iter().for_each(|id| codes.0[*id] = of_note(&site.notes[*id]));
        codes
    }

    /// A note's block of code as HTML.
    pub(crate) fn html(&self, site: &Site, (note, code): (NoteId, usize)) -> &str {
        self.0[note][code].get_or_init(|| html(&site.notes[note].codes[code]))
    }
}

fn of_note(note: &Note) -> Arc<[OnceLock<String>]> {
    note.codes.iter().map(|_| OnceLock::new()).collect()
}

fn html(code: &Code) -> String {
    let mut html = String::with_capacity(code.text.len() * 3);
    html.push_str("<pre class=\"code\" tabindex=\"0\"><code");
    if !code.language.is_empty() {
        html.push_str(" class=\"language-");
        escape_into(&mut html, &code.language);
        html.push('"');
    }
    html.push('>');
    match syntax(code).and_then(|syntax| marked(&code.text, syntax)) {
        Some(marked) => html.push_str(&marked),
        None => html.push_str(&escape(&code.text)),
    }
    html.push_str("</code></pre>\n");
    html
}

fn syntax(code: &Code) -> Option<&'static SyntaxReference> {
    let is_short = code.text.len() <= LONGEST_CODE && code.text.lines().all(|line| line.len() <= LONGEST_LINE);
    let token = match code.language.as_str() {
        "" | "text" | "txt" | "plain" => return None,
        "console" | "shell" | "zsh" => "bash",
        "typescript" | "ts" | "jsx" | "tsx" | "node" => "javascript",
        "jsonc" | "json5" => "json",
        other => other,
    };
    SYNTAXES.find_syntax_by_token(token).filter(|_| is_short)
}

fn marked(text: &str, syntax: &SyntaxReference) -> Option<String> {
    let mut parser = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    // The class of each scope that stands open.
    let mut classes: Vec<Option<&str>> = Vec::new();
    let mut html = Spans { html: String::with_capacity(text.len() * 2), class: "" };
    for line in LinesWithEndings::from(text) {
        let mut from = 0;
        for (at, op) in parser.parse_line(line, &SYNTAXES).ok()? {
            html.push(line.get(from..at)?, class(&classes));
            from = at;
            let follow = |op: BasicScopeStackOp, _: &[Scope]| match op {
                BasicScopeStackOp::Push(scope) => classes.push(class_of(scope)),
                BasicScopeStackOp::Pop => drop(classes.pop()),
            };
            scopes.apply_with_hook(&op, follow).ok()?;
        }
        html.push(&line[from..], class(&classes));
    }
    Some(html.finish())
}

fn class_of(scope: Scope) -> Option<&'static str> {
    RULES.iter().find(|(rule, _)| rule.is_prefix_of(scope)).map(|(_, class)| *class)
}

/// The class of the innermost scope that has one.
fn class(classes: &[Option<&'static str>]) -> &'static str {
    classes.iter().rev().find_map(|class| *class).unwrap_or_default()
}

/// HTML of stretches, neighbours of one class in one element.
struct Spans {
    html: String,
    class: &'static str,
}

impl Spans {
    fn push(&mut self, text: &str, class: &'static str) {
        // Space has no colour, and so belongs to what stands before it.
        if class != self.class && !text.trim().is_empty() {
            self.close();
            if !class.is_empty() {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.class = class;
        }
        escape_into(&mut self.html, text);
    }

    fn close(&mut self) {
        if !self.class.is_empty() {
            self.html.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}
