// A knowledge base of any size, made up: `node bench/build/corpus.js --notes N --out FOLDER [--for hugo]`. In: how many
// notes, and for which program. Out: groups of some sixty sessions each, with goals, guidelines, resources, links
// between notes, tables, code in a quarter of them, decisions, actions and insights. The same numbers give the same
// bytes on every machine.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { random } from "../random.js";

const sessionsOfGroup = 60;
const things =
  "agreement archive attendance barrier basket benefit bridge budget calendar clinic consent courtyard data delay device door estimate evening example family form funding garden handover harbour hearing housing index interview ladder language ledger library list map measure meeting message method morning neighbour network newcomer note number office orchard outcome pattern permit pilot plan porch practice privacy problem question record referral repair report request review risk route sample schedule school screening season service signal spreadsheet staff station story street survey table teacher team template threshold timeline tool topic transport trial visit volunteer waiting-list walk warehouse weather window workshop".split(" ");
const deeds =
  "added answered asked brought built called changed checked chose collected compared counted described drew explained found gathered gave halved heard joined kept learned left linked listed made mapped measured mended met moved named offered opened paused planned printed raised read repeated replaced sent shared showed sorted started stopped tested told tried used waited weighed wrote".split(" ");
const kinds =
  "brief broad calm careful clear common cheap direct early easy empty familiar few final fresh full gentle hidden honest large late local long main mixed narrow new old open partial patient plain quiet rare ready recent regular remote rough rural safe shared short simple slow small steady strange strong sudden thin tidy typical uneven urban useful visible warm weak weekly whole wide wooden".split(" ");
const first = "Ada Ben Cleo Dev Esme Finn Gus Hazel Ivo June Kit Luz Moss Nell Otto Pia Remy Sol Tess Una Vito Wren Yara Zed".split(" ");
const topics = "consent data-sharing evaluation facilitation funding housing inclusion interviews newcomers outreach planning privacy referrals remote-sessions reporting retention screening staffing surveys training transport trust volunteers writing".split(" ");
const endings = ["", "", "", "s", "s", "er", "ing", "ful", "less", "ship"];

