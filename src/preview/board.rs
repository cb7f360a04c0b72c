//! What the preview shows now: the one place where threads meet. New states go in; views of the
//! newest come out, whole, to requests and open tabs. A view never mixes two states, and whoever
//! asks before the first state waits for it.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The newest state, and a bell that rings when there is a newer one.
pub(super) struct Board<State> {
    /// Tells this run of the preview from every other, so that a tab notices a restart.
    run: String,
    shown: Mutex<Shown<State>>,
    bell: Condvar,
}

struct Shown<State> {
    /// Counts news, from 1; 0 before the first state.
    number: u64,
    /// Counts the states alone.
    state_number: u64,
    state: Option<Arc<State>>,
    problems: Arc<str>,
}

/// The newest state at one moment.
pub(super) struct View<State> {
    pub(super) number: u64,
    /// Names this state in all runs of all previews.
    pub(super) version: String,
    /// None where no state could be made yet.
    pub(super) state: Option<Arc<State>>,
    pub(super) problems: Arc<str>,
}

impl<State> Board<State> {
    pub(super) fn new() -> Board<State> {
        Board {
            run: unguessable(),
            shown: Mutex::new(Shown { number: 0, state_number: 0, state: None, problems: Arc::from("[]") }),
            bell: Condvar::new(),
        }
    }

    /// Puts up what was loaded; keeps the last good state where there is no new one.
    pub(super) fn show(&self, state: Option<Arc<State>>) {
        let mut shown = self.lock();
        shown.number += 1;
        shown.state_number += 1;
        let replaced = state.and_then(|state| shown.state.replace(state));
        drop(shown);
        self.bell.notify_all();
        // Taking a large state apart takes a while; nobody should wait for it.
        drop(replaced);
    }

    /// Puts up what is wrong in what is shown.
    pub(super) fn report(&self, problems: String) {
        let mut shown = self.lock();
        if *shown.problems != *problems {
            shown.number += 1;
            shown.problems = Arc::from(problems);
            drop(shown);
            self.bell.notify_all();
        }
    }

    /// The newest view; waits for the first.
    pub(super) fn now(&self) -> View<State> {
        let shown = self.bell.wait_while(self.lock(), |shown| shown.number == 0);
        self.view(&shown.unwrap_or_else(PoisonError::into_inner))
    }

    /// A view newer than `number`, if there is one within `patience` and while `is_wanted`.
    pub(super) fn after(&self, number: u64, patience: Duration, is_wanted: &dyn Fn() -> bool) -> Option<View<State>> {
        let waited = self.bell.wait_timeout_while(self.lock(), patience, |shown| shown.number <= number && is_wanted());
        let (shown, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (shown.number > number).then(|| self.view(&shown))
    }

    /// Has those who wait ask again whether they are wanted.
    pub(super) fn ring(&self) {
        // Whoever has asked already, and is about to wait, holds this lock until then.
        drop(self.lock());
        self.bell.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Shown<State>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn view(&self, shown: &Shown<State>) -> View<State> {
        View {
            number: shown.number,
            version: format!("{}-{}", self.run, shown.state_number),
            state: shown.state.clone(),
            problems: Arc::clone(&shown.problems),
        }
    }
}

/// A word that nobody can guess: the standard library seeds each hasher from the system's
/// source of randomness.
pub(super) fn unguessable() -> String {
    let half = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", half(), half())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn the_first_request_waits_for_the_first_state() {
        let board = Arc::new(Board::new());
        let asking = thread::spawn({
            let board = Arc::clone(&board);
            move || board.now().state.map(|state| *state)
        });
        board.show(Some(Arc::new(7)));
        assert_eq!(asking.join().unwrap(), Some(7));
    }

    #[test]
    fn the_last_good_state_stays() {
        let board = Board::new();
        board.show(Some(Arc::new(7)));
        board.show(None);
        let view = board.now();
        assert_eq!((view.number, view.state.as_deref()), (2, Some(&7)));
        assert!(board.after(2, Duration::ZERO, &|| true).is_none());
    }

    #[test]
    fn problems_are_news_of_the_same_state() {
        let board = Board::new();
        board.show(Some(Arc::new(7)));
        let version = board.now().version;
        board.report("[1]".to_owned());
        let view = board.after(1, Duration::ZERO, &|| true).unwrap();
        assert_eq!((view.version, &*view.problems), (version, "[1]"));
        board.report("[1]".to_owned());
        assert!(board.after(view.number, Duration::ZERO, &|| true).is_none());
    }

    #[test]
    fn runs_have_different_names() {
        assert_ne!(unguessable(), unguessable());
    }
}
