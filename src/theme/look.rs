//! What an organisation changes of the look in `roundtable.toml`: the accent, the fonts, and so the icon.
//! Its colour is made readable on the theme's paper by day and by night, whatever it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::colour::Colour;
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Place};
use crate::text;

/// WCAG 2.2, success criterion 1.4.6: the least contrast of text.
const LEAST: f64 = 7.0;

/// By night more chroma than this glares.
const NIGHT_CHROMA: f64 = 0.11;

/// Where the theme's colours stand.
const TOKENS: &str = "css/00-tokens.css";

/// The accent where none is configured: the theme's own.
const ACCENTS: [&str; 2] = ["--madder", "--ember"];

type Files = BTreeMap<String, Arc<[u8]>>;

/// The accent by day and by night.
struct Accent {
    day: String,
    night: String,
}

/// The rules that stand for what is configured, and the icon.
pub(super) struct Look {
    pub(super) css: String,
    pub(super) icon: String,
}

/// Reads the look of the network called `name`; what can't be used of it is said and left out.
pub(super) fn of((config, name): (&Config, &str), files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Look {
    let accent = accent(config, files, diagnostics);
    let mut tokens = String::new();
    if let Some(Accent { day, night }) = &accent {
        tokens.push_str(&format!("{}: {day}; {}: {night}; ", ACCENTS[0], ACCENTS[1]));
    }
    let mut faces = String::new();
    for (font, token) in [(&config.font, "--font-text"), (&config.title_font, "--font-title")] {
        let Some(font) = font else { continue };
        if !is_name(font.get_ref()) {
            diagnostics.push(Diagnostic::no_font_name(&Place::new(config::FILE, font.span())));
            continue;
        }
        let name = font.get_ref().trim();
        let others = token_in(files, token).unwrap_or_else(|| "sans-serif".to_owned());
        tokens.push_str(&format!("{token}: \"{name}\", {others}; "));
        for face in faces_of(name, files) {
            if !faces.contains(&face) {
                faces.push_str(&face);
            }
        }
    }
    let css =
        if tokens.is_empty() { String::new() } else { format!("{faces}@layer tokens {{ :root {{ {}}} }}\n", tokens) };
    Look { css, icon: icon(name, accent, files) }
}

fn accent(config: &Config, files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Option<Accent> {
    let written = config.accent.as_ref()?;
    let place = Place::new(config::FILE, written.span());
    let Some(colour) = Colour::from_hex(written.get_ref()) else {
        diagnostics.push(Diagnostic::no_colour(&place, written.get_ref()));
        return None;
    };
    // Text of this colour stands on every paper: it is made for the one that leaves least contrast.
    let paper = |token: &str, or: &str| {
        token_in(files, token).and_then(|value| Colour::from_oklch(&value)).or_else(|| Colour::from_hex(or))
    };
    let (paper, night) = (paper("--paper-3", "#ffffff")?, paper("--night-3", "#000000")?);
    let day = colour.readable_on(paper, LEAST).to_hex();
    let contrast = colour.contrast(paper);
    if contrast < LEAST {
        diagnostics.push(Diagnostic::pale_accent(&place, (written.get_ref(), contrast), &day));
    }
    Some(Accent { day, night: colour.muted(NIGHT_CHROMA).readable_on(night, LEAST).to_hex() })
}

/// What a token of the theme is set to.
fn token_in(files: &Files, token: &str) -> Option<String> {
    let tokens = String::from_utf8_lossy(files.get(TOKENS)?).into_owned();
    let set = tokens.split(['{', ';']).find_map(|set| set.trim().strip_prefix(token)?.trim().strip_prefix(':'))?;
    Some(set.trim().to_owned())
}

/// Whether this can be a font's name, and nothing else in a style sheet.
fn is_name(font: &str) -> bool {
    let is_plain = |letter: char| letter.is_alphanumeric() || " -_.".contains(letter);
    !font.trim().is_empty() && font.len() <= 80 && font.chars().all(is_plain)
}

/// The font's files below `theme/fonts/`, by their names: `source-serif-bold-italic.woff2`.
fn faces_of(font: &str, files: &Files) -> Vec<String> {
    let stem = text::address_part(font);
    let is_its = |path: &str| {
        let name = path.strip_prefix("fonts/").map(str::to_lowercase);
        name.is_some_and(|name| name.starts_with(&stem) && (name.ends_with(".woff2") || name.ends_with(".woff")))
    };
    let face = |path: &String| {
        let name = path.to_lowercase();
        let weight = match () {
            () if name.contains("variable") => "100 900",
            () if name.contains("bold") => "700",
            () => "400",
        };
        let style = if name.contains("italic") { "italic" } else { "normal" };
        format!(
            "@font-face {{ font-family: \"{font}\"; src: url(\"{path}\"); font-weight: {weight}; \
             font-style: {style}; font-display: swap; }}\n"
        )
    };
    files.keys().filter(|path| is_its(path)).map(face).collect()
}

/// A round table's top with the network's initials, in its accent.
fn icon(name: &str, accent: Option<Accent>, files: &Files) -> String {
    let own = |token: &str| {
        let colour = token_in(files, token).and_then(|value| Colour::from_oklch(&value));
        colour.map_or_else(|| "#444444".to_owned(), Colour::to_hex)
    };
    let Accent { day, night } = accent.unwrap_or_else(|| Accent { day: own(ACCENTS[0]), night: own(ACCENTS[1]) });
    let initials = text::escape(&initials(name));
    let size = if initials.chars().count() > 1 { 14 } else { 18 };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><style>circle{{fill:{day}}}text{{fill:#fff}}\
         @media (prefers-color-scheme:dark){{circle{{fill:{night}}}text{{fill:#000}}}}</style>\
         <circle cx=\"16\" cy=\"16\" r=\"16\"/><text x=\"16\" y=\"16\" dy=\".35em\" text-anchor=\"middle\" \
         font-family=\"Georgia,serif\" font-size=\"{size}\" font-weight=\"700\">{initials}</text></svg>\n"
    )
}

/// The first letters of a name's first two great words; one letter where scripts join theirs.
fn initials(name: &str) -> String {
    let words = || name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let great: Vec<char> = words().filter(|letter| letter.is_uppercase()).take(2).collect();
    match great.as_slice() {
        [] => words().next().map_or_else(|| "○".to_owned(), |letter| letter.to_uppercase().collect()),
        letters => letters.iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_great_words() {
        let of = ["Lanternfield Health Data Network", "the Round Table", "housing", "", "شبكة", "École d'été"];
        assert_eq!(of.map(initials), ["LH", "RT", "H", "○", "ش", "É"]);
    }

    #[test]
    fn a_font_s_name_can_be_nothing_else() {
        assert!(is_name("Source Sans 3") && is_name("Noto Naskh Arabic"));
        assert!(!is_name("a\"; } body { display: none }") && !is_name(" ") && !is_name("url(x)"));
    }
}
