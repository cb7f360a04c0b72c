//! Habits of notes in German, French, Chinese, Japanese and Spanish: what is listed and who is named, with the near
//! misses that give nothing. The notes are invented.

use super::{items, people};

/// Asserts that a list item below each heading is listed so; not at all where nothing is expected.
fn below(headings: &[&str], text: &str, expected: &[&str]) {
    for heading in headings {
        items(&format!("{heading}\n\n- {text}"), expected);
    }
}

#[test]
fn german_headings() {
    below(&["## TOP 3: Beschlüsse", "## Beschlüsse der letzten Sitzung"], "Montags", &["decision: Montags"]);
    below(&["## TOP 4 - Aufgaben"], "Ute: Raum buchen", &["action: Raum buchen (Ute)"]);
    below(
        &[
            "## ToDo's",
            "## To-Dos bis zum nächsten Mal",
            "## Arbeitsaufträge",
            "## Offene ToDos",
            "## Wer macht was?",
            "## Nächste Schritte",
            "## Pendenzen",
            "## Aufgabenverteilung",
            "## Aufgaben diese Woche",
            "## Aufgaben bis zum nächsten Treffen",
            "**Aufgaben:**",
            "## Maßnahmen",
        ],
        "Raum buchen",
        &["action: Raum buchen"],
    );
    below(
        &[
            "## Handlungsbedarf & Aufgaben",
            "## Ergebnis",
            "## Ergebnisse",
            "## Punkte",
            "## Abstimmungen",
            "## Sonstiges",
            "## Termine",
            "## Nächstes Treffen",
            "## Aufgabengebiete",
            "## Beschlussfähigkeit",
            "## Anträge",
            "## Offenes",
            "## Themen",
            "## Traktanden",
            "## Neues",
            "## Berichte",
            "## Vorhaben",
            "## Nächste Termine",
            "## Diskussion",
        ],
        "Raum buchen",
        &[],
    );
    below(&["## Aufgaben vom letzten Treffen"], "Tee", &["action: Tee [earlier]"]);
    below(&["## Offene Punkte"], "Tee", &["question: Tee"]);
}

#[test]
fn german_items() {
    items(
        "## 1. Orga\n  * Beschluss: wir kaufen zwei Bänke\n    * Abstimmung: 6/0/1 angenommen\n  * Bänke streichen",
        &["decision: wir kaufen zwei Bänke"],
    );
    items(
        "Beschlussfassung: Der Verein mietet den Raum weiter.\n\n**Dafür 5**",
        &["decision: Der Verein mietet den Raum weiter."],
    );
    items(
        "### Beschlussfähigkeit\n\ngegeben\n\n### Beschlüsse\n- Der Brief geht raus.\n\n### Aufgaben\nBeschreibung | Verantwortlich\n--- | ---\nBrief | Ute\n",
        &["decision: Der Brief geht raus.", "action: Brief (Ute)"],
    );
    items("## TOP 5: Beschlussvorlage Haus\n\n- Montags\n\n## TOP 6: Aufgabenbereich der AG\n\n- Tür", &[]);
    items("Beschluss 3: Montags\n\nAbstimmung: 5/0/1 angenommen", &["decision: Montags"]);
    items(
        "## Fest\n\n* Antrag über 200 Euro für das Fest\n  * angenommen mit 6/0/0\n* Ergebnis: 2/1/2\n* Beschlussvorschlag: wir kaufen Bänke\n* Antrag: zwei Bänke",
        &[],
    );
    items("ToDo: Raum buchen\n\nTODO Ute: Tee kaufen", &["action: Raum buchen", "action: Tee kaufen (Ute)"]);
    items(
        "Anwesend: Ute Kern, Jan Oltmann\n\n## Fest\n\n- Aufgabe (Ute): Raum buchen bis 3.4.",
        &["action: Raum buchen bis 3.4. (Ute Kern) <2023-04-03>"],
    );
    items(
        "Anwesend: Ute Kern, Jan Oltmann\n\n## Aufgaben\n\n- Raum buchen → Ute\n- Tee kaufen [Jan]\n- [Ute] Brief schreiben\n- Tür streichen (Verantwortlich: Jan)\n- Fenster putzen, verantwortlich: Ute\n- Bank holen; Frist: 3.4.2021",
        &[
            "action: Raum buchen (Ute Kern)",
            "action: Tee kaufen (Jan Oltmann)",
            "action: Brief schreiben (Ute Kern)",
            "action: Tür streichen (Jan Oltmann)",
            "action: Fenster putzen (Ute Kern)",
            "action: Bank holen; Frist: 3.4.2021 <2021-04-03>",
        ],
    );
    items(
        "- **Festgelegt:** Montags\n- **Vereinbart:** kein Tee\n- **Entscheid:** ja",
        &["decision: Montags", "decision: kein Tee", "decision: ja"],
    );
    items("## TOP 2: Feststellung der Beschlussfähigkeit\n\nDer Vorstand ist beschlussfähig.", &[]);
    items("## Beschlüsse\n\nkeine\n\n## Aufgaben\n\nKeine Aufgaben.", &[]);
    items("## Beschlüsse\n\n* Keine Beschlüsse", &[]);
}

