//! A small site for the preview to serve: each `a.md` of a folder is a page at `a.html`. It
//! keeps what it wasn't told to load again, as the real one does.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use roundtable::preview::{self, Answer, Body, Browser, Changes, Depth, Load, Notice, Options, Watched, Watching};
use tempfile::TempDir;

/// The longest that anything is waited for.
pub(crate) const LONG: Duration = Duration::from_secs(10);

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A preview that runs until the tests end.
pub(crate) struct Served {
    pub(crate) port: u16,
    pub(crate) folder: TempDir,
    pub(crate) batches: Arc<Mutex<Vec<Changes>>>,
    notices: Mutex<Receiver<Notice>>,
}

/// Serves a folder that holds `files`.
pub(crate) fn serve(files: &[(&str, &str)]) -> Served {
    serve_with(files, Watching::Native, || {})
}

/// The same, in a chosen way; `before` runs before each state is made.
pub(crate) fn serve_with(files: &[(&str, &str)], watching: Watching, before: impl Fn() + Send + 'static) -> Served {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    for (path, text) in files {
        let path = folder.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let content = folder.path().join("content");
    let batches = Arc::new(Mutex::new(Vec::new()));
    let (tell, notices) = mpsc::channel();
    thread::spawn({
        let (batches, content) = (Arc::clone(&batches), content.clone());
        let watched = vec![
            Watched { path: folder.path().to_owned(), depth: Depth::Top },
            Watched { path: content.clone(), depth: Depth::Whole },
        ];
        move || {
            let load = Loader { files: Files::new(), content, batches, before };
            let options =
                Options { port: 0, browser: Browser::Leave, watching, watched, relevant: Box::new(is_relevant) };
            preview::serve(options, load, answer, move |notice| drop(tell.send(notice)))
        }
    });
    let Notice::Listening { port, .. } = notices.recv_timeout(LONG).unwrap() else {
        panic!("told of something before the address");
    };
    Served { port, folder, batches, notices: Mutex::new(notices) }
}

fn is_relevant(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && !path.iter().any(|part| part == "public")
}

struct Loader<Before> {
    files: Files,
    content: PathBuf,
    batches: Arc<Mutex<Vec<Changes>>>,
    before: Before,
}

impl<Before: Fn()> Loader<Before> {
    fn is_broken(&self) -> bool {
        self.files.values().any(|text| text.starts_with(b"BROKEN"))
    }
}

impl<Before: Fn()> Load for Loader<Before> {
    type State = Files;

    fn state(&mut self, changes: &Changes) -> Option<Arc<Files>> {
        (self.before)();
        self.batches.lock().unwrap().push(changes.clone());
        match changes {
            Changes::Everything => {
                self.files.clear();
                read(&mut self.files, &self.content);
            }
            Changes::Paths { changed, emptied } => {
                for path in changed.iter().filter(|path| path.starts_with(&self.content)) {
                    let is_being_written = fs::read(path).is_ok_and(|text| text.is_empty());
                    if !is_being_written || emptied.contains(path) {
                        self.files.retain(|file, _| !file.starts_with(path));
                        read(&mut self.files, path);
                    }
                }
            }
        }
        let name = |path: &PathBuf| path.strip_prefix(&self.content).unwrap().to_owned();
        let named = self.files.iter().map(|(path, text)| (name(path), text.clone()));
        (!self.is_broken()).then(|| Arc::new(named.collect()))
    }

    fn problems(&mut self) -> String {
        let problems = if self.is_broken() { r#"[{"message":"broken"}]"# } else { "[]" };
        problems.to_owned()
    }
}

fn read(files: &mut Files, path: &Path) {
    if let Ok(text) = fs::read(path) {
        files.insert(path.to_owned(), text);
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        read(files, &entry.path());
    }
}

fn answer(files: &Files, path: &str) -> Option<Answer> {
    if let Some(name) = path.strip_suffix(".html") {
        let text = files.get(Path::new(&format!("{name}.md")))?;
        assert_ne!(text, b"PANIC", "as the test wants it");
        let page = [b"<body>", text.as_slice(), b"</body>"].concat();
        return Some(Answer { media_type: "text/html; charset=utf-8".to_owned(), body: Body::Bytes(page) });
    }
    let bytes = files.get(Path::new(path))?.clone();
    Some(Answer { media_type: "text/plain".to_owned(), body: Body::Bytes(bytes) })
}

impl Served {
    /// The next thing that the person at the terminal is told.
    pub(crate) fn notice(&self) -> Notice {
        self.notices.lock().unwrap().recv_timeout(LONG).unwrap()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("content").join(name)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        connect(self.port)
    }

    /// The whole answer to a request for `target`.
    pub(crate) fn get(&self, target: &str) -> String {
        let port = self.port;
        send(port, format!("GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"))
    }

    /// Waits until the page at `target` shows `text`.
    pub(crate) fn await_text(&self, target: &str, text: &str) {
        let wanted = format!("<body>{text}<script");
        until(&format!("{target} to show {text}"), || self.get(target).contains(&wanted));
    }

    pub(crate) fn await_status(&self, target: &str, status: u16) {
        until(&format!("{target} to be {status}"), || self.get(target).starts_with(&format!("HTTP/1.1 {status} ")));
    }

    pub(crate) fn tab(&self) -> Tab {
        let port = self.port;
        let mut stream = self.connect();
        write!(stream, "GET /.roundtable/events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").unwrap();
        let mut tab = Tab(BufReader::new(stream));
        while tab.line() != "" {}
        tab
    }
}

/// An open tab that listens for new states.
pub(crate) struct Tab(BufReader<TcpStream>);

impl Tab {
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        assert!(line.ends_with('\n'), "the stream ended");
        line.trim_end().to_owned()
    }

    /// Waits until these are the problems.
    pub(crate) fn await_problems(&mut self, wanted: &str) {
        while self.next().1 != wanted {}
    }

    /// The number of the newest state, and the problems that are known.
    pub(crate) fn next(&mut self) -> (u64, String) {
        let (mut number, mut problems) = (0, String::new());
        loop {
            let line = self.line();
            if let Some(id) = line.strip_prefix("id: ") {
                number = id.split('-').nth(1).unwrap().parse().unwrap();
            } else if let Some(data) = line.strip_prefix("data: ") {
                problems = data.to_owned();
            } else if line.is_empty() && number > 0 {
                return (number, problems);
            }
        }
    }
}

pub(crate) fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream
}

/// Sends bytes as they are, and reads until the preview closes the connection.
pub(crate) fn send(port: u16, request: impl AsRef<[u8]>) -> String {
    let mut stream = connect(port);
    stream.write_all(request.as_ref()).unwrap();
    receive(&mut stream)
}

pub(crate) fn receive(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8(answer).unwrap()
}

/// Waits for something, up to `LONG`.
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + LONG;
    while !is_so() {
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(5));
    }
}
