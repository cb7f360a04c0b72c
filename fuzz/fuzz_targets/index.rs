//! Files of the search index, read back: any bytes are read without a panic, and what was packed comes out again.
#![no_main]

use libfuzzer_sys::fuzz_target;

// The index's own files, which need nothing else of it.
#[path = "../../src/search/payload.rs"]
mod payload;
#[path = "../../src/search/unpack.rs"]
mod unpack;

/// A file of each form: words, the lexicon, beginnings, pages.
const NAMES: [&str; 4] = ["w-1", "l-1", "p-1", "f/0-0"];

fuzz_target!(|data: &[u8]| {
    let Some((first, content)) = data.split_first() else { return };
    let name = NAMES[usize::from(first % 4)];
    let _ = unpack::texts(name, content);
    let _ = unpack::texts(name, &[b"roundtableIndex(\"", name.as_bytes(), b"\",\"", content, b"\")\n"].concat());
    let effort = if first % 8 < 4 { payload::Effort::Quick } else { payload::Effort::Thorough };
    let texts = unpack::texts(name, &payload::script(name, content, effort));
    let texts = texts.expect("what was packed can be unpacked");
    assert!(!name.starts_with('f') || texts == [String::from_utf8_lossy(content)]);
});