#[test]
fn german_people() {
    people(
        "* Anwesend:\n    * Gewählte Mitglieder: Erika, Nils\n    * Kooptierte Mitglieder:\n    * Gäste: Ida\n    * Die Sitzung ist nicht beschlussfähig!\n* Protokoll von: Jule\n* Sitzungsleitung: Erika",
        &["+Erika", "+Nils", "+Ida", "note-taker Jule", "facilitator Erika"],
    );
    people(
        "* Anwesend: Chloe, Jule, Martin, (Erika D.), (Niko)\n  * beschlussfähig\n* Protokoll: Martin",
        &["+Chloe", "+Jule", "+Martin", "+Erika D", "+Niko", "note-taker Martin"],
    );
    people(
        "* anwesend: Denise, Paul, Marc (Gast)\n* Protokoll: Paul",
        &["+Denise", "+Paul", "+Marc", "note-taker Paul"],
    );
    people(
        "Anwesend: Georg, Verena\nzu Gast: Dora (Projekt)\nProtokoll: Georg",
        &["+Georg", "+Verena", "+Dora", "note-taker Georg"],
    );
    people(
        "#### Anwesende Räte\n- Ute\n- Jan\n\n#### Abwesende Räte\n- Mia\n\n#### Entschuldigte Räte\n- Ole\n\n#### Gäste\n- Pia\n\n## Top 0: Regularia\n- Redeleitung: Ute\n- Protokoll: Jan",
        &["+Ute", "+Jan", "-Mia", "-Ole", "+Pia", "facilitator Ute", "note-taker Jan"],
    );
    people("Teilnehmer:innen: Ute Kern, Jan Oltmann", &["+Ute Kern", "+Jan Oltmann"]);
    people("Teilnehmer\\*innen: Ute Kern, Jan Oltmann", &["+Ute Kern", "+Jan Oltmann"]);
    people("**Teilnehmende (3):** Ute Kern, Jan Oltmann, Mia Roth", &["+Ute Kern", "+Jan Oltmann", "+Mia Roth"]);
    people("**Anwesend:** (...)\n\n**Beginn der Sitzung:** 19:00 Uhr", &[]);
    people(
        "### Anwesende Mitglieder\nUte Kern, Jan Oltmann (bis 11:55 Uhr; ab 14:55 Uhr), Mia Roth\n\n### Gäste\nkeine",
        &["+Ute Kern", "+Jan Oltmann", "+Mia Roth"],
    );
    people(
        "__Schriftführer:__ Jan Oltmann\n\n__Teilnehmer:__\n\n- Ute Kern (Tutorin)\n- Mia Roth",
        &["note-taker Jan Oltmann", "+Ute Kern", "+Mia Roth"],
    );
    people(
        "Unentschuldigt: Mia\nEs fehlt: Ole\nAbgemeldet: Pia\nProtokollführer: Jan",
        &["-Mia", "-Ole", "-Pia", "note-taker Jan"],
    );
}

