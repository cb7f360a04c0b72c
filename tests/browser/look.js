// How the site looks and what it weighs: the dark and the light look, an organisation's colours, another theme,
// copying, large pictures, targets large enough for fingers, nothing that moves while a page loads.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { copyOfSample, host, kindsOfPage, program, root, sampleSite, temporaryFolder, until, violations, withPage } from "./support.js";

const session = "groups/health-equity-assessment/sessions/2023-01-12-collecting-patient-demographic-data.html";

/** Builds a knowledge base, and gives the address of a page of it on disk. */
function built(folder) {
  const site = join(temporaryFolder(), "site");
  execFileSync(program, ["build", folder, "--output", site], { stdio: ["ignore", "ignore", "ignore"] });
  return (path) => pathToFileURL(join(site, path)).href;
}

const scheme = (page) => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
const asset = (start) => readdirSync(join(sampleSite(), "assets")).find((name) => name.startsWith(start));
const bytes = (path) => readFileSync(join(sampleSite(), path));

describe("the look of the built sample", () => {
  let site;
  before(async () => (site = await host()));
  after(() => site.close());

  test("a chosen look stays on all pages, and is forgotten where the system has it", () =>
    withPage({ colorScheme: "light" }, async (page) => {
      await page.goto(site.address + "index.html");
      const button = page.getByRole("button", { name: "Dark look" });
      await button.focus();
      await page.keyboard.press("Enter");
      assert.equal(await scheme(page), "dark");
      await page.goto(site.address + session);
      assert.equal(await scheme(page), "dark");
      assert.equal((await violations(page)).join("\n"), "");
      await page.getByRole("button", { name: "Light look" }).click();
      assert.equal(await scheme(page), "light dark");
      assert.equal(await page.evaluate(() => localStorage.getItem("roundtable-look")), null);
    }));

  test("the look is set before the page is painted, by a script of at most 300 bytes", async () => {
    assert.ok(bytes(`assets/${asset("look.")}`).length <= 300);
    const page = bytes("index.html").toString();
    assert.ok(page.indexOf("assets/look.") < page.indexOf("</head>"), "it stands in the head");
    assert.ok(!page.match(/<script(?![^>]* src=)/), "nothing is written into the page");
  });

  test("a reader whose browser remembers nothing can still choose", () =>
    withPage({ colorScheme: "light" }, async (page) => {
      await page.addInitScript(() =>
        Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("refused", "SecurityError"); } }));
      await page.goto(site.address + "index.html");
      await page.getByRole("button", { name: "Dark look" }).click();
      assert.equal(await scheme(page), "dark");
    }));

  test("a session with all that it loads weighs at most 30 kB", () => {
    const page = bytes(session);
    const loaded = [...page.toString().matchAll(/(?:<script src|rel="stylesheet" href)="([^"]+)"/g)].map(([, to]) => to);
    const all = loaded.map((to) => bytes(join(session, "..", to)));
    const weight = [page, ...all].reduce((sum, each) => sum + gzipSync(each, { level: 9 }).length, 0);
    assert.equal(loaded.length, 3);
    assert.ok(weight <= 30_000, `${weight} bytes`);
  });

  for (const [kind, path] of Object.entries(kindsOfPage())) {
    test(`nothing moves while ${kind} loads, and fingers hit what leads on`, () =>
      withPage({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, timezoneId: "Asia/Tokyo" }, async (page) => {
        await page.addInitScript(() => {
          globalThis.moved = 0;
          new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (globalThis.moved += value)))
            .observe({ type: "layout-shift", buffered: true });
        });
        await page.goto(site.address + encodeURI(path));
        await page.evaluate(() => new Promise((later) => requestAnimationFrame(() => requestAnimationFrame(later))));
        const moved = await page.evaluate(() => globalThis.moved);
        assert.ok(moved < 0.001, `layout shift ${moved}`);
        assert.deepEqual(await page.evaluate(tooSmall), []);
      }));
  }
});

/** Buttons, and links that are alone in their block, that are smaller than 44 pixels one way (WCAG 2.2, 2.5.5). */
function tooSmall() {
  const isAlone = (link) => {
    let block = link.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const length = (element) => element.textContent.trim().length;
    const links = [...block.querySelectorAll("a")].reduce((sum, each) => sum + length(each), 0);
    return length(block) - links < 3;
  };
  const seen = [...document.querySelectorAll("a[href], button")].filter((each) => each.getClientRects().length && !each.closest(".hidden, .skip, .prose, .item-words, .items[data-shape=below] > li, table"));
  const small = seen.filter((each) => {
    const { width, height } = each.getBoundingClientRect();
    return (width < 43.5 || height < 43.5) && (each.matches("button") || isAlone(each));
  });
  return small.map((each) => `${each.parentElement.className} > ${each.textContent.trim().slice(0, 40)}`);
}

