//! WebP, chunk by chunk (RFC 9649, section 2). Pixels, transparency, animation and colour profile are kept; Exif, XMP
//! and unknown chunks go, and so does what stands behind the end.

use std::io::{BufRead, Seek};

use super::Head;

/// Bits of the extended header that tell of Exif and XMP (section 2.7).
const EXIF_AND_XMP: u8 = 0b0000_1100;
const ANIMATION: u8 = 0b0000_0010;
/// What a frame of an animation says before its own chunks.
const FRAME: usize = 16;

/// Size, and whether it is animated; `None` where the file doesn't begin as a WebP.
pub(super) fn head(file: &mut (impl BufRead + Seek)) -> Option<Head> {
    let mut start = [0; 30];
    file.read_exact(&mut start).ok()?;
    if !start.starts_with(b"RIFF") || start[8..12] != *b"WEBP" {
        return None;
    }
    let data = &start[20..];
    let wide = |at: usize| u32::from(data[at]) | u32::from(data[at + 1]) << 8 | u32::from(data[at + 2]) << 16;
    let short = |at: usize| u32::from(data[at]) | u32::from(data[at + 1]) << 8;
    let dimensions = match &start[12..16] {
        b"VP8X" => (wide(4) + 1, wide(7) + 1),
        b"VP8 " if data[3..6] == [0x9d, 0x01, 0x2a] => (short(6) & 0x3fff, short(8) & 0x3fff),
        b"VP8L" if data[0] == 0x2f => {
            let bits = wide(1) | u32::from(data[4]) << 24;
            ((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1)
        }
        _ => return None,
    };
    let is_animated = start[12..16] == *b"VP8X" && data[0] & ANIMATION != 0;
    // Only whole chunks say whether there are pixels; such files are small.
    let mut all = start.to_vec();
    file.read_to_end(&mut all).ok()?;
    stripped(&all)?;
    Some(Head { dimensions, orientation: 1, is_animated })
}

/// The same picture with nothing but what draws it. One that breaks off is ended there.
pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let (header, rest) = bytes.split_at_checked(12)?;
    if !header.starts_with(b"RIFF") || !header.ends_with(b"WEBP") {
        return None;
    }
    let length = usize::try_from(u32::from_le_bytes(*header[4..].first_chunk()?)).ok()?.checked_sub(4)?;
    let mut kept = header.to_vec();
    let has_pixels = keep(&mut kept, &rest[..length.min(rest.len())]);
    let length = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&length.to_le_bytes());
    has_pixels.then_some(kept)
}

/// Adds the chunks that draw; whether pixels are among them.
fn keep(kept: &mut Vec<u8>, mut rest: &[u8]) -> bool {
    let mut has_pixels = false;
    while let Some((name, data, behind)) = chunk(rest) {
        rest = behind;
        match name {
            b"VP8X" if !data.is_empty() => put(kept, name, &[&[data[0] & !EXIF_AND_XMP], &data[1..]].concat()),
            b"ICCP" | b"ANIM" | b"ALPH" => put(kept, name, data),
            b"VP8 " | b"VP8L" => {
                put(kept, name, data);
                has_pixels = true;
            }
            b"ANMF" if data.len() > FRAME => {
                let (frame, chunks) = data.split_at(FRAME);
                let mut inside = frame.to_vec();
                if keep(&mut inside, chunks) {
                    put(kept, name, &inside);
                    has_pixels = true;
                }
            }
            _ => {}
        }
    }
    has_pixels
}

/// A chunk's name, what it holds, and what stands behind it and the byte that makes its length even.
fn chunk(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (header, rest) = bytes.split_at_checked(8)?;
    let length = usize::try_from(u32::from_le_bytes(*header[4..].first_chunk()?)).ok()?;
    let (data, behind) = rest.split_at_checked(length)?;
    Some((&header[..4], data, behind.get(length % 2..).unwrap_or_default()))
}

fn put(kept: &mut Vec<u8>, name: &[u8], data: &[u8]) {
    let Ok(length) = u32::try_from(data.len()) else { return };
    kept.extend_from_slice(name);
    kept.extend(length.to_le_bytes());
    kept.extend_from_slice(data);
    kept.extend(std::iter::repeat_n(0, data.len() % 2));
}
