// Searching the built sample as readers do: from any page by keyboard alone, on a host under the strict policy with
// Trusted Types, from disk, on a phone, without JavaScript.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { copyOfSample, host, preview, siteFiles, until, withPage } from "./support.js";
import { answered, chosen, choosePassage, fromDisk, searchFor, trustedTypes } from "./searching.js";

async function walkByKeyboard(page, home) {
  await page.goto(home);
  await searchFor(page, "consent form");
  await answered(page);
  await choosePassage(page);
  const named = await page.locator(".finder-input").getAttribute("aria-activedescendant");
  assert.equal(await chosen(page).getAttribute("id"), named);
  const href = await chosen(page).evaluate((option) => option.href);
  assert.match(href, /[?&]mark=/);
  await page.keyboard.press("Enter");
  await page.locator(".unmark").waitFor();
  const address = new URL(page.url());
  assert.equal(address.search, "", "the words to mark left the address");
  assert.equal(address.hash, new URL(href).hash);
  assert.equal(address.pathname, new URL(href).pathname);
  const texts = await page.locator("mark.found").allInnerTexts();
  assert.ok(texts.length > 0 && texts.every((text) => /^(consent|form)/i.test(text)), texts.join());
  const isSeen = (marks) => marks.some((mark) => mark.getBoundingClientRect().top >= 0 && mark.getBoundingClientRect().bottom <= innerHeight);
  await until("a mark in sight", () => page.locator("mark.found").evaluateAll(isSeen));
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("mark.found, .unmark").count(), 0);
}

