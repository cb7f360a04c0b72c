//! The theme: templates, styles, scripts and words, the built-in ones with the knowledge base's own over them.
//! The one file that knows tera. A template with a mistake gives a diagnostic and the built-in one's page.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use serde_json::Value;
use tera::{Context, ErrorKind, Tera};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place};
use crate::parse::PageWords;
use crate::picture;
use crate::text;

mod look;
mod shorten;
mod strings;

static COMMONS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/commons");

/// The built-in templates stand under this prefix, so that an override can extend the one it replaces.
const BUILT_IN: &str = "commons/";

/// The address of the icon: the knowledge base's own `theme/icon.svg`, or one with its initials.
const ICON: &str = "assets/icon.svg";

/// The address of the picture that stands for the site where its pages are linked to.
pub const CARD: &str = "assets/card.png";

/// Where the knowledge base's own files of the theme stand, in messages.
const FOLDER: &str = "theme";

/// What templates get, made ready for them once: pages that show it share it, and copies cost nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Ready(tera::Value);

impl Ready {
    /// A value as templates see it.
    pub fn of(value: &impl Serialize) -> Self {
        Self(tera::Value::from_serializable(value))
    }

    /// HTML that templates write as it is.
    pub fn html(html: &str) -> Self {
        Self(tera::Value::safe_string(html))
    }
}

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    custom: Tera,
    /// Only where the knowledge base overrides templates.
    built_in: Option<Tera>,
    /// Files that pages use, by address.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// The words of the interface in the site's language.
    pub strings: Value,
    /// The same in every language that has a file, by its tag in small letters.
    pub languages: BTreeMap<String, Value>,
    /// The stylesheet's address.
    pub css: String,
    /// The script's address, where the theme has one.
    pub js: Option<String>,
    /// The address of the script that searches, which pages load once somebody searches.
    pub search: String,
    /// The icon's address.
    pub icon: String,
    /// The address of the script of the page of results.
    pub finds: String,
    /// The address of the script that marks the words which a search led to.
    pub found: String,
    /// The address of the script that sets the chosen look before the first paint.
    pub look: String,
}

/// The built-in theme with `overrides`, files by their path below `theme/`, as the configuration of the
/// network called `name` wants it to look.
pub fn load(
    overrides: &BTreeMap<String, Arc<[u8]>>,
    (config, name): (&Config, &str),
    diagnostics: &mut Vec<Diagnostic>,
) -> Theme {
    let files = merged(overrides);
    let languages = strings::all(&built_in_files(), overrides, diagnostics);
    let strings = strings::of(&languages, &config.language);
    let own: BTreeMap<&str, &[u8]> =
        overrides.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("templates/")?, &**bytes))).collect();
    report_misnamed(&own, diagnostics);
    let (custom, has_own) = with_overrides(&own, &strings, diagnostics);
    let mut theme = Theme {
        custom,
        built_in: has_own.then(|| built_in(&strings)),
        assets: BTreeMap::new(),
        strings,
        languages,
        css: String::new(),
        js: None,
        search: String::new(),
        icon: ICON.to_owned(),
        look: String::new(),
        finds: String::new(),
        found: String::new(),
    };
    let look = look::of((config, name), &files, diagnostics);
    add_assets(&mut theme, &files, look);
    theme
}

impl Theme {
    /// The page that `template` makes of `context`; where the knowledge base's own template can't, the
    /// built-in one's, and what is wrong.
    pub fn render(&self, template: &str, context: &impl Serialize) -> (String, Option<Diagnostic>) {
        let context = Context::from_serialize(context).expect("views are structs, which serialise as maps");
        let built_in = self.built_in.as_ref().unwrap_or(&self.custom);
        match self.custom.render(template, &context) {
            Ok(html) => (html, None),
            Err(error) => {
                let html = built_in.render(template, &context).unwrap_or_else(|error| {
                    format!(
                        "<!doctype html>\n<title>{template}</title>\n<pre>{}</pre>\n",
                        text::escape(&error.to_string())
                    )
                });
                let fault = Fault::of(&error);
                let name = fault.template.clone().unwrap_or_else(|| template.to_owned());
                (html, Some(fault.diagnostic(&name, "")))
            }
        }
    }
}

/// The texts of the built-in theme.
pub fn texts() -> impl Iterator<Item = &'static str> {
    fn add(folder: &Dir<'static>, texts: &mut Vec<&'static str>) {
        texts.extend(folder.files().filter_map(|file| file.contents_utf8()));
        folder.dirs().for_each(|folder| add(folder, texts));
    }
    let mut texts = Vec::new();
    add(&COMMONS, &mut texts);
    texts.into_iter()
}

/// What links to something withheld read in a language.
pub fn words_of_withheld(language: &str) -> PageWords {
    PageWords(strings::withheld(language))
}

