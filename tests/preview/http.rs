//! Requests: good ones, strange ones and hostile ones.

use std::io::Write;
use std::net::TcpStream;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use roundtable::preview::{POLICY, RELOAD_SCRIPT, Watching};

use crate::site::{Served, receive, send, serve, serve_with};

fn check(served: &Served, target: &str, expected: &str) {
    let answer = served.get(target);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap();
    assert_eq!(format!("{status} {body}"), expected, "{target}");
}

#[test]
fn pages_are_found_by_every_form_of_their_address() {
    let served = serve(&[
        ("index.md", "home"),
        ("404.md", "lost"),
        ("über uns.md", "about"),
        ("groups/housing/index.md", "housing"),
        ("会议/2023年.md", "meeting"),
        ("a&b#c?.md", "odd"),
        ("note.txt", "text"),
    ]);
    let shown = |text: &str| format!("200 <body>{text}{RELOAD_SCRIPT}</body>");
    check(&served, "/", &shown("home"));
    check(&served, "/index.html", &shown("home"));
    check(&served, "/?q=housing", &shown("home"));
    check(&served, "/%C3%BCber%20uns.html", &shown("about"));
    check(&served, "/über%20uns", &shown("about"));
    check(&served, "/groups/housing/", &shown("housing"));
    check(&served, "/%E4%BC%9A%E8%AE%AE/2023%E5%B9%B4.html", &shown("meeting"));
    check(&served, "/会议/2023年", &shown("meeting"));
    check(&served, "/a%26b%23c%3F.html", &shown("odd"));
    check(&served, "/note.txt", "200 text");
    check(&served, "/gone.html", &format!("404 <body>lost{RELOAD_SCRIPT}</body>"));
    let moved = served.get("/groups/housing?x=1");
    assert!(moved.starts_with("HTTP/1.1 308 ") && moved.contains("Location: /groups/housing/?x=1\r\n"));
}

#[test]
fn pages_are_under_the_policy() {
    let served = serve(&[("index.md", "home")]);
    for target in ["/", "/gone"] {
        let answer = served.get(target);
        for header in [
            &format!("Content-Security-Policy: {POLICY}"),
            "X-Content-Type-Options: nosniff",
            "Cache-Control: no-store",
            "Referrer-Policy: same-origin",
            "Connection: close",
        ] {
            assert!(answer.contains(&format!("\r\n{header}\r\n")), "{target}: {header}");
        }
    }
}

#[test]
fn a_request_for_the_head_gets_no_body() {
    let served = serve(&[("index.md", "home")]);
    let request = format!("HEAD / HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port);
    let answer = send(served.port, request);
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("\r\n\r\n"), "{answer}");
    assert_eq!(length_header(&answer), length_header(&served.get("/")));
}

fn length_header(answer: &str) -> Option<&str> {
    answer.lines().find(|line| line.starts_with("Content-Length"))
}

#[test]
fn the_reload_script_and_its_style_are_there() {
    let served = serve(&[]);
    assert!(served.get("/.roundtable/reload.js").contains("EventSource"));
    assert!(served.get("/.roundtable/reload.css").contains(".rt-problems"));
}

/// Checks what a request is answered with, and that the next one is answered as ever. `HOST`
/// stands for the preview's own name and port.
fn check_refused(served: &Served, request: &str, status: u16) {
    let name = format!("localhost:{}", served.port);
    let shown: String = request.chars().take(80).collect();
    let answer = send(served.port, request.replace("HOST", &name));
    assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{shown:?}: {answer}");
    assert!(served.get("/").contains("home"), "after {shown:?}");
}

