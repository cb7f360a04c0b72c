//! One constructor for each thing that can be wrong, and so all the words that authors read about it.
//! Messages start in lower case and end without a full stop; helps say what to do.

use std::collections::BTreeSet;

use super::{Diagnostic, Edit, Place, Severity};

use crate::drawing::Removed;

mod advice;
mod pictures;
mod privacy;

fn error(rule: &'static str, place: &Place, message: String, help: String) -> Diagnostic {
    diagnostic((rule, Severity::Error), place, message, help)
}

fn warning(rule: &'static str, place: &Place, message: String, help: String) -> Diagnostic {
    diagnostic((rule, Severity::Warning), place, message, help)
}

fn notice(rule: &'static str, place: &Place, message: String, help: String) -> Diagnostic {
    diagnostic((rule, Severity::Notice), place, message, help)
}

fn diagnostic((rule, severity): (&'static str, Severity), place: &Place, message: String, help: String) -> Diagnostic {
    let span = (place.span.start, place.span.end);
    Diagnostic { file: place.file.clone(), span, rule, severity, message, help, fix: None }
}

/// "did you mean `x`?", or what to do where no name is near.
fn did_you_mean(near: Option<&str>, otherwise: &str) -> String {
    near.map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"))
}

impl Diagnostic {
    /// The same with the change that certainly mends it, where there is one.
    pub fn mended_by(self, fix: Option<Edit>) -> Self {
        Self { fix, ..self }
    }

    /// A link to a file or page that is not there.
    pub fn broken_link(place: &Place, target: &str, near: Option<&str>) -> Self {
        error(
            "broken-link",
            place,
            format!("there is no page or file at `{target}`"),
            did_you_mean(near, "check the path, or remove the link; the text stays on the page, marked as broken"),
        )
    }

    /// A wikilink to a note that is not there.
    pub fn broken_wikilink(place: &Place, target: &str, near: Option<&str>) -> Self {
        error(
            "broken-link",
            place,
            format!("no note is called `{target}`"),
            did_you_mean(near, "check the name, or write the note; until then the text stays, marked as broken"),
        )
    }

    /// A link that could mean several notes.
    pub fn ambiguous_link(place: &Place, target: &str, candidates: &[&str]) -> Self {
        error(
            "ambiguous-link",
            place,
            format!("`{target}` could mean {} notes", candidates.len()),
            format!(
                "write the path of the one you mean: {}",
                candidates.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(" or ")
            ),
        )
    }

    /// A link to a heading that the page doesn't have.
    pub fn broken_anchor(place: &Place, page: &str, anchor: &str, near: Option<&str>) -> Self {
        error(
            "broken-anchor",
            place,
            format!("`{page}` has no heading `#{anchor}`"),
            did_you_mean(near, "check the heading; until then the link leads to the top of the page"),
        )
    }

    /// A link that would run a script or hide its content in the address.
    pub fn unsafe_link(place: &Place, scheme: &str) -> Self {
        warning(
            "unsafe-link",
            place,
            format!("a link that starts with `{scheme}:` was taken out"),
            "link to a page or a file instead; such links can harm readers".to_owned(),
        )
    }

    /// A picture on somebody else's server.
    pub fn outside_image(place: &Place, target: &str) -> Self {
        warning(
            "outside-image",
            place,
            format!("the image at `{target}` lies on another site, so it is shown as a link"),
            "save the image beside the note and use its file name; readers' browsers then ask nobody else".to_owned(),
        )
    }

    /// HTML in a note that was taken out because it could harm readers.
    pub fn removed_html(place: &Place, element: &str) -> Self {
        warning(
            "removed-html",
            place,
            format!("`<{element}>` was taken out"),
            "write the text in Markdown, or link to the page that you wanted to show here".to_owned(),
        )
    }

    /// A file that browsers would open as a page of the site, scripts and all.
    pub fn active_file(place: &Place, target: &str) -> Self {
        warning(
            "unsafe-file",
            place,
            format!("`{target}` could run scripts in readers' browsers, so it is not published"),
            "link to a PDF instead, or, if you trust all that is in it, put the file into `static/`".to_owned(),
        )
    }

    /// A drawing that can't be made safe.
    pub fn refused_drawing(place: &Place, reason: &str) -> Self {
        warning(
            "unsafe-file",
            place,
            format!("this drawing is not published, since {reason}"),
            "open it in a program for drawing and save it as plain SVG, or as PNG".to_owned(),
        )
    }

    /// A drawing from which something was taken out.
    pub fn changed_drawing(place: &Place, removed: &BTreeSet<Removed>) -> Self {
        let removed: Vec<&str> = removed.iter().map(|removed| removed.words()).collect();
        warning(
            "unsafe-file",
            place,
            format!("this drawing is published without {}", removed.join(", ")),
            "look at it on the site; where something is missing, save it as plain SVG with text as text, or as PNG"
                .to_owned(),
        )
    }

    /// A comment that never ends.
    pub fn unclosed_comment(place: &Place, closing: &str) -> Self {
        warning(
            "unclosed-comment",
            place,
            "this comment never ends, so all text after it stays out of the site".to_owned(),
            format!("close it with `{closing}`"),
        )
    }

    /// Front matter that can't be read.
    pub fn broken_front_matter(place: &Place, reason: &str, form: &str) -> Self {
        warning(
            "front-matter",
            place,
            format!("the lines above the text can't be read: {reason}"),
            format!(
                "write one `{form}` a line, and put text with signs in it in quotes; until then these lines are left out"
            ),
        )
    }

    /// Front matter that starts and never ends.
    pub fn unclosed_front_matter(place: &Place, fence: &str) -> Self {
        warning(
            "front-matter",
            place,
            format!("the lines above the text start with `{fence}` and never end"),
            format!("put a line with `{fence}` after them"),
        )
    }

    /// A key that looks like a known one.
    pub fn unknown_key(place: &Place, key: &str, near: &str) -> Self {
        warning(
            "unknown-key",
            place,
            format!("`{key}` is not a key that Roundtable knows"),
            format!("did you mean `{near}`?"),
        )
    }

    /// A value that a key can't have.
    pub fn wrong_value(place: &Place, key: &str, value: &str, expected: &str) -> Self {
        warning("wrong-value", place, format!("`{key}` can't be `{value}`"), format!("write {expected}"))
    }

    /// Two notes whose names lead to one address.
    pub fn same_address(place: &Place, address: &str, other: &str) -> Self {
        warning(
            "same-address",
            place,
            format!("this note and `{other}` want the same address, `{address}`"),
            "rename one of the two files; until then this one's address ends in a number".to_owned(),
        )
    }

    /// A linked or static file whose place a page takes.
    pub fn file_hidden_by_page(place: &Place, address: &str) -> Self {
        warning(
            "same-address",
            place,
            format!("a page stands at `{address}`, so this file is not published"),
            "rename the file".to_owned(),
        )
    }

    /// An alias that is some page's own address.
    pub fn alias_taken(place: &Place, alias: &str, other: &str) -> Self {
        warning(
            "alias-taken",
            place,
            format!("the alias `{alias}` is already the address of `{other}`"),
            "remove the alias or choose another".to_owned(),
        )
    }

    /// An alias that can't be an address.
    pub fn bad_alias(place: &Place, alias: &str) -> Self {
        warning(
            "bad-alias",
            place,
            format!("the alias `{alias}` is not an address on this site"),
            "write a path such as `/old/name.html`".to_owned(),
        )
    }

    /// A link to a file that is never published.
    pub fn private_file(place: &Place, target: &str) -> Self {
        warning(
            "private-file",
            place,
            format!("`{target}` says who came, so it is not published and the link leads nowhere"),
            "remove the link, or write the numbers into the note".to_owned(),
        )
    }

    /// A session whose date can't be told.
    pub fn undated_session(place: &Place) -> Self {
        warning(
            "undated-session",
            place,
            "no date was found for this session".to_owned(),
            "start the file's name with the date, as in `2023-01-12-topic.md`, or write a line `Date: 2023-01-12`"
                .to_owned(),
        )
    }

    /// A date that can be read in several ways, joined by "or".
    pub fn two_readings(place: &Place, written: &str, readings: &str) -> Self {
        warning(
            "unclear-date",
            place,
            format!("`{written}` can mean {readings}, so no date was taken"),
            "write the date with the year first, as in `2023-01-12`".to_owned(),
        )
    }

    /// A day and month without a year.
    pub fn no_year(place: &Place, written: &str) -> Self {
        warning(
            "unclear-date",
            place,
            format!("`{written}` has no year, so no date was taken"),
            "write the year too, as in `2023-01-12`".to_owned(),
        )
    }

    /// A weekday that isn't that of the date.
    pub fn wrong_weekday(place: &Place, written: &str, actual: &str) -> Self {
        warning(
            "wrong-weekday",
            place,
            format!("the weekday in `{written}` does not fit: that day is a {actual}"),
            "check the date or the weekday".to_owned(),
        )
    }

    /// The heading has one date, the file name or front matter another.
    pub fn dates_differ(place: &Place, taken: &str, other: &str) -> Self {
        warning(
            "dates-differ",
            place,
            format!("this says `{other}`, but the session is taken to be on {taken}"),
            "correct the one that is wrong".to_owned(),
        )
    }

    /// A file that isn't text.
    pub fn not_utf8(place: &Place) -> Self {
        warning(
            "not-utf8",
            place,
            "some characters of this file can't be read and are shown as `\u{fffd}`".to_owned(),
            "open the file in your editor and save it as UTF-8".to_owned(),
        )
    }

    /// A note nested or long beyond what is taken in.
    pub fn too_deep(place: &Place) -> Self {
        warning(
            "too-deep",
            place,
            "this note has lists or quotes inside each other beyond what a page can show".to_owned(),
            "make the structure flatter; until then the text is shown as it was written".to_owned(),
        )
    }

    /// A file or folder that could not be read.
    pub fn unreadable(place: &Place, reason: &str) -> Self {
        error(
            "unreadable",
            place,
            format!("this can't be read: {reason}"),
            "check that you may open it; the rest of the site is built without it".to_owned(),
        )
    }

    /// A symbolic link that leaves the knowledge base or goes round in a circle.
    pub fn outside_folder(place: &Place) -> Self {
        warning(
            "outside-folder",
            place,
            "this is a shortcut to a place outside the knowledge base (or to itself), so it is passed over".to_owned(),
            "copy what you need into the folder".to_owned(),
        )
    }

    /// roundtable.toml can't be read.
    pub fn broken_config(place: &Place, reason: &str) -> Self {
        error(
            "configuration",
            place,
            format!("roundtable.toml can't be read: {reason}"),
            "correct this line; nothing is published until then".to_owned(),
        )
    }

    /// A template with a mistake.
    pub fn broken_template(place: &Place, reason: &str) -> Self {
        error(
            "template",
            place,
            format!("this template has a mistake: {reason}"),
            "correct it; until then the page uses Roundtable's own template".to_owned(),
        )
    }

    /// A file in `theme/` that overrides nothing.
    pub fn unused_theme_file(place: &Place, near: Option<&str>) -> Self {
        warning(
            "unused-theme-file",
            place,
            "the theme has no file of this name, so nothing uses this one".to_owned(),
            did_you_mean(near, "give it the name of the theme's file that it should replace"),
        )
    }

    /// A topic or group merged into one that isn't there.
    pub fn unknown_topic(place: &Place, name: &str, near: Option<&str>) -> Self {
        warning(
            "unknown-topic",
            place,
            format!("there is no topic `{name}` to merge into"),
            did_you_mean(near, "check the name, or write the topic's page"),
        )
    }

    /// A group named in front matter that isn't there.
    pub fn unknown_group(place: &Place, name: &str, near: Option<&str>) -> Self {
        warning(
            "unknown-group",
            place,
            format!("there is no group called `{name}`"),
            did_you_mean(near, "check the name, or make the group's folder below `groups/`"),
        )
    }
}
