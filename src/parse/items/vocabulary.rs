//! The words of headings, labels and markers in the languages that ship, as people write them: English, Spanish,
//! French, German, Arabic, Chinese and Japanese. `words` brings them into the form in which they are compared.

use crate::note::{ItemKind, SectionTopic};
use SectionTopic::{Absent, Background, Discussion, Goals, Items, Offers, Outcome, Present, Resources};

/// Headings and labels, whole.
pub(super) const HEADINGS: [(SectionTopic, &str); 19] = [
    (Present, PRESENT),
    (Absent, ABSENT),
    (Background, BACKGROUND),
    (Discussion, DISCUSSION),
    (Goals, GOALS),
    (Resources, RESOURCES),
    (Offers, OFFERS),
    (Outcome, OUTCOME),
    (Items(ItemKind::Agenda), AGENDA),
    (Items(ItemKind::Insight), INSIGHTS),
    (Items(ItemKind::Strategy), STRATEGIES),
    (Items(ItemKind::Tool), TOOLS),
    (Items(ItemKind::Challenge), CHALLENGES),
    (Items(ItemKind::Question), QUESTIONS),
    (Items(ItemKind::Decision), DECISIONS),
    (Items(ItemKind::Action), ACTIONS),
    (Items(ItemKind::Quote), QUOTES),
    (Items(ItemKind::Goal), LEARNING_GOALS),
    (Items(ItemKind::Guideline), GUIDELINES),
];

const PRESENT: &str = "
    الحضور, الحاضرون, الحاضرات, المشاركون, المشاركات, المشاركون والمشاركات,
    attendees, atendees, attendes, attendee, attendance, attending, attended, present, participants, participant,
    in attendance, who attended, who was there, who was here, roll call, rollcall, introduction of attendees,
    introductions of attendees, members present, present members, people present, those present, people, here,
    attendees present, list of attendees, attendee list, members in attendance, committee members present,
    visitors, guests, visitors present, guests present, other attendees, also present, members attending, on the call,
    introductions, members, team, attendence, participating, also attending, attending members,
    who joined, joined by, member attendance, member attendees, presentes, participantes, asistentes, asistencia, asistentes presentes, invitados,
    presents, presentes et presents, presentes presents, participants presents, participantes et participants,
    personnes presentes, membres presents, participant e s, invites, anwesend, anwesende, anwesenheit,
    anwesende mitglieder, anwesende personen, teilnehmer, teilnehmende, teilnehmerinnen, teilnehmer innen,
    teilnehmerinnen und teilnehmer, teilnehmerliste, teilnehmendenliste, anwesenheitsliste, gaste, teilnahme,
    参会人, 参会人员, 参会者, 参会成员, 与会人, 与会人员, 与会者, 与会成员, 出席, 出席人, 出席人员, 出席者, 到会人员,
    参加人员, 参加者, 参加メンバー, 出席メンバー, 參會人, 參會人員, 與會者, 與會人員, 参与者, 参与人, 参与人员,
    present e s, present es, presents es, present e, presente s, presentes et presents, etaient presents,
    etaient present e s, participants es, participant es, zu gast, dabei, anwesend sind, anwesend waren,
    weitere anwesende, teilnehmerkreis, 到会, 到会人, 出席成员, 参会嘉宾, 现场参会, 线上参会, 参加者一覧, 出席者一覧, 参加人数
";
const ABSENT: &str = "
    الغائبون, الغائبات, المعتذرون, المعتذرون عن الحضور,
    absent, absentees, absences, regrets, apologies, apologies for absence, apologies received, excused, not present,
    members absent, absent members, sends regrets, regrets absent, unable to attend, could not attend, away,
    not attending, members not attending, not in attendance, members not in attendance, did not attend, unable to join, could not make it,
    ausentes, ausencias, excusados, disculpas, absents, absentes, excuses, absences excusees, absents excuses,
    excuse e s, abwesend, abwesende, entschuldigt, entschuldigte, abwesende mitglieder, es fehlen, fehlend,
    excuse, excusee, excusees, excuse es, excuses es, absents et excuses, absents excuses, absent e s, absent es, absent e,
    entschuldigt fehlend, unentschuldigt, unentschuldigte, abgemeldet, es fehlt, es fehlten, verhindert,
    请假人, 请假者, 缺席人, 缺席, 缺席者, 缺席人员, 请假, 请假人员, 未出席, 未参加, 請假, 欠席, 欠席者, 欠席メンバー, 不参加
