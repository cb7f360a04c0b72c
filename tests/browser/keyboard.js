// The ten things that people come for, done with the keyboard alone. At every stop the focus is seen: inside the
// window, not covered, with an outline.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { host, until, withPage } from "./support.js";

/** What has the focus: its name, and what is wrong with how it is seen. */
function focused() {
  const element = document.activeElement;
  const name = element.getAttribute("aria-label") ?? element.textContent.trim().replace(/\s+/g, " ");
  if (element === document.body) return { name, complaint: "" };
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const [x, y] = [box.x + Math.min(box.width, 40) / 2, box.y + Math.min(box.height, 24) / 2];
  const top = document.elementFromPoint(x, y);
  const isSeen = top && (element.contains(top) || top.contains(element) || element.labels?.length);
  const hasOutline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const hasMark = hasOutline || element.matches("input, [role=dialog], main");
  return { name, complaint: !isSeen ? `${name} is covered or outside` : !hasMark ? `${name} shows no focus` : "" };
}

/** Presses Tab until something of this name has the focus. */
async function tabTo(page, name, key = "Tab") {
  for (let stops = 0; stops < 250; stops += 1) {
    await page.keyboard.press(key);
    const now = await page.evaluate(focused);
    assert.equal(now.complaint, "");
    if (typeof name === "string" ? now.name === name : name.test(now.name)) return;
  }
  assert.fail(`nothing called ${name} can be reached`);
}

async function follow(page, name) {
  await tabTo(page, name);
  const before = page.url();
  await page.keyboard.press("Enter");
  await until(`the way to ${name}`, async () => page.url() !== before);
  await page.waitForLoadState();
}

const title = (page) => page.locator("h1").textContent();

describe("with the keyboard alone", () => {
  let site;
  before(async () => (site = await host()));
  after(() => site.close());

  const onPage = (path, use, options = {}) =>
    withPage({ reducedMotion: "reduce", ...options }, async (page) => {
      await page.goto(site.address + path);
      await use(page);
    });
  const group = "groups/health-equity-assessment/";

  test("the first stop leads past the header, to the content", () =>
    onPage("index.html", async (page) => {
      await tabTo(page, "Skip to the content");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => Boolean(document.activeElement.closest("main"))));
    }));

  test("somebody finds a passage and gets to it", () =>
    onPage("index.html", async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("collecting demographic data");
      // What is found for the first letters gives way to what is found for all of them.
      await until("an answer to all that was typed", () =>
        page.evaluate(() => /demographic/i.test(document.querySelector('.finder-body:not([aria-busy]) [role="option"]')?.textContent)));
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await until("the page", async () => /demographic/i.test(await title(page)));
    }));

  test("somebody narrows what was found to one group", () =>
    onPage("search/index.html?q=consent", async (page) => {
      await page.locator(".finds-filters input").first().waitFor();
      const before = await page.locator('[role="status"]').first().textContent();
      await tabTo(page, /^$/);
      for (let stops = 0; stops < 30 && !(await page.evaluate(() => document.activeElement.type === "checkbox")); stops += 1) {
        await page.keyboard.press("Tab");
      }
      await page.keyboard.press("Space");
      await until("fewer pages", async () => (await page.locator('[role="status"]').first().textContent()) !== before);
      assert.match(page.url(), /group=/);
    }));

  test("a newcomer gets from the first page to a group's start page, and ticks off a step", () =>
    onPage("index.html", async (page) => {
      await follow(page, "Health-equity assessment");
      await follow(page, /^New here/);
      assert.match(await title(page), /^Start here/);
      await page.keyboard.press("Tab");
      while (!(await page.evaluate(() => document.activeElement.type === "checkbox"))) await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      await until("the step", async () => /^1 /.test(await page.locator(".tick-status").textContent()));
    }));

  test("somebody reads a group's sessions one after the other", () =>
    onPage(`${group}index.html`, async (page) => {
      await follow(page, "Leadership commitment");
      const first = await title(page);
      await follow(page, /^Next session/);
      assert.notEqual(await title(page), first);
    }));

  test("somebody jumps to a section of a long note", () =>
    onPage(`${group}sessions/2023-01-12-collecting-patient-demographic-data.html`, async (page) => {
      await until("the outline", () => page.locator(".outline details[open]").isVisible());
      await tabTo(page, "Background");
      await page.keyboard.press("Enter");
      assert.match(page.url(), /#background$/);
    }));

  test("a facilitator sees what is open, and where it was said", () =>
    onPage("actions/index.html", async (page) => {
      await page.locator("main").focus();
      await follow(page, "One plan, seven copies");
      assert.match(page.url(), /#action-/);
    }));

  test("somebody looks up when the next session is", () =>
    onPage("index.html", async (page) => {
      await follow(page, "Calendar");
      await follow(page, /What would success look like|Closing the loop/);
      assert.ok(await page.locator("h1").isVisible());
    }));

  test("somebody finds a resource and who shared it", () =>
    onPage("resources/index.html", async (page) => {
      await page.locator("main").focus();
      await follow(page, /A consent form on one side/);
      assert.match(await title(page), /consent form/i);
    }));

  test("somebody who sits in the dark changes the look", () =>
    onPage("index.html", async (page) => {
      await tabTo(page, "Dark look");
      await page.keyboard.press("Space");
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
    }, { colorScheme: "light" }));
});
