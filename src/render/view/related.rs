//! Notes that have to do with a page's note though nobody linked them, each with the reason in words.

use serde::Serialize;

use super::Here;
use super::shape::Date;
use crate::model::related::{self, Relation, Why};
use crate::model::{GroupId, NoteId};

/// A reason names at most so many things of a kind.
const NAMED: usize = 2;

/// A related note.
#[derive(Debug, Serialize)]
pub(crate) struct RelatedNote {
    href: String,
    title: String,
    /// Where it is another than the page's.
    group: Option<String>,
    date: Option<Date>,
    why: String,
    /// Of a note in another language than the site's.
    lang: Option<String>,
}

/// The notes related to a note, as a page of `group` shows them.
pub(super) fn of(here: &Here<'_>, note: NoteId, group: Option<GroupId>) -> Vec<RelatedNote> {
    let relations = related::of(here.site, || here.look.ties(here.site), note);
    relations.into_iter().map(|relation| entry(here, &relation, group)).collect()
}

fn entry(here: &Here<'_>, relation: &Relation, group: Option<GroupId>) -> RelatedNote {
    let note = here.note(relation.note);
    let other = here.site.group_of[relation.note].filter(|of| Some(*of) != group);
    RelatedNote {
        href: here.href_of(relation.note),
        title: note.title.clone(),
        lang: here.foreign(relation.note),
        group: other.map(|id| here.site.groups[id].name.clone()),
        date: here.date_of(note),
        why: reason(here, &relation.why),
    }
}

/// `Both share The Asking Kit; both on consent`.
fn reason(here: &Here<'_>, why: &Why) -> String {
    let site = here.site;
    let titles = |ids: &[usize], title: &dyn Fn(usize) -> String| ids.iter().map(|id| title(*id)).collect::<Vec<_>>();
    let quoted = why.words.iter().map(|words| here.words().filled("related.quoted", &[("words", words)]));
    let kinds = [
        ("related.resources", titles(&why.resources, &|id| site.resources[id].title.clone())),
        ("related.goals", titles(&why.goals, &|id| site.goals[id].label.clone())),
        ("related.topics", titles(&why.topics, &|id| site.topics[id].label.clone())),
        ("related.words", quoted.collect()),
    ];
    let said = kinds.into_iter().filter(|(_, names)| !names.is_empty());
    let parts: Vec<String> =
        said.map(|(key, names)| here.words().filled(key, &[("names", &listed(here, &names))])).collect();
    super::front::with_large_letter(&parts.join("; "))
}

/// `one`, or `one and another`.
fn listed(here: &Here<'_>, names: &[String]) -> String {
    here.words().list(&names[..names.len().min(NAMED)])
}
