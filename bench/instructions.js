// Whether a build became dearer: `node bench/instructions.js`. In: a made-up knowledge base of 60 notes and the release
// program. Out: how many instructions one thread takes for the build, as valgrind's callgrind counts them, which is
// nearly the same on every run and every busy machine. Exit code 1 where that is more than a twentieth above
// bench/instructions.json; `--write` puts the new number there, and the commit says why.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeCorpus } from "./build/corpus.js";

const notes = 60;
const tolerance = 1.05;

const here = dirname(fileURLToPath(import.meta.url));
const kept = join(here, "instructions.json");
const program = process.env.ROUNDTABLE ?? join(here, "..", "target", "release", "roundtable");

/** Instructions of one build, in one thread. */
function counted() {
  const folder = mkdtempSync(join(tmpdir(), "instructions-"));
  try {
    makeCorpus(notes, join(folder, "notes"));
    const words = ["--tool=callgrind", `--callgrind-out-file=${join(folder, "out")}`, program, "build", join(folder, "notes"), "--output", join(folder, "site"), "--today", "2024-05-01"];
    const { status, stderr } = spawnSync("valgrind", words, { encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, RAYON_NUM_THREADS: "1" } });
    const count = Number(stderr?.match(/Collected : (\d+)/u)?.[1]);
    if (status !== 0 || !count) throw new Error(`valgrind ${words.join(" ")} failed: ${stderr}`);
    return count;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const millions = (count) => `${(count / 1e6).toFixed(0)} million`;

try {
  execFileSync("valgrind", ["--version"], { stdio: "ignore" });
  const found = counted();
  if (process.argv.includes("--write")) {
    writeFileSync(kept, `${JSON.stringify({ notes, instructions: found }, null, 2)}\n`);
    console.log(`a build of ${notes} notes takes ${millions(found)} instructions: written down`);
  } else {
    const { instructions } = JSON.parse(readFileSync(kept, "utf8"));
    const share = ((found / instructions - 1) * 100).toFixed(1);
    console.log(`a build of ${notes} notes takes ${millions(found)} instructions, ${share} % beside ${millions(instructions)}`);
    if (found > instructions * tolerance) {
      console.error("That is more than 5 % dearer. Make it cheaper, or run `node bench/instructions.js --write` and say why in the commit.");
      process.exitCode = 1;
    }
  }
} catch (error) {
  console.error(`The instructions could not be counted: ${error.message}`);
  process.exitCode = 1;
}
