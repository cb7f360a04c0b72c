// Languages: the golden sites in Arabic and German, read in the browser. Every kind of page from right to left for
// everybody, nothing wider than a narrow phone, languages and directions in the markup, counts in their plural forms.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { goldenSite, host, kindsOfPage, until, violations, withPage } from "./support.js";

const looks = [
  { look: "wide, light", colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { look: "narrow, dark", colorScheme: "dark", viewport: { width: 320, height: 640 } },
];

describe("the Arabic site", () => {
  let site;
  before(async () => (site = await host({ site: goldenSite("arabic") })));
  after(() => site.close());

  for (const [kind, path] of Object.entries(kindsOfPage(goldenSite("arabic")))) {
    for (const { look, ...options } of looks) {
      test(`${kind} is for everybody and fits its window (${look})`, () =>
        withPage(options, async (page) => {
          await page.goto(site.address + encodeURI(path));
          const { html, overflow } = await page.evaluate(() => ({
            html: [document.documentElement.lang, document.documentElement.dir],
            overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          }));
          assert.deepEqual(html, ["ar", "rtl"]);
          assert.equal(overflow, 0, "nothing is to be scrolled sideways");
          assert.equal((await violations(page)).join("\n"), "");
        }));
    }
  }

  test("no word of the interface is left in English", () =>
    withPage({}, async (page) => {
      const ours = ["index.html", "groups/water/start.html", "report/index.html", "calendar/index.html", "accessibility.html"];
      // Names of things, and what an author wrote.
      const known = /\S+@\S+|JavaScript|WCAG|AA|Cairo|A visit from the Hillside gardeners|Our guests[^.]*\.|Water for Small Gardens|Shade[^.]*\.|example\.org|https?:\S+|content\/\S+/g;
      for (const path of ours) {
        await page.goto(site.address + encodeURI(path));
        const text = await page.evaluate(() => document.body.innerText + [...document.querySelectorAll("[aria-label]")].map((element) => element.ariaLabel).join(" "));
        const left = text.replace(known, "").match(/[A-Za-z]{2,}/g) ?? [];
        assert.deepEqual(left, [], path);
      }
    }));

  test("a note in English says so, and what the page adds says it is Arabic", () =>
    withPage({}, async (page) => {
      await page.goto(site.address + "groups/water/sessions/2023-02-09-visit.html");
      const languages = await page.evaluate(() => {
        const of = (selector) => {
          const element = document.querySelector(selector);
          return [element.closest("[lang]").lang, getComputedStyle(element).direction];
        };
        return {
          title: of("h1"),
          prose: of(".prose p"),
          heading: of(".margin h2"),
          menu: of(".site-nav a"),
          link: document.querySelector(".prose .anchor").ariaLabel,
        };
      });
      assert.deepEqual(languages, {
        title: ["en", "ltr"],
        prose: ["en", "ltr"],
        heading: ["ar", "rtl"],
        menu: ["ar", "rtl"],
        link: "رابط إلى «Key takeaways»",
      });
      await page.goto(site.address + "groups/water/index.html");
      const title = page.locator(".timeline-title a", { hasText: "Hillside" });
      assert.equal(await title.getAttribute("lang"), "en");
      assert.equal(await title.evaluate((link) => getComputedStyle(link).unicodeBidi), "plaintext");
    }));

  test("code runs from left to right, the thread on the right", () =>
    withPage({}, async (page) => {
      await page.goto(site.address + "groups/water/sessions/2022-12-08-measuring.html");
      const code = await page.evaluate(() => getComputedStyle(document.querySelector(".prose pre")).direction);
      assert.equal(code, "ltr");
      await page.goto(site.address + "groups/water/index.html");
      const [title, date] = await page.evaluate(() => {
        const item = document.querySelector(".timeline > li");
        return [".timeline-title", ".timeline-date"].map((part) => item.querySelector(part).getBoundingClientRect().right);
      });
      assert.ok(date >= title, "a session's day stands before its title");
    }));

  for (const [words, said] of [
    ["دلو", "وُجدت صفحتان"],
    ["بلاستيك", "وُجدت صفحة واحدة"],
    ["الريّ", "وُجدت 4 صفحات"],
  ]) {
    test(`search counts in Arabic: ${said}`, () =>
      withPage({}, async (page) => {
        await page.goto(`${site.address}search/index.html?q=${encodeURIComponent(words)}`);
        const status = page.locator(".finds-status");
        await until("the count", async () => /وُجد/.test(await status.innerText()));
        const told = await status.innerText();
        const results = await page.locator(".finds-list > li").count();
        assert.equal(told, said, `${results} results are shown`);
      }));
  }
});

describe("the German site", () => {
  let site;
  before(async () => (site = await host({ site: goldenSite("german") })));
  after(() => site.close());

  test("days, numbers and counts are German in pages and in what scripts show", () =>
    withPage({}, async (page) => {
      await page.goto(site.address + "sessions/2023-01-12-loeten.html");
      const meta = await page.locator(".heading-meta").first().innerText();
      assert.match(meta, /Donnerstag, 12\. Januar 2023/);
      assert.match(meta, /1\.004 waren dabei/);
      await page.goto(`${site.address}search/index.html?q=Verzinnen`);
      await until("the result", async () => (await page.locator(".finds-list > li").count()) > 0);
      assert.equal(await page.locator(".finds-status").innerText(), "1 Seite gefunden");
      assert.equal(await page.locator(".finds-list time").first().innerText(), "12. Januar 2023");
    }));

  test("the reader's own time is told in German", () =>
    withPage({ timezoneId: "America/New_York", locale: "en-US" }, async (page) => {
      await page.clock.setFixedTime(new Date("2023-02-20T12:00:00Z"));
      await page.goto(site.address + "sessions/2023-03-09-akkus.html");
      assert.match(await page.locator(".own-time").first().innerText(), /^1:00 PM deiner Zeit$/);
    }));
});
