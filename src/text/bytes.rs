//! Quick looks at the bytes of a text.

/// Whether a text has such a byte. All are looked at, whatever is found, so that many are compared at once.
pub fn has(text: &str, is_it: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | is_it(byte))
}
