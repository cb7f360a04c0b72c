//! Colours: read as people write them, seen as the eye compares them, and made to be read on a background.
//! OKLCH is Björn Ottosson's ("A perceptual color space for image processing", 2020); contrast is WCAG 2.2's.

/// A colour of the sRGB gamut as lightness (0–1), chroma and hue (degrees).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colour {
    lightness: f64,
    chroma: f64,
    hue: f64,
}

/// One step in which lightness is looked for, below what the eye tells apart.
const STEP: f64 = 0.004;

impl Colour {
    /// A colour as `#a1b2c3` or `#abc`.
    pub fn from_hex(written: &str) -> Option<Self> {
        let digits = written.trim().strip_prefix('#')?;
        let doubled: String = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        let channel = |at: usize| Some(f64::from(u8::from_str_radix(doubled.get(at..at + 2)?, 16).ok()?) / 255.0);
        Some(Self::from_linear([channel(0)?, channel(2)?, channel(4)?].map(to_linear)))
    }

    /// A colour as CSS writes it: `oklch(0.94 0.018 82)`.
    pub fn from_oklch(written: &str) -> Option<Self> {
        let inner = written.trim().strip_prefix("oklch(")?.strip_suffix(')')?;
        let mut numbers = inner.split_whitespace().map(|number| number.parse().ok());
        Some(Self { lightness: numbers.next()??, chroma: numbers.next()??, hue: numbers.next()?? })
    }

    /// As `#a1b2c3`; what screens can't show is shown with less chroma.
    pub fn to_hex(self) -> String {
        let [red, green, blue] = self.in_gamut().linear().map(|light| (to_encoded(light) * 255.0).round() as u8);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// The contrast of two colours, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let [a, b] = [self, other].map(|colour| luminance(colour.in_gamut().linear()) + 0.05);
        a.max(b) / a.min(b)
    }

    /// The nearest lightness of this colour, darker or lighter, that has a contrast of `least` on `background`.
    pub fn readable_on(self, background: Self, least: f64) -> Self {
        let step = if background.lightness > 0.5 { -STEP } else { STEP };
        let mut colour = self;
        // Compared as it will be written, so that rounding takes nothing away.
        while Self::from_hex(&colour.to_hex()).is_some_and(|shown| shown.contrast(background) < least)
            && (0.0..=1.0).contains(&(colour.lightness + step))
        {
            colour.lightness += step;
        }
        colour
    }

    /// The same colour with at most so much chroma.
    pub fn muted(self, most: f64) -> Self {
        Self { chroma: self.chroma.min(most), ..self }
    }

    fn in_gamut(self) -> Self {
        let mut colour = self;
        let fits = |channels: [f64; 3]| channels.iter().all(|light| (-0.0005..=1.0005).contains(light));
        while colour.chroma > 0.0 && !fits(colour.linear()) {
            colour.chroma = (colour.chroma - 0.002).max(0.0);
        }
        colour
    }

    fn from_linear([red, green, blue]: [f64; 3]) -> Self {
        let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let medium = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        let lightness = 0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short;
        let a = 1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short;
        let b = 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short;
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a).to_degrees().rem_euclid(360.0) }
    }

    fn linear(self) -> [f64; 3] {
        let (sin, cos) = self.hue.to_radians().sin_cos();
        let (a, b) = (self.chroma * cos, self.chroma * sin);
        let long = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let medium = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short,
        ]
    }
}

/// The relative luminance of linear sRGB (WCAG 2.2).
fn luminance([red, green, blue]: [f64; 3]) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn to_linear(encoded: f64) -> f64 {
    if encoded <= 0.040_45 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) }
}

fn to_encoded(linear: f64) -> f64 {
    let linear = linear.clamp(0.0, 1.0);
    if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_survive_the_way_there_and_back() {
        for hex in ["#000000", "#ffffff", "#7d2a23", "#0b6e4f", "#ffcc00", "#0000ff", "#123456"] {
            assert_eq!(Colour::from_hex(hex).unwrap().to_hex(), hex);
        }
        assert_eq!(Colour::from_hex("#fc0"), Colour::from_hex("#ffcc00"));
        assert_eq!([Colour::from_hex("red"), Colour::from_hex("#12345"), Colour::from_hex("#ééé")], [None; 3]);
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let contrast = |a, b| Colour::from_hex(a).unwrap().contrast(Colour::from_hex(b).unwrap());
        assert!((contrast("#000", "#fff") - 21.0).abs() < 0.01);
        assert!((contrast("#767676", "#fff") - 4.54).abs() < 0.01);
    }

    #[test]
    fn any_colour_can_be_read_on_paper_and_by_night() {
        let paper = Colour::from_oklch("oklch(0.942 0.018 82)").unwrap();
        let night = Colour::from_oklch("oklch(0.252 0.011 65)").unwrap();
        for hex in ["#ffff00", "#ff00ff", "#00ffff", "#808080", "#000", "#fff", "#0b6e4f"] {
            for background in [paper, night] {
                let shown = Colour::from_hex(hex).unwrap().readable_on(background, 7.0).to_hex();
                let contrast = Colour::from_hex(&shown).unwrap().contrast(background);
                assert!(contrast >= 7.0, "{hex} becomes {shown}: {contrast}");
            }
        }
    }
}
