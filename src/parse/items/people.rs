//! Who was there, who was not, and who did what: from lists, comma lines, tables, tick boxes and role lines.
//! Names come out without organisation, handle and pronouns; placeholders and counts are nobody.

mod person;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::own_words::OwnWords;
use super::sections::Standing;
use super::words;
use crate::note::{Attendance, Mention, Role, SectionTopic};
use crate::parse::lines::{Line, What};
use crate::parse::syntax::TaskState;
use crate::text::fold;

pub(super) use person::person;

/// Everybody whom the lines name, and how many came.
pub(super) fn find(lines: &[Line], standing: &[Standing], own: &OwnWords) -> (Vec<Mention>, Attendance) {
    let is_ticked = |line: &Line| line.what == What::Bullet(Some(TaskState::Done));
    let ticked = lines.iter().zip(standing).filter(|(line, _)| is_ticked(line)).map(|(_, standing)| standing.under);
    let mut reader = Reader {
        lines,
        ticked: ticked.collect(),
        people: Vec::new(),
        count: None,
        has_others: false,
        unfinished: None,
    };
    for (index, standing) in standing.iter().enumerate() {
        reader.line(index, standing, own);
    }
    let count = |role: Role| {
        let mut names: Vec<String> = reader
            .people
            .iter()
            .filter(|(_, person)| person.role == role)
            .map(|(_, person)| fold(&person.name))
            .collect();
        names.sort();
        names.dedup();
        u32::try_from(names.len()).ok().filter(|count| *count > 0)
    };
    let named = count(Role::Present).filter(|_| !reader.has_others);
    let attendance = Attendance { present: named.or(reader.count), absent: count(Role::Absent) };
    (reader.people.into_iter().map(|(_, person)| person).collect(), attendance)
}

struct Reader<'a> {
    lines: &'a [Line],
    /// The headings and labels below which a box is ticked.
    ticked: HashSet<Option<usize>>,
    /// People, each with the line that names them; line numbers are filled in by the caller.
    people: Vec<(usize, Mention)>,
    /// A bare number in the place of names.
    count: Option<u32>,
    /// More were there than are named: `and nine others`.
    has_others: bool,
    /// The last line, with its role, where it names people and ends with a comma, so that the next one goes on.
    unfinished: Option<(usize, Role)>,
}

/// Words before a colon that give the names behind it a role.
const ROLES: [(Role, &str); 5] = [
    (
        Role::Facilitator,
        "facilitator, facilitators, facilitated by, facilitation, chair, chairs, co chair, co chairs, chaired by, chairperson,
        chairman, chairwoman, meeting chair, moderator, moderators, moderated by, moderation, host, hosts, hosted by,
        meeting lead, led by, leader, redeleitung, sitzungsleiter, sitzungsleiterin, leitung der sitzung, moderateur,
        moderatrice, animateur trice, animateur rice, leitung, sitzungsleitung, versammlungsleitung, gesprachsleitung, vorsitz, animateur,
        animatrice, animation, anime par, president de seance, presidence, facilitador, facilitadora, moderador, moderadora,
        modera, preside, 主持人, 主持, 会议主持, 会议主持人, 司会, 司会者, 議長, ファシリテーター, 進行",
    ),
    (
        Role::NoteTaker,
        "scribe, scribes, note taker, notetaker, note takers, notetakers, note taking, notes by, notes taken by, minutes by,
        minutes taken by, minute taker, minutes taker, minute, recorder, recording secretary, documenter, minuted by,
        protokoll, protokoll von, protokolliert von, protokollierend, protokollfuhrung, protokollant, protokollantin, protokollfuhrer, schriftfuhrer, schriftfuhrung,
        protokollfuhrerin, schriftfuhrerin, secretaire, secretaire de seance, prise de note, redacteur, redactrice, redige par,
        redacteur rice, prise de notes, notes prises par, redaction, secretario, secretaria de actas,
        toma de notas, notas de, relator, relatora, 记录人, 记录, 会议记录人, 会议记录员, 记录员, 書記, 記録, 記録者,
        議事録担当, 議事録作成者, 議事録作成, 議事録",
    ),
    (
        Role::Expert,
        "expert, experts, subject expert, speaker, speakers, presenter, presenters, guest speaker, guest expert, presented by,
        referent, referentin, referenten, vortrag, intervenant, intervenante, intervenants, expert invite, ponente, ponentes,
        experto, experta, 嘉宾, 主讲人, 主讲, 分享人, 分享嘉宾, 讲者, 講師, 発表者, ゲスト, 登壇者",
    ),
    (Role::Mentor, "mentor, mentors, mentora, mentorin, mentoren, mentores, 导师, メンター"),
    (Role::Support, "support, supported by, time keeper, timekeeper, organiser, organizer, organisers, organizers, 支持, 协助"),
];

