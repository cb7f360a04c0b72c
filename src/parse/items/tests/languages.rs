//! Habits of notes in German, French and Spanish: what is listed and who is named, with the near
//! misses that give nothing. The notes are invented.

use super::{items, people};

/// Asserts that a list item below each heading, between which bars stand, is listed so.
pub(super) fn below(headings: &str, text: &str, expected: &[&str]) {
    for heading in headings.split(" | ") {
        items(&format!("{heading}\n\n- {text}"), expected);
    }
}

#[test]
fn german_headings() {
    below("## TOP 3: Beschlüsse | ## Beschlüsse der letzten Sitzung", "Montags", &["decision: Montags"]);
    below("## TOP 4 - Aufgaben", "Ute: Raum buchen", &["action: Raum buchen (Ute)"]);
    below(
        "## ToDo's | ## To-Dos bis zum nächsten Mal | ## Arbeitsaufträge | ## Offene ToDos | \
         ## Wer macht was? | ## Nächste Schritte | ## Pendenzen | ## Aufgabenverteilung | \
         ## Aufgaben diese Woche | ## Aufgaben bis zum nächsten Treffen | **Aufgaben:** | \
         ## Maßnahmen",
        "Raum buchen",
        &["action: Raum buchen"],
    );
    below(
        "## Handlungsbedarf & Aufgaben | ## Ergebnis | ## Ergebnisse | ## Punkte | \
         ## Abstimmungen | ## Sonstiges | ## Termine | ## Nächstes Treffen | ## Aufgabengebiete | \
         ## Beschlussfähigkeit | ## Anträge | ## Offenes | ## Themen | ## Traktanden | ## Neues | \
         ## Berichte | ## Vorhaben | ## Nächste Termine | ## Diskussion",
        "Raum buchen",
        &[],
    );
    below("## Aufgaben vom letzten Treffen", "Tee", &["action: Tee [earlier]"]);
    below("## Offene Punkte", "Tee", &["question: Tee"]);
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
        "## Relevé de décisions | ## Décisions | ## Décision(s) prise(s) | \
         ## Décisions de la réunion | ## Ce qui a été décidé | ### Décisions actées | \
         ## 4. Décisions",
        "on peint",
        &["decision: on peint"],
    );
    below(
        "## À faire | ## Reste à faire | ## Qui fait quoi ? | ## Tâches à faire | \
         ## Plan d'actions | ## Actions à suivre | ## Prochaines étapes | ## Actions décidées | \
         ## Choses à faire | ## Actions pour la prochaine réunion | ## TODO list | \
         ## Suites à donner | ## Tâches",
        "peindre",
        &["action: peindre"],
    );
    below(
        "## Questions diverses | ## Divers | ## Votes | ## Tour de table | ## Prochaine réunion | \
         ## Ordre du jour | ## ODJ | ## Points abordés | ## Suivi | ## Actions culturelles | \
         ## Activités | ## Bilan | ## Prochaines dates | ## Prochaines réunions | \
         ## Relevé de décisions et d'actions | ## Compte-rendu | ## Points divers | \
         ## Actions du Fablab",
        "peindre",
        &[],
    );
    below("## Actions de la dernière réunion", "peindre", &["action: peindre [earlier]"]);
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
fn spanish_headings() {
    below(
        "## Acuerdos | ## Acuerdos tomados | ## Puntos acordados | ## Decisiones tomadas | \
         ## Resumen de acuerdos y decisiones",
        "los lunes",
        &["decision: los lunes"],
    );
    below(
        "## Tareas asignadas | ## Acciones pendientes | ## Tareas y responsables | \
         ## Próximos pasos | ## Tareas para la próxima reunión | ## Tareas",
        "pintar",
        &["action: pintar"],
    );
    below(
        "## Ruegos y preguntas | ## Próxima reunión | ## Temas tratados | \
         ## Acuerdos y próximos pasos | ## Observaciones",
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

#[test]
fn arabic_headings() {
    below("## القرارات | ## ما اتفقنا عليه | ## قرارات", "نلتقي يوم الخميس", &["decision: نلتقي يوم الخميس"]);
    below("## أهم ما تعلّمناه | ## أهم ما تعلمناه | ## الدروس المستفادة:", "السؤال أولًا", &["insight: السؤال أولًا"]);
    below("## الخطوات التالية | ## المهام", "حجز القاعة", &["action: حجز القاعة"]);
    below("## الأسئلة المفتوحة", "من يحفظ القائمة؟", &["question: من يحفظ القائمة؟"]);
    below("## النقاش | ## متفرقات | ## قرار الأمس في الصحف", "حجز القاعة", &[]);
    items("- **قرار:** نلتقي يوم الخميس", &["decision: نلتقي يوم الخميس"]);
}
