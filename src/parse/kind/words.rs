//! The names by which files and folders say what they are, in the languages that ship. All are
//! compared after `normal`: small letters, no accents, one blank between words.

use std::borrow::Cow;

use crate::parse::dates::{fold, is_ideograph};
use crate::parse::word_list::WordList;

/// What the folders around a file say of it; the nearest that says anything counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// `meetings/`, `minutes/2022/`
    Sessions,
    /// `blog/`, `decisions/`: dated, yet no sessions
    Other,
    /// Nothing
    Open,
}

/// Folders of sessions, by one of their words.
static SESSION_FOLDERS: WordList = WordList::new("
    meetings, meeting, minutes, sessions, calls, call, agendas, agenda, transcripts, standups, syncs, notes,
    telecons, telcons, telcos, teleconferences, plenaries, f2f, protokolle, protokoll, sitzungen, sitzung,
    sitzungsprotokolle, besprechungen, treffen, plenum, gesprachsnotizen, mtg, mtgs, meetup, meetups, versammlungen, stammtisch, stammtische, cr, crs, meetingnotes, meetingprotokolle,
    reunions, reunion, seances, proces, comptes, compte, pv, reuniones, actas, acta, sesiones, minutas, reunioes,
    reuniao, atas, ata, riunioni, riunione, verbali, vergaderingen, notulen, overleg
");

/// The same in Chinese and Japanese, anywhere in the name.
static SESSION_SIGNS: WordList = WordList::new(
    "
    会议, 會議, 会議, 例会, 例會, 议事, 議事, 纪要, 紀要, 周会, 週會, 双周会, 月会, ミーティング, 定例,
    打ち合わせ, 打合せ, 打ち合せ, 組会, 组会, 站会, 勉強会, 読書会, 総会, 朝会, 運営会
",
);

/// Folders whose dated files are something else.
static OTHER_FOLDERS: WordList = WordList::new(
    "
    blog, blogs, posts, post, news, newsletter, newsletters, releases, release notes, releasenotes, changelog,
    changelogs, changes, adr, adrs, decisions, decision records, decision log, architecture decisions, proposals,
    proposal, rfc, rfcs, drafts, announcements, articles, press, press releases, essays, papers, advisories,
    security advisories, daily, dailies, daily notes, journal, journals, diary, til, surveys, policies, specs,
    issues, issue template, pull request template, elections, votes, resolutions, motions, ballots, reports,
    annual reports, incidents, postmortems, post mortems, slides, presentations, actualites, noticias,
    nachrichten, aktuelles, notizie, nieuws, 博客, 新闻, 公告, ブログ, お知らせ
",
);

/// Words at either end of a name that make a dated file something else.
static OTHER_NAMES: WordList = WordList::new(
    "
    changelog, changes, newsletter, adr, rfc, proposal, advisory, roadmap, survey, license, contributing,
    proposals, announcement, einladung, einladungen, convocation, convocatoria, kassenbericht, kassenprufungsbericht,
    jahresbericht, tatigkeitsbericht, rechenschaftsbericht
",
);

/// Words at either end of a name or title below which days are no sessions.
static OTHER_LOGS: WordList = WordList::new(
    "
    news, blog, posts, release, releases, versions, milestones, deadlines, journal, diary, changelog, press
",
);

/// Words of meetings that a title may have for other reasons: `Notes on housing`, `Call for papers`.
static UNSURE_IN_TITLES: WordList =
    WordList::new("notes, call, session, transcript, retro, acd, ata, acta, overleg, pv, protokoll");

static TEMPLATE_WORDS: WordList = WordList::new(
    "
    template, templates, tmpl, vorlage, vorlagen, muster, plantilla, plantillas, modele, modeles, gabarit,
    modelo, modelos, modello, modelli, sjabloon, sjablonen, boilerplate, skeleton
",
);
static TEMPLATE_SIGNS: WordList = WordList::new("模板, 范本, 範本, テンプレート, 雛形, ひな形, ひな型");
static PLACEHOLDERS: WordList = WordList::new("yyyy, yyyymmdd, yyyy mm dd, mm dd, jjjj, xxxx xx xx, 20xx, 20yy, dd mm");

static CANCELLED: WordList = WordList::new(
    "
    cancelled, canceled, cancellation, abgesagt, ausgefallen, annulee, annule, cancelada, cancelado, annullata,
    geannuleerd, skipped
",
);
static CANCELLED_PHRASES: WordList = WordList::new(
    "
    no mtg, no meeting, no call, no session, kein treffen, keine sitzung, pas de reunion, sin reunion,
    sem reuniao
",
);
static CANCELLED_SIGNS: WordList = WordList::new("取消, 中止, 休会");

static FOLDER_PAGES: WordList = WordList::new("readme, index, home, read me");
static INDEX_NAMES: WordList = WordList::new(
    "
    toc, contents, table of contents, summary, sidebar, navbar, overview, archive, archives, all, list, calendar,
    schedule, meetings, minutes, sessions, notes, meeting notes, meeting minutes, agendas, inhalt,
    inhaltsverzeichnis, ubersicht, sommaire, indice, inhoud, 404
",
);
static INDEX_SIGNS: WordList = WordList::new("目录, 目錄, 目次, 列表, 汇总, 彙總, 一覧, 索引");

static GOALS: WordList = WordList::new(
    "
    goals, goal, learning goals, our goals, group goals, objectives, learning objectives, aims, charter,
    group charter, purpose, ziele, lernziele, objectifs, objectifs d apprentissage, objetivos,
    objetivos de aprendizaje, metas, obiettivi, doelen, leerdoelen, 目标, 學習目標, 学习目标, 目標, 学習目標,
    章程
",
);
static GUIDELINES: WordList = WordList::new(
    "
    guidelines, participation guidelines, group guidelines, community guidelines, ground rules, groundrules,
    house rules, rules, code of conduct, conduct, agreements, group agreements, community agreements,
    working agreement, working agreements, norms, group norms, verhaltenskodex, regeln, spielregeln,
    verhaltensregeln, code de conduite, regles, charte, codigo de conducta, normas, reglas, pautas,
    codigo de conduta, regras, codice di condotta, regole, gedragscode, spelregels, 行为准则, 行為準則, 行動規範,
    参加ガイドライン
",
);
static RESOURCES: WordList = WordList::new(
    "
    resources, resource list, links, useful links, reading list, readings, further reading, references,
    bibliography, materials, learning resources, ressourcen, linkliste, literatur, literaturliste, materialien,
    ressources, liens, lectures, recursos, enlaces, lecturas, bibliografia, leituras, risorse, collegamenti,
    bronnen, leeslijst, 资源, 資源, 链接, 参考资料, リンク, 参考資料, リソース
",
);

/// Words with which a group's name ends, or begins: `Video Workgroup`, `AG Wohnen`.
static GROUP_ENDINGS: WordList = WordList::new(
    "
    workgroup, workgroups, group, wg, sig, guild, circle, team, squad, committee, subcommittee, subgroup, taskforce,
    task force, chapter, arbeitsgruppe, arbeitskreis, gruppe, kreis, ausschuss, team, comite, commission, comision,
    comissao, commissione, commissie, werkgroep
",
);
static GROUP_BEGINNINGS: WordList = WordList::new(
    "
    wg, sig, ag, arbeitsgruppe, arbeitskreis, arbeitsgemeinschaft, groupe, grupo, gruppo, comite, comision,
    commission, comissao, commissione, commissie, werkgroep
",
);
static GROUP_SIGNS: WordList = WordList::new("工作组, 工作組, 小组, 小組, 委员会, 委員会, 部会, チーム, グループ");

/// A group's name has no more words than this.
const LONGEST_GROUP: usize = 6;

/// Words by which a file's name says that it is of a meeting.
static MEETING_WORDS: WordList = WordList::new(
    "
    meeting, meetings, call, calls, session, minutes, sync, standup, agenda, transcript, notes, mtg, retro,
    telecon, telco, acd, sitzung, protokoll, treffen, besprechung, reunion, seance, acta, minuta, reuniao, ata,
    riunione, verbale, vergadering, notulen, overleg, plenum, pv, cr, meetup, stammtisch, versammlung
",
);

static PART_WORDS: WordList = WordList::new(
    "
    agenda, minutes, transcript, transcription, notes, summary, recap, tagesordnung, protokoll, transkript,
    zusammenfassung, meeting, readme, index
",
);

/// How German words for meetings of one kind end: `Vorstandssitzung`, `Mitgliederversammlung`, `Planungstreffen`.
static MEETING_ENDINGS: WordList = WordList::new(
    "
    sitzung, sitzungen, versammlung, versammlungen, treffen, besprechung, besprechungen, protokoll, protokolle
",
);

/// Small letters without accents, one blank between words; emoji and marks are blanks.
pub(super) fn normal(text: &str) -> String {
    if text.is_ascii() {
        return crate::text::words_of_ascii(text);
    }
    crate::text::words_of(fold(text).chars())
}

/// A name without numbers, so that `2022 meetings` and `01 goals` are known.
pub(super) fn without_numbers(name: &str) -> Cow<'_, str> {
    let kept = |word: &&str| !word.bytes().all(|byte| byte.is_ascii_digit());
    if name.bytes().all(|byte| !byte.is_ascii_digit()) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.split(' ').filter(kept).collect::<Vec<&str>>().join(" "))
}