#[test]
fn french_headings() {
    below(
        &[
            "## Relevé de décisions",
            "## Décisions",
            "## Décision(s) prise(s)",
            "## Décisions de la réunion",
            "## Ce qui a été décidé",
            "### Décisions actées",
            "## 4. Décisions",
        ],
        "on peint",
        &["decision: on peint"],
    );
    below(
        &[
            "## À faire",
            "## Reste à faire",
            "## Qui fait quoi ?",
            "## Tâches à faire",
            "## Plan d'actions",
            "## Actions à suivre",
            "## Prochaines étapes",
            "## Actions décidées",
            "## Choses à faire",
            "## Actions pour la prochaine réunion",
            "## TODO list",
            "## Suites à donner",
            "## Tâches",
        ],
        "peindre",
        &["action: peindre"],
    );
    below(
        &[
            "## Questions diverses",
            "## Divers",
            "## Votes",
            "## Tour de table",
            "## Prochaine réunion",
            "## Ordre du jour",
            "## ODJ",
            "## Points abordés",
            "## Suivi",
            "## Actions culturelles",
            "## Activités",
            "## Bilan",
            "## Prochaines dates",
            "## Prochaines réunions",
            "## Relevé de décisions et d'actions",
            "## Compte-rendu",
            "## Points divers",
            "## Actions du Fablab",
        ],
        "peindre",
        &[],
    );
    below(&["## Actions de la dernière réunion"], "peindre", &["action: peindre [earlier]"]);
}

#[test]
fn french_items() {
    items(
        "**Décision :** on achète un banc\n\nDécision : on peint\n\n=> Décision : on vend",
        &["decision: on achète un banc", "decision: on peint", "decision: on vend"],
    );
    items(
        "Présents : Aya Roux, Bo Petit\n\n**Action :** écrire la lettre\n\nAction Aya : peindre\n\nÀ faire : vendre (Bo)\n\nTODO : ranger",
        &["action: écrire la lettre", "action: peindre (Aya Roux)", "action: vendre (Bo Petit)", "action: ranger"],
    );
    items(
        "Présents : Aya Roux, Bo Petit\n\n## Actions\n\n- écrire la lettre (responsable : Aya)\n- peindre pour le 3 avril\n- vendre avant le 4 avril 2021 - Bo\n- Aya contacte la mairie\n- Bo : ranger\n- balayer, échéance : 15/4/2021",
        &[
            "action: écrire la lettre (Aya Roux)",
            "action: peindre pour le 3 avril <2023-04-03>",
            "action: vendre avant le 4 avril 2021 (Bo Petit) <2021-04-04>",
            "action: Aya contacte la mairie (Aya Roux)",
            "action: ranger (Bo Petit)",
            "action: balayer, échéance : 15/4/2021 <2021-04-15>",
        ],
    );
    items("| Quoi | Qui | Pour quand |\n|---|---|---|\n| peindre | Aya | 3 avril |", &[]);
    items(
        "## Actions à mener\n\n| # | Action | Responsable(s) | Échéance | Statut |\n|---|---|---|---|---|\n| A1 | peindre | Aya Roux | 3 avril 2021 | fait |",
        &["action: peindre (Aya Roux) <2021-04-03> [done]"],
    );
    items("## Décisions prises\n\nAucune décision.\n\n## Actions\n\nRAS\n\n## À faire\n\nNéant", &[]);
}

