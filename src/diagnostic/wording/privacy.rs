//! What authors read about what is private.

use super::{Diagnostic, Place, error, notice, warning};

impl Diagnostic {
    /// A mark for an audience that there is not.
    pub fn unknown_audience(place: &Place, written: &str) -> Self {
        error(
            "unknown-audience",
            place,
            format!("`{written}` names no audience, so what it marks is kept from everybody"),
            "write `public`, `members` or `facilitators`".to_owned(),
        )
    }

    /// A block for an audience that never ends.
    pub fn unclosed_block(place: &Place) -> Self {
        error(
            "unclosed-block",
            place,
            "this block never ends, so everything below it is kept for facilitators".to_owned(),
            "close it with a line of `:::`".to_owned(),
        )
    }

    /// A mark for an audience that stands on no heading.
    pub fn audience_beside_heading(place: &Place) -> Self {
        warning(
            "audience-place",
            place,
            "this mark stands on no heading, so everything from here to the next heading is withheld".to_owned(),
            "put it behind a heading, or put the passage between `::: members` and `:::`".to_owned(),
        )
    }

    /// Something that could be misused.
    pub fn secret(place: &Place, what: &str, readers: &str) -> Self {
        warning(
            "secret",
            place,
            format!("{what} stands here; it is {readers}"),
            "take it out of the note; or, if everybody may have it, end the line with `<!-- public -->`".to_owned(),
        )
    }

    /// Something that could be misused in a file that readers can open, with how many such things there are.
    pub fn secret_in_file(place: &Place, what: &str, line: usize, count: usize) -> Self {
        let of = if count == 1 { String::new() } else { format!(", the first of {count} secrets") };
        warning(
            "secret",
            place,
            format!("{what} stands in line {line} of this file{of}; whoever reads the site can open it"),
            "take it out, or say below `[audiences]` in roundtable.toml for whom the file is; `public` if for everybody"
                .to_owned(),
        )
    }

    /// A withheld name in the text.
    pub fn name_in_text(place: &Place, name: &str) -> Self {
        notice(
            "name-in-text",
            place,
            format!("{name} did not agree to be named, and the text names them here"),
            "ask them, or write what was said without the name; `roundtable list mentions` shows every place"
                .to_owned(),
        )
    }

    /// A folder or file of `[audiences]` that isn't there.
    pub fn no_such_path(place: &Place, path: &str) -> Self {
        warning(
            "audience-place",
            place,
            format!("there is no folder, note or file at `{path}`, so nothing is kept back by this line"),
            "correct the path; it starts at the folder with your notes".to_owned(),
        )
    }

    /// A note whose audience can't be told, since its front matter can't be read.
    pub fn audience_unreadable(place: &Place) -> Self {
        error(
            "unknown-audience",
            place,
            "for whom this note is can't be read, so it is kept from everybody".to_owned(),
            "correct the lines between the `---`; other notes here are for some readers only".to_owned(),
        )
    }
}
