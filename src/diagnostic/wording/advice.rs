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

    /// An accent that is no colour.
    pub fn no_colour(place: &Place, written: &str) -> Self {
        warning(
            "wrong-value",
            place,
            format!("`{written}` is not a colour that I can read"),
            "write it as `#` and six digits, such as `#0b6e4f`".to_owned(),
        )
    }

    /// An accent that could not be read on paper, with its contrast, and what is used in its place.
    pub fn pale_accent(place: &Place, (written, contrast): (&str, f64), used: &str) -> Self {
        warning(
            "pale-accent",
            place,
            format!("`{written}` is too pale to read: its contrast is {contrast:.1}, and text needs 7"),
            format!("the site uses `{used}` instead; write that, or a darker colour"),
        )
    }

    /// A font's name with signs that no font's name has.
    pub fn no_font_name(place: &Place) -> Self {
        warning(
            "wrong-value",
            place,
            "this is not the name of a font".to_owned(),
            "write one name of letters, digits and spaces, such as `\"Source Sans 3\"`".to_owned(),
        )
    }

    /// A logo that is not among the published pictures.
    pub fn missing_logo(place: &Place, written: &str) -> Self {
        warning(
            "wrong-value",
            place,
            format!("there is no picture `{written}` in the folder `static`"),
            "put the file there, and write its name as it is: `logo = \"our-logo.svg\"`".to_owned(),
        )
    }

    /// A contact that is neither a mail nor a web address.
    pub fn no_contact(place: &Place, written: &str) -> Self {
        warning(
            "wrong-value",
            place,
            format!("`{written}` is no address to write to"),
            "write an e-mail address, or the address of a page that starts with `https://`".to_owned(),
        )
    }

    /// A word in `[words]` for something that isn't recognised.
    pub fn unknown_words(place: &Place, key: &str, near: &str) -> Self {
        warning("unknown-key", place, format!("`{key}` is nothing that words can be added for"), near.to_owned())
    }
}