#[test]
fn french_people() {
    people(
        "**Présent.e.s :** Aya, Émile, Anne-Marie  \n**Excusé.es :** Lou, Max  \n**Durée de la réunion :** 1 heure\n\n**Prise de notes** : Aya",
        &["+Aya", "+Émile", "+Anne-Marie", "-Lou", "-Max", "note-taker Aya"],
    );
    people("Présent.es : Aya Roux, Bo Petit", &["+Aya Roux", "+Bo Petit"]);
    people("Présent·e·s : Aya Roux, Bo Petit", &["+Aya Roux", "+Bo Petit"]);
    people("Présent(e)s : Aya Roux, Bo Petit", &["+Aya Roux", "+Bo Petit"]);
    people("Présents·es : Aya Roux, Bo Petit", &["+Aya Roux", "+Bo Petit"]);
    people("Présentes et présents : Aya Roux, Bo Petit", &["+Aya Roux", "+Bo Petit"]);
    people("Personnes présentes : Aya Roux, Bo Petit", &["+Aya Roux", "+Bo Petit"]);
    people("Étaient présents : Aya Roux, Bo Petit", &["+Aya Roux", "+Bo Petit"]);
    people("Participant·e·s : Aya Roux, Bo Petit", &["+Aya Roux", "+Bo Petit"]);
    people("Participant(e)s : Aya Roux, Bo Petit", &["+Aya Roux", "+Bo Petit"]);
    people("Participants : Aya Roux, Bo Petit", &["+Aya Roux", "+Bo Petit"]);
    people("Membres présents : Aya Roux, Bo Petit", &["+Aya Roux", "+Bo Petit"]);
    people("Présent-e-s : Aya Roux, Bo Petit", &["+Aya Roux", "+Bo Petit"]);
    people("**Excusé(s) :** Aya Roux, Bo Petit", &["-Aya Roux", "-Bo Petit"]);
    people("**Excusé·e·s :** Aya Roux, Bo Petit", &["-Aya Roux", "-Bo Petit"]);
    people("**Absent(e)s :** Aya Roux, Bo Petit", &["-Aya Roux", "-Bo Petit"]);
    people("**Absents excusés :** Aya Roux, Bo Petit", &["-Aya Roux", "-Bo Petit"]);
    people("**Absent·e·s :** Aya Roux, Bo Petit", &["-Aya Roux", "-Bo Petit"]);
    people("**Excusées :** Aya Roux, Bo Petit", &["-Aya Roux", "-Bo Petit"]);
    people("**Absents / excusés :** Aya Roux, Bo Petit", &["-Aya Roux", "-Bo Petit"]);
    people(
        "Secrétaire de séance : Aya Roux\nAnimateur : Bo Petit\nRédacteur : Lou Blanc\nPrise de note : Max Noir",
        &["note-taker Aya Roux", "facilitator Bo Petit", "note-taker Lou Blanc", "note-taker Max Noir"],
    );
}

