//! What a facilitator would want to know of a group's notes, and of roundtable.toml: one constructor for each,
//! and so all its words.

use super::{did_you_mean, notice, warning};
use crate::diagnostic::{Diagnostic, Place};

impl Diagnostic {
    /// A resource that one list has twice.
    pub fn resource_twice(place: &Place, again: &str, first: &str) -> Self {
        let as_what = if again == first { String::new() } else { format!(", first as `{first}`") };
        warning(
            "resource-twice",
            place,
            format!("`{again}` stands twice in this list{as_what}"),
            "keep the one that says more, and remove the other".to_owned(),
        )
    }

    /// A topic that is used once and nearly called like another.
    pub fn topic_near(place: &Place, topic: &str, near: &str) -> Self {
        warning(
            "topic-near",
            place,
            format!("only this note has the topic `{topic}`"),
            format!("did you mean `{near}`? If they are two things, leave it"),
        )
    }

    /// A learning goal that no session served.
    pub fn goal_unserved(place: &Place, goal: &str, sessions: usize) -> Self {
        let since = if sessions == 1 { "its session".to_owned() } else { format!("its {sessions} sessions so far") };
        notice(
            "goal-unserved",
            place,
            format!("none of {since} served the goal `{goal}`"),
            "if one did, name the goal in its text, or write `goals: [..]` at its top; else plan one".to_owned(),
        )
    }

    /// An action whose day has passed.
    pub fn overdue_action(place: &Place, action: &str, (due, owners): (&str, &[String])) -> Self {
        let whom = if owners.is_empty() { String::new() } else { format!(" ({})", owners.join(", ")) };
        notice(
            "action-overdue",
            place,
            format!("`{action}` was due on {due}{whom}"),
            "tick it off as `- [x]` if it is done, or write a new day".to_owned(),
        )
    }

    /// An owner whom no note knows.
    pub fn unknown_owner(place: &Place, owner: &str, near: Option<&str>) -> Self {
        notice(
            "owner-unknown",
            place,
            format!("nobody called `{owner}` is named anywhere else"),
            did_you_mean(near, "check the name; if the person is new, list them among those who came"),
        )
    }

    /// A session without insights in a group that writes them.
    pub fn no_insights(place: &Place, weeks: i32) -> Self {
        notice(
            "no-insights",
            place,
            format!("no insights were written down, {weeks} weeks after the session"),
            "write one sentence below a heading `## Insights`: what do you know now that you didn't before?".to_owned(),
        )
    }

    /// A rule in `off` that there isn't.
    pub fn unknown_rule(place: &Place, rule: &str, near: Option<&str>) -> Self {
        warning(
            "wrong-value",
            place,
            format!("there is no rule called `{rule}`"),
            did_you_mean(near, "`roundtable explain` lists the rules"),
        )
    }

    /// A rule in `off` that stays on.
    pub fn rule_stays(place: &Place, rule: &str, why: &str) -> Self {
        warning(
            "wrong-value",
            place,
            format!("`{rule}` can't be turned off: {why}"),
            format!("take `{rule}` out of the list"),
        )
    }

    /// A word in `[words]` for something that isn't recognised.
    pub fn unknown_words(place: &Place, key: &str, near: &str) -> Self {
        warning("unknown-key", place, format!("`{key}` is nothing that words can be added for"), near.to_owned())
    }
}
