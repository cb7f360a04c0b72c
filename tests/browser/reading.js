// A newcomer reads the site: from home to a group to a session and back, on a host, from disk,
// without JavaScript, on a small phone, by day and by night.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { host, kindsOfPage, sampleSite, siteFiles, withPage } from "./support.js";

/** Walks as a reader does, by links alone, and comes back to where it began. */
async function walk(page, home) {
  await page.goto(home);
  const title = await page.title();
  const group = page.locator("main a[href^='groups/'][href$='/index.html']:not([href='groups/index.html'])").first();
  const groupName = (await group.innerText()).trim().split("\n")[0];
  await group.click();
  await page.waitForURL(/groups\/[^/]+\/index\.html/);
  assert.ok((await page.locator("h1").innerText()).includes(groupName), `the page of the group ${groupName}`);
  const session = page.locator("main a[href*='sessions/']:not([href$='sessions/index.html'])").first();
  await session.click();
  await page.waitForURL(/sessions\/[^/]+\.html/);
  assert.equal(await page.locator("h1").count(), 1);
  await page.goBack();
  await page.waitForURL(/groups\/[^/]+\/index\.html/);
  await page.goBack();
  assert.equal(await page.title(), title);
}

describe("reading the built sample", () => {
  let site;
  before(async () => (site = await host()));
  after(() => site.close());

  test("home to group to session and back, in a sub-path under the strict policy", () =>
    withPage({}, (page) => walk(page, `${site.address}index.html`)));

  test("the same from disk", () =>
    withPage({}, (page) => walk(page, pathToFileURL(join(sampleSite(), "index.html")).href)));

  test("the same without JavaScript", () =>
    withPage({ javaScriptEnabled: false }, (page) => walk(page, `${site.address}index.html`)));

  test("the same on a phone without JavaScript, from disk", () =>
    withPage({ javaScriptEnabled: false, viewport: { width: 360, height: 640 } }, (page) =>
      walk(page, pathToFileURL(join(sampleSite(), "index.html")).href)));

  test("previous and next lead from session to session and back", () =>
    withPage({}, async (page) => {
      const session = siteFiles(".html").find((path) => /sessions\/\d{4}/.test(path));
      await page.goto(site.address + session);
      const first = page.url();
      await page.locator("a[rel~='next']:visible").first().click();
      await page.waitForURL((url) => url.href !== first);
      await page.locator("a[rel~='prev']:visible").first().click();
      await page.waitForURL(first);
    }));

  test("the keyboard reaches the content first", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}index.html`);
      await page.keyboard.press("Tab");
      const target = await page.evaluate(() => document.activeElement.getAttribute("href"));
      assert.match(target ?? "", /^#/, "the first stop is a link to the content");
      assert.ok(await page.locator(":focus").isVisible());
      await page.keyboard.press("Enter");
      assert.ok(page.url().endsWith(target));
    }));

  for (const [kind, path] of Object.entries(kindsOfPage())) {
    test(`${kind} opens without a complaint, on a host and from disk`, () =>
      withPage({}, async (page) => {
        await page.goto(site.address + encodeURI(path));
        assert.ok((await page.title()).length > 0, "it has a title");
        assert.equal(await page.locator("main").count(), 1, "it has one main part");
        await page.goto(pathToFileURL(join(sampleSite(), path)).href);
        assert.equal(await page.locator("h1").count(), 1, "it has one heading of the first level");
      }));

    test(`${kind} fits into 320 pixels`, () =>
      withPage({ viewport: { width: 320, height: 640 } }, async (page) => {
        await page.goto(site.address + encodeURI(path));
        const tooWide = await page.evaluate(() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > width + 1)
            .map((element) => `${element.localName}.${element.className}`);
        });
        assert.deepEqual(tooWide, []);
      }));
  }

  test("the page is light by day and dark by night", async () => {
    const brightness = (colorScheme) =>
      new Promise((done, failed) =>
        withPage({ colorScheme }, async (page) => {
          await page.goto(`${site.address}index.html`);
          const picture = (await page.screenshot({ type: "png" })).toString("base64");
          const probe = await page.context().browser().newPage();
          const value = await probe.evaluate(averageBrightness, picture);
          await probe.close();
          done(value);
        }).catch(failed),
      );
    const day = await brightness("light");
    const night = await brightness("dark");
    assert.ok(day > 0.75, `by day ${day}`);
    assert.ok(night < 0.3, `by night ${night}`);
  });
});

/** In the browser: how bright a picture is on average, from 0 to 1. */
async function averageBrightness(picture) {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [64, 64];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0, 64, 64);
  const { data } = context.getImageData(0, 0, 64, 64);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum += data[at] + data[at + 1] + data[at + 2];
  return sum / (64 * 64 * 3 * 255);
}
