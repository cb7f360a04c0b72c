//! The home of the `image` package: a picture is decoded, made smaller, turned the right way up, and encoded again in
//! its own form. Its colour profile stays; nothing else but pixels comes through.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType as LineFilter, PngDecoder, PngEncoder};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageResult, Limits};

use super::{Format, Picture, height_at};

/// Of a hundred; photos show no difference to more.
const QUALITY: u8 = 80;
/// As much memory as a decoded picture may take: four bytes for each pixel that one may have.
const MOST_MEMORY: u64 = 4 * super::MOST_PIXELS;
/// Above this many times the width that is wanted, a picture is first made smaller in the quickest way.
const FAR: u32 = 4;

/// Decoded pixels and the profile that says what their colours mean.
struct Drawing {
    pixels: DynamicImage,
    profile: Option<Vec<u8>>,
}

/// The picture in `bytes` at each of its `redrawn_widths`, in their order; `None` where it can't be decoded.
pub(super) fn at_widths(picture: &Picture, bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    // A decoder that trips over a picture made to harm must not end a build.
    catch_unwind(AssertUnwindSafe(|| draw(picture, bytes).ok())).ok().flatten()
}

fn draw(picture: &Picture, bytes: &[u8]) -> ImageResult<Vec<Vec<u8>>> {
    let mut drawing = match picture.format {
        Format::Png => decoded(PngDecoder::with_limits(Cursor::new(bytes), limits())?)?,
        Format::Jpeg | Format::Webp | Format::Gif => decoded(JpegDecoder::new(Cursor::new(bytes))?)?,
    };
    let is_on_its_side = picture.orientation > 4;
    let turned = |(width, height)| if is_on_its_side { (height, width) } else { (width, height) };
    let whole = turned((drawing.pixels.width(), drawing.pixels.height()));
    let orientation = Orientation::from_exif(picture.orientation).unwrap_or(Orientation::NoTransforms);
    let drawn = picture.redrawn_widths().map(|width| {
        let size = (width, height_at(width, whole));
        drawing.pixels = shrunk(&drawing.pixels, turned(size));
        let mut pixels = drawing.pixels.clone();
        pixels.apply_orientation(orientation);
        encoded(picture.format, &pixels, drawing.profile.as_deref())
    });
    drawn.collect()
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

/// Eight bits a channel, as encoders and screens want them.
fn decoded(mut decoder: impl ImageDecoder) -> ImageResult<Drawing> {
    decoder.set_limits(limits())?;
    let profile = decoder.icc_profile()?;
    // A profile of four inks doesn't fit the three colours that they are decoded to.
    let profile = profile.filter(|profile| profile.get(16..20) != Some(b"CMYK"));
    let pixels = DynamicImage::from_decoder(decoder)?;
    let color = pixels.color();
    let pixels = match (color.has_color(), color.has_alpha()) {
        (false, false) => DynamicImage::ImageLuma8(pixels.into_luma8()),
        (false, true) => DynamicImage::ImageLumaA8(pixels.into_luma_alpha8()),
        (true, false) => DynamicImage::ImageRgb8(pixels.into_rgb8()),
        (true, true) => DynamicImage::ImageRgba8(pixels.into_rgba8()),
    };
    Ok(Drawing { pixels, profile })
}

fn shrunk(pixels: &DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if (pixels.width(), pixels.height()) == (width, height) {
        return pixels.clone();
    }
    if pixels.width() / width >= FAR {
        let near = pixels.thumbnail_exact(2 * width, 2 * height);
        return near.resize_exact(width, height, FilterType::CatmullRom);
    }
    pixels.resize_exact(width, height, FilterType::CatmullRom)
}

fn encoded(format: Format, pixels: &DynamicImage, profile: Option<&[u8]>) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    match format {
        Format::Png => {
            let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, LineFilter::Adaptive);
            written(pixels, encoder, profile)?;
        }
        Format::Jpeg | Format::Webp | Format::Gif => {
            written(pixels, JpegEncoder::new_with_quality(&mut bytes, QUALITY), profile)?;
        }
    }
    Ok(bytes)
}

fn written(pixels: &DynamicImage, mut encoder: impl ImageEncoder, profile: Option<&[u8]>) -> ImageResult<()> {
    if let Some(profile) = profile {
        // Both encoders take one; should another not, colours are a little off.
        let _ = encoder.set_icc_profile(profile.to_vec());
    }
    pixels.write_with_encoder(encoder)
}
