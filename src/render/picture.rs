//! A picture of a note as it stands in a page: its words, its size, and the smaller sizes that browsers choose from.

use std::fmt::Write;

use super::body::attribute;
use super::href;
use crate::model::{self, Site};
use crate::note::{Link, Setting};
use crate::picture::{self, Named, Picture};
use crate::snapshot::{Form, OtherFile};

/// How wide a note's text is at most, in CSS pixels.
const MEASURE: u32 = 656;

/// Whether a file is a picture by its name, whether or not it can be shown.
pub(super) fn is_picture(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    picture::named(path) != Named::Other || ["svg", "ico"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Writes the picture at `path`, as a page at `from` shows it; nothing where it isn't published.
pub(super) fn write(html: &mut String, (site, from): (&Site, &str), link: &Link, path: &str) {
    let address = model::file_address(path);
    let Some(file) = site.files.get(address) else { return };
    let src = href::relative(from, address);
    let is_large = link.setting != Setting::Link && is_larger_than_shown(link, file);
    if is_large {
        html.push_str("<a class=\"large\"");
        attribute(html, "href", &src);
        html.push('>');
    }
    html.push_str("<img");
    attribute(html, "src", &src);
    if let Form::Picture(picture) = &file.form {
        sizes(html, (site, from), link, (address, file, picture));
    }
    attribute(html, "alt", &link.text);
    if let Some((width, height)) = dimensions(link, file) {
        let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
    }
    if !link.title.is_empty() {
        attribute(html, "title", &link.title);
    }
    html.push_str(" loading=\"lazy\">");
    if is_large {
        html.push_str("</a>");
    }
}

/// ` srcset="…" sizes="…"` of a picture that has smaller sizes.
fn sizes(
    html: &mut String,
    (site, from): (&Site, &str),
    link: &Link,
    (address, file, picture): (&str, &OtherFile, &Picture),
) {
    let smaller = picture.sizes.iter().filter_map(|width| {
        let smaller = picture::size_address(address, *width);
        let is_there = site.files.get(&smaller).is_some_and(|found| {
            found.disk == file.disk && matches!(found.form, Form::Smaller(_, drawn) if drawn == *width)
        });
        is_there.then_some((smaller, *width))
    });
    let all: Vec<String> = smaller
        .chain([(address.to_owned(), picture.dimensions.0)])
        .map(|(address, width)| format!("{} {width}w", href::relative(from, &address)))
        .collect();
    if all.len() > 1 {
        let shown = link.width.unwrap_or(MEASURE).min(MEASURE);
        attribute(html, "srcset", &all.join(", "));
        attribute(html, "sizes", &format!("(max-width: {shown}px) 100vw, {shown}px"));
    }
}

/// Whether a picture has more to show than fits beside the text. One without words for it gets no link, which
/// would have no name.
fn is_larger_than_shown(link: &Link, file: &OtherFile) -> bool {
    let width = file.dimensions.map_or(0, |(width, _)| width);
    !link.text.trim().is_empty() && width > link.width.unwrap_or(MEASURE).min(MEASURE)
}

fn dimensions(link: &Link, file: &OtherFile) -> Option<(u32, u32)> {
    let (width, height) = file.dimensions?;
    match link.width {
        Some(wanted) if width > 0 => Some((wanted, picture::height_at(wanted, (width, height)))),
        Some(_) | None => Some((width, height)),
    }
}
