//! The home of tiny_http, which reads the requests that the guard lets through and writes the
//! answers. It listens on a private port of this computer that answers only to the guard's
//! password, and starts anew where its accept loop ended, as it does without file descriptors.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Request, Response, Server, StatusCode};

use super::address::{self, Asked, Refusal, Wish};
use super::board::{self, Board, View};
use super::reply::{self, Manner, Reply};
use super::{Answer, Error};

/// What the answers are made from.
pub(super) struct Site<State> {
    pub(super) board: Arc<Board<State>>,
    pub(super) answer: Box<Find<State>>,
    /// The port that browsers know.
    pub(super) port: u16,
}

type Find<State> = dyn Fn(&State, &str) -> Option<Answer> + Send + Sync;

/// The running library, as the guard sees it.
pub(super) struct Inner {
    server: Mutex<Arc<Server>>,
    password: String,
    /// The tabs that listen for new states, by number.
    tabs: Mutex<BTreeSet<u64>>,
    next_tab: AtomicU64,
    /// Has the threads that tell tabs of new states look whether their tab is still there.
    ring: Box<dyn Fn() + Send + Sync>,
}

/// A tab that listens, for as long as this lives.
pub(super) struct Tab<'a> {
    inner: &'a Inner,
    number: u64,
}

/// The most tabs that listen for new states at a time.
const MOST_TABS: usize = 64;

/// How often a quiet event stream says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// How long the guard waits for a library that starts anew.
const RESTARTS: u32 = 40;
const RESTART_REST: Duration = Duration::from_millis(25);

const PASSWORD: &str = "Roundtable-Guard";
const TAB: &str = "Roundtable-Tab";

/// Starts the library and the thread that takes its requests.
pub(super) fn start<State: Send + Sync + 'static>(site: Site<State>) -> Result<Arc<Inner>, Error> {
    let refused = |source| Error::Refused { address: "127.0.0.1".to_owned(), source };
    let server = listen().map_err(refused)?;
    let inner = Arc::new(Inner {
        server: Mutex::new(server),
        password: board::unguessable(),
        tabs: Mutex::default(),
        next_tab: AtomicU64::new(0),
        ring: Box::new({
            let board = Arc::clone(&site.board);
            move || board.ring()
        }),
    });
    let taking = Arc::clone(&inner);
    let thread = thread::Builder::new().name("preview-server".to_owned());
    thread.spawn(move || take_requests(&taking, &Arc::new(site))).map_err(refused)?;
    Ok(inner)
}

/// A connection to the library.
pub(super) fn connect(inner: &Inner) -> io::Result<TcpStream> {
    let mut attempt = 0;
    loop {
        let server = Arc::clone(&lock(inner));
        let address = server.server_addr().to_ip().expect("the library listens on TCP");
        match TcpStream::connect(address) {
            Ok(stream) => {
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Err(error) if attempt == RESTARTS => return Err(error),
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => server.unblock(),
            Err(_) => {}
        }
        attempt += 1;
        thread::sleep(RESTART_REST);
    }
}

/// The header line by which the library knows the guard.
pub(super) fn password(inner: &Inner) -> String {
    format!("{PASSWORD}: {}\r\n", inner.password)
}

/// A place for one more tab that listens; None where there are too many.
pub(super) fn open_tab(inner: &Inner) -> Option<Tab<'_>> {
    let mut tabs = inner.tabs.lock().unwrap_or_else(PoisonError::into_inner);
    if tabs.len() >= MOST_TABS {
        return None;
    }
    let number = inner.next_tab.fetch_add(1, Ordering::Relaxed);
    tabs.insert(number);
    Some(Tab { inner, number })
}

/// The header line by which the library knows the tab.
pub(super) fn tab_line(tab: &Tab<'_>) -> String {
    format!("{TAB}: {}\r\n", tab.number)
}

impl Drop for Tab<'_> {
    fn drop(&mut self) {
        let mut tabs = self.inner.tabs.lock().unwrap_or_else(PoisonError::into_inner);
        tabs.remove(&self.number);
        drop(tabs);
        (self.inner.ring)();
    }
}

fn listen() -> io::Result<Arc<Server>> {
    let socket = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
    let server = Server::from_listener(undelayed(socket)?, None);
    server.map(Arc::new).map_err(io::Error::other)
}

#[cfg(unix)]
use std::os::fd::OwnedFd as Handle;
#[cfg(windows)]
use std::os::windows::io::OwnedSocket as Handle;

/// The library writes an answer in pieces, which the system would hold back to send them
/// together. Its connections inherit this setting from the socket that accepts them.
fn undelayed(socket: TcpListener) -> io::Result<TcpListener> {
    let socket = TcpStream::from(Handle::from(socket));
    socket.set_nodelay(true)?;
    Ok(TcpListener::from(Handle::from(socket)))
}

