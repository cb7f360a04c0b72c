//! Requests to the preview: any bytes give one plain head at most, a path inside the site or a refusal, and only to
//! whoever names this computer.
#![no_main]

use libfuzzer_sys::fuzz_target;

// The preview's own files, which need nothing else of it.
#[allow(dead_code)]
#[path = "../../src/preview/address.rs"]
mod address;
#[allow(dead_code)]
#[path = "../../src/preview/head.rs"]
mod head;

const PORT: u16 = 4321;

fn check(bytes: &[u8]) {
    let head::Step::Whole(head) = head::read(bytes) else { return };
    assert!(head.text.is_ascii() && !head.text.contains("\r\n\r\n"), "{}", head.text);
    let mut lines = head.text.split("\r\n").filter(|line| !line.is_empty());
    let first = lines.next().expect("a head has a first line");
    let mut words = first.split(' ');
    let (Some(method), Some(target), Some("HTTP/1.1"), None) = (words.next(), words.next(), words.next(), words.next())
    else {
        panic!("{first}")
    };
    let headers: Vec<(&str, &str)> = lines.map(|line| line.split_once(": ").expect("a header has a value")).collect();
    let asked = address::Asked { method, target, headers: &headers, port: PORT };
    if let Ok(address::Wish::Page { path, .. }) = address::read(&asked) {
        let is_inside = path.split('/').all(|part| part != ".." && part != ".");
        assert!(is_inside && !path.starts_with('/') && !path.contains(['\\', '\0']), "{path:?}");
        let hosts: Vec<&str> = headers.iter().filter(|(name, _)| *name == "host").map(|(_, value)| *value).collect();
        assert_eq!(hosts.len(), 1);
        let near = ["localhost:4321", "127.0.0.1:4321", "[::1]:4321"];
        assert!(near.contains(&hosts[0].to_lowercase().as_str()), "{}", hosts[0]);
    }
}

fuzz_target!(|data: &[u8]| {
    check(data);
    // Most bytes are no request: these stand where an address does.
    check(&[b"GET /", data, b" HTTP/1.1\r\nHost: localhost:4321\r\n\r\n"].concat());
});