fn has_word(name: &str, words: &WordList) -> bool {
    name.split(' ').any(|word| words.has(word))
}

fn has_sign(name: &str, signs: &WordList) -> bool {
    !name.is_ascii() && name.chars().any(is_ideograph) && signs.is_within(name)
}

/// Whether one of the phrases stands among the words of a name.
fn has_phrase(name: &str, phrases: &WordList) -> bool {
    phrases.is_within(name) && {
        let padded = format!(" {name} ");
        phrases.entries().any(|phrase| padded.contains(&format!(" {phrase} ")))
    }
}

pub(super) fn is_for_sessions(folder: &str) -> bool {
    has_word(folder, &SESSION_FOLDERS) || has_sign(folder, &SESSION_SIGNS) || folder.split(' ').any(ends_like_a_meeting)
}

/// Whether a folder holds nothing but sessions, dated or not: `sessions/`.
pub(super) fn is_sessions_own(folder: &str) -> bool {
    matches!(
        &*without_numbers(&normal(folder)),
        "sessions" | "sesiones" | "sitzungen" | "seances" | "sessoes" | "sessioni" | "sessies"
    )
}

/// What the nearest telling folder says.
pub(super) fn context(folder: &str) -> Context {
    for name in folder.rsplit('/').filter(|name| !name.is_empty()) {
        let name = normal(name);
        let name = without_numbers(&name);
        if OTHER_FOLDERS.has(&name) {
            return Context::Other;
        }
        if is_for_sessions(&name) {
            return Context::Sessions;
        }
    }
    Context::Open
}

