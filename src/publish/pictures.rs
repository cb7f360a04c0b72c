//! Pictures on their way from the notes to the site. What is to stand at an address goes in; its bytes come out. What
//! the output folder has already is taken over, and all sizes of one picture are drawn together, once.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::SystemTime;

use crate::error::Error;
use crate::picture::{self, Drawn, LARGEST_FILE, Marked, Picture};
use crate::render::{Content, Print};

/// So many pictures are remembered, each with half a megabyte of drawn sizes.
const REMEMBERED: usize = 48;

/// What is remembered of pictures while a site is made, or shown.
#[derive(Debug, Default)]
pub struct Pictures {
    known: Mutex<VecDeque<Arc<Known>>>,
    /// Held while a large picture is drawn, so that memory never has to hold two.
    large: Mutex<()>,
}

/// What can be written as it is.
#[derive(Debug)]
pub enum Ready {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What this file holds.
    File(PathBuf),
}

/// A picture's file as it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    disk: PathBuf,
    length: u64,
    modified: Option<SystemTime>,
}

#[derive(Debug)]
struct Known {
    stamp: Stamp,
    /// What marks everything that is drawn from it.
    marked: OnceLock<Marked>,
    drawn: OnceLock<Option<Vec<Drawn>>>,
}

impl Pictures {
    /// What is to stand at an address, with pictures as their bytes; `old` is where it stands already, if it does.
    pub(super) fn ready(&self, content: Content, old: Option<&Path>) -> Result<Ready, Error> {
        match content {
            Content::Bytes(bytes) => Ok(Ready::Bytes(bytes)),
            Content::File(path) => Ok(Ready::File(path)),
            Content::Picture(print) => self.bytes(&print, old).map(Ready::Bytes),
        }
    }

    /// The bytes of a picture as it is published; those of the file `old`, where they were drawn from the same.
    ///
    /// # Errors
    /// The picture can't be read, or is no longer what it was.
    pub fn bytes(&self, print: &Print, old: Option<&Path>) -> Result<Vec<u8>, Error> {
        let Print { disk, picture, width } = print;
        let Some(width) = *width else {
            // Nothing is better than what could tell something.
            return Ok(picture::stripped(picture.format, &read(disk, picture)?).unwrap_or_default());
        };
        let known = self.known(disk)?;
        let old = old.and_then(|old| fs::read(old).ok());
        let is_of = |old: &Vec<u8>, marked: &Marked| picture::has_mark(old, &marked.at(width));
        if let (Some(old), Some(marked)) = (&old, known.marked.get())
            && is_of(old, marked)
        {
            return Ok(old.clone());
        }
        if let Some(drawn) = known.drawn.get() {
            return Ok(of_width(drawn.as_deref(), width));
        }
        let source = read(disk, picture)?;
        let marked = Marked::of(&source);
        let marked = known.marked.get_or_init(|| marked);
        if let Some(old) = old.filter(|old| is_of(old, marked)) {
            return Ok(old);
        }
        let drawn = known.drawn.get_or_init(|| self.draw(picture, &source));
        Ok(of_width(drawn.as_deref(), width))
    }

    fn draw(&self, picture: &Picture, source: &[u8]) -> Option<Vec<Drawn>> {
        let _alone = picture.is_large().then(|| lock(&self.large));
        let marked = Marked::of(source);
        picture::redrawn(picture, source, |width| marked.at(width))
    }

    /// What is remembered of a file.
    fn known(&self, disk: &Path) -> Result<Arc<Known>, Error> {
        let found = fs::metadata(disk).map_err(|cause| Error::read(disk, &cause))?;
        let stamp = Stamp { disk: disk.to_owned(), length: found.len(), modified: found.modified().ok() };
        let mut known = lock(&self.known);
        if let Some(found) = known.iter().find(|known| known.stamp == stamp) {
            return Ok(Arc::clone(found));
        }
        let fresh = Arc::new(Known { stamp, marked: OnceLock::new(), drawn: OnceLock::new() });
        known.push_front(Arc::clone(&fresh));
        known.truncate(REMEMBERED);
        Ok(fresh)
    }
}

fn of_width(drawn: Option<&[Drawn]>, width: u32) -> Vec<u8> {
    let found = drawn.unwrap_or_default().iter().find(|(drawn, _)| *drawn == width);
    found.map(|(_, bytes)| bytes.clone()).unwrap_or_default()
}

/// The bytes of a picture's file, if it is still the picture that it was.
fn read(disk: &Path, picture: &Picture) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let file = File::open(disk).and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
    file.map_err(|cause| Error::read(disk, &cause))?;
    let found = picture::look(picture.format, bytes.len() as u64, &mut Cursor::new(&bytes));
    if found == Ok(*picture) { Ok(bytes) } else { Err(changed(disk)) }
}

fn changed(disk: &Path) -> Error {
    Error::new(disk, "this picture changed while the site was made", "build again")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