describe("the box that searches", () => {
  let site;
  before(async () => (site = await host({ also: trustedTypes })));
  after(() => site.close());

  test("leads by keyboard alone to the passage, under the strict policy with Trusted Types", () =>
    withPage({}, (page) => walkByKeyboard(page, `${site.address}index.html`)));

  test("leads there from a page deep below, too", () =>
    withPage({}, (page) => walkByKeyboard(page, site.address + siteFiles(".html").find((path) => /sessions\/\d{4}/.test(path)))));

  test("leads there from disk", () => withPage({}, (page) => walkByKeyboard(page, fromDisk("index.html"))));

  test("loads nothing before it is used", () =>
    withPage({}, async (page) => {
      const asked = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      const isSearch = (path) => /\/assets\/search\.|\/search\//.test(path);
      await page.goto(`${site.address}index.html`, { waitUntil: "networkidle" });
      assert.deepEqual(asked.filter(isSearch), []);
      await searchFor(page, "consent");
      await answered(page);
      assert.ok(asked.some(isSearch), asked.join());
    }));

  test("gives the focus back where it was", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}index.html`);
      const link = page.locator(".site-nav a").first();
      await link.focus();
      await page.keyboard.press("Control+k");
      await page.locator(".finder-input:focus").waitFor();
      await page.keyboard.insertText("consent");
      await answered(page);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".finder[open]").count(), 0);
      assert.ok(await link.evaluate((element) => element === document.activeElement));
      // What was typed is still there, chosen whole, so that typing begins anew.
      await page.keyboard.press("/");
      assert.equal(await page.locator(".finder-input").inputValue(), "consent");
    }));

  test("takes over from the field in the header what is typed there", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}groups/index.html`);
      const field = page.locator(".site-header .search-box");
      await field.focus();
      assert.equal(await page.locator(".finder[open]").count(), 0, "focus alone opens nothing");
      await page.keyboard.type("consent");
      await page.locator(".finder-input:focus").waitFor();
      assert.equal(await page.locator(".finder-input").inputValue(), "consent");
      await page.keyboard.press("Escape");
      assert.ok(await field.evaluate((element) => element === document.activeElement && element.value === ""));
      await field.click();
      await page.locator(".finder-input:focus").waitFor();
    }));

  test("a slash that is typed stays a slash", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}index.html`);
      await searchFor(page, "and");
      await page.keyboard.press("/");
      assert.equal(await page.locator(".finder-input").inputValue(), "and/");
    }));

  test("arrows go round, Home and End to the ends once one is chosen", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}index.html`);
      await searchFor(page, "consent");
      await answered(page);
      const all = await page.locator('.finder [role="option"]').count();
      const at = () => chosen(page).getAttribute("id");
      await page.keyboard.press("ArrowUp");
      assert.equal(await at(), `rt-finder-${all - 1}`);
      await page.keyboard.press("ArrowDown");
      assert.equal(await at(), "rt-finder-0");
      await page.keyboard.press("End");
      assert.equal(await at(), `rt-finder-${all - 1}`);
      assert.ok(await chosen(page).evaluate((option) => {
        const [own, around] = [option.getBoundingClientRect(), option.closest(".finder-body").getBoundingClientRect()];
        return own.top >= around.top && own.bottom <= around.bottom + 1;
      }), "what is chosen is in sight");
      await page.keyboard.press("Home");
      assert.equal(await at(), "rt-finder-0");
    }));

  test("Enter without a choice leads to the page of results", () =>
    withPage({}, async (page) => {
      for (const home of [`${site.address}index.html`, fromDisk("index.html")]) {
        await page.goto(home);
        await searchFor(page, "consent form");
        await page.keyboard.press("Enter");
        await page.waitForURL(/search\/index\.html\?q=consent(\+|%20)form$/);
        await page.locator(".result").first().waitFor();
        assert.equal(await page.locator(".search-box").inputValue(), "consent form");
      }
    }));

  test("a press outside closes it, one that began inside doesn't", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}index.html`);
      await page.keyboard.press("/");
      const { x, y } = await page.locator(".finder-input").boundingBox();
      await page.mouse.move(x + 20, y + 20);
      await page.mouse.down();
      await page.mouse.move(10, 600);
      await page.mouse.up();
      assert.equal(await page.locator(".finder[open]").count(), 1);
      await page.mouse.click(10, 600);
      assert.equal(await page.locator(".finder[open]").count(), 0);
    }));

  test("shows titles, whose they are, and passages with the words marked", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}index.html`);
      await searchFor(page, "consent form");
      await answered(page);
      const [told] = (await page.locator(".finder-status").innerText()).match(/\d+/);
      assert.ok(Number(told) > 1);
      assert.equal(await page.locator(".finder-status").getAttribute("role"), "status");
      const marked = await page.locator(".finder-list mark").allInnerTexts();
      assert.ok(marked.length > 3 && marked.every((text) => /^(consent|form)/i.test(text)), marked.join());
      assert.ok((await page.locator(".finder-passage").count()) > 3);
      assert.match(await page.locator(".finder-all").innerText(), new RegExp(`${told} results`));
      await page.locator(".finder-all").click();
      await page.waitForURL(/search\/index\.html\?q=consent/);
      await until("as many on the page of results", async () => (await page.locator(".finds-status").innerText()).includes(told));
    }));

  test("tells decisions from other passages", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}search/index.html?q=decided`);
      await page.locator(".result").first().waitFor();
      await page.goto(`${site.address}search/index.html?q=decision+form+version`);
      await page.locator(".result .badge").first().waitFor();
    }));

  test("says what it searched instead of a mistyped word", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}index.html`);
      await searchFor(page, "confidentialty");
      await answered(page);
      assert.match(await page.locator(".finder-before").innerText(), /Showing results for “confidentiality”/);
    }));

  test("says which words it left out where no page has all", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}index.html`);
      await searchFor(page, "consent qzxwvkjhg");
      await answered(page);
      assert.equal(await page.locator(".finder-before s").innerText(), "qzxwvkjhg");
    }));

  test("keeps recent searches on the device alone, at most eight, until they are forgotten", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}index.html`);
      for (const word of ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "two"]) {
        await searchFor(page, word);
        await page.keyboard.press("Enter");
        await page.waitForURL(new RegExp(`q=${word}$`));
        await page.goto(`${site.address}index.html`);
      }
      await page.keyboard.press("/");
      await page.locator(".finder-recent").first().waitFor();
      const shown = await page.locator(".finder-recent").allInnerTexts();
      assert.deepEqual(shown, ["two", "nine", "eight", "seven", "six", "five", "four", "three"]);
      assert.deepEqual(await page.context().cookies(), []);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.locator(".finder-result").first().waitFor();
      assert.equal(await page.locator(".finder-input").inputValue(), "two");
      await page.locator(".finder-input").fill("");
      await page.locator(".finder-clear").click();
      assert.equal(await page.locator(".finder-recent").count(), 0);
      assert.equal(await page.evaluate(() => localStorage.length), 0);
    }));

  test("fills a phone", () =>
    withPage({ viewport: { width: 320, height: 640 }, hasTouch: true }, async (page) => {
      await page.goto(`${site.address}groups/index.html`);
      await page.locator(".site-header .search-go").tap();
      await page.locator(".finder-input:focus").waitFor();
      await page.keyboard.insertText("consent form");
      await answered(page);
      const { x, y, width, height } = await page.locator(".finder").boundingBox();
      assert.deepEqual([x, y, width, height].map(Math.round), [0, 0, 320, 640]);
      const wide = await page.locator(".finder *").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > 321).length);
      assert.equal(wide, 0);
      for (const target of await page.locator(".finder-close, .finder-list a").all()) {
        assert.ok((await target.boundingBox()).height >= 44, await target.innerText());
      }
    }));
});

