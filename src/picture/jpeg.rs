//! JPEG, segment by segment (ITU-T T.81, annex B; JFIF, ITU-T T.871; Exif, CIPA DC-008). A segment is kept only where
//! it is known to be needed: cameras write place, time, owner and a small copy of the picture into the others, and
//! whole further pictures behind the end.

use std::io::{BufRead, Read, Seek};

use super::Head;

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const EXIF: &[u8] = b"Exif\0\0";

/// Size and orientation; `None` where the file doesn't begin as a JPEG that browsers show.
pub(super) fn head(file: &mut (impl BufRead + Seek)) -> Option<Head> {
    let mut orientation = None;
    let mut dimensions = None;
    let mut start = [0; 2];
    file.read_exact(&mut start).ok()?;
    if start != [0xff, START] {
        return None;
    }
    loop {
        let marker = next_marker(file)?;
        match marker {
            // Stand alone.
            0x01 | 0xd0..=0xd7 => {}
            // Baseline, extended and progressive frames by Huffman, eight bits a sample.
            0xc0..=0xc2 => {
                let length = segment_length(file).filter(|length| *length > 5)?;
                let mut frame = [0; 5];
                file.read_exact(&mut frame).ok()?;
                let [bits, high, low, wide, narrow] = frame;
                let height = u32::from(u16::from_be_bytes([high, low]));
                let width = u32::from(u16::from_be_bytes([wide, narrow]));
                if bits != 8 || dimensions.is_some() {
                    return None;
                }
                dimensions = Some((width, height));
                file.seek_relative(i64::from(length) - 5).ok()?;
            }
            SCAN => {
                let mut scan = vec![0; usize::from(segment_length(file)?)];
                file.read_exact(&mut scan).ok()?;
                let orientation = orientation.unwrap_or(1);
                return Some(Head { dimensions: dimensions?, orientation, is_animated: false });
            }
            0xc4 | 0xdb | 0xdd | 0xe0..=0xef | 0xfe => {
                let length = segment_length(file)?;
                if marker != 0xe1 || orientation.is_some() {
                    file.seek_relative(i64::from(length)).ok()?;
                    continue;
                }
                let mut segment = vec![0; usize::from(length)];
                file.read_exact(&mut segment).ok()?;
                orientation = segment.strip_prefix(EXIF).map(|tiff| orientation_in(tiff).unwrap_or(1));
            }
            _ => return None,
        }
    }
}

fn next_marker(file: &mut impl Read) -> Option<u8> {
    let mut byte = [0];
    file.read_exact(&mut byte).ok()?;
    if byte != [0xff] {
        return None;
    }
    while byte == [0xff] {
        file.read_exact(&mut byte).ok()?;
    }
    Some(byte[0])
}

/// The length of what follows a segment's length, which counts itself.
fn segment_length(file: &mut impl Read) -> Option<u16> {
    let mut length = [0; 2];
    file.read_exact(&mut length).ok()?;
    u16::from_be_bytes(length).checked_sub(2)
}

/// Exif's tag 274 in the first directory of a TIFF structure (TIFF 6.0, section 2): 1 to 8.
fn orientation_in(tiff: &[u8]) -> Option<u8> {
    let is_little = tiff.starts_with(b"II");
    if !is_little && !tiff.starts_with(b"MM") {
        return None;
    }
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entry = |index: u16| directory.checked_add(2 + 12 * usize::from(index));
    let entries = (0..short(directory)?).filter_map(entry);
    let found =
        entries.filter(|at| short(*at) == Some(274) && short(at + 2) == Some(3)).find_map(|at| short(at + 8))?;
    u8::try_from(found).ok().filter(|number| (1..=8).contains(number))
}

/// The same picture with nothing but what draws it: frames, tables, scans, colour profile. One that breaks off is
/// ended there.
pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xff, START])?;
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend([0xff, START]);
    let mut has_scan = false;
    while let Some((marker, behind)) = marker(rest) {
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            rest = behind;
            continue;
        }
        let Some((segment, behind)) = segment(behind).filter(|_| is_known(marker)) else { break };
        keep(&mut kept, marker, segment);
        rest = behind;
        if marker == SCAN {
            let (scan, behind) = rest.split_at(end_of_scan(rest));
            kept.extend_from_slice(scan);
            has_scan = true;
            rest = behind;
        }
    }
    kept.extend([0xff, END]);
    has_scan.then_some(kept)
}

fn marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let behind = bytes.strip_prefix(&[0xff])?;
    let at = behind.iter().position(|byte| *byte != 0xff)?;
    Some((behind[at], &behind[at + 1..]))
}

/// What a segment holds, and what stands behind it.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length).checked_sub(2)?))
}

/// Frames, tables, scans, and what may be passed over.
fn is_known(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xc2 | 0xc4 | 0xda | 0xdb | 0xdd | 0xe0..=0xef | 0xfe)
}

fn keep(kept: &mut Vec<u8>, marker: u8, segment: &[u8]) {
    match marker {
        0xc0..=0xc2 | 0xc4 | 0xda | 0xdb | 0xdd => put(kept, marker, &[segment]),
        // JFIF without its small copy of the picture.
        0xe0 if segment.starts_with(b"JFIF\0") && segment.len() >= 14 => put(kept, marker, &[&segment[..12], &[0, 0]]),
        0xe2 if segment.starts_with(b"ICC_PROFILE\0") => put(kept, marker, &[segment]),
        // How colours are coded.
        0xee if segment.starts_with(b"Adobe") && segment.len() >= 12 => put(kept, marker, &[&segment[..12]]),
        _ => {}
    }
}

/// Adds a segment. What came in one segment, or is shorter, fits one.
fn put(kept: &mut Vec<u8>, marker: u8, parts: &[&[u8]]) {
    let length = 2 + parts.iter().map(|part| part.len()).sum::<usize>();
    kept.extend([0xff, marker]);
    kept.extend(u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes());
    parts.iter().for_each(|part| kept.extend_from_slice(part));
}

/// Where the next marker stands: within a scan, 0xff comes before a zero or a restart marker alone.
fn end_of_scan(bytes: &[u8]) -> usize {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == 0xff) {
        match bytes.get(from + at + 1) {
            Some(0x00 | 0xd0..=0xd7) => from += at + 2,
            Some(_) | None => return from + at,
        }
    }
    bytes.len()
}

/// The same picture with a comment, behind the JFIF segment, which must come first.
pub(super) fn with_comment(bytes: &[u8], comment: &str) -> Option<Vec<u8>> {
    let jfif = marker(bytes.get(2..)?).filter(|(marker, _)| *marker == 0xe0).and_then(|(_, behind)| segment(behind));
    let rest = jfif.map_or(bytes.get(2..)?, |(_, rest)| rest);
    let mut with = bytes[..bytes.len() - rest.len()].to_vec();
    put(&mut with, 0xfe, &[comment.as_bytes()]);
    with.extend_from_slice(rest);
    Some(with)
}
