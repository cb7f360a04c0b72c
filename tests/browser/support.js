// What the browser tests share: the program, the sample site, a plain static host that sends the
// strict policy, a running preview, and Chromium with everything it complains about written down.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The program under test: `ROUNDTABLE`, which tests/run sets, else what a plain `cargo build` makes. */
export const program = process.env.ROUNDTABLE ?? join(root, "target", "debug", "roundtable");

/** The policy that every page must work under, from the design. */
export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; " +
  "media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'";

const temporary = [];

/** A folder that `cleanUp` removes. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "roundtable-"));
  temporary.push(folder);
  return folder;
}

export function cleanUp() {
  temporary.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));
}

/** A copy of the sample knowledge base, so that a test may write in it. */
export function copyOfSample() {
  const folder = join(temporaryFolder(), "sample");
  for (const part of ["roundtable.toml", "content"]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  return folder;
}

const built = new Map();

/** The folder that holds the site of a knowledge base below the repository's root; built once. */
function siteOf(folder) {
  if (!built.has(folder)) {
    const site = join(temporaryFolder(), "site");
    execFileSync(program, ["build", join(root, folder), "--output", site], { stdio: ["ignore", "ignore", "inherit"] });
    built.set(folder, site);
  }
  return built.get(folder);
}

/** The built sample. */
export const sampleSite = () => siteOf(".");

/** The built site of a golden one, such as `arabic`. */
export const goldenSite = (name) => siteOf(join("tests", "sites", name, "site"));

/** Every file of the site, `/` between. */
export function siteFiles(ending = "", site = sampleSite()) {
  return readdirSync(site, { recursive: true })
    .filter((name) => name.endsWith(ending) && statSync(join(site, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .sort();
}

/**
 * The richest page of each kind, as its body's `data-kind` says: `{ "session": "groups/…", … }`.
 * Pages that only lead on to another address are left out.
 */
export function kindsOfPage(site = sampleSite()) {
  const kinds = new Map();
  for (const path of siteFiles(".html", site)) {
    const page = readFileSync(join(site, path), "utf8");
    if (page.includes('http-equiv="refresh"')) continue;
    const kind = page.match(/<body[^>]* data-kind="([^"]*)"/)?.[1] ?? path;
    if (!kinds.has(kind) || kinds.get(kind).size < page.length) kinds.set(kind, { path, size: page.length });
  }
  return Object.fromEntries([...kinds].map(([kind, { path }]) => [kind, path]));
}

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};

/**
 * Serves the built sample, or another `site`, below a sub-path, as any plain host would, with the strict policy, or the
 * one that is named instead of it, and what is `also` asked for. `change` gets the path and the bytes of each file below the site's root, and gives what is sent instead; null
 * where nothing is.
 */
export async function host({ site = sampleSite(), strict = policy, also = "", change = (path, bytes) => bytes } = {}) {
  const base = "/a/sub%20path/";
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://host").pathname;
    const file = join(site, decodeURIComponent(path.slice(base.length)));
    const found = path.startsWith(base) && statSync(file, { throwIfNoEntry: false })?.isFile();
    const bytes = found ? change(relative(site, file).split(sep).join("/"), readFileSync(file)) : null;
    if (strict) response.setHeader("Content-Security-Policy", strict + also);
    response.setHeader("Content-Type", types[extname(file).toLowerCase()] ?? "application/octet-stream");
    // Browsers ask for this one by themselves where a page names no icon.
    const byItself = path === "/favicon.ico";
    response.statusCode = bytes ? 200 : byItself ? 204 : 404;
    response.end(bytes ?? (byItself ? "" : "not found"));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const address = `http://127.0.0.1:${server.address().port}${base}`;
  return { address, close: () => new Promise((done) => (server.closeAllConnections(), server.close(done))) };
}

/** Starts the preview of a folder and waits for the address that it prints. */
export async function preview(folder) {
  const child = spawn(program, ["serve", folder], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const address = await new Promise((found, failed) => {
    const listen = (bytes) => {
      said += bytes;
      const match = said.match(/http:\/\/[^\s/]+:\d+\//);
      if (match) found(match[0]);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("exit", (code) => failed(new Error(`the preview ended with ${code}: ${said}`)));
  });
  const close = () =>
    new Promise((done) => {
      child.removeAllListeners("exit");
      child.on("exit", done);
      child.kill();
    });
  return { address, close, said: () => said };
}

let browser;

/** Headless Chromium, started once. */
export async function chromiumBrowser() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return browser;
}

export async function closeBrowser() {
  await browser?.close();
  browser = undefined;
}

/**
 * Runs `use` with a new page. Afterwards nothing may have gone wrong in it: no error on the console
 * (violations of the policy are such), no exception, no failed request, and no other host asked.
 */
export async function withPage(options, use) {
  const context = await (await chromiumBrowser()).newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const complaints = [];
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(`console: ${message.text()} (${message.location().url})`));
  page.on("pageerror", (error) => complaints.push(`exception: ${error}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") complaints.push(`request: ${request.url()} ${reason}`);
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    const near = ["file:", "data:", "blob:"].includes(protocol) || hostname === "127.0.0.1" || hostname === "localhost";
    if (!near) complaints.push(`another host was asked: ${request.url()}`);
  });
  try {
    await use(page);
  } finally {
    await context.close();
  }
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
}

/** Asks until the answer is true; fails with what was waited for. */
export async function until(what, ask, milliseconds = 15000) {
  const deadline = Date.now() + milliseconds;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((later) => setTimeout(later, 10));
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds on a page, also of what level AAA asks of contrast; one line for each rule and element. */
export async function violations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      // From disk a page may not read its own style sheets.
      preload: location.protocol !== "file:",
      rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
    }));
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(" ")}\n  ${failureSummary}`));
}

/** A path below the repository's root, for messages. */
export function short(path) {
  return relative(root, path);
}
