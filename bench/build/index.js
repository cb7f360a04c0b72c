// What a whole build costs: `node bench/build --notes 10000`. Builds one made-up knowledge base with Roundtable and,
// where they are there, with Hugo, with Hugo and Pagefind, and as a mere copy of the finished site; turn by turn, so
// that whatever else the machine does slows all of them. Prints medians, and ratios of the pairs.

import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measured } from "../measured.js";
import { makeCorpus } from "./corpus.js";

const here = dirname(fileURLToPath(import.meta.url));

const { values: options } = parseArgs({
  options: {
    notes: { type: "string", default: "1000" },
    runs: { type: "string", default: "3" },
    roundtable: { type: "string", default: process.env.ROUNDTABLE ?? join(here, "..", "..", "target", "release", "roundtable") },
    hugo: { type: "string" },
    pagefind: { type: "string" },
    work: { type: "string", default: join(tmpdir(), "roundtable-bench") },
  },
});

const notes = Number(options.notes);
const work = (...names) => join(options.work, ...names);
const ours = made("roundtable");
const out = work("out-roundtable");

/** The corpus for a program, made once. */
function made(program) {
  const folder = work(`${program}-${notes}`);
  if (!existsSync(join(folder, "content"))) {
    makeCorpus(notes, folder, program);
    if (program === "hugo") cpSync(join(here, "hugo"), folder, { recursive: true });
  }
  return folder;
}

const build = (...more) => [[options.roundtable, "build", ours, "--output", out, ...more]];
const afresh = () => rmSync(out, { recursive: true, force: true });

/** Ways to build with Roundtable: what is done before, and the commands. */
const scenarios = {
  "from nothing": { before: afresh, commands: build() },
  "with an address": { before: afresh, commands: build("--base-url", "https://example.org/notes/") },
  "nothing changed": { before: () => run(build()), commands: build() },
  "one note edited": { before: () => (run(build()), edit()), commands: build() },
};

function edit() {
  const sessions = readdirSync(join(ours, "content"), { recursive: true }).filter((path) => /sessions\/\d/u.test(path));
  const note = join(ours, "content", sessions.sort()[Math.floor(sessions.length / 2)]);
  const text = readFileSync(note, "utf8");
  const times = Number(text.match(/Edited (\d+) times/u)?.[1] ?? 0) + 1;
  writeFileSync(note, `${text.replace(/\n\nEdited \d+ times\./u, "").trimEnd()}\n\nEdited ${times} times.\n`);
}

function peers() {
  const hugo = options.hugo && [options.hugo, "--quiet", "-s", made("hugo"), "-d", work("out-hugo")];
  const pagefind = options.pagefind && [options.pagefind, "--site", work("out-hugo"), "--quiet"];
  return {
    ...(hugo && { Hugo: [hugo] }),
    ...(hugo && pagefind && { "Hugo and Pagefind": [hugo, pagefind] }),
    "copy of the site": [["cp", "-r", out, work("out-copy")]],
  };
}

function run(commands) {
  const spent = commands.map(([program, ...words]) => measured(program, ...words));
  const sum = (key) => spent.reduce((total, each) => total + each[key], 0);
  return { cpu: sum("cpuSeconds"), wall: sum("seconds"), peak: Math.max(...spent.map((each) => each.peakBytes)) / 2 ** 20 };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const runs = Array.from({ length: Number(options.runs) });
const middle = (list) => Object.fromEntries(["cpu", "wall", "peak"].map((key) => [key, median(list.map((each) => each[key]))]));
const row = (name, { cpu, wall, peak }, digits = 2) =>
  console.log(`| ${name} | ${cpu.toFixed(digits)} | ${wall.toFixed(digits)} | ${peak.toFixed(digits === 2 ? 2 : 0)} |`);

mkdirSync(options.work, { recursive: true });
console.log(`${notes} notes, ${runs.length} runs each, ${cpus().length} × ${cpus()[0].model}\n`);
console.log("| Roundtable | CPU s | clock s | peak MiB |\n|---|---|---|---|");
for (const [name, { before, commands }] of Object.entries(scenarios)) {
  row(name, middle(runs.map(() => (before(), run(commands)))), 1);
}
afresh();
run(build());
const pages = readdirSync(out, { recursive: true }).filter((path) => statSync(join(out, path)).isFile());
const sessions = pages.filter((path) => /groups\/.*\/sessions\/\d[^/]*\.html$/u.test(path));
const size = (list) => list.reduce((sum, path) => sum + statSync(join(out, path)).size, 0);
console.log(`\n${pages.length} files, ${(size(pages) / 1e6).toFixed(0)} MB; ${Math.round(size(sessions) / sessions.length)} bytes a session\n`);
console.log("| Roundtable ÷ | CPU | clock | peak |\n|---|---|---|---|");
for (const [name, commands] of Object.entries(peers())) {
  const pairs = runs.map(() => {
    afresh();
    const own = run(build());
    rmSync(work("out-hugo"), { recursive: true, force: true });
    rmSync(work("out-copy"), { recursive: true, force: true });
    const other = run(commands);
    return { cpu: own.cpu / other.cpu, wall: own.wall / other.wall, peak: own.peak / other.peak };
  });
  row(name, middle(pairs));
}
