// How long an edit takes until the preview serves it: `node bench/edit.js FOLDER [--edits 50]`. Starts the preview of a
// knowledge base, adds a word to a session in the middle of it again and again, each time asks for its page until the
// word is there, and prints median and worst. Also prints how long the first page takes after the start. The note is
// as before afterwards.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    edits: { type: "string", default: "50" },
    port: { type: "string", default: "4999" },
    roundtable: { type: "string", default: process.env.ROUNDTABLE ?? join(here, "..", "target", "release", "roundtable") },
  },
});

const root = `http://127.0.0.1:${options.port}/`;
const patience = 120_000;

async function page(address) {
  const answer = await fetch(root + address).catch(() => null);
  return answer?.ok ? answer.text() : "";
}

/** Asks for a page until it holds `words`; milliseconds. */
async function until(address, words) {
  const started = performance.now();
  while (!(await page(address)).includes(words)) {
    if (performance.now() - started > patience) throw new Error(`${address} never showed “${words}”`);
    await pause(2);
  }
  return performance.now() - started;
}

async function run(folder) {
  const sessions = readdirSync(join(folder, "content"), { recursive: true }).filter((path) => /sessions?[-/]\d[^/]*\.md$/u.test(path));
  if (sessions.length === 0) throw new Error(`no session in ${folder}`);
  const path = sessions.sort()[Math.floor(sessions.length / 2)];
  const note = join(folder, "content", path);
  const before = readFileSync(note, "utf8");
  const preview = spawn(options.roundtable, ["serve", folder, "--port", options.port], { stdio: "ignore" });
  try {
    console.log(`first page: ${(await until("index.html", "<main")).toFixed(0)} ms`);
    const times = [];
    for (let edit = 0; edit < Number(options.edits); edit += 1) {
      const word = `editedword${edit}x${Date.now()}`;
      writeFileSync(note, `${before.trimEnd()}\n\nThen came ${word}.\n`);
      times.push(await until(path.replace(/\.md$/u, ".html"), word));
      await pause(300);
    }
    times.sort((a, b) => a - b);
    console.log(`${times.length} edits: median ${times[Math.floor(times.length / 2)].toFixed(0)} ms, worst ${times.at(-1).toFixed(0)} ms`);
  } finally {
    writeFileSync(note, before);
    preview.kill();
  }
}

try {
  if (positionals.length !== 1) throw new Error("say which knowledge base: node bench/edit.js FOLDER");
  await run(positionals[0]);
} catch (error) {
  console.error(`The measurement could not be made: ${error.message}`);
  process.exitCode = 1;
}