";
const BACKGROUND: &str = "
    الخلفية, خلفية, السياق, لمحة عامة,
    background, context, introduction, why this session, antecedentes, contexto, contexte, introduction et contexte,
    hintergrund, kontext, ausgangslage, 背景, 会议背景, 背景介绍, 経緯, はじめに
";
const DISCUSSION: &str = "
    النقاش, المناقشة, نقاش, ما دار في النقاش,
    discussion, discussions, notes, meeting notes, minutes, notes from the discussion, what was said, from the table,
    discusion, debate, notas, echanges, debats, compte rendu, notizen, diskussion, besprechung, protokoll, austausch,
    讨论, 讨论内容, 会议内容, 会议记录, 会议纪要, 討論, 議論, 討議, 議事録, 議事内容, メモ
";
const GOALS: &str = "
    أهداف اللقاء, هدف اللقاء, أهداف هذا اللقاء,
    goal, goals, purpose, scope, aim, aims, objective, objectives, goals of the session, goals for today,
    meeting goals, session goals, objetivo, objetivos, meta, metas, proposito, objectif, objectifs, but, buts,
    ziel, ziele, zweck, zielsetzung, 目标, 目的, 会议目标, 会议目的, 目標, ゴール
";
const LEARNING_GOALS: &str = "
    أهداف التعلم, أهدافنا, أهداف المجموعة, ما نريد أن نتعلمه,
    learning goals, learning objectives, our goals, group goals, our learning goals, what we want to learn,
    objetivos de aprendizaje, metas de aprendizaje, objectifs d apprentissage, lernziele, unsere ziele,
    学习目标, 學習目標, 学習目標
";
const GUIDELINES: &str = "
    اتفاقاتنا, اتفاقات المجموعة, قواعد المشاركة, قواعدنا, كيف نتعامل معا, قبل اللقاء, أثناء اللقاء, خلال اللقاء, بعد اللقاء,
    guidelines, participation guidelines, ground rules, group agreements, community agreements, working agreements,
    our agreements, how we work together, house rules, before a session, during a session, after a session,
    before the session, during the session, after the session, normas de participacion, acuerdos de grupo,
    regles de participation, regles du groupe, spielregeln, gruppenregeln, umgangsregeln, 参与守则, 参加ガイドライン
";
const RESOURCES: &str = "
    الموارد, موارد, المراجع, مراجع, الروابط, روابط, روابط مفيدة, قراءات, مصادر, المصادر,
    resources, resource, links, link, references, reference, further reading, readings, reading, reading list,
    materials, sources, useful links, related links, shared links, links shared, resources shared, shared resources,
    documents, slides, handouts, recommended reading, links and resources, resources and links, mentioned resources,
    links mentioned, resources mentioned, see also, recordings, recording, recursos, enlaces, referencias, fuentes,
    lecturas, materiales, bibliografia, ressources, liens, liens utiles, references bibliographiques, sources citees,
    pour aller plus loin, documents partages, ressourcen, links und ressourcen, literatur, quellen, materialien,
    weiterfuhrende links, weiterfuhrendes, unterlagen, verweise, 资源, 资料, 参考资料, 参考, 相关链接, 链接, 分享链接,
    参考链接, 資源, 資料, 参考資料, リンク, 関連リンク, 参考リンク, 参考文献, 参考文档
";
const OFFERS: &str = "
    ما عرضه الآخرون, ما عرضه الزملاء, اقتراحات الزملاء,
    what peers offered, what others offered, what the group offered, offers, advice, suggestions from peers,
    peer advice, what peers said, consejos, conseils, ratschlage, tipps der gruppe
";
const OUTCOME: &str = "
    النتيجة, ما حدث بعد ذلك, ما آل إليه الأمر,
    what came of it, what happened next, what happened since, outcome, what became of it, follow up on the challenge,
    resultado, ce qu il en est advenu, was daraus wurde
";
const AGENDA: &str = "
    جدول الأعمال, البرنامج,
    agenda, agenda items, topics, agenda topics, today s agenda, meeting agenda, proposed agenda, draft agenda,
    agenda for today, items for discussion, discussion items, discussion topics, topics to discuss, orden del dia,
    temario, temas, temas a tratar, ordre du jour, points a l ordre du jour, sujets, programme, tagesordnung,
    tagesordnungspunkte, traktanden, traktandenliste, themen, tops, odj, 议程, 会议议程, 议题, 会议议题, 本次议题, 主要议题, 議程, 議題, アジェンダ,
    議事次第, 本日の議題
