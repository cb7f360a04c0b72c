//! Stands before the HTTP library, whose accept loop ends when half-open connections use up the
//! file descriptors, and which limits neither the length nor the time of a head. Connections go
//! in; complete, short, plain requests go on to the library, one a connection, and its answers
//! back. However many connections there are and whatever they send, the next one gets its turn.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::Error;
use super::head::{self, Announced, Head, Step};
use super::listen::Listening;
use super::server::{self, Inner};

/// The most connections at a time. Each costs one file descriptor, and systems give a program
/// as few as 1024.
const MOST_CONNECTIONS: usize = 256;

/// The most requests that are being answered at a time, beside tabs that listen. Each costs
/// three descriptors more.
const MOST_ANSWERED: usize = 32;

/// How long a whole head may take.
const HEAD_TIME: Duration = Duration::from_secs(5);

/// How long a connection may keep us waiting for its head while others wait for its place.
const PATIENCE: Duration = Duration::from_millis(250);

/// How long a browser may stop taking an answer, as it does when a film is paused; and how long
/// it may take in all while others wait for their turn.
const TAKING_TIME: Duration = Duration::from_secs(30);

/// How long to rest when the system is out of descriptors or threads.
const REST: Duration = Duration::from_millis(50);

/// How long, and how much, to read on after a refusal: closing on unread bytes would make the
/// system take the answer back.
const LINGER_TIME: Duration = Duration::from_millis(500);
const LINGER_BYTES: usize = 256 * 1024;

/// A connection's thread only moves bytes.
const STACK: usize = 256 * 1024;

/// Who is inside.
struct Gate {
    inside: Mutex<Inside>,
    left: Condvar,
}

#[derive(Default)]
struct Inside {
    next: u64,
    connections: usize,
    /// Those whose head isn't complete.
    heads: Since,
    /// Those who are being answered.
    answered: Since,
}

/// Connections by number, so oldest first, with the time since when they are here.
type Since = BTreeMap<u64, (Instant, Arc<TcpStream>)>;

/// Lets connections in, from now on.
pub(super) fn open(listening: Listening, inner: &Arc<Inner>) -> Result<(), Error> {
    let address = listening.address();
    let gate = Arc::new(Gate { inside: Mutex::default(), left: Condvar::new() });
    for socket in listening.sockets {
        let (gate, inner) = (Arc::clone(&gate), Arc::clone(inner));
        let accepting =
            thread::Builder::new().name("preview-guard".to_owned()).spawn(move || accept(&socket, &gate, &inner));
        accepting.map_err(|source| Error::Refused { address: address.clone(), source })?;
    }
    Ok(())
}

fn accept(socket: &TcpListener, gate: &Arc<Gate>, inner: &Arc<Inner>) {
    loop {
        match socket.accept() {
            Ok((stream, _)) => admit(stream, gate, inner),
            // A visitor who left while waiting is no trouble; all else passes with time and with
            // fewer connections.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(_) => {
                turn_out_oldest(&mut lock(gate).heads, PATIENCE);
                thread::sleep(REST);
            }
        }
    }
}

fn admit(stream: TcpStream, gate: &Arc<Gate>, inner: &Arc<Inner>) {
    let stream = Arc::new(stream);
    let place = enter(gate, &stream);
    let inner = Arc::clone(inner);
    let talking = thread::Builder::new().stack_size(STACK).spawn(move || {
        // The other end may leave at any moment; there is nobody to tell then.
        let _ = talk(&stream, &place, &inner);
    });
    if talking.is_err() {
        thread::sleep(REST);
    }
}

/// A connection's place inside; it is free again when this goes.
struct Place {
    gate: Arc<Gate>,
    number: u64,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = lock(&self.gate);
        inside.connections -= 1;
        inside.heads.remove(&self.number);
        self.gate.left.notify_all();
    }
}

/// Waits for a place. Where all are taken, the one who has kept us waiting longest goes.
fn enter(gate: &Arc<Gate>, stream: &Arc<TcpStream>) -> Place {
    let mut inside = lock(gate);
    while inside.connections >= MOST_CONNECTIONS {
        turn_out_oldest(&mut inside.heads, PATIENCE);
        let waited = gate.left.wait_timeout(inside, REST);
        inside = waited.unwrap_or_else(PoisonError::into_inner).0;
    }
    let number = inside.next;
    inside.next += 1;
    inside.connections += 1;
    inside.heads.insert(number, (Instant::now(), Arc::clone(stream)));
    Place { gate: Arc::clone(gate), number }
}

fn turn_out_oldest(connections: &mut Since, patience: Duration) {
    if let Some(oldest) = connections.first_entry()
        && oldest.get().0.elapsed() >= patience
    {
        let (_, stream) = oldest.remove();
        let _ = stream.shutdown(Shutdown::Both);
    }
}

