//! Actions that are open though their day has passed. What a later note says to be done is done; what several
//! notes carry along is told once, where it stands last.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{GroupId, ItemId, Site};
use crate::note::{ItemKind, Status};
use crate::text::{fold, shorten};

/// The longest part of an action that is told, in characters.
const LONGEST: usize = 60;

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let actions = || site.items.iter().copied().filter(|id| site.item(*id).kind == ItemKind::Action);
    let over = actions().filter(|id| is_over(site.item(*id).status));
    let done: BTreeSet<Key> =
        over.flat_map(|id| [Some(id), site.carried_from(id)]).flatten().map(|id| key(site, id)).collect();
    let late: BTreeMap<Key, ItemId> = actions().filter(|id| is_late(site, *id)).map(|id| (key(site, id), id)).collect();
    for (_, id) in late.into_iter().filter(|(key, _)| !done.contains(key)) {
        let item = site.item(id);
        let Some(due) = item.due.as_ref().and_then(|due| due.date) else { continue };
        let place = Place::new(site.file(id.note), item.span.clone());
        let due = due.strftime("%-d %B %Y").to_string();
        diagnostics.push(Diagnostic::overdue_action(&place, &shorten(&item.text, LONGEST), (&due, &item.owners)));
    }
}

/// The group and the words, by which an action is known again in another note.
type Key = (Option<GroupId>, String);

fn key(site: &Site, id: ItemId) -> Key {
    (site.group_of[id.note], fold(&site.item(id).text))
}

fn is_late(site: &Site, id: ItemId) -> bool {
    let item = site.item(id);
    let is_open = matches!(item.status, Status::Open | Status::Started);
    is_open && item.due.as_ref().and_then(|due| due.date).is_some_and(|due| due < site.today)
}

fn is_over(status: Status) -> bool {
    matches!(status, Status::Done | Status::Dropped)
}