";
const INSIGHTS: &str = "
    الدروس المستفادة, دروس مستفادة, ما تعلمناه, أهم ما تعلمناه, أبرز ما تعلمناه,
    insights, insight, key insights, takeaways, takeaway, key takeaways, main takeaways, take aways, key take aways,
    what we learned, what we learnt, what did we learn, lessons, lessons learned, lessons learnt, learnings,
    key learnings, highlights, key findings, findings, key points, main points, aha moments, hallazgos, aprendizajes,
    lo que aprendimos, lecciones aprendidas, puntos clave, conclusiones clave, enseignements, points cles, points forts,
    a retenir, ce que nous avons appris, ce que l on a appris, lecons apprises, constats, apprentissages, erkenntnisse,
    wichtigste erkenntnisse, einsichten, was wir gelernt haben, lernpunkte, gelernt, kernpunkte, kernaussagen,
    收获, 要点, 关键要点, 主要收获, 洞察, 经验教训, 学到的内容, 会议要点, 心得, 気づき, 学び, 学んだこと, 得られた知見,
    要点まとめ, ポイント, 洞見, 收穫, 重點
";
const STRATEGIES: &str = "
    الاستراتيجيات, استراتيجيات, ما نجح, ما نجح لدينا,
    strategies, strategy, what worked, what works, what helped, what has worked, ideas, practices, good practices,
    best practices, practices to keep, promising practices, tips, estrategias, lo que funciono, ideas y estrategias,
    buenas practicas, strategies et pistes, pistes, pistes d action, bonnes pratiques, idees, ce qui a marche,
    ce qui fonctionne, strategien, was funktioniert, was geholfen hat, ideen, gute praxis, vorgehensweisen,
    策略, 方法, 做法, 想法, 好的做法, 经验, 戦略, 工夫, うまくいったこと, アイデア, 好事例
";
const TOOLS: &str = "
    الأدوات, أدوات,
    tools, tool, tools mentioned, tools shared, useful tools, tools and templates, tools we use, herramientas,
    outils, outils cites, outils partages, werkzeuge, hilfsmittel, 工具, 使用工具, 推荐工具, ツール, 道具
";
const CHALLENGES: &str = "
    التحديات, تحديات, الصعوبات, العوائق,
    challenges, challenge, barriers, barrier, obstacles, difficulties, pain points, what is hard, what s hard,
    concerns, struggles, blockers, what did not work, not good, what was not good, what didn t work, what didn t go well, what could be better, what went wrong, desafios, retos, obstaculos,
    barreras, dificultades, defis, difficultes, freins, problemes rencontres, points de blocage, herausforderungen,
    hurden, schwierigkeiten, hindernisse, probleme, 挑战, 困难, 障碍, 痛点, 遇到的问题, 難点, 挑戰, 困難, 課題と障壁,
    難しかったこと, 困りごと, うまくいかなかったこと
";
const QUESTIONS: &str = "
    الأسئلة, أسئلة, أسئلة مفتوحة, الأسئلة المفتوحة, ما بقي مفتوحا,
    questions, question, open questions, open question, unanswered questions, remaining questions, parking lot,
    outstanding questions, unresolved questions, questions to answer, questions for next time, still open, open issues,
    questions left open, preguntas, preguntas abiertas, dudas, temas pendientes, questions ouvertes,
    questions en suspens, questions restantes, points en suspens, fragen, offene fragen, offene punkte, ungeklartes,
    ungeklarte fragen, themenspeicher, 问题, 待解决问题, 开放问题, 未解决问题, 未决问题, 遗留问题, 待讨论问题, 疑问, 質問,
    未解決の質問, 未解決事項, 残課題, 疑問点, 未決事項, 開放問題, 待解決問題
