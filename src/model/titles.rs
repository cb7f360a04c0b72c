//! Sessions whose only name is their date are called after their group as well, so that a list of several
//! groups tells them apart.

use std::sync::Arc;

use super::{Group, GroupId, NoteId, Site};
use crate::note::{Kind, Note};
use crate::parse::dates;

/// The notes, those among them that have only a date for a title called `Group, date`; `network` names the
/// group that is the whole knowledge base.
pub(super) fn told_apart(
    notes: Vec<Arc<Note>>,
    network: &str,
    group_of: &[Option<GroupId>],
    groups: &[Group],
) -> Vec<Arc<Note>> {
    let name = |group: GroupId| Some(groups[group].name.as_str()).filter(|name| !name.is_empty()).unwrap_or(network);
    let titled = |(note, group): (Arc<Note>, &Option<GroupId>)| match group {
        Some(group) if note.kind == Kind::Session && is_only_a_date(&note.title) => {
            Arc::new(Note { title: format!("{}, {}", name(*group), note.title), ..(*note).clone() })
        }
        _ => note,
    };
    notes.into_iter().zip(group_of).map(titled).collect()
}

/// The title of a session that has only a date for one, without the group before it.
pub(super) fn only_date(site: &Site, id: NoteId) -> Option<&str> {
    let note = &site.notes[id];
    let group = site.group_of[id].map(|group| site.groups[group].name.as_str());
    let names = group.into_iter().chain([site.name.as_str()]);
    let bare = names.filter_map(|name| note.title.strip_prefix(name)?.strip_prefix(", ")).next();
    let is_session = note.kind == Kind::Session;
    bare.or(Some(note.title.as_str())).filter(|title| is_session && is_only_a_date(title))
}

/// Whether a title has a date and not one word or number beside it.
fn is_only_a_date(title: &str) -> bool {
    let [found] = &dates::in_text(title)[..] else { return false };
    let beside = [&title[..found.span.start], &title[found.span.end..]];
    beside.iter().all(|part| !part.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::is_only_a_date;

    #[test]
    fn dates_are_told_from_titles() {
        for title in ["7 December 2022", "2022-12-07", "Wednesday, 7 December 2022", "2022年12月7日"] {
            assert!(is_only_a_date(title), "{title}");
        }
        for title in ["Board meeting 7 December 2022", "2022-12-07 Winter", "Winter", "", "December"] {
            assert!(!is_only_a_date(title), "{title}");
        }
    }
}
