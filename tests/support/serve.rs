//! The preview as a browser meets it: a running `roundtable serve`, and plain HTTP requests to it.
//! The program is killed when the value is dropped; every wait has a deadline.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take before a test calls it stuck.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running preview.
pub(crate) struct Serve {
    child: Child,
    /// The port it says it listens on.
    pub(crate) port: u16,
    said: Arc<Mutex<String>>,
}

/// An answer to a request.
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// The header lines as sent.
    pub(crate) head: String,
    /// The body, without transfer coding.
    pub(crate) body: Vec<u8>,
}

impl Serve {
    /// Starts `serve` with these arguments in `folder`, and waits for the address that it prints.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Serve {
        Serve::start_at(folder, arguments, free_port())
    }

    /// As `start`, asking for this port.
    pub(crate) fn start_at(folder: &Path, arguments: &[&str], port: u16) -> Serve {
        let port = port.to_string();
        let mut all = vec!["serve"];
        all.extend_from_slice(arguments);
        all.extend_from_slice(&["--port", &port]);
        let mut child = super::command(folder, &all)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let said = Arc::new(Mutex::new(String::new()));
        listen(child.stdout.take().expect("piped"), Arc::clone(&said));
        listen(child.stderr.take().expect("piped"), Arc::clone(&said));
        let mut serve = Serve { child, port: 0, said };
        serve.port = wait_for("the address of the preview", || serve.printed_port());
        serve
    }

    /// Everything it has printed so far.
    pub(crate) fn said(&self) -> String {
        self.said.lock().expect("no reader panics").clone()
    }

    fn printed_port(&mut self) -> Option<u16> {
        let said = self.said();
        if let Ok(Some(status)) = self.child.try_wait() {
            panic!("the preview ended at once with {status}: {said}");
        }
        let after = said.split_once("http://")?.1;
        let (_, after) = after.split_once(':')?;
        let digits = after.find(|letter: char| !letter.is_ascii_digit())?;
        after[..digits].parse().ok()
    }

    /// Asks for a path, as written in an address.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.try_get(path).unwrap_or_else(|error| panic!("GET {path}: {error}\n{}", self.said()))
    }

    fn try_get(&self, path: &str) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let port = self.port;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        answer(&bytes).ok_or_else(|| std::io::Error::other("the answer is no HTTP"))
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks again and again until there is a value; fails with what was waited for.
pub(crate) fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(value) = ask() {
            return value;
        }
        assert!(Instant::now() < deadline, "waited {PATIENCE:?} for {what}, in vain");
        thread::sleep(Duration::from_millis(5));
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("the system has a free port")
        .port()
}

fn listen(stream: impl Read + Send + 'static, into: Arc<Mutex<String>>) {
    thread::spawn(move || {
        for line in BufReader::new(stream).lines() {
            let Ok(line) = line else { break };
            let mut said = into.lock().expect("no reader panics");
            said.push_str(&line);
            said.push('\n');
        }
    });
}

fn answer(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let body = &bytes[end + 4..];
    let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    let body = if chunked { joined(body)? } else { body.to_vec() };
    Some(Answer { status, head, body })
}

/// The body that was sent in chunks.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let start = end + 2;
        whole.extend_from_slice(rest.get(start..start + size)?);
        rest = rest.get(start + size + 2..)?;
    }
}

/// The address of a file of the site.
pub(crate) fn address(route: &str) -> String {
    let escaped = percent_encoding::utf8_percent_encode(route, percent_encoding::NON_ALPHANUMERIC);
    format!("/{}", escaped.to_string().replace("%2F", "/"))
}

/// A page as it was before the preview added its reload script on the wire.
pub(crate) fn without_reload_script(page: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(page) else {
        return page.to_vec();
    };
    let Some(mark) = text.find(RELOAD_MARK) else {
        return page.to_vec();
    };
    let start = text[..mark].rfind("<script").unwrap_or(mark);
    let end = text[mark..].find("</script>").map_or(text.len(), |at| mark + at + "</script>".len());
    [&text[..start], &text[end..]].concat().into_bytes()
}

/// Part of the reload script's address.
const RELOAD_MARK: &str = "src=\"/.roundtable/reload.js\"";
