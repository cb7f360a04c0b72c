//! The home of notify, which reports what happens on the disk. Folders go in; batches of changes
//! come out, one at a time. A folder that goes away, comes back or is replaced is watched again;
//! where the system can't report changes, folders are compared instead, and the person is told.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::changes::{Changes, Settling};
use super::poll::{self, Census, Stamp};
use super::{Depth, Notice, Options, Watched, Watching};

/// How often it is checked that the folders are there, and those compared that have to be.
const ROUND: Duration = Duration::from_millis(500);

/// The system's list of what is mounted where, on systems that have one.
const MOUNTS: &str = "/proc/self/mounts";

type Report = Result<Event, notify::Error>;

/// Watched folders, and what has been heard of them.
pub(super) struct Watch {
    /// Or why the system reports nothing.
    native: Result<RecommendedWatcher, String>,
    reports: Receiver<Report>,
    folders: Vec<Folder>,
    relevant: Box<dyn Fn(&Path) -> bool>,
    settling: Settling,
    next_round: Instant,
    growth: Growth,
}

/// Whether folders appeared since the last batch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Growth {
    None,
    NewFolders,
}

struct Folder {
    watched: Watched,
    /// The folder by the name that the system reports, without symbolic links.
    real: PathBuf,
    state: FolderState,
}

enum FolderState {
    /// It isn't there.
    Gone,
    /// The system reports its changes, as long as it is the one with this identity.
    Reported(Stamp),
    /// It is compared with its last census.
    Compared(Census),
}

/// Begins to watch; whatever happens from now on is in a batch.
pub(super) fn start(options: Options, tell: &dyn Fn(Notice)) -> Watch {
    let (sender, reports) = mpsc::channel();
    let native = match options.watching {
        Watching::Native => native_watcher(sender),
        Watching::Polling => Err("as asked".to_owned()),
    };
    let folders = options.watched.into_iter().map(|watched| Folder {
        real: watched.path.clone(),
        watched,
        state: FolderState::Gone,
    });
    let mut watch = Watch {
        native,
        reports,
        folders: folders.collect(),
        relevant: options.relevant,
        settling: Settling::default(),
        next_round: Instant::now() + ROUND,
        growth: Growth::None,
    };
    for index in 0..watch.folders.len() {
        begin(&mut watch, index, tell);
    }
    watch
}

/// Waits for the next batch of changes.
pub(super) fn next(watch: &mut Watch, tell: &dyn Fn(Notice)) -> Changes {
    loop {
        if Instant::now() >= watch.next_round {
            go_round(watch, tell);
            watch.next_round = Instant::now() + ROUND;
        }
        if let Some(changes) = watch.settling.take(Instant::now(), size) {
            follow_growth(watch, tell);
            return changes;
        }
        let settled = watch.settling.next().unwrap_or(watch.next_round);
        let wait = settled.min(watch.next_round).saturating_duration_since(Instant::now());
        match watch.reports.recv_timeout(wait) {
            Ok(Ok(event)) => hear(watch, &event),
            Ok(Err(error)) => compare_instead(watch, &error.to_string(), tell),
            Err(RecvTimeoutError::Timeout) => {}
            // Without a native watcher there is no sender, and nothing to be heard.
            Err(RecvTimeoutError::Disconnected) => thread::sleep(wait),
        }
    }
}

fn native_watcher(sender: Sender<Report>) -> Result<RecommendedWatcher, String> {
    let config = notify::Config::default().with_follow_symlinks(false);
    let report = move |report| {
        // The receiver goes only when the preview does.
        let _ = sender.send(report);
    };
    RecommendedWatcher::new(report, config).map_err(|error| error.to_string())
}

/// Begins to watch a folder, in the best way that works.
fn begin(watch: &mut Watch, index: usize, tell: &dyn Fn(Notice)) {
    let folder = &mut watch.folders[index];
    let path = folder.watched.path.clone();
    let Some(identity) = poll::identity(&path) else {
        folder.state = FolderState::Gone;
        return;
    };
    folder.real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
    let reported = match &mut watch.native {
        Ok(native) => watch_natively(native, folder),
        Err(reason) => Err(reason.clone()),
    };
    folder.state = match reported {
        Ok(()) => FolderState::Reported(identity),
        Err(reason) => {
            tell(Notice::Polling { folder: path, reason });
            FolderState::Compared(poll::census(&folder.watched, &*watch.relevant))
        }
    };
}

fn watch_natively(native: &mut RecommendedWatcher, folder: &Folder) -> Result<(), String> {
    let mounts = fs::read_to_string(MOUNTS).unwrap_or_default();
    if let Some(kind) = poll::shared(&mounts, &folder.real) {
        return Err(format!("the folder is shared with other computers, by {kind}"));
    }
    let mode = match folder.watched.depth {
        Depth::Whole => RecursiveMode::Recursive,
        Depth::Top => RecursiveMode::NonRecursive,
    };
    native.watch(&folder.real, mode).map_err(|error| error.to_string())
}

