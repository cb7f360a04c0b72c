// Makes what is searched, and measures that. In: a folder of notes, the program, a folder for the results. Out: a
// site with our index, a copy of its pages with Pagefind's, and what each command took: CPU seconds, peak memory,
// seconds on the clock, bytes of index.

import { copyFileSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { measured } from "../measured.js";

/** Builds the site. Rendering and indexing happen in one build, so this is what both take together. */
export function build(notes, site, program) {
  mkdirSync(site, { recursive: true });
  const spent = measured(program, "build", notes, "--output", site);
  return { ...spent, ...sizeOf(join(site, "search")) };
}

/**
 * Copies the pages that are made of notes, so that lists and gathered views don't stand before the right answers,
 * and lets Pagefind index them.
 */
export function buildPagefind(site, pages, copy) {
  for (const { address } of pages) {
    mkdirSync(dirname(join(copy, address)), { recursive: true });
    copyFileSync(join(site, address), join(copy, address));
  }
  const marked = pages.some(({ address }) => readFileSync(join(copy, address), "utf8").includes("data-pagefind-body"));
  const region = marked ? [] : ["--root-selector", "main"];
  const spent = measured(pagefindProgram(), "--site", copy, "--keep-index-url", ...region);
  return { ...spent, ...sizeOf(join(copy, "pagefind"), ["fragment", "index", "filter", ".pf_meta", "entry.json"]) };
}

function pagefindProgram() {
  const require = createRequire(import.meta.url);
  const system = process.platform === "win32" ? "windows" : process.platform;
  return require.resolve(`@pagefind/${system}-${process.arch}/bin/pagefind_extended${system === "windows" ? ".exe" : ""}`);
}

/** The files below a folder, or those whose path holds one of the words. */
function sizeOf(folder, wanted = [""]) {
  if (!statSync(folder, { throwIfNoEntry: false })) return { files: 0, bytes: 0 };
  const sizes = readdirSync(folder, { recursive: true })
    .filter((path) => wanted.some((word) => path.includes(word)))
    .map((path) => statSync(join(folder, path)))
    .filter((found) => found.isFile())
    .map((found) => found.size);
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