/// Every file of the theme by its path, the knowledge base's own over the built-in ones.
fn merged(overrides: &BTreeMap<String, Arc<[u8]>>) -> BTreeMap<String, Arc<[u8]>> {
    let mut files = built_in_files();
    files.extend(overrides.iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
    files
}

fn built_in_files() -> BTreeMap<String, Arc<[u8]>> {
    let mut files = BTreeMap::new();
    collect(&COMMONS, &mut files);
    files
}

fn collect(folder: &Dir<'_>, files: &mut BTreeMap<String, Arc<[u8]>>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let contents = match (file.contents_utf8(), path.rsplit_once('.')) {
            (Some(text), Some((_, "js"))) => shorten::script(text).into_bytes().into(),
            (Some(text), Some((_, "css"))) => shorten::style(text).into_bytes().into(),
            (Some(_) | None, _) => file.contents().into(),
        };
        files.insert(path, contents);
    }
    for folder in folder.dirs() {
        collect(folder, files);
    }
}

fn new_tera(strings: &Value) -> Tera {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([BUILT_IN]).expect("no template was added yet");
    tera.global_context().insert("t", strings);
    tera.set_escape_fn(escaped);
    tera
}

/// Writes a value as HTML; tera's own way goes byte by byte.
fn escaped(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if text.contains(['&', '<', '>', '"', '\'']) {
        out.write_all(text::escape(text).as_bytes())
    } else {
        out.write_all(text.as_bytes())
    }
}

fn templates() -> Vec<(String, &'static str)> {
    let mut files = Vec::new();
    let mut folders = COMMONS.get_dir("templates").into_iter().collect::<Vec<_>>();
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files());
    }
    let name = |path: &std::path::Path| path.to_string_lossy().replace('\\', "/").replacen("templates/", "", 1);
    files.into_iter().filter_map(|file| Some((name(file.path()), file.contents_utf8()?))).collect()
}

fn built_in(strings: &Value) -> Tera {
    let mut tera = new_tera(strings);
    tera.add_raw_templates(templates().into_iter().map(|(name, source)| (format!("{BUILT_IN}{name}"), source)))
        .expect("a test renders every built-in template");
    tera
}

/// The templates with those overrides that have no mistake, and whether there are any.
fn with_overrides(own: &BTreeMap<&str, &[u8]>, strings: &Value, diagnostics: &mut Vec<Diagnostic>) -> (Tera, bool) {
    let mut kept: BTreeMap<&str, String> =
        own.iter().map(|(name, bytes)| (*name, String::from_utf8_lossy(bytes).into_owned())).collect();
    loop {
        let error = match tried(&kept, strings) {
            Ok(tera) => return (tera, !kept.is_empty()),
            Err(error) => error,
        };
        let fault = Fault::of(&error);
        let named = fault.template.as_deref().and_then(|name| kept.keys().find(|key| **key == name).copied());
        // Where the error names no template, it is the one without which all is well.
        let mends = |name: &&str| {
            let others = kept.iter().filter(|(other, _)| other != &name).map(|(name, source)| (*name, source.clone()));
            tried(&others.collect(), strings).is_ok()
        };
        let Some(name) = named.or_else(|| kept.keys().copied().find(mends)).or_else(|| kept.keys().next().copied())
        else {
            return (built_in(strings), false);
        };
        diagnostics.push(fault.diagnostic(name, &kept[name]));
        kept.remove(name);
    }
}

/// The built-in templates with these over them.
fn tried(own: &BTreeMap<&str, String>, strings: &Value) -> Result<Tera, tera::Error> {
    let mut tera = new_tera(strings);
    let ours = templates().into_iter().map(|(name, source)| (format!("{BUILT_IN}{name}"), source.to_owned()));
    tera.add_raw_templates(ours.chain(own.iter().map(|(name, source)| ((*name).to_owned(), source.clone()))))?;
    Ok(tera)
}

/// What tera found wrong, and where.
struct Fault {
    /// The template in which it lies, where tera says so.
    template: Option<String>,
    message: String,
    at: At,
}

/// Where in a template something is wrong.
enum At {
    Nowhere,
    Bytes(Range<usize>),
    /// Line and column, from 1.
    Line(usize, usize),
}

