//! Files of the index read back: a script goes in, the texts that it holds come out. It follows the form that the
//! engine reads, and is for the proof that nothing withheld is in them. What isn't of that form holds no texts.

use super::payload;

/// The texts of a file of the index, for the address and bytes of one.
pub(super) fn texts(name: &str, script: &[u8]) -> Option<Vec<String>> {
    let content = payload::content(script)?;
    let mut rest = Cursor { rest: &content };
    Some(match name.split(['-', '/']).next() {
        Some("w") => rest.shard().unwrap_or_default(),
        Some("l") => rest.lexicon().unwrap_or_default(),
        // No more than the first letters of words.
        Some("p") => Vec::new(),
        _ => vec![String::from_utf8_lossy(&content).into_owned()],
    })
}

/// Reads what `shards` and `lexicon` write.
struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0usize;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 127) << shift;
            if byte & 128 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn block(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        self.take(length)
    }

    /// A word that shares its beginning with another.
    fn word(&mut self, before: &[u8]) -> Option<Vec<u8>> {
        let shared = self.number()?;
        Some([before.get(..shared)?, self.block()?].concat())
    }

    fn shard(&mut self) -> Option<Vec<String>> {
        let mut words = Vec::new();
        let mut before = Vec::new();
        for _ in 0..self.number()? {
            let word = self.word(&before)?;
            let has = self.byte()?;
            if has & 1 != 0 {
                words.push(self.word(&word)?);
            }
            if has & 2 != 0 {
                for _ in 0..self.number()? {
                    words.push(self.word(&word)?);
                }
            }
            self.number()?;
            if has & 4 != 0 {
                self.block()?;
            }
            self.block()?;
            words.push(word.clone());
            before = word;
        }
        Some(words.iter().map(|word| String::from_utf8_lossy(word).into_owned()).collect())
    }

    fn lexicon(&mut self) -> Option<Vec<String>> {
        let mut words = Vec::new();
        while !self.rest.is_empty() {
            self.number()?;
            let mut list = Self { rest: self.block()? };
            let mut before = Vec::new();
            while !list.rest.is_empty() {
                before = list.word(&before)?;
                list.number()?;
                words.push(String::from_utf8_lossy(&before).into_owned());
            }
        }
        Some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::payload::{Effort, script};

    #[test]
    fn what_was_packed_comes_out_again() {
        let check = |content: &str| {
            let script = script("f/0-0", content.as_bytes(), Effort::Quick);
            assert_eq!(texts("f/0-0", &script), Some(vec![content.to_owned()]));
        };
        for length in 0..9 {
            check(&"[\"Naomi\",\"é\"]".repeat(length));
            check(&"x".repeat(length));
        }
        assert_eq!(texts("f/0-0", b"alert(1)"), None);
    }
}
