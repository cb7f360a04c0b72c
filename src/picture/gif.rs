//! GIF, block by block (CompuServe, Graphics Interchange Format, version 89a). Pictures and how they follow each other
//! are kept; comments, texts and what programs add go, and so does what stands behind the end.

use std::io::{BufRead, Seek};

use super::Head;

const HEADER: usize = 13;
const PICTURE: u8 = 0x2c;
const EXTENSION: u8 = 0x21;
const TRAILER: u8 = 0x3b;
/// The extension that says how long a picture stands.
const CONTROL: u8 = 0xf9;
/// The extension by which programs add something: all but how often an animation runs goes.
const APPLICATION: u8 = 0xff;
const LOOP: &[u8] = b"\x0bNETSCAPE2.0\x03\x01";

/// Size; `None` where the file doesn't begin as a GIF. It counts as animated, since it can be.
pub(super) fn head(file: &mut (impl BufRead + Seek)) -> Option<Head> {
    let mut header = [0; HEADER];
    file.read_exact(&mut header).ok()?;
    if !header.starts_with(b"GIF87a") && !header.starts_with(b"GIF89a") {
        return None;
    }
    // Only whole blocks say whether there are pixels; such files are small.
    let mut all = header.to_vec();
    file.read_to_end(&mut all).ok()?;
    stripped(&all)?;
    let short = |at: usize| u32::from(u16::from_le_bytes([header[at], header[at + 1]]));
    Some(Head { dimensions: (short(6), short(8)), orientation: 1, is_animated: true })
}

/// The same picture with nothing but what draws it. One that breaks off is ended there.
pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let header = bytes.get(..HEADER).filter(|header| header.starts_with(b"GIF8"))?;
    let (start, mut rest) = bytes.split_at_checked(HEADER + colours(header[10]))?;
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(start);
    let mut has_pixels = false;
    while let Some((whole, behind)) = block(rest) {
        if whole[0] == PICTURE {
            kept.extend_from_slice(whole);
            has_pixels = true;
        } else if whole[1] == CONTROL {
            kept.extend_from_slice(whole);
        } else if whole[1] == APPLICATION
            && let Some(times) = whole[2..].strip_prefix(LOOP).and_then(|rest| rest.get(..2))
        {
            kept.extend([EXTENSION, APPLICATION]);
            kept.extend_from_slice(LOOP);
            kept.extend_from_slice(times);
            kept.push(0);
        }
        rest = behind;
    }
    kept.push(TRAILER);
    has_pixels.then_some(kept)
}

/// A picture or an extension, and what stands behind it.
fn block(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let head = match *bytes.first()? {
        // Its place and size, its colours, and how wide its codes are.
        PICTURE => 11 + colours(*bytes.get(9)?),
        EXTENSION => 2,
        _ => return None,
    };
    let mut end = head;
    loop {
        let length = usize::from(*bytes.get(end)?);
        end += 1 + length;
        if length == 0 {
            return bytes.split_at_checked(end);
        }
    }
}

/// How many bytes a table of colours takes, by the flags that tell of it.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}