describe("what an organisation sets", () => {
  test("a pale accent is used so that it can be read, by day and by night", async () => {
    const folder = copyOfSample();
    const settings = join(folder, "roundtable.toml");
    writeFileSync(settings, `accent = "#ffd200"\nfont = "Field Sans"\n${readFileSync(settings, "utf8")}`);
    const at = built(folder);
    for (const colorScheme of ["light", "dark"]) {
      await withPage({ colorScheme }, async (page) => {
        await page.goto(at("groups/health-and-housing/index.html"));
        const hue = await page.locator("a.button").first().evaluate((button) => getComputedStyle(button).backgroundColor);
        const [red, green, blue] = hue.match(/[\d.]+/g).map(Number);
        assert.ok(red > blue && green > blue, `${hue} is no yellow`);
        assert.match(await page.evaluate(() => getComputedStyle(document.body).fontFamily), /^"Field Sans", system-ui/);
        assert.equal((await violations(page)).join("\n"), "");
      });
    }
  });

  test("the theme Harbour is short, says how it is made, and everybody can use it", async () => {
    const theme = join(root, "themes", "harbour");
    const files = ["custom.css", "templates/base.html", "templates/home.html"];
    const lines = files.reduce((sum, name) => sum + readFileSync(join(theme, name), "utf8").split("\n").length, 0);
    assert.ok(lines < 100, `${lines} lines`);
    const folder = copyOfSample();
    cpSync(theme, join(folder, "theme"), { recursive: true });
    const at = built(folder);
    for (const look of [{ colorScheme: "light" }, { colorScheme: "dark", viewport: { width: 360, height: 740 } }]) {
      await withPage(look, async (page) => {
        for (const path of ["index.html", session, "actions/index.html"]) {
          await page.goto(at(path));
          assert.equal((await violations(page)).join("\n"), "");
        }
        await page.goto(at("index.html"));
        assert.equal(await page.locator("h2").first().textContent(), "Groups");
      });
    }
  });
});

describe("small touches", () => {
  let at;
  before(() => {
    const folder = copyOfSample();
    const picture = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="300" viewBox="0 0 9 3"><path d="M0 1h9"/></svg>`;
    cpSync(join(root, "themes", "commons", "card.png"), join(folder, "content", "static", "plan.png"));
    writeFileSync(join(folder, "content", "static", "drawing.svg"), picture(1600));
    writeFileSync(join(folder, "content", "static", "sketch.svg"), picture(300));
    const note = "# Touches\n\n## A heading\n\n```sql\nselect name from room;\n```\n\n![The plan](plan.png)\n\n![A drawing](drawing.svg)\n\n![A sketch](sketch.svg)\n";
    writeFileSync(join(folder, "content", "touches.md"), note);
    at = built(folder);
  });

  test("code is copied, and left selected where copying is refused", () =>
    withPage({}, async (page) => {
      await page.addInitScript(() => {
        globalThis.copied = [];
        const write = async (text) => {
          if (globalThis.isRefused) throw new DOMException("refused", "NotAllowedError");
          globalThis.copied.push(text);
        };
        Object.defineProperty(navigator, "clipboard", { value: { writeText: write } });
      });
      await page.goto(at("touches.html"));
      await page.getByRole("button", { name: "Copy" }).click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      assert.deepEqual(await page.evaluate(() => globalThis.copied), ["select name from room;\n"]);
      await page.getByRole("button", { name: "Copy", exact: true }).waitFor();
      await page.evaluate(() => (globalThis.isRefused = true));
      await page.getByRole("button", { name: "Copy", exact: true }).click();
      await page.getByRole("button", { name: "Press Ctrl+C" }).waitFor();
      assert.equal((await page.evaluate(() => getSelection().toString())).trim(), "select name from room;");
      await page.evaluate(() => (globalThis.isRefused = false));
      await page.locator("h2 .anchor").click();
      await until("the heading's address", () => page.evaluate(() => globalThis.copied.at(-1).endsWith("/touches.html#a-heading")));
    }));

  test("a picture that has more to show opens large, and closes with the keyboard", () =>
    withPage({}, async (page) => {
      await page.goto(at("touches.html"));
      // The photo and the drawing.
      assert.equal(await page.locator("a.large").count(), 2);
      await page.getByRole("link", { name: "The plan" }).focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: "Picture, large" });
      await dialog.getByRole("img", { name: "The plan" }).waitFor();
      assert.equal((await violations(page)).join("\n"), "");
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      assert.equal(await page.evaluate(() => document.activeElement.className), "large");
    }));
});

test("a page that is shared elsewhere shows what it is", () => {
  const folder = copyOfSample();
  const settings = join(folder, "roundtable.toml");
  writeFileSync(settings, `address = "https://example.org/notes/"\n${readFileSync(settings, "utf8")}`);
  const site = join(temporaryFolder(), "site");
  execFileSync(program, ["build", folder, "--output", site], { stdio: ["ignore", "ignore", "ignore"] });
  const page = readFileSync(join(site, session), "utf8");
  const given = (property) => page.match(new RegExp(`property="${property}" content="([^"]*)"`))?.[1];
  assert.equal(given("og:title"), "Collecting patient demographic data");
  assert.equal(given("og:url"), `https://example.org/notes/${session}`);
  assert.equal(given("og:image"), "https://example.org/notes/assets/card.png");
  assert.ok(given("og:description").length > 20);
  assert.deepEqual([...readFileSync(join(site, "assets/card.png")).subarray(1, 4)], [...Buffer.from("PNG")]);
});