fn talk(stream: &Arc<TcpStream>, place: &Place, inner: &Inner) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(TAKING_TIME))?;
    match read_head(stream)? {
        Step::Whole(head) => {
            lock(&place.gate).heads.remove(&place.number);
            if head.listens {
                return pass_on_events(stream, &head, inner);
            }
            let turn = await_turn(place, stream);
            pass_on(stream, &head, inner)?;
            drop(turn);
            match head.body {
                Announced::Nothing => Ok(()),
                Announced::Body => linger(stream),
            }
        }
        Step::Refused(status, sentence) => {
            refuse(stream, status, sentence)?;
            linger(stream)
        }
        // Browsers open connections ahead of need; one that never asked gets no answer.
        Step::More => Ok(()),
    }
}

fn read_head(mut stream: &TcpStream) -> io::Result<Step> {
    let deadline = Instant::now() + HEAD_TIME;
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(late(&bytes));
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut chunk) {
            Ok(0) => return Ok(Step::More),
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if timed_out(&error) => return Ok(late(&bytes)),
            Err(error) => return Err(error),
        }
        match head::read(&bytes) {
            Step::More => {}
            step @ (Step::Whole(_) | Step::Refused(..)) => return Ok(step),
        }
    }
}

fn late(bytes: &[u8]) -> Step {
    if bytes.is_empty() {
        return Step::More;
    }
    Step::Refused(408, "the request took too long")
}

fn timed_out(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

/// The right to be answered; it passes on when this goes.
struct Turn<'a>(&'a Place);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        lock(&self.0.gate).answered.remove(&self.0.number);
        self.0.gate.left.notify_all();
    }
}

fn await_turn<'a>(place: &'a Place, stream: &Arc<TcpStream>) -> Turn<'a> {
    let gate = &place.gate;
    let mut inside = lock(gate);
    while inside.answered.len() >= MOST_ANSWERED {
        turn_out_oldest(&mut inside.answered, TAKING_TIME);
        let waited = gate.left.wait_timeout(inside, REST);
        inside = waited.unwrap_or_else(PoisonError::into_inner).0;
    }
    inside.answered.insert(place.number, (Instant::now(), Arc::clone(stream)));
    Turn(place)
}

const BUSY: &str = "the preview has too much to do; try again in a moment";

fn pass_on(client: &TcpStream, head: &Head, inner: &Inner) -> io::Result<()> {
    let Ok(mut upstream) = server::connect(inner) else {
        return refuse(client, 503, BUSY);
    };
    write!(upstream, "{}{}\r\n", head.text, server::password(inner))?;
    relay(&upstream, client)
}

fn pass_on_events(client: &TcpStream, head: &Head, inner: &Inner) -> io::Result<()> {
    let (Some(tab), Ok(mut upstream)) = (server::open_tab(inner), server::connect(inner)) else {
        return refuse(client, 503, BUSY);
    };
    let (password, tab_line) = (server::password(inner), server::tab_line(&tab));
    write!(upstream, "{}{password}{tab_line}\r\n", head.text)?;
    thread::scope(|scope| {
        // Nothing more comes from a tab that listens, so whatever comes means that it left.
        let waiting = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
            let _ = client.set_read_timeout(None);
            let _ = (&*client).read(&mut [0]);
            let _ = upstream.shutdown(Shutdown::Both);
        });
        let relayed = waiting.map(drop).and_then(|()| relay(&upstream, client));
        let _ = client.shutdown(Shutdown::Both);
        relayed
    })
}

/// Passes an answer on as it comes. The library can't say that the connection ends with it, so
/// that is added after the status line.
fn relay(mut upstream: &TcpStream, mut client: &TcpStream) -> io::Result<()> {
    let mut buffer = [0; 16 * 1024];
    let mut start = Vec::new();
    let mut started = false;
    loop {
        let count = match upstream.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if started {
            client.write_all(&buffer[..count])?;
            continue;
        }
        start.extend_from_slice(&buffer[..count]);
        if let Some(end) = start.windows(2).position(|pair| pair == b"\r\n") {
            start.splice(end..end, *b"\r\nConnection: close");
            client.write_all(&start)?;
            started = true;
        }
    }
    if !started {
        return refuse(client, 500, "the preview could not answer this request");
    }
    Ok(())
}

fn refuse(mut stream: &TcpStream, status: u16, sentence: &str) -> io::Result<()> {
    let answer = format!(
        "HTTP/1.1 {status} {reason}\r\nConnection: close\r\nCache-Control: no-store\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Length: {length}\r\n\r\n{sentence}\n",
        reason = reason(status),
        length = sentence.len() + 1,
    );
    stream.write_all(answer.as_bytes())
}

fn reason(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        408 => "Request Timeout",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Internal Server Error",
    }
}

fn linger(mut stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let deadline = Instant::now() + LINGER_TIME;
    let mut chunk = [0; 4096];
    let mut taken = 0;
    while taken < LINGER_BYTES {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut chunk)? {
            0 => break,
            count => taken += count,
        }
    }
    Ok(())
}

fn lock(gate: &Gate) -> MutexGuard<'_, Inside> {
    gate.inside.lock().unwrap_or_else(PoisonError::into_inner)
}
