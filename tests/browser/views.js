// Charts, months, first steps and booklets as readers meet them: what a chart shows is what its words and its table
// say, a day leads to its session, ticks stay on the device, and a booklet has each session once.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { host, program, root, sampleSite, siteFiles, temporaryFolder, withPage } from "./support.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A golden site, built. */
function built(name, today) {
  const out = join(temporaryFolder(), name);
  const site = join(root, "tests", "sites", name, "site");
  execFileSync(program, ["build", site, "--output", out, "--today", today], { stdio: "pipe" });
  return out;
}

const file = (folder, path) => pathToFileURL(join(folder, path)).href;

async function axeFinds(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { preload: false }));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`)).join("\n");
}

describe("a chart", () => {
  let site;
  before(() => (site = built("charts", "2023-07-01")));

  /** What stands in the table and what is drawn, column by column. */
  const read = (page) =>
    page.locator("#rt-attendance").locator("..").evaluate((figure) => ({
      words: figure.querySelector(".chart-alternative").textContent,
      table: [...figure.querySelectorAll("tbody tr")].map((row) => ({
        registered: row.cells[1].textContent,
        attended: row.cells[2].textContent,
        date: row.querySelector("time").textContent,
      })),
      columns: [...figure.querySelectorAll(".chart-plot > g")].map((column) => ({
        number: column.querySelector('[data-line="number"]').textContent,
        name: column.querySelector("title").textContent,
        bars: Object.fromEntries(
          [...column.querySelectorAll("rect")].map((bar) => [bar.dataset.sign, bar.getBBox().height]),
        ),
      })),
    }));

  test("shows what its table says, with gaps and withheld numbers", () =>
    withPage({}, async (page) => {
      await page.goto(file(site, "groups/alder/index.html"));
      const { words, table, columns } = await read(page);
      assert.equal(columns.length, table.length);
      const told = table.filter((row) => /^\d+$/.test(row.attended)).map((row) => Number(row.attended));
      const height = columns[0].bars.front / Number(table[0].attended);
      table.forEach((row, at) => {
        const { number, name, bars } = columns[at];
        assert.ok(name.includes(row.date));
        if (/^\d+$/.test(row.attended)) {
          assert.equal(number, row.attended);
          assert.ok(Math.abs(bars.front - height * Number(row.attended)) < 0.5, row.date);
        } else if (row.attended === "") {
          assert.deepEqual([number, bars], ["–", {}]);
        } else {
          assert.deepEqual([row.attended, number, "withheld" in bars, "front" in bars], ["fewer than 5", "<5", true, false]);
        }
        if (/^\d+$/.test(row.registered)) assert.ok(Math.abs(bars.behind - height * Number(row.registered)) < 0.5);
      });
      const most = Math.max(...told);
      const first = table.find((row) => row.attended === String(most));
      assert.ok(words.includes(`At most ${most} took part, on ${first.date}.`), words);
      assert.ok(words.includes(`${table.filter((row) => row.attended !== "").length} sessions were counted.`), words);
      assert.ok(words.includes("1 session has no count."), words);
      const label = await page.locator(".chart-plot").evaluate((plot) => plot.getAttribute("aria-labelledby"));
      assert.equal(label, "rt-attendance rt-attendance-words");
    }));

  test("gives each month's sessions as its table does", () =>
    withPage({}, async (page) => {
      await page.goto(file(site, "report/index.html"));
      const figure = page.locator("#rt-rhythm").locator("..");
      const table = await figure.locator("tbody td").allTextContents();
      assert.deepEqual(await figure.locator('[data-line="number"]').allTextContents(), table);
      const words = await figure.locator(".chart-alternative").textContent();
      assert.ok(words.startsWith(`${table.reduce((sum, number) => sum + Number(number), 0)} sessions`), words);
      assert.ok(words.includes(`the most in one month were ${Math.max(...table.map(Number))}`), words);
      // The report's attendance chart and the table beside it.
      const numbers = await page.locator("#rt-alder .chart-plot [data-line=number]").allTextContents();
      const counted = numbers.filter((number) => number !== "–").map((number) => number.replace("<5", "fewer than 5"));
      assert.deepEqual(await page.locator("#rt-alder tbody td:last-child").allTextContents(), counted);
    }));

  for (const width of [320, 768]) {
    test(`has words that can be read and stand apart at ${width} px`, () =>
      withPage({ viewport: { width, height: 800 } }, async (page) => {
        for (const path of ["groups/alder/index.html", "report/index.html"]) {
          await page.goto(file(site, path));
          const wrong = await page.evaluate(() => {
            const complaints = [];
            for (const plot of document.querySelectorAll(".chart-plot")) {
              const words = [...plot.querySelectorAll("text")].filter((text) => text.getBoundingClientRect().width > 0);
              for (const one of words) {
                const box = one.getBoundingClientRect();
                if (parseFloat(getComputedStyle(one).fontSize) < 12) complaints.push(`small: ${one.textContent}`);
                if (box.left < 0 || box.right > innerWidth) complaints.push(`outside: ${one.textContent}`);
                const other = words.find((two) => two !== one && two.dataset.line === one.dataset.line &&
                  two.getBoundingClientRect().left < box.right && two.getBoundingClientRect().right > box.left);
                if (other) complaints.push(`overlap: ${one.textContent} ${other.textContent}`);
              }
            }
            return complaints;
          });
          assert.deepEqual(wrong, []);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        }
      }));
  }

  for (const [name, look] of [
    ["dark, 320 px", { colorScheme: "dark", viewport: { width: 320, height: 700 } }],
    ["forced colours", { forcedColors: "active" }],
  ]) {
    test(`is open to all (${name})`, () =>
      withPage(look, async (page) => {
        await page.goto(file(site, "groups/alder/index.html"));
        await page.locator(".chart-table summary").click();
        assert.equal(await axeFinds(page), "");
        await page.goto(file(site, "report/index.html"));
        assert.equal(await axeFinds(page), "");
      }));
  }
});

describe("the calendar's months", () => {
  let site;
  before(async () => (site = await host()));
  after(() => site.close());

  test("have days that lead to their sessions and are large enough for a thumb", () =>
    withPage({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } }, async (page) => {
      await page.goto(`${site.address}calendar/index.html`);
      const days = page.locator(".month-grid a:visible");
      const boxes = await days.evaluateAll((all) => all.map((day) => day.getBoundingClientRect()));
      assert.ok(boxes.length >= 5);
      for (const { width, height } of boxes) assert.ok(width >= 44 && height >= 44, `${width} by ${height}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
      await page.getByRole("link", { name: /9 March 2023: Planning the pilot/ }).click();
      assert.equal(await page.locator("h1").innerText(), "Planning the pilot");
    }));

  test("lead to the list where a day has no notes, and show the months before", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}calendar/care-coordination.html`);
      await page.locator('[data-day="2023-03-23"] a').click();
      const id = new URL(page.url()).hash.slice(1);
      assert.match(await page.locator(`[id="${id}"]`).innerText(), /23 March 2023/);
      assert.equal(await page.locator('[aria-current="date"]').getAttribute("data-day"), "2023-02-20");
      await page.getByText("Earlier months").click();
      await page.locator('[data-day="2023-01-26"] a').click();
      assert.equal(await page.locator("h1").innerText(), "Counting hand-overs");
    }));

  test("mark the reader's own day where time goes on", () =>
    withPage({}, async (page) => {
      const moving = built("calendar", "2023-02-20");
      await page.clock.setFixedTime(new Date("2023-03-08T12:00:00"));
      await page.goto(file(moving, "calendar/index.html"));
      const marked = await page.locator('.month-grid [aria-current="date"]').evaluateAll((all) => all.map((day) => day.dataset.day));
      assert.deepEqual(marked, ["2023-03-08"]);
    }));
});

describe("a start page", () => {
  const path = "groups/care-coordination/start.html";
  let site;
  before(async () => (site = await host()));
  after(() => site.close());

  const status = (page) => page.getByRole("status").innerText();

  test("keeps what was ticked, for each page by itself, until it is forgotten", () =>
    withPage({}, async (page) => {
      await page.goto(site.address + path);
      const boxes = page.getByRole("checkbox");
      const total = await boxes.count();
      assert.equal(total, await page.locator(".start > section").count());
      assert.equal(await status(page), `0 of ${total} steps done`);
      await page.getByRole("checkbox", { name: /How we treat each other/ }).check();
      await boxes.first().focus();
      await page.keyboard.press("Space");
      assert.equal(await status(page), `2 of ${total} steps done`);
      await page.reload();
      assert.equal(await status(page), `2 of ${total} steps done`);
      assert.deepEqual(await boxes.evaluateAll((all) => all.map((box) => box.checked).slice(0, 3)), [true, true, false]);
      assert.equal(await axeFinds(page), "");
      await page.goto(`${site.address}groups/data-law/start.html`);
      assert.match(await status(page), /^0 of/);
      await page.goto(site.address + path);
      await page.getByRole("button", { name: "Forget my ticks" }).click();
      assert.equal(await status(page), "Your ticks are forgotten.");
      assert.ok(await boxes.first().evaluate((box) => box === document.activeElement));
      await page.reload();
      assert.equal(await status(page), `0 of ${total} steps done`);
      for (const box of await boxes.all()) await box.check();
      assert.match(await status(page), new RegExp(`^All ${total} steps done`));
    }));

  test("works where storage is refused", () =>
    withPage({}, async (page) => {
      await page.addInitScript(() => {
        Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
      });
      await page.goto(site.address + path);
      await page.getByRole("checkbox").first().check();
      assert.match(await status(page), /^1 of/);
    }));

  test("shows no boxes without JavaScript, and always says whom to ask", () =>
    withPage({ javaScriptEnabled: false }, async (page) => {
      for (const start of siteFiles("start.html")) {
        await page.goto(site.address + start);
        assert.equal(await page.locator("input[type=checkbox]:visible").count(), 0, start);
        assert.equal(await page.locator('[data-step="next"] a[href^="mailto:"]').count(), 1, start);
      }
    }));
});

describe("a booklet", () => {
  let site;
  before(async () => (site = await host()));
  after(() => site.close());

  test("has each session that was held once, ids of its own, and links that lead somewhere", () =>
    withPage({ javaScriptEnabled: false }, async (page) => {
      const sessions = new Map();
      const booklets = siteFiles(".html").filter((path) => /\/booklet[^/]*\.html$/.test(path));
      assert.ok(booklets.length >= 9);
      for (const path of booklets) {
        await page.goto(site.address + path);
        const { ids, broken, titles } = await page.evaluate(() => ({
          ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
          broken: [...document.querySelectorAll('a[href^="#"]')]
            .map((link) => link.getAttribute("href"))
            .filter((href) => !document.getElementById(decodeURIComponent(href.slice(1)))),
          titles: [...document.querySelectorAll("[data-session] > header h2")].map((title) => title.textContent),
        }));
        assert.equal(new Set(ids).size, ids.length, path);
        assert.deepEqual(broken, [], path);
        assert.equal(await page.locator('meta[name="robots"]').getAttribute("content"), "noindex");
        const group = path.slice(0, path.lastIndexOf("/"));
        titles.forEach((title) => {
          const key = `${group}: ${title}`;
          assert.ok(!sessions.has(key), key);
          sessions.set(key, path);
        });
      }
      await page.goto(`${site.address}groups/health-and-housing/index.html`);
      const held = await page.locator('#rt-content .timeline[data-shape="down"] > li:not([data-state]) .timeline-title').allInnerTexts();
      assert.ok(held.length >= 5);
      for (const title of held) assert.ok(sessions.has(`groups/health-and-housing: ${title}`), title);
      await page.getByRole("link", { name: "Print this round as a booklet" }).click();
      assert.match(page.url(), /booklet-2022-23\.html$/);
    }));

  test("is neither in the index of titles nor found by its words", () =>
    withPage({}, async (page) => {
      const titles = siteFiles(".html").filter((path) => path.startsWith("search/titles/"));
      assert.ok(titles.length > 0);
      for (const path of titles) assert.ok(!readFileSync(join(sampleSite(), path), "utf8").includes("/booklet"), path);
      // Words that a session's page and a booklet share.
      await page.goto(`${site.address}search/index.html?q=${encodeURIComponent("Leadership commitment")}`);
      const links = page.locator("#rt-content a[href*='leadership-commitment']");
      await links.first().waitFor();
      assert.equal(await page.locator("#rt-content a[href*='/booklet']").count(), 0);
    }));

  test("prints from a title page on, a session as a hand-out, both without what only leads elsewhere", () =>
    withPage({}, async (page) => {
      await page.emulateMedia({ media: "print" });
      const shown = (selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => one.getClientRects().length > 0).length);
      await page.goto(`${site.address}groups/health-equity-assessment/booklet-2022-23.html`);
      for (const gone of [".site-header", ".before", ".site-footer", ".booklet-back", ".booklet-how"]) {
        assert.equal(await shown(gone), 0, gone);
      }
      assert.equal(await page.locator("[data-session]").first().evaluate((one) => getComputedStyle(one).breakBefore), "page");
      const session = "groups/health-equity-assessment/sessions/2023-01-12-collecting-patient-demographic-data.html";
      await page.goto(site.address + session);
      for (const gone of [".site-nav", ".search", ".group-nav", ".neighbours", ".related", ".backlinks", ".site-footer", ".outline"]) {
        assert.equal(await shown(gone), 0, gone);
      }
      const place = (selector) => page.locator(selector).first().evaluate((one) => one.getBoundingClientRect().top);
      const order = [await place("h1"), await place(".essence"), await place(".prose"), await place(".resources")];
      assert.deepEqual(order, [...order].sort((a, b) => a - b));
      assert.match(await page.locator(".trail").innerText(), /Health-equity assessment/);
      const address = await page.locator(".resources a").first().evaluate((link) => getComputedStyle(link, "::after").content);
      assert.match(address, /https:\/\/example\.org/);
      assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 10_000);
    }));
});
