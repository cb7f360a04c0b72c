//! Files of the index as scripts, which load from any host, from disk and under a strict policy: each calls one
//! function with its name and its content, compressed (DEFLATE, RFC 1951) and written in base64 (RFC 4648, 4).
//! The one file that knows the packages for both.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;

/// How hard to compress: beyond this, smaller costs more time than it is worth.
const EFFORT: u32 = 6;

/// The script that gives `content` to whoever asked for `name`, which has letters, digits, `-` and `/` alone.
pub(super) fn script(name: &str, content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(content.len() / 2), Compression::new(EFFORT));
    let packed = encoder.write_all(content).and_then(|()| encoder.finish());
    let packed = packed.expect("memory takes all that is written to it");
    let mut script = format!("roundtableIndex(\"{name}\",\"");
    STANDARD.encode_string(packed, &mut script);
    script.push_str("\")\n");
    script.into_bytes()
}