describe("the page of results", () => {
  let site;
  before(async () => (site = await host({ also: trustedTypes })));
  after(() => site.close());

  const count = async (page) => Number((await page.locator(".finds-status").innerText()).match(/\d+/)?.[0]);
  const titles = (page) => page.locator(".result-title").allInnerTexts();
  const settled = (page) => page.locator(".finds-columns:not([aria-busy])").waitFor();

  for (const [where, address] of [["on a host", (path) => site.address + path], ["from disk", fromDisk]]) {
    test(`keeps words, filters and sorting in its address, ${where}`, () =>
      withPage({}, async (page) => {
        await page.goto(address("search/index.html"));
        await page.locator(".search-box").fill("consent");
        await page.locator(".result").first().waitFor();
        const all = await count(page);
        const label = page.locator('.finds-choice:has(input[name="group"])').first();
        const expected = Number(await label.locator(".count").innerText());
        await label.click();
        await until("the filter in the address", () => /[?&]group=/.test(page.url()));
        await until("fewer pages", async () => (await count(page)) === expected);
        assert.ok(expected <= all);
        await page.locator('.finds-sort input[value="date"]').check();
        await until("the sorting in the address", () => page.url().endsWith("&sort=date"));
        await settled(page);
        const days = await page.locator(".result time").evaluateAll((times) => times.map((time) => time.dateTime));
        assert.deepEqual(days, [...days].sort().reverse());
        const shown = await titles(page);
        await page.reload();
        await page.locator(".result").first().waitFor();
        assert.deepEqual(await titles(page), shown);
        assert.ok(await page.locator('.finds-facet input[name="group"]').first().isChecked());
        assert.ok(await page.locator('.finds-sort input[value="date"]').isChecked());
        assert.equal(await page.locator(".search-box").inputValue(), "consent");
        assert.match(await page.title(), /^“consent”/);
        await page.locator(".finds-clear").click();
        await until("all pages again", async () => (await count(page)) === all);
      }));
  }

  test("a keyboard user stays on the filter that they changed", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}search/index.html?q=consent`);
      const box = page.locator('.finds-facet input[name="kind"]').first();
      await box.focus();
      const value = await box.getAttribute("value");
      await page.keyboard.press("Space");
      await until("the filter in the address", () => /[?&]kind=/.test(page.url()));
      await settled(page);
      assert.equal(await page.evaluate(() => document.activeElement.value), value);
    }));

  test("shows more on demand, and goes on from there", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}search/index.html?q=group`);
      await page.locator(".result").first().waitFor();
      assert.equal(await page.locator(".result").count(), 10);
      await page.locator(".finds-after button").focus();
      await page.keyboard.press("Enter");
      await until("ten more", async () => (await page.locator(".result").count()) > 10);
      assert.match(page.url(), /[?&]show=20$/);
      const focused = () => page.evaluate(() => [...document.querySelectorAll(".result")].indexOf(document.activeElement.closest(".result")));
      assert.equal(await focused(), 10);
      await page.reload();
      await until("twenty again", async () => (await page.locator(".result").count()) === 20);
    }));

  test("its field is where the slash leads", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}search/index.html`);
      await page.keyboard.press("/");
      assert.ok(await page.locator(".search-box").evaluate((field) => field === document.activeElement));
      assert.equal(await page.locator(".finder").count(), 0);
    }));

  test("without JavaScript it says so, and where else to look", () =>
    withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${site.address}groups/index.html`);
      await page.locator(".site-header .search-box").fill("consent");
      await page.keyboard.press("Enter");
      await page.waitForURL(/search\/index\.html\?q=consent$/);
      assert.ok(await page.locator(".finds-plain").isVisible());
      if (siteFiles(".html").includes("search/titles/index.html")) {
        await page.locator(".finds-plain a").click();
        await page.waitForURL(/search\/titles\/index\.html$/);
      }
    }));

  test("with JavaScript that sentence is gone", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}search/index.html`);
      assert.equal(await page.locator(".finds-plain:visible").count(), 0);
    }));
});

test("in the preview, the open box finds what was just written", async () => {
  const folder = copyOfSample();
  const server = await preview(folder);
  try {
    await withPage({}, async (page) => {
      await page.goto(`${server.address}index.html`);
      await searchFor(page, "wintergreenish");
      await answered(page, /0 pages found/);
      writeFileSync(join(folder, "content", "new-page.md"), "# A new page\n\nIts walls are wintergreenish.\n");
      await answered(page, /1 page found/);
      assert.match(await page.locator(".finder-passage").innerText(), /wintergreenish/);
    });
  } finally {
    await server.close();
  }
});
