//! Code with its words marked by classes, for the theme's light and dark palettes: the one file that knows
//! syntect. Code in a language that isn't known, or with very long lines, is shown plain.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::note::Code;
use crate::text::{escape, escape_into};

/// Beyond these, marking words takes longer than readers would wait.
const LONGEST_LINE: usize = 2_000;
const LONGEST_CODE: usize = 200_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// A block of code as HTML.
pub(crate) fn html(code: &Code) -> String {
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
    let style = ClassStyle::SpacedPrefixed { prefix: "s-" };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, style);
    for line in LinesWithEndings::from(text) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}
