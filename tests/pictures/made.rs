//! Pictures for the tests, and the same with a private word wherever cameras and programs write.

use image::{DynamicImage, ImageEncoder, RgbImage};

/// The private word.
pub(crate) const CANARY: &str = "canary-51.5007N-0.1246W";

/// A lossless WebP of one pixel: what its chunk holds.
pub(crate) const WEBP_PIXELS: [u8; 13] = [0x2f, 0, 0, 0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xfe, 0x07];

/// The extension by which a GIF says that it runs for ever.
pub(crate) const LOOP: [u8; 19] = *b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";

/// The left half red, the right half blue.
pub(crate) fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| image::Rgb(if x < width / 2 { [220, 20, 20] } else { [20, 20, 220] }))
}

/// A picture that takes many bytes, always the same.
pub(crate) fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 7_u32;
    RgbImage::from_fn(width, height, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (state >> 27) as u8;
        image::Rgb([(x / 16) as u8, (y / 16) as u8, 64].map(|shade| shade.saturating_add(grain)))
    })
}

pub(crate) fn jpeg(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95);
    DynamicImage::ImageRgb8(pixels.clone()).write_with_encoder(encoder).unwrap();
    bytes
}

pub(crate) fn png(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.write_image(pixels, pixels.width(), pixels.height(), image::ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// Exif with an orientation and a description (TIFF 6.0): two entries, then the text.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0\x0e\x01\x02\0".to_vec();
    tiff.extend((CANARY.len() as u32).to_le_bytes());
    tiff.extend(38_u32.to_le_bytes());
    tiff.extend([0x12, 0x01, 0x03, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(CANARY.bytes());
    tiff
}

fn segment(marker: u8, start: &[u8], rest: &[u8]) -> Vec<u8> {
    let length = (2 + start.len() + rest.len()) as u16;
    [&[0xff, marker], &length.to_be_bytes()[..], start, rest].concat()
}

/// With Exif, XMP, IPTC, comments, small copies, unknown segments, and something behind the end.
pub(crate) fn dressed_jpeg(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let canary = CANARY.as_bytes();
    let first = [
        segment(0xe1, b"Exif\0\0", &exif(orientation)),
        segment(0xe0, b"JFXX\0\x10", canary),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0", canary),
        segment(0xe2, b"MPF\0", canary),
        segment(0xe5, b"", canary),
        segment(0xed, b"Photoshop 3.0\0", canary),
        segment(0xfe, b"", canary),
        segment(0xee, b"Adobe\0\x64\0\0\0\0\x01", canary),
    ]
    .concat();
    // The JFIF segment of twenty bytes with its marker stands first.
    let (start, rest) = jpeg.split_at(20);
    let pixels = rest.strip_suffix(&[0xff, 0xd9]).unwrap();
    [start, &first, pixels, &segment(0xfe, b"", canary), &[0xff, 0xd9], jpeg, canary].concat()
}

fn chunk(name: &[u8; 4], start: &[u8], rest: &[u8]) -> Vec<u8> {
    let data = [name, start, rest].concat();
    let sum = data.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    });
    [&((data.len() - 4) as u32).to_be_bytes()[..], &data, &(!sum).to_be_bytes()].concat()
}

/// With texts, Exif, a program's own chunk, and something behind the end.
pub(crate) fn dressed_png(png: &[u8]) -> Vec<u8> {
    let canary = CANARY.as_bytes();
    let (header, rest) = png.split_at(33);
    let (pixels, end) = rest.split_at(rest.len() - 12);
    let added = [
        chunk(b"tEXt", b"Author\0", canary),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0", canary),
        chunk(b"zTXt", b"Comment\0\0", canary),
        chunk(b"eXIf", b"", &exif(1)),
        chunk(b"tIME", b"", &[7, 231, 1, 12, 12, 0, 0]),
        chunk(b"caNv", b"", canary),
    ]
    .concat();
    [header, &added, pixels, &chunk(b"tEXt", b"Place\0", canary), end, canary].concat()
}

/// A PNG that says it is so large.
pub(crate) fn bomb(width: u32, height: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &size, &[8, 2, 0, 0, 0]), chunk(b"IDAT", b"", b"x")].concat()
}

fn riff(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let filling = vec![0; data.len() % 2];
    [name, &(data.len() as u32).to_le_bytes()[..], data, &filling].concat()
}

/// With Exif, XMP, an unknown chunk, and something behind the end.
pub(crate) fn dressed_webp() -> Vec<u8> {
    let canary = CANARY.as_bytes();
    let chunks = [
        riff(b"VP8X", &[0b0000_1100, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        riff(b"VP8L", &WEBP_PIXELS),
        riff(b"EXIF", &exif(1)),
        riff(b"XMP ", canary),
        riff(b"cana", canary),
    ]
    .concat();
    [riff(b"RIFF", &[b"WEBP".to_vec(), chunks].concat()), canary.to_vec()].concat()
}

/// A GIF of one pixel with these extensions.
pub(crate) fn gif(extensions: &[u8]) -> Vec<u8> {
    let start = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff";
    let pixels = b"\x21\xf9\x04\x01\0\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b";
    [start, extensions, pixels].concat()
}

/// With a comment, XMP, a text, and something behind the end; it still says that it runs for ever.
pub(crate) fn dressed_gif() -> Vec<u8> {
    let canary = CANARY.as_bytes();
    let blocks = [&[canary.len() as u8], canary, &[0]].concat();
    let extensions = [
        b"\x21\xfe".to_vec(),
        blocks.clone(),
        LOOP.to_vec(),
        b"\x21\xff\x0bXMP DataXMP".to_vec(),
        blocks.clone(),
        b"\x21\x01\x0c\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(),
        blocks,
    ]
    .concat();
    [gif(&extensions), canary.to_vec()].concat()
}
