//! People's names in the places where notes keep them: lists of who came, role lines, owners of actions, speakers.
//! What a survey of notes tells of people and the file's text go in; the stretches that name somebody who did not agree to it
//! come out, with the names that stand elsewhere in the text too.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Hidden, Why, Withheld};
use crate::note::{Attendance, FrontMatter, Item, ItemKind, Kind, Mention, Role, Section, SectionTopic};
use crate::text::fold;

/// Whose names readers may learn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Naming {
    /// Those of people who agreed, folded.
    pub agreed: BTreeSet<String>,
    /// Folders where what was said may be told, and not who said it (the Chatham House Rule), each with `/` at its
    /// end; the empty one is all of the knowledge base.
    pub unattributed: BTreeSet<String>,
}

impl Naming {
    /// Whether a note is under the Chatham House Rule.
    pub(crate) fn is_unattributed(&self, note: &Telling<'_>) -> bool {
        note.front.is_unattributed() || self.unattributed.iter().any(|folder| note.path.starts_with(folder.as_str()))
    }

    fn may_name(&self, name: &str, others: &[String]) -> bool {
        self.agreed.contains(&fold(name)) || others.iter().any(|other| self.agreed.contains(&fold(other)))
    }
}

/// What a note tells of people, and where in its file.
pub(crate) struct Telling<'a> {
    pub(crate) path: &'a str,
    pub(crate) front: &'a FrontMatter,
    pub(crate) people: &'a [Mention],
    pub(crate) items: Vec<&'a Item>,
    pub(crate) sections: &'a [Section],
    /// Where its headings stand.
    pub(crate) headings: &'a [usize],
    /// Where its text stands: all below the front matter, unless several share the file.
    pub(crate) whole: Range<usize>,
    pub(crate) kind: Kind,
}

/// What names somebody.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) hidden: Vec<Hidden>,
    pub(crate) withheld: Vec<Withheld>,
    /// Withheld names that readers see elsewhere in the text, each with its first place there.
    pub(crate) in_prose: Vec<(String, Range<usize>)>,
}

impl Named {
    fn hide(&mut self, span: Range<usize>, instead: String) {
        self.withheld.push(Withheld { span: span.clone(), why: Why::Name });
        self.hidden.push(Hidden { span, instead });
    }

    fn covers(&self, span: &Range<usize>) -> bool {
        self.hidden.iter().any(|hidden| hidden.span.start <= span.start && span.end <= hidden.span.end)
    }
}

/// Somebody who is not to be named.
struct Somebody {
    name: String,
    /// Every form of the name.
    forms: Vec<String>,
    /// Each word of the name means them as well.
    has_parts: bool,
}