/// Checks that each folder is the one that is watched, and compares those that have to be.
fn go_round(watch: &mut Watch, tell: &dyn Fn(Notice)) {
    for index in 0..watch.folders.len() {
        let folder = &mut watch.folders[index];
        let path = folder.watched.path.clone();
        let there = poll::identity(&path);
        match (&mut folder.state, there) {
            (FolderState::Compared(census), _) => {
                let new = poll::census(&folder.watched, &*watch.relevant);
                for path in poll::differences(census, &new) {
                    watch.settling.note(path, Instant::now());
                }
                *census = new;
            }
            (FolderState::Reported(known), Some(there)) if *known == there => {}
            (FolderState::Gone, None) => {}
            (FolderState::Gone, Some(_)) => {
                begin(watch, index, tell);
                tell(Notice::Back { folder: path });
                watch.settling.note_everything(Instant::now());
            }
            (FolderState::Reported(_), there) => {
                unwatch(watch, index);
                begin(watch, index, tell);
                if there.is_none() {
                    tell(Notice::Gone { folder: path });
                }
                watch.settling.note_everything(Instant::now());
            }
        }
    }
}

fn unwatch(watch: &mut Watch, index: usize) {
    if let Ok(native) = &mut watch.native {
        // What is gone can't be unwatched, and needn't be.
        let _ = native.unwatch(&watch.folders[index].real);
    }
}

/// Takes in one report.
fn hear(watch: &mut Watch, event: &Event) {
    let now = Instant::now();
    if event.need_rescan() {
        watch.settling.note_everything(now);
    }
    if is_only_reading(event.kind) {
        return;
    }
    for path in &event.paths {
        let is_move = is_arriving(event.kind) || event.kind.is_remove();
        if is_move && watch.folders.iter().any(|folder| folder.is_called(path)) {
            watch.next_round = now;
        }
        let Some(path) = given_name(&watch.folders, path) else {
            continue;
        };
        if (watch.relevant)(&path) {
            if is_arriving(event.kind) && path.is_dir() {
                watch.growth = Growth::NewFolders;
            }
            let note = if event.kind == CLOSED { Settling::note_closed } else { Settling::note };
            note(&mut watch.settling, path, now);
        }
    }
}

impl Folder {
    fn is_called(&self, path: &Path) -> bool {
        self.real == path || self.watched.path == path
    }
}

/// The path as the caller would name it; None where it isn't in a watched folder.
fn given_name(folders: &[Folder], path: &Path) -> Option<PathBuf> {
    folders.iter().find_map(|folder| {
        let below = path.strip_prefix(&folder.real).ok()?;
        let depth = below.components().count();
        let watched = depth > 0 && (depth == 1 || folder.watched.depth == Depth::Whole);
        watched.then(|| folder.watched.path.join(below))
    })
}

/// A file was closed after it was written.
const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));

fn is_only_reading(kind: EventKind) -> bool {
    kind.is_access() && kind != CLOSED
}

fn is_arriving(kind: EventKind) -> bool {
    kind.is_create() || matches!(kind, EventKind::Modify(ModifyKind::Name(_)))
}

/// On Linux each folder is watched by itself, and a new one only some time after it was made, or
/// not at all where one beside it vanished meanwhile. So all are watched once more before the
/// batch that tells of the new folder: what is in it is loaded then, and what comes is reported.
fn follow_growth(watch: &mut Watch, tell: &dyn Fn(Notice)) {
    let grown = std::mem::replace(&mut watch.growth, Growth::None);
    if grown == Growth::None || !cfg!(any(target_os = "linux", target_os = "android")) {
        return;
    }
    let Ok(native) = &mut watch.native else {
        return;
    };
    let failed = watch.folders.iter().find_map(|folder| match folder.state {
        FolderState::Reported(_) => watch_natively(native, folder).err(),
        FolderState::Gone | FolderState::Compared(_) => None,
    });
    match failed {
        Some(_) if watch.folders.iter().any(|folder| !folder.real.is_dir()) => {
            watch.next_round = Instant::now();
        }
        Some(reason) => compare_instead(watch, &reason, tell),
        None => {}
    }
}

/// Where the system stops to report, as when it has no watches left.
fn compare_instead(watch: &mut Watch, reason: &str, tell: &dyn Fn(Notice)) {
    watch.native = Err(reason.to_owned());
    for index in 0..watch.folders.len() {
        if let FolderState::Reported(_) = watch.folders[index].state {
            begin(watch, index, tell);
        }
    }
    watch.settling.note_everything(Instant::now());
}

fn size(path: &Path) -> Option<u64> {
    let metadata = fs::symlink_metadata(path).ok()?;
    metadata.is_file().then_some(metadata.len())
}