pub(super) fn is_template(name: &str, folder: &str) -> bool {
    let folder_of_templates =
        folder.split('/').map(normal).any(|name| has_word(&name, &TEMPLATE_WORDS) || has_sign(&name, &TEMPLATE_SIGNS));
    let placeholder = has_phrase(name, &PLACEHOLDERS) || name.contains("20yy");
    let bare = without_numbers(name);
    let ends = || [bare.split(' ').next(), bare.split(' ').next_back()].into_iter().flatten();
    let dated = name.split(' ').filter(|word| word.chars().all(|character| character.is_ascii_digit())).count() >= 2
        || name.split(' ').any(|word| word.len() == 8 && word.chars().all(|character| character.is_ascii_digit()));
    let generic = || {
        bare.split(' ').all(|word| {
            TEMPLATE_WORDS.has(word)
                || MEETING_WORDS.has(word)
                || matches!(word, "date" | "sample" | "example" | "weekly" | "monthly")
        })
    };
    let worded = ends().any(|word| TEMPLATE_WORDS.has(word)) && (!dated || generic());
    folder_of_templates || placeholder || worded || has_sign(name, &TEMPLATE_SIGNS)
}

pub(super) fn is_cancelled(name: &str) -> bool {
    has_word(name, &CANCELLED) || has_phrase(name, &CANCELLED_PHRASES) || has_sign(name, &CANCELLED_SIGNS)
}

