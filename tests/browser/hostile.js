// A site made of attacks: nothing that its notes, files or settings hold runs, asks another host, leads away by itself
// or breaks out of its place, on a host without any policy; and under the strict one nothing is even tried.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, describe, test } from "node:test";
import { drawings, hostileFiles, hostileSettings } from "./hostile/notes.js";
import { chromiumBrowser, host, program, siteFiles, temporaryFolder } from "./support.js";

/** Writes files into a new folder; what this system has no name for is left out. */
function written(files) {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function build(folder) {
  const site = join(temporaryFolder(), "site");
  execFileSync(program, ["build", folder, "--output", site], { stdio: "pipe", maxBuffer: 1e8 });
  return site;
}

/** What a page's own elements could do to its readers; runs in the page. */
function dangers() {
  const found = [];
  const say = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
  const schemes = ["http:", "https:", "mailto:", "webcal:", "tel:"];
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (["iframe", "object", "embed", "base", "template", "math", "portal", "frameset", "applet"].includes(name)) say("element", element);
    if (["link", "meta", "style", "title"].includes(name) && !document.head.contains(element) && !element.closest("svg") && !element.hasAttribute("itemprop")) say("in the body", element);
    if (name === "form" && !element.matches("form.search")) say("form", element);
    if (name === "meta" && element.httpEquiv && !document.documentElement.matches("[data-moved]") && !/refresh/i.test(element.httpEquiv)) say("meta", element);
    if (name === "script" && (!element.src || element.src.includes("outside.invalid"))) say("script", element);
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/i.test(attribute) || attribute === "srcdoc" || attribute === "style" || attribute === "srcset" || attribute === "ping" || attribute === "target") say(attribute, element);
      if (["href", "src", "action", "formaction", "data", "poster", "background", "xlink:href"].includes(attribute)) {
        const url = URL.parse(value, document.baseURI);
        // What is no address leads nowhere.
        if (!url) continue;
        if (!schemes.includes(url.protocol)) say("scheme", element);
        if (name !== "a" && name !== "link" && url.host !== location.host) say("from elsewhere", element);
      }
    }
  }
  // What pages have of their own, and nothing that a note could take away or add again.
  for (const selector of ["main", "header.site-header", "footer.site-footer"]) {
    const count = document.querySelectorAll(selector).length;
    if (count !== 1 && document.body.dataset.kind) found.push(`${count} of ${selector}`);
  }
  return found;
}

/** Opens every address, a few at a time, and tells what happened that should not. */
async function visit(addresses, look) {
  const told = [];
  const browser = await chromiumBrowser();
  const queue = [...addresses];
  const worker = async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    let at = "";
    const say = (what) => told.push(`${at}: ${what}`);
    await page.exposeFunction("ran", () => say("a script ran"));
    page.on("dialog", (dialog) => (say("a dialog"), dialog.dismiss()));
    page.on("popup", () => say("a window"));
    page.on("download", () => say("a download"));
    page.on("pageerror", (error) => say(`an exception: ${error}`));
    page.on("console", (message) => {
      // A picture that is none, or a file that is missing, is no attack.
      const isMissing = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !isMissing) say(`on the console: ${message.text()}`);
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      const home = new URL(at);
      if (url.host !== home.host || !url.pathname.startsWith(home.pathname.slice(0, 14))) say(`a request: ${url}`);
    });
    page.on("framenavigated", (frame) => frame === page.mainFrame() && frame.url().split("#")[0] !== at && say(`it led to ${frame.url()}`));
    while (queue.length > 0) {
      at = queue.pop();
      await page.goto(at, { waitUntil: "load" });
      told.push(...(await look(page)).map((what) => `${at}: ${what}`));
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return told;
}

const href = (base, path) => base + path.split("/").map(encodeURIComponent).join("/");

/** Pages that only lead on to another address do so by themselves, which is all that they are for. */
const leadsOn = (site, path) => readFileSync(join(site, path), "utf8").includes('http-equiv="refresh"');

