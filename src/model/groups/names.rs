//! The names of groups, however people spell them. Groups go in; a name's group comes out.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Group, GroupId};
use crate::text;

/// A group's name as it is compared: without markup, case, spaces and punctuation.
pub(super) fn key(name: &str) -> String {
    let mut is_tag = false;
    let mut bare = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if is_tag => {}
            _ => bare.push(character),
        }
    }
    let key: String = text::fold(&bare).chars().filter(|c| c.is_alphanumeric()).collect();
    if key.is_empty() { text::fold(name) } else { key }
}

/// The groups by their names, as these are compared: each one's own, its folder's and others that it has.
#[derive(Debug, Default)]
pub(in crate::model) struct Names(HashMap<String, GroupId, FixedState>);

impl Names {
    pub(in crate::model) fn of(groups: &[Group]) -> Self {
        let mut names = HashMap::default();
        // A group's own name goes before what others were once called.
        for (id, group) in groups.iter().enumerate() {
            names.entry(key(&group.name)).or_insert(id);
        }
        for (id, group) in groups.iter().enumerate() {
            let others = std::iter::once(text::path_name(&group.folder)).chain(group.also.iter().map(String::as_str));
            for name in others.filter(|name| !name.is_empty()) {
                names.entry(key(name)).or_insert(id);
            }
        }
        Self(names)
    }

    /// The group that a name means.
    pub(in crate::model) fn called(&self, name: &str) -> Option<GroupId> {
        self.0.get(&key(name.trim().trim_start_matches("[[").trim_end_matches("]]"))).copied()
    }
}