";
const DECISIONS: &str = "
    القرارات, قرارات, ما قررناه, ما اتفقنا عليه,
    decisions, decision, resolutions, resolution, resolved, conclusion, conclusions, agreed, agreements, agreement,
    consensus, verdict, outcomes and decisions, what we decided, what was decided, decided, decisiones, decision tomada,
    acuerdos, resoluciones, conclusiones, decisions prises, ce qui a ete decide, conclusion et decisions, releve de decisions,
    beschluss, beschlusse, entscheidung, entscheidungen, gefasste beschlusse, festlegungen, vereinbarungen,
    vereinbarung, gefasste beschluss, beschlussfassungen, entscheide, festgelegt, beschlossenes, beschlossen,
    decision prise, decisions actees, decisions validees, decision actee, acuerdos tomados, acuerdos alcanzados,
    puntos acordados, acuerdos y decisiones, decisiones y acuerdos, 结论, 决定, 决议, 决策, 共识, 会议结论, 会议决定, 会议决议, 决定事项, 结论与决定, 决议事项, 会议决策, 决策事项,
    讨论结论, 最终结论, 技术结论, 会议讨论结论, 会议共识, 达成共识, 达成的共识, 会议达成的共识, 主要结论, 决议内容, 决定内容, 決定, 決定事項,
    決議, 結論, 合意事項, 決まったこと, 決まった事, 議決, 議決事項, 決議事項, 決定内容, 會議結論, 共識, 決策
";
const ACTIONS: &str = "
    المهام, مهام, الخطوات التالية, الخطوات القادمة, المهام القادمة, المتابعة,
    action items, action item, actions, action, action points, action list, action log, action register, actions items,
    ai, ais, aps, todo, to do, todos, to dos, to do list, todo list, things to do, tasks, task, task list, next steps,
    next step, follow up, follow ups, followup, followups, follow up items, follow up actions, assignments,
    assignment, homework, commitments, deliverables, who does what, who does what by when, next actions,
    actions and owners, owners and actions, tasks and owners, actions agreed, action steps, action required,
    actions required, action needed, actions needed, further actions, open tasks, next action, acciones, tareas,
    proximos pasos, pasos siguientes, siguientes pasos, pendientes, compromisos, por hacer, seguimiento,
    tareas asignadas, tareas pendientes, acciones pendientes, acciones a realizar, tareas y responsables,
    acciones y responsables, lista de tareas, actions a mener,
    actions a realiser, actions a faire, actions a entreprendre, a faire, taches, prochaines etapes, prochaines actions,
    suites a donner, etapes suivantes, suivi des actions, plan d action, plan d actions, reste a faire, restant a faire, qui fait quoi,
    taches a faire, taches a realiser, taches a effectuer, actions a suivre, actions a prevoir, actions prevues, points a faire,
    choses a faire, actions decidees, liste des actions, liste des taches, points d action, repartition des taches,
    a faire pour la prochaine fois, travail a faire, aufgaben, aufgabe, massnahmen,
    nachste schritte, weiteres vorgehen, arbeitsauftrage, aktionspunkte, zu erledigen, to dos aufgaben, aufgabenliste,
    offene aufgaben, todo s, to do s, wer macht was, wer macht was bis wann, pendenzen,
    pendenzenliste, aufgabenverteilung, arbeitsverteilung, aktionsliste, massnahmenplan, verteilte aufgaben,
    arbeitspakete, auftrage, 行动, 行动项, 行动事项, 行动计划, 待办, 待办事项, 待办任务, 后续行动,
    后续任务, 后续工作, 后续计划, 后续事项, 下一步, 下一步行动, 下一步计划, 下一步工作, 任务, 任务分配, 跟进事项, 分工,
    行動項目, 待辦, 待辦事項, 後續行動, 下一步行動, アクション, アクションアイテム, アクション項目, 宿題, 次のステップ,
    ネクストアクション, 今後のアクション, 今後のタスク, 今後のtodo, 今後の対応,
    次回までにやること, 次回までにやる事, 次回までのタスク, 次回までのtodo, 次回までのアクション, 次回までの課題,
    次回アクション, 次回のアクション, 次のアクション, 残タスク, 残todo, 対応タスク, 会后待办, 后续待办, 遗留任务, 遗留待办,
    待跟进, 待跟进事项, 任务安排, 后续跟进, 后续跟进事项, 会后跟进, 会后任务, 会后行动, 行动清单, 待办清单, 代办, 代办事项, 次回までの宿題, やること, タスク, 対応事項, 本周要做的, 要做的事, 本周任务, 下周任务, 下周计划, 下周要做的
";
const QUOTES: &str = "
    اقتباسات, الاقتباسات, أقوال المشاركين,
    quotes, quote, quotations, voices, in their words, in their own words, heard in the room, overheard, citas,
    citations, verbatim, verbatims, paroles, zitate, stimmen, zitat, 引用, 金句, 语录, 名言, 発言, 声
";