impl Fault {
    fn of(error: &tera::Error) -> Self {
        let kind = error.kind();
        if let ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) = kind {
            let at = At::Bytes(report.span().range.clone());
            Self { template: Some(report.filename().to_owned()), message: first_line(report.message()), at }
        } else if let ErrorKind::MissingParent { current, parent } = kind {
            let message = format!("it extends `{parent}`, which is not there");
            Self { template: Some(current.clone()), message, at: At::Nowhere }
        } else if let ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } = kind {
            let message = "it extends or includes itself, if by way of others".to_owned();
            Self { template: Some(tpl.clone()), message, at: At::Nowhere }
        } else {
            Self::of_report(&error.to_string())
        }
    }

    /// Some of tera's errors are told as text alone: `error: MESSAGE`, then ` --> TEMPLATE:LINE:COLUMN`.
    fn of_report(report: &str) -> Self {
        let message = first_line(report.strip_prefix("error: ").unwrap_or(report));
        let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
        let mut parts = place.unwrap_or_default().rsplitn(3, ':');
        let (column, line) = (parts.next().and_then(|n| n.parse().ok()), parts.next().and_then(|n| n.parse().ok()));
        let at = line.zip(column).map_or(At::Nowhere, |(line, column)| At::Line(line, column));
        Self { template: parts.next().map(str::to_owned), message, at }
    }

    /// The fault in the words of diagnostics; `source` is the template's.
    fn diagnostic(&self, template: &str, source: &str) -> Diagnostic {
        let file = format!("{FOLDER}/templates/{template}");
        let place = match &self.at {
            At::Nowhere => Place::file(file),
            At::Bytes(span) => Place::new(file, span.clone()),
            At::Line(line, column) => {
                let before: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
                let rest = source[before..].lines().next().unwrap_or_default();
                let start = before + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
                Place::new(file, start..start + 1)
            }
        };
        Diagnostic::broken_template(&place, &self.message)
    }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

/// Templates of the knowledge base whose names are nearly those of the theme's.
fn report_misnamed(own: &BTreeMap<&str, &[u8]>, diagnostics: &mut Vec<Diagnostic>) {
    let known: Vec<String> = templates().into_iter().map(|(name, _)| name).collect();
    for name in own.keys().filter(|name| !known.iter().any(|known| known == *name)) {
        if let Some(near) = text::nearest(name, known.iter().map(String::as_str)) {
            diagnostics
                .push(Diagnostic::unused_theme_file(&Place::file(format!("{FOLDER}/templates/{name}")), Some(near)));
        }
    }
}

/// One stylesheet and one script of all files in name order, then what is configured, `custom.css` last; other files
/// as they are.
fn add_assets(theme: &mut Theme, files: &BTreeMap<String, Arc<[u8]>>, look: look::Look) {
    let mut css = joined(files, "css/", ".css");
    css.extend(look.css.into_bytes());
    css.extend(files.get("custom.css").iter().flat_map(|bytes| bytes.iter()));
    theme.css = named("site", "css", &css);
    theme.assets.insert(theme.css.clone(), css);
    let scripts = [
        ("search", &mut theme.search),
        ("look", &mut theme.look),
        ("finds", &mut theme.finds),
        ("found", &mut theme.found),
    ];
    for (folder, address) in scripts {
        let script = joined(files, &format!("{folder}/"), ".js");
        *address = named(folder, "js", &script);
        theme.assets.insert(address.clone(), script);
    }
    let scripts = joined(files, "js/", ".js");
    if !scripts.is_empty() {
        let mut js = told_to_scripts(theme);
        js.extend(scripts);
        let name = named("site", "js", &js);
        theme.js = Some(name.clone());
        theme.assets.insert(name, js);
    }
    for (path, bytes) in files {
        let is_source = ["templates/", "css/", "js/", "search/", "look/", "finds/", "found/", "strings/"]
            .iter()
            .any(|folder| path.starts_with(folder));
        if !is_source && path != "custom.css" {
            theme.assets.insert(format!("assets/{path}"), picture::freed(path, bytes));
        }
    }
    theme.assets.entry(ICON.to_owned()).or_insert_with(|| look.icon.into_bytes());
}

/// What scripts need, so that no page has to carry it: where the site begins and where the scripts stand that are loaded
/// later, the words that scripts show, which stand below `[find]` and `[touch]`, and by what counts, numbers, days and
/// lists are written.
fn told_to_scripts(theme: &Theme) -> Vec<u8> {
    let strings = &theme.strings;
    let [find, touch] = ["find", "touch"].map(|table| strings.get(table).unwrap_or(&Value::Null));
    let ways = [
        ("language", "/language"),
        ("number", "/number"),
        ("day", "/date/long"),
        ("months", "/months/long"),
        ("between", "/list/between"),
    ];
    let manner = serde_json::json!(BTreeMap::from(ways.map(|(name, place)| (name, strings.pointer(place)))));
    let root = "new URL(\"..\", document.currentScript.src).href";
    let later = format!("root: {root}, engine: \"{}\", found: \"{}\"", theme.search, theme.found);
    format!("globalThis.roundtable = {{ {later}, words: {find}, touch: {touch}, manner: {manner} }};\n").into_bytes()
}

fn joined(files: &BTreeMap<String, Arc<[u8]>>, folder: &str, ending: &str) -> Vec<u8> {
    let parts = files.iter().filter(|(path, _)| path.starts_with(folder) && path.ends_with(ending));
    let mut joined = Vec::new();
    for (_, bytes) in parts {
        joined.extend_from_slice(bytes);
        if !joined.ends_with(b"\n") {
            joined.push(b'\n');
        }
    }
    joined
}

/// A name that holds the content's hash, so that browsers can keep the file for good.
fn named(stem: &str, ending: &str, bytes: &[u8]) -> String {
    format!("assets/{stem}.{:08x}.{ending}", text::hash_bytes(bytes) >> 32)
}
