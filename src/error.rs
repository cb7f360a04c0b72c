//! What the machine refuses: a full disk, a missing permission, a folder that is somebody else's.
//! Only edges make these, and each names the path it is about. Message and help are for people who
//! write notes, not programs: what is wrong, and what to do.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Something that the machine refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The file or folder that it is about.
    pub path: PathBuf,
    /// What is wrong: lower case at the start, no full stop at the end.
    pub message: String,
    /// What to do about it, in the same form.
    pub help: String,
}

impl Error {
    /// An error in the words of its edge.
    pub fn new(path: impl Into<PathBuf>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into(), help: help.into() }
    }

    /// A file or folder that can't be read.
    pub fn read(path: impl Into<PathBuf>, cause: &io::Error) -> Self {
        Self::new(path, format!("this can't be read: {}", reason(cause)), remedy(cause))
    }

    /// A knowledge base's folder that isn't there or can't be opened.
    pub fn missing_folder(path: impl Into<PathBuf>, cause: &io::Error) -> Self {
        let message = if cause.kind() == io::ErrorKind::NotFound {
            "there is no such folder".to_owned()
        } else if cause.kind() == io::ErrorKind::NotADirectory {
            "this is a file, not a folder".to_owned()
        } else {
            format!("this folder can't be opened: {}", reason(cause))
        };
        Self::new(path, message, "give the folder that holds your notes")
    }

    /// A file or folder that can't be made, written, moved or removed.
    pub fn write(path: impl Into<PathBuf>, cause: &io::Error) -> Self {
        Self::new(path, format!("this can't be written: {}", reason(cause)), remedy(cause))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: error: {}\n  = help: {}", self.path.display(), self.message, self.help)
    }
}

impl std::error::Error for Error {}

/// What the system says, in plain words, and what to do about it.
const PLAIN: [(io::ErrorKind, &str, &str); 9] = [
    (io::ErrorKind::NotFound, "it is not there", "check that it was not moved or renamed meanwhile, then try again"),
    (
        io::ErrorKind::PermissionDenied,
        "this account is not allowed to",
        "change its permissions, or use another folder",
    ),
    (io::ErrorKind::StorageFull, "the disk is full", "make room on the disk, then try again"),
    (
        io::ErrorKind::QuotaExceeded,
        "this account's share of the disk is used up",
        "make room on the disk, then try again",
    ),
    (io::ErrorKind::ReadOnlyFilesystem, "the disk can only be read", "use a folder on another disk"),
    (
        io::ErrorKind::NotADirectory,
        "there is a file where a folder is needed",
        "move or rename that file, then try again",
    ),
    (
        io::ErrorKind::IsADirectory,
        "there is a folder where a file is needed",
        "move or rename that folder, then try again",
    ),
    (io::ErrorKind::InvalidFilename, "the name is too long for this disk", "give the file a shorter name"),
    (io::ErrorKind::FileTooLarge, "it is too large for this disk", "use a smaller file"),
];

/// The system's reason in plain words, or its own words where we have no better ones.
fn reason(cause: &io::Error) -> String {
    let plain = PLAIN.iter().find(|(kind, ..)| *kind == cause.kind());
    plain.map_or_else(|| format!("the system says `{cause}`"), |(_, reason, _)| (*reason).to_owned())
}

fn remedy(cause: &io::Error) -> &'static str {
    let plain = PLAIN.iter().find(|(kind, ..)| *kind == cause.kind());
    plain.map_or("try again; if it happens again, check the disk", |(_, _, remedy)| remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_path_the_reason_and_the_remedy() {
        let error = Error::write("public/a.html", &io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(
            error.to_string(),
            "public/a.html: error: this can't be written: the disk is full\n  = help: make room on the disk, then try again"
        );
    }

    #[test]
    fn keeps_the_words_of_the_system_where_it_has_no_better_ones() {
        let error = Error::read("notes", &io::Error::other("wires crossed"));
        assert_eq!(error.message, "this can't be read: the system says `wires crossed`");
    }
}
