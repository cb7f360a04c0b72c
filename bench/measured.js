// What a command costs. In: a program and its options. Out: CPU and clock seconds of it and what it started, and the
// most memory that one of them held, as GNU time tells it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs a command under GNU time; what it prints is thrown away unless it fails. */
export function measured(program, ...options) {
  const folder = mkdtempSync(join(tmpdir(), "measured-"));
  const report = join(folder, "time.txt");
  try {
    execFileSync("time", ["-f", "%U %S %M %e", "-o", report, program, ...options], { stdio: "pipe", maxBuffer: 1 << 28 });
    const [user, system, kibibytes, seconds] = readFileSync(report, "utf8").trim().split("\n").at(-1).split(" ").map(Number);
    return { cpuSeconds: user + system, peakBytes: kibibytes * 1024, seconds };
  } catch (error) {
    throw new Error(`${program} ${options.join(" ")} failed: ${error.stderr ?? error.message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
