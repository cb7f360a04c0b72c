//! Files of the index as scripts, which load from any host, from disk and under a strict policy: each calls one
//! function with its name and its content, compressed (DEFLATE, RFC 1951) and written in base 85, which takes a
//! sixteenth less than base 64. The one file that knows the package for the first.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

/// How hard to compress.
#[derive(Debug, Clone, Copy)]
pub(super) enum Effort {
    /// For what nearly all of the index is: a hundredth larger than it could be, in two thirds of the time.
    Quick = 3,
    /// Beyond this, smaller costs more time than it is worth.
    Thorough = 6,
}

/// The script that gives `content` to whoever asked for `name`, which has letters, digits, `-` and `/` alone.
pub(super) fn script(name: &str, content: &[u8], effort: Effort) -> Vec<u8> {
    let packed = packed(content, effort);
    let start = format!("roundtableIndex(\"{name}\",\"");
    let mut script = Vec::with_capacity(start.len() + packed.len() / 4 * 5 + 8);
    script.extend_from_slice(start.as_bytes());
    let (whole, rest) = packed.as_chunks::<4>();
    for four in whole {
        script.extend_from_slice(&digits(u32::from_be_bytes(*four)));
    }
    if !rest.is_empty() {
        push_digits(&mut script, rest);
    }
    script.extend_from_slice(b"\")\n");
    script
}

/// Bytes, compressed.
fn packed(content: &[u8], effort: Effort) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(content.len() / 2), Compression::new(effort as u32));
    let packed = encoder.write_all(content).and_then(|()| encoder.finish());
    packed.expect("memory takes all that is written to it")
}

/// Up to four bytes, the first one highest, as one digit more than there are bytes. Digits are the characters from `#`
/// to `x` but for the backslash, so that a script can have them in a text; `themes/engine/30-files.js` reads them.
fn push_digits(script: &mut Vec<u8>, bytes: &[u8]) {
    let mut four = [0; 4];
    four[..bytes.len()].copy_from_slice(bytes);
    script.extend_from_slice(&digits(u32::from_be_bytes(four))[..=bytes.len()]);
}

/// A number in base 85, the highest digit first.
fn digits(value: u32) -> [u8; 5] {
    [85 * 85 * 85 * 85, 85 * 85 * 85, 85 * 85, 85, 1].map(|place| {
        let digit = b'#' + (value / place % 85) as u8;
        digit + u8::from(digit >= b'\\')
    })
}

/// What a script holds; `None` where it is none of these.
pub(super) fn content(script: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(script).ok()?;
    let (_, payload) = text.strip_prefix("roundtableIndex(\"")?.split_once("\",\"")?;
    let mut content = Vec::new();
    let packed = bytes(payload.strip_suffix("\")\n")?);
    DeflateDecoder::new(packed.as_slice()).read_to_end(&mut content).ok()?;
    Some(content)
}

/// The bytes that digits stand for.
fn bytes(digits: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(digits.len() / 5 * 4 + 4);
    for five in digits.as_bytes().chunks(5) {
        let value = |digit: u8| u64::from(digit.saturating_sub(b'#' + u8::from(digit > b'\\')));
        let filled = (0..5).map(|at| five.get(at).map_or(84, |digit| value(*digit)));
        let number = filled.fold(0u64, |all, digit| all * 85 + digit);
        let four = u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
        bytes.extend_from_slice(&four[..five.len() - 1]);
    }
    bytes
}

#[cfg(test)]
mod tests {
    #[test]
    fn digits_are_those_that_a_text_can_have() {
        let digits = |bytes: &[u8]| {
            let mut script = Vec::new();
            super::push_digits(&mut script, bytes);
            String::from_utf8(script).unwrap()
        };
        assert_eq!([digits(&[0; 4]), digits(&[0])], ["#####", "##"]);
        // 4294967295 is 82, 23, 54, 12, 0 in base 85.
        assert_eq!(digits(&[255; 4]), "v:Y/#");
        let all: String = (0..=u8::MAX).map(|byte| digits(&[byte, byte, 7])).collect();
        assert!(all.bytes().all(|digit| (b'#'..=b'x').contains(&digit) && digit != b'\\'));
    }
}
