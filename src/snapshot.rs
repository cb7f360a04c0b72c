//! A knowledge base as it stood on disk at one moment, as values; what every pure stage starts from.
//! The `source` edge makes it; nothing here reads a file.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::diagnostic::Diagnostic;
use crate::drawing::Drawing;
use crate::picture::{Picture, Unfit};

/// The files of a knowledge base.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// `content/`, or empty where the folder itself is the content.
    pub prefix: String,
    /// The folder's own name, for a site that has no other.
    pub folder_name: String,
    /// Markdown by its path below the content folder.
    pub notes: BTreeMap<String, NoteFile>,
    /// All other files by their path below the content folder.
    pub files: BTreeMap<String, OtherFile>,
    /// The bytes of `roundtable.toml`.
    pub config: Option<Arc<[u8]>>,
    /// Files that override the theme's, by their path below `theme/`.
    pub theme: BTreeMap<String, Arc<[u8]>>,
    /// Where the folder's git repository is published, such as `https://github.com/org/notes`.
    pub repository: Option<String>,
    /// When notes were last changed, by their path, where the configuration asks git for it.
    pub changed: BTreeMap<String, Date>,
    /// The folder is an Obsidian vault.
    pub is_vault: bool,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Snapshot {
    /// All but the notes and the theme.
    pub fn beside_notes(&self) -> Self {
        Self {
            prefix: self.prefix.clone(),
            folder_name: self.folder_name.clone(),
            files: self.files.clone(),
            config: self.config.clone(),
            repository: self.repository.clone(),
            changed: self.changed.clone(),
            is_vault: self.is_vault,
            ..Self::default()
        }
    }

    /// Whether all that `beside_notes` tells is the same in another snapshot.
    pub fn has_same_beside_notes(&self, other: &Self) -> bool {
        let Self {
            prefix,
            folder_name,
            notes: _,
            files,
            config,
            theme: _,
            repository,
            changed,
            is_vault,
            diagnostics: _,
        } = self;
        (prefix, folder_name, config, repository, is_vault)
            == (&other.prefix, &other.folder_name, &other.config, &other.repository, &other.is_vault)
            && files == &other.files
            && changed == &other.changed
    }
}

/// A file of Markdown.
#[derive(Debug, Clone)]
pub struct NoteFile {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// A hash of them.
    pub hash: u64,
}

/// A file that isn't Markdown. Its bytes stay on disk until it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherFile {
    /// Where it lies.
    pub disk: PathBuf,
    /// Width and height in pixels as published, where it is an image that says so.
    pub dimensions: Option<(u32, u32)>,
    /// What is published of it instead of its bytes, where it is a drawing (SVG).
    pub drawing: Option<Arc<Drawing>>,
    /// What of it is published.
    pub form: Form,
    /// What it says, where that is text; of a long one, the beginning.
    pub text: Option<Arc<str>>,
}

/// What is published of a file that isn't Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// All of it, as it is.
    Plain,
    /// A picture.
    Picture(Picture),
    /// A picture, made smaller to this width.
    Smaller(Picture, u32),
    /// Nothing, since it is a picture that can't be published.
    Unfit(Unfit),
}

/// Which site to make of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The date that counts as today, where it isn't the configuration's or the clock's.
    pub today: Option<Date>,
    /// What the clock says.
    pub clock: Date,
    /// The address to publish at, where it isn't the configuration's; ends in `/`.
    pub address: Option<String>,
    /// Who is to read the site.
    pub audience: Audience,
}
