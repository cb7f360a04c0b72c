//! PNG, chunk by chunk (W3C, Portable Network Graphics, third edition, sections 5 and 11). A chunk is kept only where
//! it says how the pixels look; texts, Exif, times and what programs add go, and so does what stands behind the end.

use std::io::{BufRead, Seek};

use super::Head;

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The pixels, their colours, their size in print, and animation.
const KEPT: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"cICP",
    b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
];

/// Size, and whether it is animated; `None` where the file doesn't begin as a PNG.
pub(super) fn head(file: &mut (impl BufRead + Seek)) -> Option<Head> {
    let mut start = [0; 33];
    file.read_exact(&mut start).ok()?;
    if !start.starts_with(SIGNATURE) || start[8..16] != *b"\0\0\0\rIHDR" {
        return None;
    }
    let number = |at: usize| start[at..at + 4].iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
    let dimensions = (number(16), number(20));
    let mut is_animated = false;
    loop {
        let mut chunk = [0; 8];
        file.read_exact(&mut chunk).ok()?;
        let [a, b, c, d, name @ ..] = chunk;
        match &name {
            b"IDAT" => return Some(Head { dimensions, orientation: 1, is_animated }),
            b"acTL" => is_animated = true,
            other if is_needed(other) && *other != *b"PLTE" => return None,
            _ => {}
        }
        file.seek_relative(i64::from(u32::from_be_bytes([a, b, c, d])) + 4).ok()?;
    }
}

/// Whether a picture can't be drawn without knowing this chunk.
fn is_needed(name: &[u8]) -> bool {
    name.first().is_some_and(u8::is_ascii_uppercase)
}

/// The same picture with nothing but what draws it. One that breaks off is ended there.
pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(SIGNATURE);
    let mut has_pixels = false;
    while let Some(Chunk { name, data, whole, behind }) = chunk(rest) {
        if name == b"IEND" {
            break;
        }
        if name == b"iCCP" {
            keep_profile(&mut kept, data);
        } else if KEPT.iter().any(|known| name == *known) {
            kept.extend_from_slice(whole);
        } else if is_needed(name) {
            return None;
        }
        has_pixels |= name == b"IDAT";
        rest = behind;
    }
    if rest.get(4..8) == Some(b"IDAT") && chunk(rest).is_none() {
        put(&mut kept, b"IDAT", &rest[8..]);
        has_pixels = true;
    }
    put(&mut kept, b"IEND", &[]);
    has_pixels.then_some(kept)
}

/// A chunk.
struct Chunk<'a> {
    name: &'a [u8],
    /// What it holds.
    data: &'a [u8],
    /// All its bytes.
    whole: &'a [u8],
    /// What stands behind it.
    behind: &'a [u8],
}

fn chunk(bytes: &[u8]) -> Option<Chunk<'_>> {
    let length = usize::try_from(u32::from_be_bytes(*bytes.first_chunk()?)).ok()?;
    let (whole, behind) = bytes.split_at_checked(length.checked_add(12)?)?;
    Some(Chunk { name: &whole[4..8], data: &whole[8..8 + length], whole, behind })
}

/// The colour profile, whose name can be any text, under another name.
fn keep_profile(kept: &mut Vec<u8>, data: &[u8]) {
    if let Some(end) = data.iter().position(|byte| *byte == 0) {
        put(kept, b"iCCP", &[b"profile".as_slice(), &data[end..]].concat());
    }
}

fn put(kept: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    let Ok(length) = u32::try_from(data.len()) else { return };
    kept.extend(length.to_be_bytes());
    let from = kept.len();
    kept.extend_from_slice(name);
    kept.extend_from_slice(data);
    let check = check_sum(&kept[from..]);
    kept.extend(check.to_be_bytes());
}

/// CRC-32 as PNG has it (annex D), for the few small chunks that are written here.
fn check_sum(bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 })
    });
    !sum
}

/// The same picture with a comment, behind its header.
pub(super) fn with_comment(bytes: &[u8], comment: &str) -> Option<Vec<u8>> {
    let (header, rest) = bytes.split_at_checked(SIGNATURE.len() + 25)?;
    let mut with = header.to_vec();
    put(&mut with, b"tEXt", &[b"Comment\0", comment.as_bytes()].concat());
    with.extend_from_slice(rest);
    Some(with)
}
