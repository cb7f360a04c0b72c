//! Pictures as they may be published: without what cameras write into them (the place above all), the right way up,
//! and in sizes that suit pages. Bytes go in; what a picture is, and its published bytes, come out. What isn't
//! surely a picture of a known form is never published.

mod gif;
mod jpeg;
mod marked;
mod png;
mod redraw;
mod webp;

use std::io::{BufRead, Seek};

pub use marked::{Marked, has_mark};

/// Widths of the smaller sizes, in pixels: that of a note's text, and twice it, for fine screens and telephones. Were
/// they a little less, browsers would take the next larger one.
const SIZES: [u32; 2] = [656, 1312];
/// Up to this width a picture needs no smaller sizes.
const WIDE: u32 = 1600;
/// Nor if its file is this small, in bytes.
const LIGHT: u64 = 250_000;
/// No picture is published wider than this; what stands on a board can still be read.
const WIDEST: u32 = 2400;
/// No picture may have more pixels: drawing one anew takes some ten bytes for each.
const MOST_PIXELS: u64 = 120_000_000;
/// A picture with more is drawn while no other such is.
const MANY_PIXELS: u64 = 16_000_000;
/// No picture's file may be larger, in bytes.
pub const LARGEST_FILE: u64 = 100_000_000;

/// The forms of pictures that are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG, as cameras make it.
    Jpeg,
    /// PNG, as screenshots are.
    Png,
    /// WebP.
    Webp,
    /// GIF.
    Gif,
}

impl Format {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
        }
    }

    /// How names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => ".jpg",
            Self::Png => ".png",
            Self::Webp => ".webp",
            Self::Gif => ".gif",
        }
    }
}

/// A picture, and what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// Its form, which stays.
    pub format: Format,
    /// Width and height as published, in pixels.
    pub dimensions: (u32, u32),
    /// How to turn it, as Exif counts: 1 is upright (CIPA DC-008, 4.6.5, tag 274).
    orientation: u8,
    /// Whether it is published less wide than it is.
    is_shrunk: bool,
    /// Whether drawing it takes so much memory that two should not be drawn at once.
    is_large: bool,
    /// The widths of its smaller sizes.
    pub sizes: &'static [u32],
}

/// A picture as it was drawn anew: its width and its bytes.
pub type Drawn = (u32, Vec<u8>);

/// Why a picture isn't published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It is in a form that can't be read here, which people call so.
    Foreign(&'static str),
    /// Its name says one form, and it is in the other.
    Misnamed(Format),
    /// It isn't what its name says.
    Broken(Format),
    /// It has more pixels than can be drawn: width and height.
    Huge(u32, u32),
    /// Its file is larger than may be.
    Heavy,
    /// It can't be opened.
    Closed,
}

/// What the first bytes of a picture's file tell.
struct Head {
    dimensions: (u32, u32),
    orientation: u8,
    /// Whether it is several pictures, shown one after the other.
    is_animated: bool,
}

/// What a file is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A picture of a form that is published.
    Picture(Format),
    /// A picture of another form, which people call so.
    Foreign(&'static str),
    /// No picture.
    Other,
}

/// What a file is by the ending of its name.
pub fn named(path: &str) -> Named {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "jpg" | "jpeg" | "jpe" | "jfif" | "pjpeg" | "pjp" => Named::Picture(Format::Jpeg),
        "png" | "apng" => Named::Picture(Format::Png),
        "webp" => Named::Picture(Format::Webp),
        "gif" => Named::Picture(Format::Gif),
        "heic" | "heif" | "hif" => Named::Foreign("HEIC"),
        "avif" | "avifs" => Named::Foreign("AVIF"),
        "tif" | "tiff" => Named::Foreign("TIFF"),
        "bmp" | "dib" => Named::Foreign("BMP"),
        "jxl" => Named::Foreign("JPEG XL"),
        "jp2" | "j2k" | "jpf" | "jpx" => Named::Foreign("JPEG 2000"),
        "raw" | "dng" | "cr2" | "cr3" | "nef" | "nrw" | "arw" | "orf" | "rw2" | "raf" | "pef" | "srw" => {
            Named::Foreign("RAW")
        }
        _ => Named::Other,
    }
}