/// Whether a name says that its file, dated or not, is no session.
pub(super) fn is_no_session(name: &str) -> bool {
    let bare = without_numbers(name);
    let first = bare.split(' ').next().unwrap_or_default();
    let last = bare.split(' ').next_back().unwrap_or_default();
    OTHER_NAMES.has(first) || OTHER_NAMES.has(last) || bare.contains("release notes")
}

/// Whether a name or a title says that the days below it are no sessions: `News`, `Roadmap`.
pub(super) fn is_no_log(name: &str) -> bool {
    let bare = without_numbers(name);
    let is_other = |word: Option<&str>| word.is_some_and(|word| OTHER_LOGS.has(word));
    is_no_session(name) || is_other(bare.split(' ').next()) || is_other(bare.split(' ').next_back())
}

/// Whether a title speaks of meetings, beyond doubt.
pub(super) fn is_of_meetings(title: &str) -> bool {
    let kept: Vec<&str> = title.split(' ').filter(|word| !UNSURE_IN_TITLES.has(word)).collect();
    names_a_meeting(&kept.join(" "))
}

pub(super) fn is_folder_page(name: &str) -> bool {
    FOLDER_PAGES.has(name)
}

pub(super) fn is_index(name: &str) -> bool {
    let bare = without_numbers(name);
    INDEX_NAMES.has(name)
        || INDEX_NAMES.has(&bare) && number_of_words(name) == number_of_words(&bare) + 1 && is_year_list(name)
        || bare.split(' ').next_back() == Some("index")
        || has_sign(name, &INDEX_SIGNS)
}

/// `meetings 2022`: all of a year.
fn is_year_list(name: &str) -> bool {
    name.split(' ').any(|word| word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1990..=2099).contains(&year)))
}

fn number_of_words(name: &str) -> usize {
    name.split(' ').count()
}

pub(super) fn is_goals(name: &str) -> bool {
    GOALS.has(name)
}

pub(super) fn is_guidelines(name: &str) -> bool {
    GUIDELINES.has(name)
}

pub(super) fn is_resources(name: &str) -> bool {
    RESOURCES.has(name)
}

pub(super) fn names_a_meeting(name: &str) -> bool {
    let letters = |word: &str| MEETING_WORDS.has(word.trim_end_matches(|character: char| character.is_ascii_digit()));
    let numbered =
        |word: &str| word.strip_prefix('第').is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
    name.split(' ').any(|word| letters(word) || numbered(word) || ends_like_a_meeting(word))
        || has_sign(name, &SESSION_SIGNS)
        || name.starts_with("compte rendu")
}

fn ends_like_a_meeting(word: &str) -> bool {
    let ends = |ending: &str| word.strip_suffix(ending).is_some_and(|rest| rest.len() >= SHORTEST_KIND);
    word.len() > SHORTEST_KIND && MEETING_ENDINGS.entries().any(ends)
}

/// What stands before such an ending is no shorter: `Teamtreffen`.
const SHORTEST_KIND: usize = 4;

/// `treffen/00_treffen.md`: the folder's name, with no number but 0.
pub(super) fn is_about_folder(name: &str, folder: &str) -> bool {
    let bare = without_numbers(name);
    let numbers = || name.split(' ').filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    !bare.is_empty()
        && bare == normal(crate::text::path_name(folder))
        && numbers().count() == 1
        && numbers().all(|number| number.bytes().all(|byte| byte == b'0'))
}

/// Whether words are a group's name.
pub(super) fn names_a_group(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let is_short = (2..=LONGEST_GROUP).contains(&words.len());
    let last = words.last().is_some_and(|word| GROUP_ENDINGS.has(word));
    let first = words.first().is_some_and(|word| GROUP_BEGINNINGS.has(word));
    is_short && (last || first) || has_sign(name, &GROUP_SIGNS) && name.chars().count() <= LONGEST_GROUP * 4
}

pub(super) fn is_part(word: &str) -> bool {
    PART_WORDS.has(word)
}