#[test]
fn chinese_headings() {
    below(&["## 议题一"], "**结论：** 同意", &["decision: 同意"]);
    below(&["## 议题一"], "**会议结论：** 同意", &["decision: 同意"]);
    below(&["## 议题一"], "**决议：** 同意", &["decision: 同意"]);
    below(&["## 议题一"], "**会议决议：** 同意", &["decision: 同意"]);
    below(&["## 议题一"], "**决策：** 同意", &["decision: 同意"]);
    below(&["## 议题一"], "**讨论结论：** 同意", &["decision: 同意"]);
    below(&["## 议题一"], "**最终结论：** 同意", &["decision: 同意"]);
    below(&["## 议题一"], "**决定：** 同意", &["decision: 同意"]);
    below(&["## 议题一"], "**结果与结论：** 同意", &[]);
    below(&["## 议题一"], "**社区决策：** 同意", &["decision: 同意"]);
    below(&["## 议题一"], "**结果：** 同意", &[]);
    below(&["## 议题一"], "**讨论：** 同意", &[]);
    below(&["## 议题一"], "**建议：** 同意", &[]);
    below(&["## 议题一"], "**意见：** 同意", &[]);
    below(&["## 议题一"], "**进展：** 同意", &[]);
    below(&["## 议题一"], "**背景：** 同意", &[]);
    below(&["## 议题一"], "**投票结果：** 同意", &[]);
    below(&["## 议题一"], "**问题：** 同意", &[]);
    below(&["## 议题一"], "**说明：** 同意", &[]);
    below(&["## 议题一"], "**补充：** 同意", &[]);
    below(&["## 议题一"], "**待讨论：** 同意", &[]);
    below(
        &[
            "## 决议事项",
            "## 会议决策",
            "## 决策事项",
            "## 结论",
            "## 会议结论",
            "## 本次会议结论",
            "## 讨论结论",
            "## 决议",
            "## 达成共识",
            "## 三、会议结论",
            "## 技术结论",
        ],
        "同意",
        &["decision: 同意"],
    );
    below(&["## 会议成果和结论"], "同意", &[]);
    below(
        &[
            "## 待办",
            "## 待办事项",
            "## 行动项",
            "## 待办事项（Action Items）",
            "## Action Items 行动项",
            "## 遗留任务",
            "## 后续行动",
            "## 会后待办",
            "## 跟进事项",
            "## 下一步行动",
            "## TODO",
            "## 待跟进事项",
            "## 行动计划",
            "## 任务安排",
            "## 四、后续工作",
            "## 会议待办",
            "## 后续待办",
            "## Action Item（行动项）",
            "## 待办列表",
        ],
        "写信",
        &["action: 写信"],
    );
    below(
        &[
            "## 问题",
            "## 后续规划",
            "## 议题",
            "## 进展",
            "## 下次会议",
            "## 本周进展",
            "## 会议安排",
            "## 讨论",
            "## 建议",
            "## 社区建议",
            "## 计划",
            "## 总结",
            "## 会议总结",
            "## 版本计划",
            "## Q&A",
        ],
        "写信",
        &[],
    );
    below(&["## 上次会议待办", "## 上周待办跟进"], "写信", &["action: 写信 [earlier]"]);
}

#[test]
fn chinese_items() {
    items(
        "决策：使用方案一\n遗留问题：是否放到别处还需要讨论？",
        &["decision: 使用方案一", "question: 是否放到别处还需要讨论？"],
    );
    items(
        "遗留问题：\n- 要查一下原因 -- 责任人 林一\n- 投票和讨论",
        &["question: 要查一下原因 -- 责任人 林一", "question: 投票和讨论"],
    );
    items(
        "参会人：林一、周二、陈三\n\n## 待办事项\n\n- 写信，责任人：林一\n- 寄信（责任人：周二，截止时间：3月15日）\n- 林一：买茶\n- @周二 查资料\n- 擦窗（陈三）\n- 陈三负责修门\n- 扫地 -- 责任人 林一\n- 搬椅子 @林一 3月20日前完成\n- 整理文档",
        &[
            "action: 写信 (林一)",
            "action: 寄信 (周二) <2023-03-15>",
            "action: 买茶 (林一)",
            "action: 查资料 (周二)",
            "action: 擦窗 (陈三)",
            "action: 陈三负责修门 (陈三)",
            "action: 扫地 (林一)",
            "action: 搬椅子 @林一 3月20日前完成 <2023-03-20>",
            "action: 整理文档",
        ],
    );
    items(
        "待办：写信\n\n行动项1：寄信\n\n【待办】买茶\n\nTODO：擦窗\n\nAction：扫地",
        &["action: 写信", "action: 寄信", "action: 买茶", "action: 擦窗", "action: 扫地"],
    );
    items(
        "## 行动项\n\n| 序号 | 任务 | 责任人 | 截止时间 | 状态 |\n|---|---|---|---|---|\n| 1 | 写信 | 林一 | 2021年3月15日 | 已完成 |\n| 2 | 寄信 | 周二、陈三 | 3月20日 | 进行中 |",
        &["action: 写信 (林一) <2021-03-15> [done]", "action: 寄信 (周二, 陈三) <2023-03-20> [started]"],
    );
    items("## 待办\n\n无\n\n## 结论\n\n暂无", &[]);
}