/// Words that may stand before a heading's own: `Key decisions`.
pub(super) const BEFORE: &str = "
    key, main, new, our, the, all, any, some, major, important, final, meeting, session, today s, summary of, list of, agreed,
    open, outstanding, pending, remaining, current, general, other, further, immediate, additional, most important,
    proposed, recorded, team, group, committee, board, upcoming, other key, what are the, our key, top, quick,
    steering, advisory, council, staff, voting, resulting, follow up,
    重要, 主要, 关键, 本次, 本周, 会议, 今日, 本日, 今日の, 本日の, 会议的, 本次会议, 主な, 重要な,
    wichtige, wichtigste, offene, weitere, gefasste, neue, alle, unsere, aktuelle, nouvelles, principales, principaux, les, nos, nuevas, nuevos,
    principales, nuestras, nuestros, las, los, resumen de, die, der, das, la, le, el, toutes les
";
/// Words that may stand after it: `Decisions made`.
pub(super) const AFTER: &str = "
    as a result of this meeting, as a result of the meeting, in this meeting, made, taken, reached, today, list, log, summary, so far, to date, raised, recorded, from this meeting,
    from the meeting, of the meeting, from today, from today s meeting, this week, for next week, for next time,
    for next meeting, for the next meeting, until next meeting, by next meeting, before next meeting,
    before the next meeting, until next time, going forward, moving forward, we made, for follow up, arising,
    arising from the meeting, for the group, for members, for everyone, section, details, overview,
    事项, 列表, 清单, 汇总, 一覧, prises, tomadas, der sitzung, des treffens, bis zum nachsten treffen,
    bis zur nachsten sitzung, de la reunion, de la seance, de la sesion, bis zum nachsten mal, bis nachstes mal,
    bis nachste woche, bis zum nachsten plenum, fur die nachste sitzung, fur das nachste treffen, fur nachste woche, diese woche,
    pour la prochaine reunion, pour la prochaine fois, d ici la prochaine reunion, de cette reunion, a venir,
    para la proxima reunion, para la proxima sesion, and owners, and due dates, and deadlines
";
/// Words that make the items below those of an earlier session.
pub(super) const EARLIER: &str = "
    past, previous, prior, old, earlier, last meeting, last meeting s, last week, last week s, last time, last time s,
    review of, review, review of past, review of previous, review of the, review of last meeting s, review of open,
    status of, status of previous, update on, updates on, update on previous, follow up on, follow up on previous,
    completed, closed, done, finished, resolved, ongoing, carry over, carried over, carryover, recap of, prior meeting,
    上次, 上周, 上次会议, 上期, 历史, 已完成, 前回, 前回の, 完了した, 完了,
    vorherige, letzte, alte, erledigte, offene aus der letzten sitzung, anciennes, precedentes, anteriores, passees,
    rappel des, suivi des, revision de
";
pub(super) const EARLIER_AFTER: &str = "
    from last meeting, from last time, from last week, from the last meeting, from previous meeting,
    from the previous meeting, from previous meetings, from previous, from last call, from the last call, last meeting,
    last time, review, status, status update, update, updates, completed, closed, done, follow up, carried over, carryover,
    from prior meeting, from last session, from the last session, 回顾, 回顧, 跟进, aus der letzten sitzung, der letzten sitzung, aus letzter sitzung, letzter sitzung,
    des letzten treffens, des letzten plenums, der letzten woche, vom letzten plenum, vom letzten mal,
    vom letzten treffen, de la derniere reunion, de la derniere seance,
    de la reunion precedente, de la seance precedente, du dernier compte rendu, de la derniere fois, de la reunion anterior, de la sesion anterior, 进展, の確認, の振り返り, の進捗, 的跟进, 完成情况, 落实情况, 进展情况
";