#[test]
fn a_preview_can_only_be_read() {
    let served = serve(&[("index.md", "home")]);
    let body = "x".repeat(300_000);
    let post = format!("POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 300000\r\n\r\n{body}");
    check_refused(&served, &post, 405);
    for line in ["PUT /", "DELETE /", "OPTIONS *", "CONNECT evil.example:443", "BREW /"] {
        check_refused(&served, &format!("{line} HTTP/1.1\r\nHost: HOST\r\n\r\n"), 405);
    }
    let answer = send(served.port, format!("POST / HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port));
    assert!(answer.contains("\r\nAllow: GET, HEAD\r\n"), "{answer}");
}

#[test]
fn addresses_that_lead_out_of_the_site_are_refused() {
    let served = serve(&[("index.md", "home")]);
    for target in [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/..%5c..%5cwindows",
        "/..\\..\\windows",
        "/%c0%ae%c0%ae/etc/passwd",
        "//etc/passwd",
        "/%00",
        "/%zz",
        "/%",
    ] {
        check_refused(&served, &format!("GET {target} HTTP/1.1\r\nHost: HOST\r\n\r\n"), 400);
    }
}

#[test]
fn folders_are_not_listed() {
    let served = serve(&[("index.md", "home"), ("groups/a/note.md", "a")]);
    for target in ["/groups", "/groups/", "/groups/a", "/groups/a/", "/.roundtable/"] {
        let answer = served.get(target);
        assert!(answer.starts_with("HTTP/1.1 404 "), "{target}: {answer}");
    }
}

#[test]
fn other_sites_are_refused() {
    let served = serve(&[("index.md", "home")]);
    for (request, status) in [
        ("GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\n\r\n", 421),
        ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        ("GET / HTTP/1.1\r\nHost: HOST.evil.example\r\n\r\n", 421),
        ("GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: evil@HOST\r\n\r\n", 421),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 421),
        ("GET / HTTP/1.1\r\nHost: 2130706433:1\r\n\r\n", 421),
        ("GET / HTTP/1.1\r\nHost : HOST\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example\r\n\r\n", 403),
        ("GET / HTTP/1.1\r\nHost: HOST\r\nOrigin: null\r\n\r\n", 403),
        ("GET / HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Site: cross-site\r\n\r\n", 403),
    ] {
        check_refused(&served, request, status);
    }
}

#[test]
fn what_is_no_request_is_answered() {
    let served = serve(&[("index.md", "home")]);
    let start = "GET / HTTP/1.1\r\nHost: HOST\r\n";
    for (request, status) in [
        ("GET / HTTP/2.0\r\nHost: HOST\r\n\r\n".to_owned(), 505),
        ("GET /\r\n\r\n".to_owned(), 400),
        ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n".to_owned(), 400),
        ("\r\n\r\n\0\0\0".to_owned(), 400),
        (format!("{start} folded\r\n\r\n"), 400),
        (format!("{start}X: {}\r\n\r\n", "x".repeat(100_000)), 431),
        (format!("{start}X: {}", "x".repeat(100_000)), 431),
        (format!("GET /{} HTTP/1.1\r\nHost: HOST\r\n\r\n", "x".repeat(100_000)), 431),
        (format!("{start}{}\r\n", "X: x\r\n".repeat(2_000)), 431),
    ] {
        check_refused(&served, &request, status);
    }
}

#[test]
fn a_slow_request_is_cut_off_and_an_unused_connection_closed() {
    let served = serve(&[("index.md", "home")]);
    let start = Instant::now();
    let mut unused = served.connect();
    let mut slow = served.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
    let answer = receive(&mut slow);
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert_eq!(receive(&mut unused), "");
    assert!(start.elapsed() > Duration::from_secs(2));
}

#[test]
fn both_addresses_of_this_computer_lead_to_the_preview() {
    let served = serve(&[("index.md", "home")]);
    for name in ["localhost", "127.0.0.1", "[::1]"] {
        let port = served.port;
        let Ok(mut stream) = TcpStream::connect(format!("{name}:{port}")) else {
            // A computer without IPv6.
            assert_eq!(name, "[::1]");
            continue;
        };
        write!(stream, "GET / HTTP/1.1\r\nHost: {name}:{port}\r\n\r\n").unwrap();
        assert!(receive(&mut stream).contains("home"), "{name}");
    }
}

#[test]
fn requests_wait_for_the_first_state() {
    let (open, gate) = mpsc::channel::<()>();
    let served = serve_with(&[("index.md", "home")], Watching::Native, move || {
        let _ = gate.recv();
    });
    let mut stream = served.connect();
    write!(stream, "GET / HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port).unwrap();
    let asking = thread::spawn(move || receive(&mut stream));
    open.send(()).unwrap();
    assert!(asking.join().unwrap().contains("home"));
}

#[test]
fn a_fault_while_a_page_is_made_is_answered() {
    let served = serve(&[("index.md", "home"), ("bad.md", "PANIC")]);
    assert!(served.get("/bad.html").starts_with("HTTP/1.1 500 "));
    assert!(served.get("/").contains("home"));
}