#[test]
fn chinese_people() {
    people(
        "Participants 与会人：林一、周二、陈三，王四\nHost 会议主持人： 林一\n下次会议主持人：周二",
        &["+林一", "+周二", "+陈三", "+王四", "facilitator 林一"],
    );
    people("会议主持：林一  \n下次主持：周二  \n与会人：林一、周二、", &["facilitator 林一", "+林一", "+周二"]);
    people(
        "**参会人** ：LinYi, zhou2, Chen San\n\n**会前必读** ：http://example.org/",
        &["+LinYi", "+zhou2", "+Chen San"],
    );
    people(
        "**会议主题：** 社区会议\n\n**参会人员：** LinYi, zhou-er. \n\n## 议程 1 ：自我介绍\n\n内容：新成员介绍。",
        &["+LinYi", "+zhou-er"],
    );
}

#[test]
fn japanese_headings() {
    below(&["## 議題1"], "決定：月曜に集まる", &["decision: 月曜に集まる"]);
    below(&["## 議題1"], "決定事項：月曜に集まる", &["decision: 月曜に集まる"]);
    below(&["## 議題1"], "結論：月曜に集まる", &["decision: 月曜に集まる"]);
    below(&["## 議題1"], "合意事項：月曜に集まる", &["decision: 月曜に集まる"]);
    below(&["## 議題1"], "決議：月曜に集まる", &["decision: 月曜に集まる"]);
    below(&["## 議題1"], "議決：月曜に集まる", &["decision: 月曜に集まる"]);
    below(&["## 議題1"], "決まったこと：月曜に集まる", &["decision: 月曜に集まる"]);
    below(
        &[
            "## 決定事項",
            "## 決まったこと",
            "## 結論",
            "## 決議事項",
            "## 議決事項",
            "## 合意事項",
            "## 今日決まったこと",
            "### ■決定事項",
            "## 【決定事項】",
            "## 本日の決定事項",
            "## 決定事項一覧",
        ],
        "月曜に集まる",
        &["decision: 月曜に集まる"],
    );
    below(
        &[
            "## アクションアイテム",
            "## ToDo",
            "## TODO",
            "## 宿題",
            "## ネクストアクション",
            "## Next Action",
            "## 次回までにやること",
            "## 次回までのタスク",
            "## やること",
            "## 今後のタスク",
            "## 次回までのTODO",
            "## 今後のアクション",
            "## アクション",
            "## 次回アクション",
            "## 【TODO】",
            "## 対応事項",
            "## タスク一覧",
            "## 残タスク",
        ],
        "手紙を書く",
        &["action: 手紙を書く"],
    );
    below(
        &[
            "## 課題",
            "## 問題",
            "## 今後の予定",
            "## 次回予定",
            "## 次回",
            "## 議題",
            "## 報告事項",
            "## 連絡事項",
            "## 検討事項",
            "## 確認事項",
            "## 決定事項/要点",
            "## 残作業/課題/今後の進め方",
            "## 議論",
            "## その他",
            "## 共有事項",
            "## 先週やったこと",
            "## 今後の進め方",
            "## やったこと",
            "## 前提",
        ],
        "手紙を書く",
        &[],
    );
    below(&["## 前回のTODO", "## 前回のアクションアイテムの確認"], "手紙", &["action: 手紙 [earlier]"]);
}

#[test]
fn japanese_items() {
    items(
        "参加者：山田太郎、鈴木花子、木村\n\n## TODO\n\n- 手紙を書く（担当：山田）\n- お茶を買う（鈴木）\n- 木村：窓を拭く\n- 鈴木さん：床を掃く\n- 3/15までに椅子を運ぶ（木村さん）\n- 戸を直す 担当：木村 期限：3/20\n- [ ] @yamada 本を返す\n- 木村が鍵を閉める\n- 【山田】箱を作る\n- 絵を描く → 鈴木さん",
        &[
            "action: 手紙を書く (山田太郎)",
            "action: お茶を買う (鈴木花子)",
            "action: 窓を拭く (木村)",
            "action: 床を掃く (鈴木花子)",
            "action: 3/15までに椅子を運ぶ (木村) <2023-03-15>",
            "action: 戸を直す (木村) <2023-03-20>",
            "action: 本を返す (yamada)",
            "action: 木村が鍵を閉める (木村)",
            "action: 箱を作る (山田太郎)",
            "action: 絵を描く (鈴木花子)",
        ],
    );
    items(
        "## アクションアイテム\n\n| アクション | 担当者 | 期限 | ステータス |\n|---|---|---|---|\n| 手紙 | 山田 | 2021-03-15 | 未着手 |\n| お茶 | 鈴木 | 3/20 | 完了 |",
        &["action: 手紙 (山田) <2021-03-15>", "action: お茶 (鈴木) <2023-03-20> [done]"],
    );
    items("## 決定事項\n\n特になし\n\n## TODO\n\n- なし", &[]);
    items("## 議論\n\n- Q) 誰が書くのか\n- A) 山田\n- C) 課題はリンクしている", &[]);
}

