//! Drawings: what is published of one is XML that can be read, holds nothing that runs, and has nothing left to take
//! out.
#![no_main]

use libfuzzer_sys::fuzz_target;
use roundtable::drawing;

fuzz_target!(|data: &[u8]| {
    // Most bytes are no drawing at all: these stand inside one.
    let around = [b"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>", data, b"</svg>"];
    for bytes in [data, &around.concat()[..]] {
        let Ok(svg) = drawing::clean(bytes).svg else { continue };
        let again = drawing::clean(&svg);
        assert!(again.removed.is_empty(), "{}", String::from_utf8_lossy(&svg));
        let last = again.svg.as_deref().map(|svg| drawing::clean(svg).svg);
        assert_eq!(last, Ok(again.svg.clone()), "{}", String::from_utf8_lossy(&svg));
        let text = String::from_utf8(svg.to_vec()).expect("drawings are UTF-8");
        let document = roxmltree::Document::parse(&text).expect("drawings are XML");
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            assert!(!["script", "foreignObject", "handler"].contains(&node.tag_name().name()), "{text}");
            for attribute in node.attributes() {
                let (name, value) = (attribute.name().to_ascii_lowercase(), attribute.value().to_ascii_lowercase());
                assert!(!name.starts_with("on"), "{text}");
                assert!(name != "href" || value.starts_with('#') || value.starts_with("data:image/"), "{text}");
                let is_words = name.starts_with("aria-");
                assert!(is_words || !value.contains("url(http") && !value.contains("url(/"), "{text}");
            }
        }
    }
});
