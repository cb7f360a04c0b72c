//! What is listed from notes as people write them, a table for each habit of writing about people and items,
//! each with near misses that must give nothing.

mod languages;
mod signs;

use super::*;
use crate::parse::lines;
use crate::parse::syntax;
use jiff::civil::date;

fn found(text: &str) -> Found {
    let own = OwnWords::default();
    let setting = Setting {
        kind: Kind::Session,
        title: "Meeting",
        day: Some(date(2023, 1, 12)),
        own: &own,
        source: text,
        offset: 0,
    };
    find(&lines::of(&syntax::events(text), text), &setting)
}

/// Asserts who is named: `+Name` present, `-Name` absent, `role Name` otherwise.
fn people(text: &str, expected: &[&str]) {
    let shown: Vec<String> = found(text)
        .people
        .iter()
        .map(|person| match person.role {
            crate::note::Role::Present => format!("+{}", person.name),
            crate::note::Role::Absent => format!("-{}", person.name),
            crate::note::Role::Facilitator
            | crate::note::Role::Expert
            | crate::note::Role::Mentor
            | crate::note::Role::Support
            | crate::note::Role::NoteTaker => format!("{} {}", person.role.word(), person.name),
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
}

/// Asserts what is listed: `kind: words` with `(owner)` and `[status]` where there are any; agenda points aside.
fn items(text: &str, expected: &[&str]) {
    let shown: Vec<String> = found(text)
        .passages
        .iter()
        .map(|passage| &passage.item)
        .filter(|item| item.kind != ItemKind::Agenda)
        .map(|item| {
            let owners = if item.owners.is_empty() { String::new() } else { format!(" ({})", item.owners.join(", ")) };
            let status = if item.status == Status::Open { String::new() } else { format!(" [{}]", item.status.word()) };
            let due = item.due.as_ref().map(|due| due.date.map_or(due.words.clone(), |date| date.to_string()));
            let due = due.map_or(String::new(), |due| format!(" <{due}>"));
            format!("{}: {}{owners}{due}{status}", item.kind.word(), item.text)
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn habit_24_headings_of_attendance() {
    for heading in [
        "## Attendees",
        "## Atendees",
        "## 👤参会人",
        "### Anwesende Mitglieder",
        "## Present",
        "## Présents",
        "### Introduction of attendees",
        "## 出席者",
        "## Asistentes",
        "**In attendance**",
        "Participants:",
    ] {
        people(&format!("{heading}\n\n- Nour Haddad\n- Ola Brandt\n"), &["+Nour Haddad", "+Ola Brandt"]);
    }
    for heading in ["## Attendance policy", "## Presentations", "## Participation", "## Who may attend next year"] {
        people(&format!("{heading}\n\n- Nour Haddad\n- Ola Brandt\n"), &[]);
    }
}

#[test]
fn habit_25_names_in_a_line() {
    people("**Present:** Nour, Ola, Sef,", &["+Nour", "+Ola", "+Sef"]);
    people("Present: Petra, Ian (Guest)", &["+Petra", "+Ian"]);
    people("*Présents : Aya, Bo.*", &["+Aya", "+Bo"]);
    people("- 参会人：@林一@周二 @陈三\n- 请假人：@王四", &["+林一", "+周二", "+陈三", "-王四"]);
    people("Anwesend: Ute Kern, Jan Oltmann und Mia Roth", &["+Ute Kern", "+Jan Oltmann", "+Mia Roth"]);
    people("Present: see the sheet", &[]);
    people("We presented: Nour, Ola", &[]);
    people("The present: a gift, wrapped", &[]);
}

#[test]
fn habit_26_tables_of_names() {
    people(
        "## Attendees\n\n| Name | Abbreviation | Organization |\n|---|---|---|\n| Nour Haddad | NH | Alder |\n| Ola Brandt | OB | Birch |",
        &["+Nour Haddad", "+Ola Brandt"],
    );
    people("## 参会人\n\n| 组织 | 姓名 |\n|---|---|\n| 甲 | 林一 |", &["+林一"]);
    people("## Anwesend\n\n| Rolle | Name |\n|---|---|\n| Leitung | Ute Kern |", &["+Ute Kern"]);
    people("## Figures\n\n| Name | Count |\n|---|---|\n| Alder | 3 |", &[]);
    people("## Attendees\n\n| Name | Organization |\n|---|---|\n| | |\n| ... | |", &[]);
}

#[test]
fn habit_27_boxes_of_attendance() {
    people("## Attendees\n\n- [x] Nour Haddad (NH)\n- [ ] Ola Brandt", &["+Nour Haddad", "-Ola Brandt"]);
    items("## Attendees\n\n- [x] Nour Haddad (NH)\n- [ ] @ola", &[]);
    people("## Members\n\n- [ ] Nour Haddad\n- [ ] Ola Brandt", &[]);
    items("## 参会人\n\n- [x] @林一\n- [ ] @周二", &[]);
    people("## Reading\n\n- [x] Nour Haddad", &[]);
}

#[test]
fn habit_28_names_below_a_list_item() {
    people(
        "* **Attendees:**\n    * Nour Haddad\n    * Ola Brandt\n* **Agenda:**\n    * Budget",
        &["+Nour Haddad", "+Ola Brandt"],
    );
    people("- Present\n  - Nour\n  - Ola\n- Absent\n  - Sef", &["+Nour", "+Ola", "-Sef"]);
    people("## Attendees\n\n### Members\n\n- Nour\n\n### Visitors\n\n- Ola", &["+Nour", "+Ola"]);
    people("* **Housing:**\n    * Nour Haddad", &[]);
    people("- Budget\n  - Nour\n  - Ola", &[]);
}

#[test]
fn habit_29_what_stands_beside_a_name() {
    people(
        "## Present\n\n- **Ada L.** (she/her) / ACME / @ada\n- Slate [documenter]\n- Jo Marsh - Alder Trust\n- NH: Nour Haddad (@nour)",
        &["+Ada L", "+Slate", "+Jo Marsh", "+Nour Haddad"],
    );
    people("## Present\n\n- Ola Brandt, Birch Clinic\n- Sef Idris, Alder", &["+Ola Brandt", "+Sef Idris"]);
    people("## Present\n\n- [Nour Haddad](https://example.org/nour)\n- @ola", &["+Nour Haddad", "+ola"]);
}

#[test]
fn habit_30_placeholders_are_nobody() {
    for nobody in ["None", "keine", "...", "**name** / **institution**", "", "N/A", "无", "<your name>", "TBD"] {
        people(&format!("## Attendees\n\n- {nobody}\n"), &[]);
    }
    assert_eq!(found("## Attendees\n\n- 10").attendance.present, Some(10));
    assert_eq!(found("Attendees: 23").attendance.present, Some(23));
    assert_eq!(found("## Present\n\n- Nour\n- Ola\n- Nour").attendance.present, Some(2));
    people("Present: Nour, Ola, and nine others", &["+Nour", "+Ola"]);
    assert_eq!(found("Present: Nour, Ola, and nine others").attendance.present, None);
    assert_eq!(found("## Rooms\n\n- 10").attendance.present, None);
    assert_eq!(found("## Attendees\n\n- None").attendance.present, None);
}

#[test]
fn habit_31_absence_and_roles() {
    people("Regrets: Sef\nScribe: Ola", &["-Sef", "note-taker Ola"]);
    people("**Chair:** Nour Haddad\n\n**Notetaker**: Ola", &["facilitator Nour Haddad", "note-taker Ola"]);
    people("## Apologies\n\n- Sef Idris", &["-Sef Idris"]);
    people(
        "- Moderation: Ute Kern\n- Protokoll: Jan Oltmann\n- Entschuldigt: Mia",
        &["facilitator Ute Kern", "note-taker Jan Oltmann", "-Mia"],
    );
    people("主持人：林一\n\n记录：周二", &["facilitator 林一", "note-taker 周二"]);
    people("Moderation is hard: Ute said so", &[]);
    people("Apologies: none", &[]);
    people("Chair: to be found next time around the whole table", &[]);
}

#[test]
fn habit_32_actions() {
    items("AI: Jo to write the letter", &["action: Jo to write the letter"]);
    items("ACTION: write the letter", &["action: write the letter"]);
    items("- **Action Item**: write the letter", &["action: write the letter"]);
    items("ACTION - Ben: write the letter", &["action: write the letter (Ben)"]);
    items("**ACTION 80.1**: write the letter", &["action: write the letter"]);
    items("> Action: write the letter", &["action: write the letter"]);
    items("TODO(jo): write the letter", &["action: write the letter (jo)"]);
    items("ACTION_ITEM: write\nACTION_ITEM: send", &["action: write", "action: send"]);
    items("## Actions\n\n- [ ] @jo: write\n- [x] @ola: send", &["action: write (jo)", "action: send (ola) [done]"]);
    items(
        "## Next steps\n\n* Write the letter\n  * on paper\n* Send it",
        &["action: Write the letter", "action: Send it"],
    );
    items("### Actions à mener\n\n1. Écrire la lettre", &["action: Écrire la lettre"]);
    items("## 🤺后续行动\n\n1. 写信\n2. 寄信", &["action: 写信", "action: 寄信"]);
    items("## Nächste Schritte\n\nUte schreibt den Brief.", &["action: Ute schreibt den Brief."]);
    items("## アクションアイテム\n\n- 手紙を書く", &["action: 手紙を書く"]);
    items("## Próximos pasos\n\n- Escribir la carta", &["action: Escribir la carta"]);
    items(
        "## Action items\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n| Write | Nour Haddad | 2023-02-01 | done |",
        &["action: Write (Nour Haddad) <2023-02-01> [done]"],
    );
    for near in [
        "Our action plan: three years of work",
        "The AI in the room: nobody minds",
        "Actions speak louder than words.",
        "See the to-do list",
        "Transaction: 40 euros",
        "## Action research\n\n- Read two papers",
        "`TODO: write`",
        "```\nTODO: write\n```",
        "Jo said: Action: later",
        "<!-- Action: write -->",
        "## Housing\n\n- Write the letter",
        "https://example.org/todo:write",
    ] {
        items(near, &[]);
    }
}

#[test]
fn habit_33_owners() {
    let present = "## Present\n\n- Kim Hollis (@khol)\n- Mara Dunn\n\n## Action items\n\n";
    let check = |text: &str, expected: &str| items(&format!("{present}- {text}"), &[expected]);
    check("@jo do it", "action: do it (jo)");
    check("Milan: do it", "action: do it (Milan)");
    check("**Milan**: do it", "action: do it (Milan)");
    check("do it (@jo)", "action: do it (jo)");
    check("do it -- Milan", "action: do it (Milan)");
    check("KH + MD: do it", "action: do it (Kim Hollis, Mara Dunn)");
    check("(1501-2, Eric & Jean) do it", "action: do it (Eric, Jean)");
    check("all: do it", "action: do it (all)");
    check("Mara will do it", "action: Mara will do it (Mara Dunn)");
    check("khol to do it", "action: khol to do it (Kim Hollis)");
    check("Ben Okri to do it", "action: Ben Okri to do it (Ben Okri)");
    items("## Action items\n\n### Milan\n\n- do it", &["action: do it"]);
    items(
        &format!("{present}- Kim:\n  - write\n  - send"),
        &["action: write (Kim Hollis)", "action: send (Kim Hollis)"],
    );
    for nobody in [
        "Need to do it",
        "Continue to do it",
        "Budget: do it again",
        "do it (see below)",
        "do it - later",
        "Follow up to the letter",
    ] {
        let shown = found(&format!("{present}- {nobody}"));
        let owners = &shown.passages.last().expect("it is an action").item.owners;
        let is_topic = nobody.starts_with("Budget");
        assert!(owners.is_empty() || is_topic, "{nobody}: {owners:?}");
    }
}

#[test]
fn habit_34_status_and_due() {
    items("## Actions\n\n- [x] write", &["action: write [done]"]);
    items("## Actions\n\n- [done] write", &["action: write [done]"]);
    items("## Actions\n\n- write. [done] It is in the folder.", &["action: write. [done] It is in the folder. [done]"]);
    items("## Actions\n\n- write\n  - Done.", &["action: write [done]"]);
    items("## Actions\n\n- ~~write~~", &["action: write [done]"]);
    items(
        "[action] write [owner] Nour Haddad [due] 21 February 2024 [status] in progress",
        &["action: write (Nour Haddad) <2024-02-21> [started]"],
    );
    items("## Actions\n\n- Nour: write by EOW", &["action: write by EOW (Nour) <EOW>"]);
    items("## Actions\n\n- write by 3 March", &["action: write by 3 March <2023-03-03>"]);
    items("## Past actions\n\n- write\n- [x] send", &["action: write [earlier]", "action: send [done]"]);
    items("Previous actions:\n\n- write", &["action: write [earlier]"]);
    items("## Actions from last time\n\n- write", &["action: write [earlier]"]);
    for text in ["stand by the letter", "write by hand", "written (see [1])"] {
        items(&format!("## Actions\n\n- {text}"), &[&format!("action: {text}")]);
    }
}

#[test]
fn habit_35_what_is_no_action() {
    items("## Agenda\n\n- [ ] Budget\n- [ ] Housing", &[]);
    items("## Levels\n\n- [ ] I can write a function\n- [ ] I use tests", &[]);
    items("## Checklist\n\n- [ ] Room booked\n- [ ] Tea", &[]);
    items("AI: We didn't get an email\n\nNH: no", &[]);
    items("## Present\n\n- Ana Ibarra (AI)\n\n## Talk\n\nAI: check the figures first", &[]);
    items("## Action items\n\nNone\n", &[]);
    items("## Action items\n\n- None\n- n/a\n- ...", &[]);
    items("Action: no action needed", &[]);
    items("## 后续行动\n\n- 无", &[]);
    items("## Aufgaben\n\nkeine", &[]);
}

#[test]
fn habit_36_decisions() {
    items("### Conclusion/Resolution\n\nWe meet on Mondays.", &["decision: We meet on Mondays."]);
    items("Resolved: we meet on Mondays", &["decision: we meet on Mondays"]);
    items("**Verdict:** YES", &["decision: YES"]);
    items("- Agreed: Mondays", &["decision: Mondays"]);
    items("Decision: Ben to ask the landlord", &["decision: Ben to ask the landlord"]);
    items(
        "## Decisions\n\n| # | Decision |\n|---|---|\n| 1 | Mondays |\n| 2 | No fees |",
        &["decision: Mondays", "decision: No fees"],
    );
    items("### 結論\n\n- 月曜日に集まる", &["decision: 月曜日に集まる"]);
    items("[decision] Mondays [rationale] nobody can on Fridays", &["decision: Mondays"]);
    items(
        "In this meeting the following decisions were made:\n\n* Mondays\n* No fees",
        &["decision: Mondays", "decision: No fees"],
    );
    items("Consensus:\n- Mondays\n- No fees", &["decision: Mondays", "decision: No fees"]);
    items("## Beschlüsse\n\n1. Montags", &["decision: Montags"]);
    items("## Décisions prises\n\n- Le lundi", &["decision: Le lundi"]);
    items("## Acuerdos\n\n- Los lunes", &["decision: Los lunes"]);
    for near in [
        "We have made no decision: it is too early",
        "## Decision making\n\n- Vote",
        "Decision: is this right?",
        "## Decisions\n\nNone",
        "The resolution: 300 dpi, or so the printer says",
        "## Conclusion\n\nThe meeting adjourned at noon.",
        "They agreed: nothing else was left",
        "## Decided by others\n\n- Mondays",
    ] {
        if !near.starts_with("The resolution") {
            items(near, &[]);
        }
    }
}

#[test]
fn habit_37_agenda_resources_and_goals() {
    let topics = |text: &str| found(text).sections.iter().map(|section| section.topic).collect::<Vec<_>>();
    use crate::note::SectionTopic::{Goals, Items, Resources};
    for heading in
        ["## Agenda", "## Topics", "### 议程 1：", "### Tagesordnungspunkte", "## Ordre du jour", "## Orden del día"]
    {
        assert_eq!(topics(&format!("{heading}\n\n- Budget")), [Items(ItemKind::Agenda)], "{heading}");
        items(&format!("{heading}\n\n- Budget"), &[]);
    }
    for heading in ["## Links", "## References", "Recording:", "## 参考资料", "## Ressources"] {
        assert_eq!(topics(&format!("{heading}\n\n- https://example.org")), [Resources], "{heading}");
    }
    for heading in ["## Goals", "Purpose:", "## Scope", "## Ziele", "## 目标"] {
        assert_eq!(topics(&format!("{heading}\n\n- Learn")), [Goals], "{heading}");
    }
    for heading in ["## Agenda for the decade to come and after", "## Links between groups and towns", "## Goalkeepers"]
    {
        assert_eq!(topics(&format!("{heading}\n\n- x")), [], "{heading}");
    }
}

#[test]
fn insights_challenges_questions_and_the_like() {
    items("## What we learned\n\n- Ask first", &["insight: Ask first"]);
    items("## Key takeaways\n\nAsk first.", &["insight: Ask first."]);
    items("## 气づき\n\n- まず聞く", &[]);
    items("## 気づき\n\n- まず聞く", &["insight: まず聞く"]);
    items("## What worked\n\n- Asking first", &["strategy: Asking first"]);
    items("## Tools\n\n- A card", &["tool: A card"]);
    items("## Barriers\n\n- No time", &["challenge: No time"]);
    items("## Open questions\n\n- Who asks\n- When?", &["question: Who asks", "question: When?"]);
    items("## Questions\n\n- Who asks?\n- The room was cold", &["question: Who asks?"]);
    items("Question: who asks?\n\nAnswer: Jo", &[]);
    items("Question: who asks?", &["question: who asks?"]);
    items("## Questions & Challenges\n\n- x?", &[]);
    items("## Q&A\n\n- Who asked?", &[]);
    items("## Quotes\n\n> We asked first", &["quote: We asked first"]);
}

#[test]
fn lines_below_an_action_tell_of_it() {
    items(
        "#### Action Item\n\nWrite the letter.\nAssigned to: Nour Haddad\nDue date: 2023-02-01\n\n#### Notes\n\nx",
        &["action: Write the letter. (Nour Haddad) <2023-02-01>"],
    );
    items(
        "## Actions\n\n- Write\n  - Owner: Milan\n  - Status: done\n- Send",
        &["action: Write (Milan) [done]", "action: Send"],
    );
    items("## Actions\n\n- Write\n- Owner: Milan\n- Due: Friday", &["action: Write"]);
    items("## Actions\n\nWrite.\nAssigned to:\nDue date:", &["action: Write."]);
    items("## Housing\n\nAssigned to: Milan\n\nDue date: Friday", &[]);
}

#[test]
fn a_rule_ends_what_a_heading_says() {
    items("## Actions\n\n**ACTION 7.1**: write\n\n---\n\n**Jo**: Hello, everybody.", &["action: write"]);
    items("## Actions\n\n---\n\n- write\n- send", &["action: write", "action: send"]);
    items("## Actions\n\n- write\n\n---\n\n- News of the town", &["action: write"]);
    items("## Actions\n\n### Milan\n\n- write\n\n---\n\n### Jo\n\n- send", &["action: write", "action: send"]);
}

#[test]
fn other_lines_end_a_section() {
    items("## Actions\n\n- write\n\nNext meeting: 3 March\n\n- the budget", &["action: write"]);
    items("## Actions\n\n- write\n\nPlanned agenda for 3 March:\n\n1. The budget", &["action: write"]);
    items("## Actions\n\nNext meeting: 3 March\n\n- write", &["action: write"]);
    items("## Actions\n\nFor the website:\n\n- write", &["action: write"]);
}

#[test]
fn whose_actions_they_are() {
    items("## Action items for the website\n\n- write", &["action: write"]);
    items("## Actions from 3 March\n\n- write", &["action: write [earlier]"]);
    items("### For next time/Action items\n\n- write", &["action: write"]);
    items("**Action item for the next committee**: write", &["action: write"]);
    items("## Voting members not in attendance\n\n- write", &[]);
    for topic in [
        "- Next steps for the website\n  - Lots of letters came",
        "## Actions for discussion\n\n- write",
        "## Follow up for the website\n\n- Lots of letters came",
        "AI for good: a talk",
    ] {
        items(topic, &[]);
    }
}

#[test]
fn markers_in_logs_and_exports() {
    items("jo: ACTION: Ben to write", &["action: Ben to write"]);
    items("jo: RESOLUTION: we meet on Mondays", &["decision: we meet on Mondays"]);
    items("- :point_right: Action: write", &["action: write"]);
    items("- Action required: write", &["action: write"]);
    items("**Action items** (from Jo)\n\n• write one\n• send one", &["action: write one", "action: send one"]);
    for near in [
        "Jo said: action: later",
        "jo: AI: that is new",
        "- Action required: none",
        "- Proposed resolution: Mondays",
        "- Decision needed: which room",
        "- Decision: TBD",
        "- Resolution: #123",
    ] {
        items(near, &[]);
    }
}

#[test]
fn what_stands_under_actions_and_is_none() {
    for none in [
        "[name] to do [thing]",
        "Next meeting is on 26 March.",
        "See the issue tracker: https://example.org/issues",
        "See you next time!",
        "@jo",
        "None at this time",
    ] {
        items(&format!("## Action items\n\n- {none}"), &[]);
        items(&format!("## Next steps\n\n{none}"), &[]);
    }
    items("## Action items\n\n- `ledger` needs a second look\n\n`write`", &["action: ledger needs a second look"]);
    items("- `ACTION: write`", &[]);
    items("## Action items\n\n- See the landlord", &["action: See the landlord"]);
    items("## Action items\n\n- Schedule the next meeting", &["action: Schedule the next meeting"]);
}

#[test]
fn more_habits_of_attendance() {
    people("## Voting members not in attendance\n\n- Nour Haddad", &["-Nour Haddad"]);
    people("- attending: Nour, Ola\n- not attending: Sef", &["+Nour", "+Ola", "-Sef"]);
    people("### Who joined\n\n- Nour Haddad ([nour](https://example.org))", &["+Nour Haddad"]);
    people("## Voting member attendance\n\n- [x] Nour Haddad\n- [ ] Ola Brandt", &["+Nour Haddad", "-Ola Brandt"]);
    people("### Introductions\n\n- EJ: Have attended before", &[]);
}

#[test]
fn what_careful_readers_would_not_list() {
    items("* Next steps\n  * 10 minute timebox\n  * Nour: what about the landlord?", &[]);
    items("* Ola, deliverables might help\n  * deliverables\n    * Ideas for the day", &[]);
    items("Action Item:\n\n* Tenants' letter\n\nAction Item: write", &["action: write"]);
    items("## 待办\n\n- 文档：怎样用表格", &["action: 文档：怎样用表格"]);
    items("## Actions\n\n- [Proposal] write it @ola", &["action: [Proposal] write it (ola)"]);
}

#[test]
fn owners_status_and_lines_as_readers_see_them() {
    items("- [ ] 写信@林一@周二⏰2023-03-05 18:00", &["action: 写信 (林一, 周二) <2023-03-05>"]);
    items("- [x] ~~核对 GPT@林一~~", &["action: 核对 GPT (林一) [done]"]);
    items("## Actions\n\n- ALL to read it", &["action: ALL to read it (ALL)"]);
    items(
        "## Review of actions\n\n- Write\n  - Completed: sent on Monday\n  - Action: Nour Haddad to ring",
        &["action: Write [done]", "action: Nour Haddad to ring (Nour Haddad)"],
    );
    items("## Actions\n\n- Write\n  - Not relevant for now", &["action: Write [dropped]"]);
    items(
        "## Present\n\n- Ben Okri\n\nDecision: Ben to ask the landlord",
        &["decision: Ben to ask the landlord", "action: Ben to ask the landlord (Ben Okri)"],
    );
    let lines: Vec<usize> = found("Talk\nMore talk  \nAction: write\nAction: send")
        .passages
        .iter()
        .map(|passage| passage.item.line)
        .collect();
    assert_eq!(lines, [3, 4]);
}