#[test]
fn japanese_people() {
    people(
        "### 参加者：\n\n - リアル：大和田、島、加藤\n - オンライン：林、石見",
        &["+大和田", "+島", "+加藤", "+林", "+石見"],
    );
    people(
        "- 日時: 2021年3月5日\n- 参加者(敬称略)\n    - 佐藤(主催)\n    - 鈴木\n    - 田中",
        &["+佐藤", "+鈴木", "+田中"],
    );
    people(
        "参加者：山田さん、鈴木さん、Tanaka\n司会：山田\n書記：鈴木\n欠席：木村さん",
        &["+山田", "+鈴木", "+Tanaka", "facilitator 山田", "note-taker 鈴木", "-木村"],
    );
    people("## 出席者\n\n- 山田 太郎（株式会社A）\n- 鈴木花子\n\n## 欠席者\n\n- なし", &["+山田 太郎", "+鈴木花子"]);
    people(
        "**ファシリテーター**: 山田\n\n**記録者**: 鈴木\n\n**議事録作成者**: 木村",
        &["facilitator 山田", "note-taker 鈴木", "note-taker 木村"],
    );
}

#[test]
fn spanish_headings() {
    below(
        &[
            "## Acuerdos",
            "## Acuerdos tomados",
            "## Puntos acordados",
            "## Decisiones tomadas",
            "## Resumen de acuerdos y decisiones",
        ],
        "los lunes",
        &["decision: los lunes"],
    );
    below(
        &[
            "## Tareas asignadas",
            "## Acciones pendientes",
            "## Tareas y responsables",
            "## Próximos pasos",
            "## Tareas para la próxima reunión",
            "## Tareas",
        ],
        "pintar",
        &["action: pintar"],
    );
    below(
        &[
            "## Ruegos y preguntas",
            "## Próxima reunión",
            "## Temas tratados",
            "## Acuerdos y próximos pasos",
            "## Observaciones",
        ],
        "pintar",
        &[],
    );
}

#[test]
fn spanish_items() {
    items(
        "## Tareas\n\n| Tarea | Responsable | Fecha límite |\n|---|---|---|\n| pintar | Ana Gil | 15/03/2021 |\n\n## Acuerdos\n\n- **Decisión/Conclusión:** sí",
        &["action: pintar (Ana Gil) <2021-03-15>", "decision: sí"],
    );
}

#[test]
fn spanish_people() {
    people(
        "- **Asistentes:**\n  - Ana Gil - Secretaria\n  - Luis Paz\n- **Moderador:** Ana Gil\n- **Secretario:** Luis Paz",
        &["+Ana Gil", "+Luis Paz", "facilitator Ana Gil", "note-taker Luis Paz"],
    );
}

#[test]
fn points_of_an_agenda_beside_the_notes() {
    items(
        "## Tagesordnung\n\n### Aufgaben\n\n- hat jemand Zeit?\n\n## Protokoll\n\n### Aufgaben\n\n- Ute holt Tee",
        &["action: Ute holt Tee"],
    );
    items("## Tagesordnung\n\n### Aufgaben\n\n- Ute holt Tee", &["action: Ute holt Tee"]);
}
