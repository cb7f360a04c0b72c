//! How many columns of a terminal a text takes: two for a Chinese, Japanese or Korean character or an emoji,
//! none for a mark on the one before (after Unicode Standard Annex #11), one for any other.

const WIDE: [(char, char); 16] = [
    ('\u{1100}', '\u{115f}'),
    ('\u{2e80}', '\u{303e}'),
    ('\u{3041}', '\u{33ff}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{a4cf}'),
    ('\u{a960}', '\u{a97f}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{fe10}', '\u{fe19}'),
    ('\u{fe30}', '\u{fe6f}'),
    ('\u{ff00}', '\u{ff60}'),
    ('\u{ffe0}', '\u{ffe6}'),
    ('\u{1f300}', '\u{1f64f}'),
    ('\u{1f680}', '\u{1f6ff}'),
    ('\u{1f900}', '\u{1faff}'),
    ('\u{20000}', '\u{3fffd}'),
];

const NARROW: [(char, char); 8] = [
    ('\u{0300}', '\u{036f}'),
    ('\u{0483}', '\u{0489}'),
    ('\u{0591}', '\u{05bd}'),
    ('\u{064b}', '\u{065f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{20d0}', '\u{20ff}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{1f3fb}', '\u{1f3ff}'),
];

/// The columns that `text` takes.
pub(super) fn of(text: &str) -> usize {
    text.chars().map(of_character).sum()
}

/// The columns that one character takes.
pub(super) fn of_character(character: char) -> usize {
    let is_in = |ranges: &[(char, char)]| ranges.iter().any(|(first, last)| (*first..=*last).contains(&character));
    if is_in(&NARROW) {
        0
    } else if is_in(&WIDE) {
        2
    } else {
        1
    }
}

/// The beginning of `text` that takes at most `most` columns, with `…` where it was cut.
pub(super) fn cut(text: &str, most: usize) -> String {
    if of(text) <= most {
        return text.to_owned();
    }
    let mut taken = 1;
    let kept = text.chars().take_while(|character| {
        taken += of_character(*character);
        taken <= most
    });
    format!("{}…", kept.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!([of("abc"), of("会议"), of("e\u{301}"), of("🎉")], [3, 4, 1, 2]);
        assert_eq!(cut("会议纪要", 5), "会议…");
        assert_eq!(cut("short", 5), "short");
    }
}
