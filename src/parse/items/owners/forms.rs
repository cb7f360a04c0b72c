//! What looks like somebody's name, whoever that is: initials, handles, capitalised words, and words for many people.

use std::collections::HashSet;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

/// Two to four capital letters.
pub(super) fn is_initials(text: &str) -> bool {
    let count = text.chars().count();
    (2..=4).contains(&count) && text.chars().all(char::is_uppercase) && text.is_ascii()
}

/// Words that begin a sentence or a label and are nobody's name.
const NOBODY: &str = "
    a an the this that these those it its we they he she you i who what when where why how which there here need needs next
    also note notes action actions decision decisions question questions answer agreed agree please update updates
    yes no none maybe if then so and or but as at by for from in into of off on to up with without about after before
    open close closed land landing move add remove create send write draft review follow schedule plan prepare check fix make
    set start stop try continue consider discuss discussed discussion investigate look find ask share publish merge ping post
    read reach reply respond update document confirm contact invite organise organize finalise finalize get give help keep
    let link list put run test use see pr prs issue issues todo done wip tbd status due date deadline topic topics agenda
    goal goals background summary context conclusion result results options option example examples meeting meetings
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december today tomorrow now later previous new old key main first second third last final
    github google slack zoom http https url email e-mail api faq id q1 q2 q3 q4 ok nb ps etc re fyi eta asap eow eod
    somebody someone anybody anyone nobody everyone's completed complete ongoing unchanged approved updated merged
    resolved pending started finished waiting blocked postponed cancelled canceled enable allow
    der die das ein eine wir sie es ich ist sind wird bitte nächste nächster offen neu termin ort thema ziel frage antwort
    le la les un une des nous ils elles il elle on ce cette prochaine prochain à faire question réponse lieu
    el los las una nosotros ellos ella pregunta respuesta próximo próxima
";

/// Those who are many: an owner, though no person's name.
const EVERYBODY: &str = "all everyone everybody team group chair chairs co-chairs facilitator facilitators alle todos tous tout 全员 大家 所有人 全員 各自 members staff";

static IS_EVERYBODY: LazyLock<HashSet<&str, FixedState>> = LazyLock::new(|| EVERYBODY.split_whitespace().collect());
static IS_NOBODY: LazyLock<HashSet<&str, FixedState>> = LazyLock::new(|| NOBODY.split_whitespace().collect());

/// Whether a text means a group, such as `all` or `team`.
pub(super) fn is_everybody(text: &str) -> bool {
    !text.contains(' ') && IS_EVERYBODY.contains(text.to_lowercase().as_str())
}

/// Whether a text looks like a person's name: `@handle`, initials, or one to four capitalised words.
pub(super) fn has_form_of_name(text: &str) -> bool {
    if let Some(handle) = text.strip_prefix('@') {
        return !handle.is_empty() && !handle.contains(' ');
    }
    if is_everybody(text) {
        return true;
    }
    if text.contains(|c: char| {
        c.is_ascii_digit() || matches!(c, '"' | '?' | '!' | '(' | ')' | '#' | '=' | '<' | '>' | '`' | '[' | ']')
    }) {
        return false;
    }
    if text.chars().all(crate::parse::dates::is_ideograph) {
        return (2..=4).contains(&text.chars().count());
    }
    let words = || text.split_whitespace();
    let is_word = |word: &str| {
        let lower = word.to_lowercase();
        let is_particle = matches!(
            lower.as_str(),
            "van" | "von" | "de" | "del" | "der" | "den" | "di" | "da" | "la" | "le" | "el" | "bin" | "al" | "du"
        );
        let is_capital = word.starts_with(char::is_uppercase);
        is_particle || is_capital && !IS_NOBODY.contains(lower.as_str())
    };
    words().next().is_some_and(|first| first.starts_with(char::is_uppercase))
        && words().nth(4).is_none()
        && words().all(is_word)
}
