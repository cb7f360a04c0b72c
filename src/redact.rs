//! Takes out what the readers may not see, straight after parsing: drafts and notes that are published later.
//! What leaves here is all that any later stage knows; what is withheld leaves no trace.

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::Value;

use crate::note::Note;

/// The notes that may be seen on `today`.
pub fn visible(notes: impl Iterator<Item = Arc<Note>>, today: Date) -> Vec<Arc<Note>> {
    notes.filter(|note| is_visible(note, today)).collect()
}

/// Whether a note may be seen on `today`: not a draft, and not before its `publish_on`.
/// What can't be read as "no" or as a past day withholds the note.
fn is_visible(note: &Note, today: Date) -> bool {
    let is_due = match note.front.values.get("publish_on") {
        None | Some(Value::Null) => true,
        Some(value) => value.as_str().and_then(day).is_some_and(|day| day <= today),
    };
    is_due && !is_draft(note.front.values.get("draft"))
}

fn is_draft(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(word)) => !matches!(word.trim().to_lowercase().as_str(), "" | "no" | "false"),
        Some(Value::Bool(true) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => true,
    }
}

fn day(text: &str) -> Option<Date> {
    text.trim().get(..10)?.parse().ok()
}
