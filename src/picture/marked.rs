//! Marks in pictures that were drawn anew, which say from what and how: a later build then need not draw again what
//! stands in the output folder already. A mark is a comment near the file's beginning, and tells nothing of anybody.

use super::{Format, jpeg, png};

/// Raised whenever the same picture would be drawn in another way.
const MANNER: u32 = 1;
/// A mark stands within so many bytes.
const NEAR: usize = 256;

/// What marks the sizes of a picture: a hash of the bytes that it is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked(u64);

impl Marked {
    /// Of a picture's bytes. FNV-1a, 64 bits, over words of eight bytes and the rest, each stirred, for photos are
    /// large and are looked at in every build.
    pub fn of(bytes: &[u8]) -> Self {
        let (words, rest) = bytes.as_chunks::<8>();
        let stir = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
        let hash = words.iter().fold(bytes.len() as u64, |hash, word| stir(hash, u64::from_le_bytes(*word)));
        let hash = rest.iter().fold(hash, |hash, byte| stir(hash, u64::from(*byte)));
        Self(stir(stir(hash, 0), 0))
    }

    /// The mark of its size at a width.
    pub fn at(self, width: u32) -> String {
        format!("roundtable {MANNER} {:016x} {width}.", self.0)
    }
}

/// Whether a picture's file has this mark.
pub fn has_mark(bytes: &[u8], mark: &str) -> bool {
    let near = &bytes[..bytes.len().min(NEAR)];
    near.windows(mark.len()).any(|found| found == mark.as_bytes())
}

/// A picture with a mark; one of a form that is never drawn stays as it is.
pub(super) fn with_mark(format: Format, bytes: &[u8], mark: &str) -> Vec<u8> {
    let with = match format {
        Format::Jpeg => jpeg::with_comment(bytes, mark),
        Format::Png => png::with_comment(bytes, mark),
        Format::Webp | Format::Gif => None,
    };
    with.unwrap_or_else(|| bytes.to_vec())
}
