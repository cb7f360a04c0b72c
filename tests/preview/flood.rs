//! Many connections at once, idle ones, and a system that is out of file descriptors.

use std::io::Write;
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::site::{LONG, receive, serve, until};

/// How long a request may wait its turn behind others.
const SOON: Duration = Duration::from_secs(8);

#[test]
fn hundreds_of_half_open_connections_do_not_keep_others_out() {
    let served = serve(&[("index.md", "home")]);
    let mut idle = Vec::new();
    for number in 0..400 {
        let mut stream = served.connect();
        if number % 2 == 0 {
            stream.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
        }
        idle.push(stream);
    }
    let start = Instant::now();
    assert!(served.get("/").contains("home"));
    assert!(start.elapsed() < SOON, "took {:?}", start.elapsed());
}

#[test]
fn answers_that_are_not_taken_do_not_keep_others_out() {
    let film = "x".repeat(20_000_000);
    let served = serve(&[("index.md", "home"), ("film.txt", &film)]);
    served.await_text("/", "home");
    let mut waiting = Vec::new();
    for _ in 0..30 {
        let mut stream = served.connect();
        write!(stream, "GET /film.txt HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port).unwrap();
        waiting.push(stream);
    }
    assert!(served.get("/").contains("home"));
    let answer = receive(&mut waiting[0]);
    assert!(answer.ends_with(&film));
}

#[test]
fn tabs_that_close_free_their_place() {
    let served = serve(&[("index.md", "home")]);
    for _ in 0..300 {
        served.tab().next();
    }
    assert!(served.get("/").contains("home"));
}

#[test]
fn too_many_tabs_leave_room_for_requests() {
    let served = serve(&[("index.md", "home")]);
    let mut tabs: Vec<_> = (0..64).map(|_| served.tab()).collect();
    assert!(tabs.iter_mut().all(|tab| tab.next().0 > 0));
    assert!(served.get("/.roundtable/events").starts_with("HTTP/1.1 503 "));
    assert!(served.get("/").contains("home"));
    drop(tabs);
    until("a place to be free", || {
        let mut stream = served.connect();
        write!(stream, "GET /.roundtable/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port).unwrap();
        let mut start = [0; 15];
        std::io::Read::read_exact(&mut stream, &mut start).unwrap();
        &start == b"HTTP/1.1 200 OK"
    });
}

/// The body of `a_server_for_the_tests_below`, in a process of its own.
const SERVER: &str = "flood::a_server_for_the_tests_below";
const SAYS_PORT: &str = "the preview's port is ";
const IS_SERVER: &str = "ROUNDTABLE_TEST_IS_SERVER";

#[test]
fn a_server_for_the_tests_below() {
    if std::env::var_os(IS_SERVER).is_none() {
        return;
    }
    let served = serve(&[("index.md", "home")]);
    served.await_text("/", "home");
    let mut output = std::io::stdout().lock();
    writeln!(output, "{SAYS_PORT}{}", served.port).unwrap();
    output.flush().unwrap();
    // The other end of the pipe closes when the test is over.
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).unwrap();
}

/// A preview in a process with so many file descriptors.
fn serve_apart(descriptors: u32) -> (Child, u16) {
    let program = std::env::current_exe().unwrap();
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -n {descriptors} && exec \"$0\" --exact {SERVER} --nocapture"))
        .arg(program)
        .env(IS_SERVER, "1")
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut output = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains(SAYS_PORT) {
        line.clear();
        assert!(std::io::BufRead::read_line(&mut output, &mut line).unwrap() > 0, "it ended");
    }
    let port = line.split(SAYS_PORT).nth(1).unwrap().trim().parse().unwrap();
    (child, port)
}

fn ask(port: u16) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(LONG))?;
    write!(stream, "GET / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n")?;
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut stream, &mut answer)?;
    Ok(answer)
}

#[cfg(unix)]
#[test]
fn a_thousand_at_once_are_all_answered() {
    let (mut child, port) = serve_apart(1024);
    let streams: Vec<TcpStream> = (0..900)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
            stream.set_read_timeout(Some(LONG)).unwrap();
            write!(stream, "GET / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").unwrap();
            stream
        })
        .collect();
    for mut stream in streams {
        assert!(receive(&mut stream).contains("home"));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[cfg(unix)]
#[test]
fn a_preview_without_file_descriptors_recovers() {
    let (mut child, port) = serve_apart(40);
    for _ in 0..2 {
        let idle: Vec<_> = (0..60).filter_map(|_| TcpStream::connect(("127.0.0.1", port)).ok()).collect();
        let asking: Vec<_> = (0..40).map(|_| thread::spawn(move || ask(port))).collect();
        for asked in asking {
            // What comes back while nothing is left is nobody's promise.
            let _ = asked.join().unwrap();
        }
        drop(idle);
        until("an answer", || ask(port).is_ok_and(|answer| answer.contains("home")));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