/** Makes the knowledge base; `program` is `roundtable` or `hugo`, which want other front matter and links. */
export function makeCorpus(notes, folder, program = "roundtable") {
  rmSync(folder, { recursive: true, force: true });
  const write = (path, front, title, body) => {
    const file = join(folder, "content", path);
    mkdirSync(dirname(file), { recursive: true });
    const titled = program === "hugo" ? [`title: "${title}"`, ...front] : front;
    const top = titled.length > 0 ? `---\n${titled.join("\n")}\n---\n` : "";
    writeFileSync(file, `${top}${program === "hugo" ? "" : `# ${title}\n`}\n${body}`);
  };
  const index = program === "hugo" ? "_index.md" : "index.md";
  write(index, [], "Home", "Notes of people who meet because they face the same problem.\n");
  for (let left = notes, group = 0; left > 0; group += 1) {
    left -= writeGroup({ chance: random(group + 1), group, left, index, program, write });
  }
}

function writeGroup({ chance, group, left, index, program, write }) {
  const speech = speaker(chance);
  const name = speech.title();
  const folder = `groups/${String(group).padStart(4, "0")}-${slug(name)}`;
  const sessions = Array.from({ length: Math.min(sessionsOfGroup, Math.max(left - 3, 0)) }, (_, at) => {
    const day = new Date(Date.UTC(2016 + (group % 5), 0, 7 + at * 14)).toISOString().slice(0, 10);
    const title = speech.title();
    return { day, title, path: `${folder}/sessions/${day}-${slug(title)}.md` };
  });
  const goals = Array.from({ length: 4 }, () => `- [ ] ${speech.sentence()}`);
  write(`${folder}/${index}`, [], name, `${speech.paragraph(4)}\n\n## Learning goals\n\n${goals.join("\n")}\n`);
  if (left > 1) write(`${folder}/guidelines.md`, [], "Participation guidelines", list(speech, 6));
  if (left > 2) {
    const links = Array.from({ length: 8 }, (_, at) => `- [${speech.title()}](https://example.org/${group}/${at}): ${speech.sentence()}`);
    write(`${folder}/resources.md`, [], "Resources", `${links.join("\n")}\n`);
  }
  for (const [at, session] of sessions.entries()) {
    const labels = [chance.pick(topics), chance.pick(topics), chance.pick(topics)];
    const day = program === "hugo" ? [`date: ${session.day}`] : [];
    const front = [...day, `topics: [${[...new Set(labels)].join(", ")}]`];
    write(session.path, front, session.title, note({ chance, speech, sessions, at }));
  }
  return sessions.length + Math.min(left, 3);
}

function note({ chance, speech, sessions, at }) {
  const linked = () => {
    const other = sessions[chance.between(0, sessions.length - 1)];
    return ` Compare with [${other.title}](${other.path.split("/").at(-1)}).`;
  };
  const person = () => chance.pick(first);
  const rows = Array.from({ length: 4 }, () => `| ${speech.title()} | ${person()} | ${chance.between(1, 20)} | ${speech.title()} |`);
  const actions = Array.from({ length: chance.between(2, 5) }, () =>
    `- [${chance.fraction() < 0.4 ? "x" : " "}] ${person()}: ${speech.sentence()}`);
  return [
    "## Background", `${speech.paragraph(6)}${linked()}`, speech.paragraph(5),
    "## Discussion", `### ${speech.title()}`, `${speech.paragraph(8)}${linked()}`, speech.paragraph(7),
    `### ${speech.title()}`, `${speech.paragraph(7)}${linked()}`, `> ${speech.sentence()} — ${person()}`,
    ...(chance.fraction() < 0.25 ? ["We tried this together:", code(chance)] : []),
    "## Strategies", ["| Strategy | Who | Effort | Outcome |", "|---|---|---|---|", ...rows].join("\n"),
    "## Insights", list(speech, chance.between(3, 5)), speech.paragraph(4),
    ...(chance.fraction() < 0.6 ? ["## Decisions", list(speech, chance.between(1, 2))] : []),
    `## Action items${at % 7 === 0 ? " for next time" : ""}`, actions.join("\n"),
  ].join("\n\n") + "\n";
}

const list = (speech, length) => Array.from({ length }, () => `- ${speech.sentence()}`).join("\n") + "\n";

function code(chance) {
  const [list, item] = [slug(chance.pick(things)).replaceAll("-", "_"), slug(chance.pick(things)).replaceAll("-", "_")];
  return [
    "```python", "from collections import Counter", "", `def count_${list}(rows, limit=${chance.between(2, 30)}):`,
    '    """Return what came most often."""', "    counts = Counter()", "    for row in rows:",
    `        if row.get("${item}") is None:`, "            continue  # nobody said", `        counts[row["${item}"].strip().lower()] += 1`,
    "    return [name for name, n in counts.most_common(limit) if n > 1]", "```",
  ].join("\n");
}

/** Says things in made-up English. */
function speaker(chance) {
  const thing = () => {
    const word = chance.pick(things);
    return chance.fraction() < 0.3 ? `${word}${chance.pick(endings)}` : word;
  };
  const shapes = [
    () => `The ${chance.pick(kinds)} ${thing()} ${chance.pick(deeds)} the ${thing()} and the ${thing()}`,
    () => `We ${chance.pick(deeds)} a ${chance.pick(kinds)} ${thing()} before the ${thing()} was ${chance.pick(deeds)}`,
    () => `Nobody ${chance.pick(deeds)} the ${thing()}, so the ${thing()} ${chance.pick(deeds)} after ${chance.between(2, 90)} days`,
    () => `One of us ${chance.pick(deeds)} how the ${chance.pick(kinds)} ${thing()} can help a ${thing()} that is ${chance.pick(kinds)}`,
    () => `What made the ${thing()} ${chance.pick(kinds)} was the ${thing()} that we ${chance.pick(deeds)} in the ${thing()}`,
    () => `Between the ${thing()} and the ${thing()} we ${chance.pick(deeds)} ${chance.between(3, 300)} ${thing()} in all`,
  ];
  const sentence = () => `${chance.pick(shapes)()}.`;
  const title = () => {
    const words = `${chance.pick(kinds)} ${thing()} and ${thing()}`;
    return words[0].toUpperCase() + words.slice(1);
  };
  return { sentence, title, paragraph: (length) => Array.from({ length }, sentence).join(" ") };
}

const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/gu, "-").replace(/^-|-$/gu, "");

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values: options } = parseArgs({
    options: { notes: { type: "string", default: "1000" }, out: { type: "string" }, for: { type: "string", default: "roundtable" } },
  });
  if (!options.out) {
    console.error("say where to put the notes: node bench/build/corpus.js --notes 1000 --out FOLDER");
    process.exitCode = 1;
  } else makeCorpus(Number(options.notes), options.out, options.for);
}