/// What a file of `length` bytes, which is a picture of this form by its name, is in truth.
///
/// # Errors
/// The file can't be published, and why.
pub fn look(format: Format, length: u64, file: &mut (impl BufRead + Seek)) -> Result<Picture, Unfit> {
    if length > LARGEST_FILE {
        return Err(Unfit::Heavy);
    }
    match sniff(file.fill_buf().map_err(|_| Unfit::Closed)?) {
        Named::Picture(found) if found == format => {}
        Named::Picture(found) => return Err(Unfit::Misnamed(found)),
        Named::Foreign(name) => return Err(Unfit::Foreign(name)),
        Named::Other => return Err(Unfit::Broken(format)),
    }
    let head = match format {
        Format::Jpeg => jpeg::head(file),
        Format::Png => png::head(file),
        Format::Webp => webp::head(file),
        Format::Gif => gif::head(file),
    };
    let Head { dimensions: (width, height), orientation, is_animated } = head.ok_or(Unfit::Broken(format))?;
    if width == 0 || height == 0 {
        return Err(Unfit::Broken(format));
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS {
        return Err(Unfit::Huge(width, height));
    }
    let (width, height) = if orientation > 4 { (height, width) } else { (width, height) };
    let is_drawn = match format {
        Format::Jpeg => true,
        Format::Png => !is_animated,
        // Anew they could only be written without loss, and so larger than they are.
        Format::Webp | Format::Gif => false,
    };
    let is_wide = is_drawn && width > WIDE && length > LIGHT;
    let is_shrunk = is_wide && width > WIDEST;
    let dimensions = if is_shrunk { (WIDEST, height_at(WIDEST, (width, height))) } else { (width, height) };
    let sizes: &[u32] = if is_wide { &SIZES } else { &[] };
    Ok(Picture { format, dimensions, orientation, is_shrunk, is_large: pixels > MANY_PIXELS, sizes })
}

/// What a file is by its first bytes.
fn sniff(bytes: &[u8]) -> Named {
    let has = |at: usize, mark: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(mark));
    if has(0, b"\xff\xd8\xff") {
        Named::Picture(Format::Jpeg)
    } else if has(0, png::SIGNATURE) {
        Named::Picture(Format::Png)
    } else if has(0, b"RIFF") && has(8, b"WEBP") {
        Named::Picture(Format::Webp)
    } else if has(0, b"GIF8") {
        Named::Picture(Format::Gif)
    } else if has(4, b"ftypavi") {
        Named::Foreign("AVIF")
    } else if [b"ftyphe", b"ftypmi", b"ftypms"].iter().any(|mark| has(4, *mark)) {
        Named::Foreign("HEIC")
    } else if has(0, b"II*\0") || has(0, b"MM\0*") {
        Named::Foreign("TIFF")
    } else if has(0, b"BM") {
        Named::Foreign("BMP")
    } else {
        Named::Other
    }
}

/// How high a picture is at a width.
pub fn height_at(width: u32, (from_width, from_height): (u32, u32)) -> u32 {
    let from_width = u64::from(from_width.max(1));
    let height = (u64::from(from_height) * u64::from(width) + from_width / 2) / from_width;
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

/// Where a picture's smaller size stands: `house-656.jpg` beside `house.jpg`.
pub fn size_address(address: &str, width: u32) -> String {
    let (stem, ending) = address.rsplit_once('.').unwrap_or((address, ""));
    format!("{stem}-{width}.{ending}")
}

impl Picture {
    /// Whether its pixels are drawn anew for its own address, and not only freed of what stands beside them.
    pub fn is_redrawn(&self) -> bool {
        self.orientation != 1 || self.is_shrunk
    }

    /// Whether drawing it takes so much memory that two should not be drawn at once.
    pub fn is_large(&self) -> bool {
        self.is_large
    }

    /// The widths at which it is drawn anew, the largest first.
    pub fn redrawn_widths(&self) -> impl Iterator<Item = u32> {
        let own = self.is_redrawn().then_some(self.dimensions.0);
        own.into_iter().chain(self.sizes.iter().rev().copied())
    }
}

/// The picture in `bytes`, as it is but for what stands beside its pixels; `None` where there is no such picture.
pub fn stripped(format: Format, bytes: &[u8]) -> Option<Vec<u8>> {
    match format {
        Format::Jpeg => jpeg::stripped(bytes),
        Format::Png => png::stripped(bytes),
        Format::Webp => webp::stripped(bytes),
        Format::Gif => gif::stripped(bytes),
    }
}

/// What is published of a file that isn't drawn anew: of a picture, its bytes without what stands beside the pixels,
/// or nothing where it is none; of another file, its bytes.
pub fn freed(path: &str, bytes: &[u8]) -> Vec<u8> {
    match named(path) {
        Named::Picture(format) => stripped(format, bytes).unwrap_or_default(),
        Named::Foreign(_) | Named::Other => bytes.to_vec(),
    }
}

/// The picture in `bytes` at each of its `redrawn_widths`, each with `mark` for it in it; `None` where there is no
/// such picture. Where a drawn one would take more bytes, or nothing can be drawn, it is the stripped one instead.
pub fn redrawn(picture: &Picture, bytes: &[u8], mark: impl Fn(u32) -> String) -> Option<Vec<Drawn>> {
    let stripped = stripped(picture.format, bytes)?;
    // What is drawn comes from stripped bytes, so that nothing else can get on the way.
    let drawn = redraw::at_widths(picture, &stripped).unwrap_or_default();
    let is_upright = picture.orientation == 1;
    let sizes = picture.redrawn_widths().enumerate().map(|(at, width)| {
        let drawn = drawn.get(at).filter(|drawn| !is_upright || drawn.len() < stripped.len());
        (width, marked::with_mark(picture.format, drawn.unwrap_or(&stripped), &mark(width)))
    });
    Some(sizes.collect())
}