describe("a site of attacks", () => {
  let site;
  before(() => {
    site = build(written(hostileFiles()));
  });

  // The page for missing addresses asks for its files at the address where the site should be.
  const pages = () => siteFiles(".html", site).filter((path) => path !== "404.html" && !leadsOn(site, path));

  test("runs nothing on a host without a policy", async () => {
    const { address, close } = await host({ site, strict: "", change: (path, bytes) => (path.endsWith(".css") ? "" : bytes) });
    assert.ok(pages().length > 500, `${pages().length} pages`);
    assert.deepEqual(await visit(pages().map((path) => href(address, path)), (page) => page.evaluate(dangers)), []);
    await close();
  });

  test("tries nothing that the strict policy would have to stop", async () => {
    const { address, close } = await host({ site });
    const some = pages().filter((path) => /^(html|links)\//.test(path));
    assert.deepEqual(await visit(some.map((path) => href(address, path)), async () => []), []);
    await close();
  });

  test("leads on to its own pages alone", () => {
    for (const path of siteFiles(".html", site).filter((path) => leadsOn(site, path))) {
      const page = readFileSync(join(site, path), "utf8");
      const [, to] = page.match(/http-equiv="refresh" content="0; ?url=([^"]*)"/) ?? [];
      assert.match(to ?? "", /^(\.\.\/|[\w%.-]+(\/|$))+/, path);
    }
  });

  test("has drawings that are only looked at, and no other pages of notes", async () => {
    const files = siteFiles("", site);
    assert.deepEqual(files.filter((path) => path.startsWith("files/page")), []);
    const shown = files.filter((path) => /\.svg$/i.test(path));
    assert.ok(shown.length >= 8 && shown.length < Object.keys(drawings).length + 1, shown.join(" "));
    const { address, close } = await host({ site, strict: "" });
    const inside = (page) => page.evaluate(() => [...document.querySelectorAll("script, foreignObject, [onload]")].map((e) => e.outerHTML));
    const click = async (page) => {
      const found = await inside(page);
      await page.mouse.click(20, 20);
      return found;
    };
    assert.deepEqual(await visit(shown.map((path) => href(address, path)), click), []);
    await close();
  });

  test("has feeds, maps and calendars that programs can read", async () => {
    const page = await (await chromiumBrowser()).newPage();
    for (const path of siteFiles(".xml", site)) {
      const text = readFileSync(join(site, path), "utf8");
      const broken = await page.evaluate((xml) => new DOMParser().parseFromString(xml, "application/xml").querySelector("parsererror")?.textContent, text);
      assert.equal(broken, undefined, path);
    }
    for (const path of siteFiles(".ics", site)) {
      const lines = readFileSync(join(site, path), "utf8").split("\r\n");
      const [events, summaries] = ["BEGIN:VEVENT", "SUMMARY"].map((start) => lines.filter((line) => line.startsWith(start)).length);
      assert.equal(events, summaries, path);
    }
    await page.close();
  });

  test("finds attacks as words", async () => {
    const { address, close } = await host({ site });
    const asked = ["ran", "script", "<script>ran()</script>", "\"><img src=x onerror=ran()>", "javascript:ran()"];
    const look = async (page) => {
      await page.locator(".finds-columns:not([aria-busy])").waitFor();
      return page.evaluate(dangers);
    };
    assert.deepEqual(await visit(asked.map((words) => `${address}search/index.html?${new URLSearchParams({ q: words })}`), look), []);
    await close();
  });
});

describe("settings that attack", () => {
  test("run nothing either", async () => {
    const told = [];
    // Some settings must be of a form, and without it nothing is published: those are tried by themselves, and few.
    const isStrict = (line) => /^(language|time_zone|today|address) /.test(line);
    for (const [number, settings] of hostileSettings().entries()) {
      const lines = settings.split("\n");
      const free = lines.filter((line) => !isStrict(line)).join("\n");
      const folder = written({ "content/index.md": "# Home\n\nWords.\n", "content/note.md": "# Note\n\nWords.\n" });
      for (const line of [free, ...lines.filter((line) => isStrict(line) && number % 20 === 0)]) {
        writeFileSync(join(folder, "roundtable.toml"), `${line}\n`);
        let site;
        try {
          site = build(folder);
        } catch (refused) {
          // Settings that can't be read publish nothing.
          assert.ok([1, 2].includes(refused.status), `${line}: ${refused.stderr}`);
          continue;
        }
        const page = readFileSync(join(site, "index.html"), "utf8");
        const css = siteFiles(".css", site).map((path) => readFileSync(join(site, path), "utf8")).join("");
        const isOpen = /<(script|img)[^>]*>ran|<script>|<img src=x onerror| on\w+="ran|href="(?!https?:|mailto:)\w+:(?!\/\/127)|outside\.invalid[^"]*\.(js|css)/i;
        if (isOpen.test(page)) told.push(`${line}: ${page.match(isOpen)[0]}`);
        if (/ran\(\)|outside\.invalid|javascript:/i.test(css)) told.push(`${line}: in the styles`);
      }
    }
    assert.deepEqual(told, []);
  });
});