/// Markers at the beginning of a line, before `:` or a dash.
pub(super) const MARKERS: [(ItemKind, &str); 8] = [
    (
        ItemKind::Action,
        "مهمة, مهام, الخطوة التالية,
        action, actions, action item, action items, action point, action points, ai, ais, todo, todos, to do, to dos,
        task, next step, next steps, follow up, followup, follow ups, assignment, homework, next action, next actions,
        action required, actions required, action needed, actions needed, action step, action steps, follow up action,
        follow up actions, new action, new action item, new actions, new action items, todo item, todo items,
        accion, acciones, tarea, tareas, pendiente, proximo paso, proximos pasos, por hacer, action a mener, a faire, tache,
        taches, prochaine etape, prochaines etapes, aufgabe, aufgaben, nachster schritt, nachste schritte, massnahme,
        massnahmen, zu erledigen, auftrag, 行动, 行动项, 待办, 待办事项, 后续行动, 下一步, 下一步行动, 任务, 行動項目, 待辦,
        アクション, アクションアイテム, 宿題, やること, タスク, 次のステップ, ネクストアクション, 会后待办, 后续待办, action a faire",
    ),
    (
        ItemKind::Decision,
        "قرار, قرارات, قررنا, اتفقنا,
        decision, decisions, decided, resolved, resolution, resolutions, agreed, agreement, agreements, consensus,
        conclusion, conclusions, verdict, decision made, group decision, group consensus, rough consensus, final decision,
        motion passed, motion carried, motion approved, key decision, key decisions, decision reached, decision taken,
        decisions made, it was agreed, it was decided, resolution passed, acuerdo, acuerdos, decidido, acordado, resolucion, conclusiones, decide, decision prise,
        accord, beschluss, beschlusse, beschlossen, entscheidung, entscheidungen, entschieden, vereinbart, vereinbarung,
        konsens, beschlussfassung, festgelegt, festlegung, entscheid, decision actee, acte, acuerdo tomado,
        决策, 会议决议, 会议决定, 会议决策, 社区决策, 讨论结论, 最终结论, 最终决定, 決定内容, 決議事項, 議決, 議決事項, 合意事項,
        決まったこと, 决定, 决议, 结论, 共识, 会议结论, 決定, 決定事項, 決議, 結論, 合意, 共識",
    ),
    (
        ItemKind::Question,
        "سؤال, سؤال مفتوح,
        question, questions, open question, open questions, pregunta, preguntas, pregunta abierta, question ouverte,
        questions ouvertes, frage, fragen, offene frage, offene fragen, 遗留问题, 待解决问题, 开放问题, 未解决问题, 疑问, 質問, 疑問点",
    ),
    (
        ItemKind::Insight,
        "درس مستفاد, تعلمنا, خلاصة,
        insight, insights, takeaway, takeaways, key takeaway, key takeaways, lesson, lesson learned, lessons learned,
        lesson learnt, lessons learnt, learning, learnings, aprendizaje, aprendizajes, leccion, hallazgo, enseignement,
        a retenir, constat, erkenntnis, erkenntnisse, gelernt, lernpunkt, 收获, 洞察, 气づき, 気づき, 学び",
    ),
    (
        ItemKind::Strategy,
        "استراتيجية,
        strategy, what worked, practice, good practice, estrategia, lo que funciono, strategie, bonne pratique, was half,
        was funktioniert, 策略, 工夫",
    ),
    (ItemKind::Tool, "أداة, tool, herramienta, outil, werkzeug, 工具, ツール"),
    (
        ItemKind::Challenge,
        "challenge, challenges, barrier, barriers, obstacle, blocker, desafio, reto, obstaculo, defi, frein, herausforderung,
        hurde, hindernis, 挑战, 困难, 障碍, 困りごと",
    ),
    (ItemKind::Quote, "quote, cita, citation, zitat, 金句"),
];

/// What stands where nothing is to be said: no item and no person.
pub(super) const NOTHING: &str = "
    none, no, n a, na, nil, nothing, nothing new, tbd, tba, tbc, todo, no one, nobody, no actions, no action, no action items,
    no new action items, no new actions, no action needed, no action required, no actions needed, no decisions,
    no decision, no decisions made, no questions, no update, no updates, none yet, none this time, none this week,
    none recorded, not applicable, see above, see below, to be added, to be filled in, placeholder, item, item 1, item 2, item 3,
    action item 1, action item 2, action 1, action 2, decision 1, decision 2, text, ..., none at this time, none identified,
    none noted, none today, none needed, nothing to report, no new items, no decision made, no decision taken,
    no decision was made, no consensus, no resolution, pending, to be determined, to be decided, to be confirmed, undecided,
    keine, keiner, keins, nichts, entfallt, ninguno, ninguna, nada, aucun, aucune, neant, rien, sans objet,
    此任务已被删除, 任务已被删除, 无, 無, 没有, 暂无, 暂缺, 待定, 待补充, 略, ras, rien a signaler, pas d action, aucune action, aucune decision, 特に無し, とくになし, なし, 無し, 特になし, 未定, xxx, xx, x, name, names, your name
";