fn take_requests<State: Send + Sync + 'static>(inner: &Arc<Inner>, site: &Arc<Site<State>>) {
    loop {
        let server = Arc::clone(&lock(inner));
        while let Ok(request) = server.recv() {
            let (inner, site) = (Arc::clone(inner), Arc::clone(site));
            // Without a thread the request goes, and the library answers with status 500.
            let _ = thread::Builder::new().spawn(move || respond(request, &inner, &site));
        }
        match listen() {
            Ok(server) => *lock(inner) = server,
            Err(_) => thread::sleep(RESTART_REST),
        }
    }
}

fn respond<State>(request: Request, inner: &Inner, site: &Site<State>) {
    let headers: Vec<(&str, &str)> =
        request.headers().iter().map(|header| (header.field.as_str().as_str(), header.value.as_str())).collect();
    let valued = |name: &str| {
        let found = headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name));
        found.map(|(_, value)| *value)
    };
    let wish = if valued(PASSWORD) == Some(&inner.password) {
        let method = request.method().as_str();
        address::read(&Asked { method, target: request.url(), headers: &headers, port: site.port })
    } else {
        Err(Refusal(403, "this port is private"))
    };
    let reply = match wish {
        Ok(Wish::Page { path, query }) => page(site, &path, Manner { query: query.as_deref(), range: valued("range") }),
        Ok(Wish::Script) => reply::script(),
        Ok(Wish::Style) => reply::style(),
        Ok(Wish::Events) => match valued(TAB).and_then(|tab| tab.parse().ok()) {
            Some(tab) => return stream(request, tab, inner, &site.board),
            None => reply::events_head(),
        },
        Err(refusal) => reply::refused(refusal),
    };
    send(request, reply);
}

fn page<State>(site: &Site<State>, path: &str, manner: Manner<'_>) -> Reply {
    let view = site.board.now();
    let mut reply = match &view.state {
        Some(state) => reply::page(path, manner, &|path| (site.answer)(state, path)),
        None => reply::nothing_yet(),
    };
    // A page can read this header of its own loading, and so knows which state it shows.
    reply.headers.push(("Server-Timing", format!("roundtable;desc=\"{}\"", view.version)));
    reply
}

fn send(request: Request, reply: Reply) {
    let headers =
        reply.headers.iter().filter_map(|(name, value)| Header::from_bytes(name.as_bytes(), value.as_bytes()).ok());
    let length = usize::try_from(reply.length).unwrap_or(usize::MAX);
    let response = Response::new(StatusCode(reply.status), headers.collect(), reply.content, Some(length), None);
    // The browser may be gone; there is nobody to tell then.
    let _ = request.respond(response.with_chunked_threshold(usize::MAX));
}

/// Tells a tab of each new state, beginning with the present one (server-sent events, as the
/// HTML standard has them), until it leaves.
fn stream<State>(request: Request, tab: u64, inner: &Inner, board: &Board<State>) {
    let is_open = || {
        let tabs = inner.tabs.lock().unwrap_or_else(PoisonError::into_inner);
        tabs.contains(&tab)
    };
    let mut writer = request.into_writer();
    let mut said = write_head(&mut *writer);
    let mut number = 0;
    while said.is_ok() && is_open() {
        let event = match board.after(number, HEARTBEAT, &is_open) {
            Some(view) => {
                number = view.number;
                event(&view)
            }
            None => ":\n\n".to_owned(),
        };
        said = writer.write_all(event.as_bytes()).and_then(|()| writer.flush());
    }
}

fn write_head(writer: &mut dyn Write) -> io::Result<()> {
    write!(writer, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n")?;
    for (name, value) in reply::common_headers() {
        write!(writer, "{name}: {value}\r\n")?;
    }
    writer.write_all(b"\r\n")?;
    writer.flush()
}

fn event<State>(view: &View<State>) -> String {
    let mut event = format!("event: state\nid: {}\n", view.version);
    for line in view.problems.lines() {
        event.push_str(&format!("data: {line}\n"));
    }
    // Browsers pass over an event without data.
    event.push_str("data:\n");
    event.push('\n');
    event
}

fn lock(inner: &Inner) -> MutexGuard<'_, Arc<Server>> {
    inner.server.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn the_private_port_answers_to_nobody_but_the_guard() {
        let board: Arc<Board<()>> = Arc::new(Board::new());
        let inner = start(Site { board, answer: Box::new(|_, _| None), port: 8000 }).unwrap();
        for line in ["", "Roundtable-Guard: \r\n", "Roundtable-Guard: 0123456789abcdef\r\n"] {
            let mut stream = connect(&inner).unwrap();
            write!(stream, "GET / HTTP/1.1\r\nHost: localhost:8000\r\nConnection: close\r\n{line}\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 403 "), "{line}: {answer}");
        }
    }
}
