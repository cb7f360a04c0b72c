//! What files beside the notes are, as far as pages and authors need to know: pictures by their first bytes, drawings by
//! their root element, texts by what they say, all others by their name.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::drawing::{self, Drawing};
use crate::picture::{self, Format, Named, Picture, Unfit};
use crate::snapshot::{Form, OtherFile};

/// Most pictures say what they are in so many bytes.
const HEAD: usize = 1024;

/// The file at `disk`, which notes know by `path`.
pub(super) fn file(path: &str, disk: PathBuf) -> OtherFile {
    let form = match picture::named(path) {
        Named::Other => Form::Plain,
        Named::Foreign(name) => Form::Unfit(Unfit::Foreign(name)),
        Named::Picture(format) => look(format, &disk).map_or_else(Form::Unfit, Form::Picture),
    };
    let dimensions = match form {
        Form::Picture(picture) => Some(picture.dimensions),
        Form::Plain => drawing_size(&disk),
        Form::Smaller(..) | Form::Unfit(_) => None,
    };
    let drawing = drawing::is_called(path).then(|| Arc::new(read_drawing(&disk)));
    let text = read_text(path, &disk);
    OtherFile { disk, dimensions, drawing, form, text }
}

/// Endings of files that hold text, calendars and lists of people among them.
const TEXTS: [&str; 15] =
    ["csv", "ics", "json", "log", "org", "rst", "srt", "tex", "text", "toml", "tsv", "txt", "vcf", "vtt", "yaml"];

/// Of a longer file, so much is read as text, in bytes.
const LONGEST_TEXT: u64 = 1 << 20;

fn read_text(path: &str, disk: &Path) -> Option<Arc<str>> {
    let (_, ending) = path.rsplit_once('.')?;
    if !TEXTS.iter().any(|text| ending.eq_ignore_ascii_case(text)) {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(disk).ok()?.take(LONGEST_TEXT).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into())
}

fn read_drawing(disk: &Path) -> Drawing {
    let mut bytes = Vec::new();
    let read = File::open(disk).and_then(|file| file.take(drawing::LARGEST + 1).read_to_end(&mut bytes));
    read.map_or_else(|error| Drawing::refused(super::reason(&error)), |_| drawing::clean(&bytes))
}

fn look(format: Format, disk: &Path) -> Result<Picture, Unfit> {
    let file = File::open(disk).map_err(|_| Unfit::Closed)?;
    let length = file.metadata().map_err(|_| Unfit::Closed)?.len();
    picture::look(format, length, &mut BufReader::with_capacity(HEAD, file))
}

fn drawing_size(disk: &Path) -> Option<(u32, u32)> {
    if !disk.extension()?.eq_ignore_ascii_case("svg") {
        return None;
    }
    let mut head = Vec::new();
    File::open(disk).ok()?.take(4096).read_to_end(&mut head).ok()?;
    svg_size(&String::from_utf8_lossy(&head))
}

/// The size of an SVG drawing by `width` and `height` of its root element, else by its `viewBox`.
fn svg_size(head: &str) -> Option<(u32, u32)> {
    let root = &head[head.find("<svg")?..];
    let root = &root[..root.find('>')?];
    let value = |name: &str| {
        let after = &root[root.find(&format!(" {name}="))? + name.len() + 2..];
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        after[1..].split(quote).next()
    };
    let number = |text: &str| {
        text.trim_end_matches("px")
            .trim()
            .parse::<f64>()
            .ok()
            .filter(|n| *n >= 1.0 && *n < 100_000.0)
            .map(|n| n.round() as u32)
    };
    if let (Some(width), Some(height)) = (value("width").and_then(number), value("height").and_then(number)) {
        return Some((width, height));
    }
    let parts: Vec<u32> =
        value("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2).filter_map(number).collect();
    match parts.as_slice() {
        [width, height] => Some((*width, *height)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::svg_size;

    #[test]
    fn drawings_say_their_size() {
        assert_eq!(svg_size("<svg width=\"10\" height='20px'>"), Some((10, 20)));
        assert_eq!(svg_size("<svg viewBox=\"0 0 320.4 200\">"), Some((320, 200)));
        assert_eq!(svg_size("<svg width=\"100%\" viewBox=\"0,0,3,2\">"), Some((3, 2)));
        assert_eq!(svg_size("<svg>"), None);
    }
}
