//! What a published picture holds beside what draws it. It is read anew here, by the forms alone (ITU-T T.81, annex B;
//! W3C PNG, section 5; RFC 9649, section 2; GIF 89a), so that no mistake in taking things out is made here again.

/// Segments of a JPEG that draw: frames, tables, scans.
const JPEG_DRAWS: [u8; 7] = [0xc0, 0xc1, 0xc2, 0xc4, 0xda, 0xdb, 0xdd];

/// Chunks of a PNG that say how its pixels look.
const PNG_DRAWS: [&[u8]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"cICP",
    b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT", b"iCCP",
];

/// The mark by which a later build knows a picture that was drawn anew.
const OWN_MARK: &[u8] = b"roundtable ";

/// The first thing in a picture's bytes that draws nothing, and so could tell something, by its name in the form;
/// `None` where there is none. What is no picture of a form that is published is told of as well, unless it is empty.
pub fn beside_pixels(bytes: &[u8]) -> Option<String> {
    if bytes.is_empty() {
        return None;
    }
    match bytes {
        [0xff, 0xd8, rest @ ..] => jpeg(rest),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', rest @ ..] => png(rest),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', rest @ ..] => webp(rest),
        [b'G', b'I', b'F', b'8', ..] => gif(bytes),
        _ => Some("bytes of no known form".to_owned()),
    }
}

fn jpeg(mut rest: &[u8]) -> Option<String> {
    loop {
        let [0xff, code, behind @ ..] = rest else { return behind_end(rest) };
        match code {
            0xff => {
                rest = &rest[1..];
                continue;
            }
            0x01 | 0xd0..=0xd7 => {
                rest = behind;
                continue;
            }
            0xd9 => return behind_end(behind),
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes(*behind.first_chunk()?));
        let (segment, after) = behind.split_at_checked(length)?;
        let data = segment.get(2..)?;
        let draws = match code {
            0xe0 => data.starts_with(b"JFIF\0") && data.ends_with(&[0, 0]) && data.len() == 14,
            0xe2 => data.starts_with(b"ICC_PROFILE\0"),
            0xee => data.starts_with(b"Adobe") && data.len() == 12,
            0xfe => data.starts_with(OWN_MARK),
            code => JPEG_DRAWS.contains(code),
        };
        if !draws {
            return Some(format!("the segment {code:#x}"));
        }
        rest = if *code == 0xda { behind_scan(after) } else { after };
    }
}

/// Within a scan, 0xff comes before a zero or a restart marker alone.
fn behind_scan(scan: &[u8]) -> &[u8] {
    let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7);
    scan.windows(2).position(is_marker).map_or(&[], |at| &scan[at..])
}

fn behind_end(rest: &[u8]) -> Option<String> {
    (!rest.is_empty()).then(|| "bytes behind its end".to_owned())
}

fn png(mut rest: &[u8]) -> Option<String> {
    while let Some(length) = rest.first_chunk() {
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (chunk, behind) = rest.split_at_checked(length.checked_add(12)?)?;
        let (name, data) = (&chunk[4..8], &chunk[8..8 + length]);
        let is_mark = name == b"tEXt" && data.strip_prefix(b"Comment\0").is_some_and(|text| text.starts_with(OWN_MARK));
        if !is_mark && !PNG_DRAWS.contains(&name) {
            return Some(called(name));
        }
        if name == b"IEND" {
            return behind_end(behind);
        }
        rest = behind;
    }
    behind_end(rest)
}

fn webp(mut rest: &[u8]) -> Option<String> {
    while let Some((header, behind)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, length @ ..] = *header;
        let name = [a, b, c, d];
        let length = usize::try_from(u32::from_le_bytes(length)).ok()?;
        let data = behind.get(..length)?;
        match &name {
            // Two bits of the flags say that Exif and XMP follow.
            b"VP8X" if data.first().is_some_and(|flags| flags & 0b0000_1100 == 0) => {}
            b"ICCP" | b"ANIM" | b"ALPH" | b"VP8 " | b"VP8L" => {}
            b"ANMF" => {
                let within = webp(data.get(16..)?);
                if within.is_some() {
                    return within;
                }
            }
            _ => return Some(called(&name)),
        }
        rest = behind.get(length + length % 2..).unwrap_or_default();
    }
    behind_end(rest)
}

fn gif(bytes: &[u8]) -> Option<String> {
    let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + colours(*bytes.get(10)?);
    loop {
        let block = bytes.get(at..)?;
        at += match block {
            [0x3b, behind @ ..] => return behind_end(behind),
            [0x2c, ..] => 11 + colours(*block.get(9)?),
            [0x21, 0xf9, ..] => 2,
            [0x21, 0xff, rest @ ..] if is_loop(rest) => 2,
            [0x21, label, ..] => return Some(format!("the extension {label:#x}")),
            _ => return behind_end(block),
        };
        // Blocks of data follow, each with its length, up to an empty one.
        while let Some(length @ 1..) = bytes.get(at).copied() {
            at += 1 + usize::from(length);
        }
        at += 1;
    }
}

/// Whether an application's extension says how often an animation runs, and nothing else.
fn is_loop(extension: &[u8]) -> bool {
    extension.starts_with(b"\x0bNETSCAPE2.0\x03\x01") && extension.get(16) == Some(&0)
}

fn called(name: &[u8]) -> String {
    format!("the chunk {}", String::from_utf8_lossy(name))
}
