//! Finds a port on this computer to listen on. A wanted port goes in; sockets on 127.0.0.1 and,
//! where the system has it, ::1 come out, with one port for both, so that `localhost` means us
//! whichever of the two a browser tries first. Nothing outside this computer can reach them.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use super::Error;

/// How many ports are tried from the wanted one on.
const PORTS_TRIED: u16 = 20;

/// How long a port may take to show that somebody is there already.
const ANYBODY_THERE: Duration = Duration::from_millis(100);

/// The sockets of a preview.
#[derive(Debug)]
pub(super) struct Listening {
    pub(super) sockets: Vec<TcpListener>,
    pub(super) port: u16,
}

impl Listening {
    /// The address to type into a browser.
    pub(super) fn address(&self) -> String {
        format!("http://localhost:{}/", self.port)
    }
}

/// Listens on `wanted`, or on the next free port after it.
pub(super) fn bind(wanted: u16) -> Result<Listening, Error> {
    let last = match wanted {
        0 => 0,
        port => port.saturating_add(PORTS_TRIED - 1),
    };
    let mut refusal = None;
    for port in wanted..=last {
        match bind_both(port) {
            Ok(listening) => return Ok(listening),
            Err(error) => refusal = Some(error),
        }
    }
    let source = refusal.expect("the range holds at least the wanted port");
    Err(Error::NoPort { first: wanted, last, source })
}

fn bind_both(port: u16) -> io::Result<Listening> {
    // Some systems let us share a port with a program that listens on every address of the
    // machine, and then only one of the two is ever reached.
    let there = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    if port != 0 && TcpStream::connect_timeout(&there, ANYBODY_THERE).is_ok() {
        return Err(io::Error::from(io::ErrorKind::AddrInUse));
    }
    let first = TcpListener::bind(there)?;
    let port = first.local_addr()?.port();
    let mut sockets = vec![first];
    match TcpListener::bind((IpAddr::V6(Ipv6Addr::LOCALHOST), port)) {
        Ok(second) => sockets.push(second),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
        // A system without IPv6: browsers then reach `localhost` at 127.0.0.1.
        Err(_) => {}
    }
    Ok(Listening { sockets, port })
}