impl Reader<'_> {
    fn line(&mut self, index: usize, standing: &Standing, own: &OwnWords) {
        let line = &self.lines[index];
        if line.is_literal || line.is_code || line.is_struck {
            return;
        }
        let goes_on = line.what == What::Further && index.checked_sub(1) == self.unfinished.map(|(before, _)| before);
        let continued = self.unfinished.take().filter(|_| goes_on);
        let labelled = self.labelled(line, own);
        if let Some((role, rest)) = labelled.or(continued.map(|(_, role)| (role, line.text.as_str()))) {
            self.split(index, role, rest);
            if rest.trim_end().ends_with([',', ';', '，', '、', '；']) {
                self.unfinished = Some((index, role));
            }
            return;
        }
        if standing.is_label || matches!(line.what, What::Head | What::Heading(_)) {
            return;
        }
        let role = match standing.said.map(|said| said.topic) {
            Some(SectionTopic::Present) => Role::Present,
            Some(SectionTopic::Absent) => Role::Absent,
            _ => return,
        };
        match line.what {
            What::Bullet(task) => {
                let role = if task == Some(TaskState::Open) { Role::Absent } else { role };
                // Open boxes that nobody ticked are a list of all who could come.
                let is_form = task.is_some() && !self.ticked.contains(&standing.under);
                if !is_form {
                    self.bullet(index, role);
                }
            }
            What::Row => self.row(index, role),
            // A bold label begins something else.
            What::Paragraph | What::Further | What::Quoted if line.text[..line.lead].ends_with([':', '：']) => {}
            What::Paragraph | What::Further | What::Quoted => self.split(index, role, &line.text),
            What::Head | What::Heading(_) => {}
        }
    }

    /// `Present: A, B`, `Scribe: C`: the role, and the words that hold the names.
    fn labelled<'l>(&self, line: &'l Line, own: &OwnWords) -> Option<(Role, &'l str)> {
        let text = &line.text[super::marks::after_decoration(&line.text)..];
        let window = &text[..crate::text::floor_boundary(text, 60)];
        // The colon of `Teilnehmer:innen` is part of the word.
        let is_in_word = |at: usize| ["innen", "in:", "in "].iter().any(|ending| window[at + 1..].starts_with(ending));
        let colon = window.match_indices(':').find(|(at, _)| !is_in_word(*at));
        let (at, mark) = colon.into_iter().chain(window.match_indices('：')).min()?;
        let rest = text[at + mark.len()..].trim();
        let label = &text[..at];
        let role = match words::heading(label, own).map(|said| said.topic) {
            Some(SectionTopic::Present) => Some(Role::Present),
            Some(SectionTopic::Absent) => Some(Role::Absent),
            _ => role_of(label).or_else(|| {
                let (letters, wide) = words::two_scripts(label)?;
                role_of(&letters).filter(|role| role_of(&wide) == Some(*role))
            }),
        };
        // A label with nothing behind it speaks of what follows, which stands under it.
        role.filter(|_| !rest.is_empty()).map(|role| (role, rest))
    }

    /// A list item: one person with what belongs to them, or several where they stand one after the other.
    fn bullet(&mut self, index: usize, role: Role) {
        let text = behind_group(&self.lines[index].text);
        if text.is_empty() {
            return;
        }
        if let Some(count) = bare_count(text) {
            self.count = self.count.or(Some(count));
            return;
        }
        let is_group = text.len() < self.lines[index].text.len();
        if is_group || text.matches(['@']).count() > 1 && text.starts_with('@') || is_enumeration(text) {
            self.split(index, role, text);
        } else {
            self.add(index, role, text);
        }
    }

    fn row(&mut self, index: usize, role: Role) {
        let head = self.lines[index].head.map(|head| &self.lines[head]);
        let column = head.and_then(|head| head.text.split('\t').position(is_name_column)).unwrap_or(0);
        let text = self.lines[index].text.split('\t').nth(column).unwrap_or_default().to_owned();
        self.add(index, role, &text);
    }

    /// Names with commas, semicolons or `and` between.
    fn split(&mut self, index: usize, role: Role, text: &str) {
        if let Some(count) = bare_count(text) {
            if role == Role::Present {
                self.count = self.count.or(Some(count));
            }
            return;
        }
        let parts = parts(text);
        let (others, parts): (Vec<String>, Vec<String>) = parts.into_iter().partition(|part| speaks_of_others(part));
        // One part that is a phrase makes the line a sentence.
        let is_phrase =
            |part: &String| part.contains(' ') && part.starts_with(char::is_lowercase) && person(part).is_none();
        if parts.iter().any(is_phrase) {
            return;
        }
        self.has_others |= role == Role::Present && !others.is_empty();
        for part in parts {
            self.add(index, role, &part);
        }
    }

    fn add(&mut self, index: usize, role: Role, text: &str) {
        if let Some((name, also)) = person(text) {
            let is_known = self.people.iter().any(|(_, other)| other.role == role && fold(&other.name) == fold(&name));
            if !is_known {
                self.people.push((index, Mention { name, also, role, line: index }));
            }
        }
    }
}

