// Words marked where a search led: the right ones, without harm to the page, and gone when they are told to go.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { copyOfSample, program, temporaryFolder, until, withPage } from "./support.js";

const filler = (n) => Array.from({ length: n }, (_, at) => `Line ${at} speaks of lanterns and of tea.`).join("\n\n");

const note = `# A page to mark

## Short

The Naïve café asked for CONSENT; consenting came later. Re\u0301sume\u0301s, too. We don’t know (COVID-19).

同意書について話しました。 ภาษาไทยง่าย

Ask [for consent](#long), or \`consent\`. <b>Con</b>sent.

## Long

Here permission comes once.

${filler(80)}

Permission to share ends on a day that both agreed to.

${filler(80)}

## After

Permission to share ends.

## Huge

${filler(12000)}
`;

describe("words marked where a search led", () => {
  let address;
  before(() => {
    const folder = copyOfSample();
    writeFileSync(join(folder, "content", "marked.md"), note);
    const out = join(temporaryFolder(), "site");
    execFileSync(program, ["build", folder, "--output", out], { stdio: ["ignore", "ignore", "inherit"] });
    address = pathToFileURL(join(out, "marked.html")).href;
  });

  const marks = (page) => page.locator("mark.found").allInnerTexts();

  const check = async (words, expected) =>
    withPage({}, async (page) => {
      await page.goto(`${address}?mark=${words.map(encodeURIComponent).join("+")}`);
      await until("the words to leave the address", () => page.url() === address);
      assert.deepEqual(await marks(page), expected);
    });

  test("whole words, whatever their case", () => check(["consent"], ["CONSENT", "consent", "consent"]));
  test("accents or none", () => check(["naive", "résumés"], ["Naïve", "Re\u0301sume\u0301s"]));
  test("apostrophes, hyphens and numbers", () => check(["don't", "covid-19"], ["don’t", "COVID-19"]));
  test("scripts without spaces, anywhere", () => check(["同意", "ไทย"], ["同意", "ไทย"]));
  test("nothing where nothing fits", () => check(["onsen", "zebra"], []));

  test("the page is as it was once the marks are gone", () =>
    withPage({}, async (page) => {
      const texts = () => page.locator("main").evaluate((main) => [main.innerHTML, main.querySelectorAll("a").length]);
      await page.goto(address);
      const plain = await texts();
      await page.goto(`${address}?mark=consent+permission+ask`);
      await page.locator(".unmark").waitFor();
      assert.notDeepEqual(await texts(), plain);
      await page.locator(".unmark").click();
      assert.deepEqual(await texts(), plain);
      assert.equal(await page.locator(".unmark").count(), 0);
      await page.reload();
      assert.deepEqual(await marks(page), []);
    }));

  test("a link with a marked word still leads where it did", () =>
    withPage({}, async (page) => {
      await page.goto(`${address}?mark=consent`);
      await page.locator("main a mark.found").click();
      await until("the link's place", () => page.url().endsWith("#long"));
    }));

  const top = (page, text) =>
    page.evaluate((text) => [...document.querySelectorAll("main p")].find((p) => p.textContent.startsWith(text)).getBoundingClientRect().top, text);

  test("in a long section, to where most of the words stand together", () =>
    withPage({}, async (page) => {
      await page.goto(`${address}?mark=permission+share+ends#long`);
      await page.locator(".unmark").waitFor();
      await page.waitForLoadState("load");
      await until("the place in sight", async () => {
        const at = await top(page, "Permission to share ends on");
        return at > 0 && at < 800;
      });
      assert.ok(page.url().endsWith("marked.html#long"));
    }));

  test("in a short one, to its heading", () =>
    withPage({}, async (page) => {
      await page.goto(`${address}?mark=consent#short`);
      await page.locator(".unmark").waitFor();
      const heading = () => page.locator("h2#short").evaluate((heading) => heading.getBoundingClientRect().top);
      await until("the heading on top", async () => Math.abs(await heading()) < 120);
    }));

  test("a huge page is marked as far as the limits go, in little time", () =>
    withPage({}, async (page) => {
      await page.goto(`${address}?mark=lanterns+tea#huge`);
      await page.locator(".unmark").waitFor();
      const count = (await marks(page)).length;
      assert.ok(count > 500 && count < 2000, `${count} marks`);
    }));

  test("not on paper", () =>
    withPage({}, async (page) => {
      await page.goto(`${address}?mark=consent`);
      await page.locator(".unmark").waitFor();
      await page.emulateMedia({ media: "print" });
      assert.ok(!(await page.locator(".unmark").isVisible()));
      const look = await page.locator("mark.found").first().evaluate((mark) => getComputedStyle(mark).backgroundColor);
      assert.equal(look, "rgba(0, 0, 0, 0)");
    }));
});