/// The stretches of a file that name people, as its notes have them; `source` is the decoded file.
pub(crate) fn find(notes: &[Telling<'_>], source: &str, naming: &Naming) -> Named {
    let mut named = Named::default();
    let lines = line_starts(source);
    let mut everybody: Vec<(&Telling<'_>, Vec<Somebody>)> = Vec::new();
    for note in notes {
        let is_unattributed = naming.is_unattributed(note);
        let may_name = |name: &str, also: &[String]| !is_unattributed && naming.may_name(name, also);
        let hidden: Vec<&Mention> = note.people.iter().filter(|person| !may_name(&person.name, &person.also)).collect();
        lists(note, (source, &lines), &hidden, &mut named);
        let mut somebody: Vec<Somebody> = hidden.iter().map(|person| Somebody::mentioned(person)).collect();
        if is_unattributed && note.kind == Kind::Session {
            somebody.extend(note.front.people().flat_map(|field| names_in(&field)).map(Somebody::above));
        }
        let speaks = |item: &&&Item| matches!(item.kind, ItemKind::Action | ItemKind::Quote | ItemKind::Decision);
        for item in note.items.iter().filter(speaks) {
            if item.kind == ItemKind::Quote && is_unattributed && !item.owners.is_empty() {
                named.hide(item.span.clone(), "…".to_owned());
            }
            let full = |owner: &String| also_of(note, owner);
            let owners = item.owners.iter().filter(|owner| !is_many(&fold(owner)) && !may_name(owner, &full(owner)));
            for owner in owners {
                let who = Somebody { name: owner.clone(), forms: forms(owner, &full(owner)), has_parts: true };
                own(item, &who, (source, is_unattributed), &mut named);
                if !somebody.iter().any(|other| fold(&other.name) == fold(owner)) {
                    somebody.push(who);
                }
            }
        }
        everybody.push((note, somebody));
    }
    // Once all lists are known, so that what stands in one isn't taken for words.
    for (note, somebody) in &everybody {
        let is_unattributed = naming.is_unattributed(note);
        somebody.iter().for_each(|who| elsewhere(note, who, (source, is_unattributed), &mut named));
    }
    named
}

impl Somebody {
    /// Whom a field above the text names, which may be an organisation.
    fn above(name: String) -> Self {
        Self { forms: forms(&name, &[]), name, has_parts: false }
    }

    fn mentioned(person: &Mention) -> Self {
        Self { name: person.name.clone(), forms: forms(&person.name, &person.also), has_parts: true }
    }
}

/// The names in a field above a text: `Ada Lind (she/her)`, `people/ada|Ada Lind`.
fn names_in(field: &str) -> Vec<String> {
    let bare = |part: &str| part.split(['(', ',']).next().unwrap_or_default().trim().to_owned();
    field.split('|').map(bare).filter(|name| may_be_name(name)).collect()
}

/// Whether words above a text are a name: few, with large letters at both ends, where a writing has such.
fn may_be_name(words: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let begins_large = |word: &&str| word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let few: Vec<&str> = words.split_whitespace().collect();
    let ends = few.first().is_some_and(begins_large) && few.last().is_some_and(begins_large);
    ends && few.len() <= MOST_WORDS && !words.contains(|c: char| c.is_ascii_digit()) && !is_many(&fold(words))
}

/// Every form of a name as it may stand in a text, the longest first.
fn forms(name: &str, also: &[String]) -> Vec<String> {
    let mut forms: Vec<String> =
        std::iter::once(name).chain(also.iter().map(String::as_str)).map(str::to_owned).collect();
    forms.retain(|form| form.chars().count() > 1);
    forms.sort_by_key(|form| usize::MAX - form.len());
    forms.dedup();
    forms
}

/// The other forms of an owner whom the note names among those who came.
fn also_of(note: &Telling<'_>, owner: &str) -> Vec<String> {
    let is_it = |person: &&Mention| {
        fold(&person.name) == fold(owner) || person.also.iter().any(|also| fold(also) == fold(owner))
    };
    let person = note.people.iter().find(is_it);
    person.map(|person| [vec![person.name.clone()], person.also.clone()].concat()).unwrap_or_default()
}

/// Lists of who came and role lines. In the place of a list stands how many it names, which may be told.
fn lists(note: &Telling<'_>, (source, lines): (&str, &[usize]), hidden: &[&Mention], named: &mut Named) {
    let spans: Vec<(&Mention, Range<usize>)> =
        note.people.iter().map(|person| (person, line_of(person, source, lines))).collect();
    let is_hidden = |person: &Mention| hidden.iter().any(|other| std::ptr::eq(*other, person));
    let is_attendance = |role: Role| matches!(role, Role::Present | Role::Absent);
    for section in note.sections.iter().filter(|section| is_list(section.topic)) {
        let below = note.headings.iter().copied().find(|at| *at > section.span.start);
        let all = section.span.start..below.unwrap_or(usize::MAX).min(section.span.end).min(source.len());
        let first = all.start..all.start + source[all.start..all.end].lines().next().unwrap_or_default().len();
        let of_section: Vec<&(&Mention, Range<usize>)> =
            spans.iter().filter(|(_, line)| all.contains(&line.start)).collect();
        // `Present: A, B` is a list in one line, and what follows is none.
        if of_section.iter().any(|(_, line)| line.start == first.start) {
            continue;
        }
        // Who agreed may be named, and a line of them alone stays; any other may name somebody in a way that nobody
        // foresaw.
        let kept_back: BTreeSet<usize> =
            of_section.iter().filter(|(person, _)| is_hidden(person)).map(|(_, line)| line.start).collect();
        let stays: Vec<Range<usize>> = of_section
            .iter()
            .filter(|(_, line)| !kept_back.contains(&line.start))
            .map(|(_, line)| line.clone())
            .collect();
        let mut count = Some(of_section.len() - stays.len()).filter(|count| *count > 0);
        let mut at = after_line(source, all.start);
        while at < all.end {
            let next = after_line(source, at);
            let line = at..at + source[at..next.min(all.end)].trim_end().len();
            if !line.is_empty() && !stays.contains(&line) && !is_sentence(&source[line.clone()]) {
                let told = count.take().map(how_many).unwrap_or_default();
                if told.is_empty() || stays.is_empty() {
                    named.hide(line, told);
                } else {
                    // Beside those who are named, an entry says how many more there were.
                    named.hide(behind_bullet(source, line), format!("+{told}"));
                }
            }
            at = next.max(at + 1);
        }
    }
    for (person, line) in spans.iter().filter(|(person, _)| is_hidden(person)) {
        let line = line.clone();
        if named.covers(&line) {
            continue;
        }
        if is_attendance(person.role) {
            let of_line = hidden.iter().filter(|other| other.line == person.line).count();
            match source[line.clone()].find([':', '：']) {
                Some(colon) => {
                    named.hide(behind_label(source, line.start + colon..line.end), format!(" {}", how_many(of_line)))
                }
                None => named.hide(line, how_many(of_line)),
            }
            continue;
        }
        let forms = forms(&person.name, &person.also);
        let places: Vec<Range<usize>> = forms.iter().flat_map(|form| occurrences(source, &line, form)).collect();
        if places.is_empty() {
            named.hide(line, "…".to_owned());
        }
        for place in places {
            if !named.covers(&place) {
                named.hide(place, initials(&person.name));
            }
        }
    }
}

/// What stands in a line behind the sign and the box of a list entry.
fn behind_bullet(source: &str, line: Range<usize>) -> Range<usize> {
    let text = &source[line.clone()];
    let bare = text.trim_start_matches([' ', '\t']);
    let rest = bare.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with(' ')).map_or(bare, str::trim_start);
    line.end - rest.len()..line.end
}

/// Whether a line is words and no list of people: six words or more, most of them in small letters.
fn is_sentence(line: &str) -> bool {
    let is_listed =
        line.trim_start().starts_with(['-', '*', '+', '|', '>', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    let words: Vec<&str> = line.split_whitespace().collect();
    let small = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
    !is_listed && words.len() >= 6 && small * 2 > words.len()
}

/// A number of people as it may be told.
fn how_many(count: usize) -> String {
    let is_small = u32::try_from(count).is_ok_and(|count| count < Attendance::LEAST_TOLD);
    if is_small { "…".to_owned() } else { count.to_string() }
}

/// The line that names a person, without its end: the one where the note saw them, or one below it where their
/// paragraph begins there.
fn line_of(person: &Mention, source: &str, lines: &[usize]) -> Range<usize> {
    let span = |line: usize| {
        let start = lines.get(line).copied().unwrap_or(source.len());
        let end = lines.get(line + 1).copied().unwrap_or(source.len());
        start..start + source[start..end].trim_end().len()
    };
    let first = person.line.saturating_sub(1);
    let word = person.name.split_whitespace().next().unwrap_or_default();
    let near = (first..first + NEAR).map(span).find(|line| source[line.clone()].contains(word));
    near.unwrap_or_else(|| span(first))
}

/// How many lines below its beginning a paragraph may name somebody.
const NEAR: usize = 12;

fn is_list(topic: SectionTopic) -> bool {
    matches!(topic, SectionTopic::Present | SectionTopic::Absent)
}

/// What stands behind a label's colon, without marks of emphasis right behind it and at the end.
fn behind_label(source: &str, line: Range<usize>) -> Range<usize> {
    let text = &source[line.clone()];
    let colon = text.chars().next().map_or(0, char::len_utf8);
    let marks = text[colon..].len() - text[colon..].trim_start_matches(['*', '_']).len();
    let trailing = text.len() - text.trim_end_matches(['*', '_']).len();
    let end = line.end - if colon + marks + trailing < text.len() { trailing } else { 0 };
    line.start + colon + marks..end
}

/// Where an item names its owner.
fn own(item: &Item, who: &Somebody, (source, is_unattributed): (&str, bool), named: &mut Named) {
    let instead = if is_unattributed { "…".to_owned() } else { format!("@{}", letters(&who.name)) };
    for place in who.forms.iter().flat_map(|form| occurrences(source, &item.span, form)) {
        let place = with_sign(source, place);
        if !named.covers(&place) {
            named.hide(place, instead.clone());
        }
    }
}

/// Where a name stands elsewhere in a note: withheld as well under the Chatham House Rule, else only told.
fn elsewhere(note: &Telling<'_>, who: &Somebody, (source, is_unattributed): (&str, bool), named: &mut Named) {
    let whole = &note.whole;
    let words: Vec<String> = if is_unattributed {
        let parts = who.name.split_whitespace().filter(|word| who.has_parts && word.chars().count() > 2);
        let single = parts.map(str::to_owned);
        who.forms.iter().cloned().chain(single).collect()
    } else {
        who.forms.iter().filter(|form| form.contains(' ')).cloned().collect()
    };
    for word in &words {
        for place in occurrences(source, whole, word) {
            if named.covers(&place) {
                continue;
            }
            if is_unattributed {
                named.hide(with_sign(source, place), "…".to_owned());
            } else if !named.in_prose.iter().any(|(name, _)| *name == who.name) {
                named.in_prose.push((who.name.clone(), place));
            }
        }
    }
}

/// Where a form of a name stands within a stretch as words of its own.
fn occurrences(source: &str, within: &Range<usize>, form: &str) -> Vec<Range<usize>> {
    let Some(text) = source.get(within.clone()) else { return Vec::new() };
    let stands_alone = |at: usize| {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        !text[..at].chars().next_back().is_some_and(is_part)
            && !text[at + form.len()..].chars().next().is_some_and(is_part)
    };
    text.match_indices(form)
        .filter(|(at, _)| stands_alone(*at))
        .map(|(at, _)| within.start + at..within.start + at + form.len())
        .collect()
}

/// With the `@` before it.
fn with_sign(source: &str, place: Range<usize>) -> Range<usize> {
    let has_sign = source[..place.start].ends_with('@');
    place.start - usize::from(has_sign)..place.end
}

/// `A. L.`, or dots where a writing has no initials.
fn initials(name: &str) -> String {
    let letters = letters(name);
    if letters.is_empty() {
        return "…".to_owned();
    }
    letters.chars().map(|letter| format!("{letter}. ")).collect::<String>().trim_end().to_owned()
}

/// The first letters of a name's words, large; none for writings where a letter is a word.
fn letters(name: &str) -> String {
    let first =
        |word: &str| word.chars().next().filter(|c| c.is_alphabetic() && !('\u{2e80}'..='\u{ffff}').contains(c));
    name.split(|c: char| !c.is_alphabetic() && c != '\'')
        .filter_map(first)
        .flat_map(char::to_uppercase)
        .take(3)
        .collect()
}

/// Words that mean nobody in particular.
const COLLECTIVE: &str = "all anyone anybody attendees board chair chairs committee coordinators everybody everyone \
    facilitator facilitators group host members mentors nobody organisers organizers participants secretary speakers staff \
    team tbc tbd them us volunteers we alle jeder leitung team todos todas equipo tous toutes equipe groupe \
    全员 所有人 大家 全員 各自 待定 未定";

/// Whether a word, folded, means nobody in particular.
pub fn is_many(word: &str) -> bool {
    COLLECTIVE.split_whitespace().any(|many| many == word)
}

/// Where each line begins.
fn line_starts(source: &str) -> Vec<usize> {
    std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// Where the next line begins.
pub(crate) fn after_line(source: &str, at: usize) -> usize {
    let at = crate::text::floor_boundary(source, at);
    source[at..].find('\n').map_or(source.len(), |length| at + length + 1)
}