/// Each word for a role, in the form in which it is compared.
static ROLE_OF: LazyLock<HashMap<String, Role>> = LazyLock::new(|| {
    ROLES.iter().flat_map(|(role, list)| list.split(',').map(|word| (words::normal(word), *role))).collect()
});

/// `and nine others`, `et al.`, `und weitere`
fn speaks_of_others(part: &str) -> bool {
    const OTHERS: [&str; 9] = ["others", "other", "more", "al", "weitere", "andere", "autres", "otros", "otras"];
    words::normal(part).split(' ').any(|word| OTHERS.contains(&word)) || part.ends_with('等')
}

fn role_of(label: &str) -> Option<Role> {
    ROLE_OF.get(&words::normal(label.trim_end_matches("(s)"))).copied()
}

/// `10`, `23 people`: how many, without names.
fn bare_count(text: &str) -> Option<u32> {
    let plain = words::normal(text);
    let (number, rest) = plain.split_once(' ').unwrap_or((&plain, ""));
    let is_count = matches!(
        rest,
        "" | "people"
            | "attendees"
            | "participants"
            | "members"
            | "present"
            | "personen"
            | "teilnehmende"
            | "personnes"
            | "participantes"
            | "personas"
    );
    let digits = number.trim_end_matches(['人', '名', '位']);
    digits.parse().ok().filter(|count| is_count && *count > 0 && *count < 10_000)
}

/// The names of `Online: A, B` or `Gewählte Mitglieder: A`, which stand behind how or as what people came.
fn behind_group(text: &str) -> &str {
    const GROUPS: &str = " online remote virtuell virtual digital onsite vor ort present presentiel visio distanciel distance \
        mitglieder mitglied stimmberechtigte stimmberechtigt kooptierte members membres miembros vorstand gaste guests \
        リアル 現地 オンライン 会場 线上 线下 现场 远程 成员 委员 ";
    let Some((label, names)) = text.split_once([':', '：']) else { return text };
    let plain = words::normal(label);
    let is_group = plain.split(' ').any(|word| GROUPS.split_whitespace().any(|group| group == word));
    if is_group { names.trim() } else { text }
}

/// Three or more short parts between commas.
fn is_enumeration(text: &str) -> bool {
    let parts = parts(text);
    parts.len() >= 3
        && parts.iter().all(|part| part.split_whitespace().count() <= 4)
        && parts.iter().filter(|part| part.contains(' ')).count() * 2 >= parts.len()
        || text.matches(['、', '，', '،']).count() >= 1
}

/// Cuts at commas, semicolons and `and`, but not inside brackets.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_cut = depth == 0
            && matches!(character, ',' | ';' | '，' | '、' | '；' | '،' | '؛' | '\t' | '|' | '•' | '·' | '&');
        let is_handle = depth == 0 && character == '@' && parts.last().is_some_and(|part| part.contains('@'));
        if is_cut {
            parts.push(String::new());
            continue;
        }
        if is_handle {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(character);
        }
    }
    let mut words = Vec::new();
    for part in parts {
        let mut rest = part.as_str();
        while let Some((at, word)) =
            [" and ", " und ", " et ", " y ", " + "].iter().filter_map(|word| Some((rest.find(word)?, *word))).min()
        {
            words.push(rest[..at].to_owned());
            rest = &rest[at + word.len()..];
        }
        words.push(rest.to_owned());
    }
    words.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn is_name_column(head: &str) -> bool {
    let head = words::normal(head);
    [
        "name",
        "names",
        "participant",
        "attendee",
        "member",
        "person",
        "who",
        "full name",
        "nom",
        "nombre",
        "teilnehmer",
        "姓名",
        "名字",
        "参会人",
        "氏名",
        "名前",
    ]
    .contains(&head.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_alone_is_how_many_came() {
        assert_eq!(bare_count("10"), Some(10));
        assert_eq!(bare_count("24 people"), Some(24));
        assert_eq!(bare_count("10 Downing Street"), None);
    }
}
