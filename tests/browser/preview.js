// A facilitator writes while the preview is open: what is saved shows at once and in place, what is
// wrong shows as a panel with file and line, and the last good page stays below it.

import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { copyOfSample, preview, until, withPage } from "./support.js";

describe("the preview", () => {
  let folder;
  let note;
  let running;
  before(async () => {
    folder = copyOfSample();
    note = join(folder, "content", "live.md");
    writeFileSync(note, page("First words."));
    running = await preview(folder);
  });
  after(() => running.close());

  /** A note that is long enough to scroll in. */
  function page(words) {
    const filling = Array.from({ length: 80 }, (_, number) => `Paragraph ${number}.`).join("\n\n");
    return `# A live page\n\n${filling}\n\n${words}\n\n${filling}\n`;
  }

  const shows = (tab, text) => until(`"${text}" on the page`, () => tab.getByText(text).first().isVisible());

  test("a save shows in place, and the page doesn't jump", () =>
    withPage({}, async (tab) => {
      await tab.goto(`${running.address}live.html`);
      await tab.getByText("First words.").scrollIntoViewIfNeeded();
      const before = await tab.evaluate(() => ((globalThis.sameDocument = true), scrollY));
      assert.ok(before > 500, "the page is scrolled");
      writeFileSync(note, page("Second words."));
      await shows(tab, "Second words.");
      assert.equal(await tab.evaluate(() => globalThis.sameDocument), true, "the page was loaded anew");
      assert.ok(Math.abs((await tab.evaluate(() => scrollY)) - before) < 5, "the page jumped");
    }));

  test("editors that save by renaming are seen as well", () =>
    withPage({}, async (tab) => {
      await tab.goto(`${running.address}live.html`);
      writeFileSync(`${note}~`, page("Renamed words."));
      renameSync(`${note}~`, note);
      await shows(tab, "Renamed words.");
    }));

  test("several tabs follow at once", () =>
    withPage({}, async (tab) => {
      const other = await tab.context().newPage();
      await other.goto(`${running.address}live.html`);
      await tab.goto(`${running.address}live.html`);
      writeFileSync(note, page("Words for two."));
      await shows(tab, "Words for two.");
      await other.bringToFront();
      await shows(other, "Words for two.");
    }));

  test("a new note gets its page and is found from its folder; a deleted one is gone", () =>
    withPage({}, async (tab) => {
      const fresh = join(folder, "content", "fresh", "start.md");
      mkdirSync(join(folder, "content", "fresh"));
      writeFileSync(fresh, "# A fresh start\n");
      const status = async () => (await tab.request.get(`${running.address}fresh/start.html`)).status();
      await until("the new page", async () => (await status()) === 200);
      rmSync(join(folder, "content", "fresh"), { recursive: true });
      await until("the page's end", async () => (await status()) === 404);
    }));

  test("a broken link shows as a panel with file and line, and goes when mended", () =>
    withPage({}, async (tab) => {
      writeFileSync(note, page("Sound words."));
      await tab.goto(`${running.address}live.html`);
      await shows(tab, "Sound words.");
      writeFileSync(note, page("A [bad link](no-such-page.md)."));
      const place = /content\/live\.md:163|live\.md.*163/;
      await until("the panel", () => tab.getByText(place).first().isVisible());
      assert.ok(await tab.getByText("Paragraph 79.").first().isVisible(), "the page stays");
      writeFileSync(note, page("Mended words."));
      await shows(tab, "Mended words.");
      await until("the panel's end", async () => !(await tab.getByText(place).first().isVisible()));
    }));

  test("a broken configuration shows, while the last good page stays", () =>
    withPage({}, async (tab) => {
      const config = join(folder, "roundtable.toml");
      const good = readFileSync(config, "utf8");
      await tab.goto(`${running.address}live.html`);
      writeFileSync(config, `name = \n${good}`);
      const place = /roundtable\.toml/;
      await until("the panel", () => tab.getByText(place).first().isVisible());
      assert.ok(await tab.getByText("Paragraph 79.").first().isVisible(), "the last good page stays");
      writeFileSync(config, good);
      await until("the panel's end", async () => !(await tab.getByText(place).first().isVisible()));
    }));

  test("a half-written save never shows as an empty page", () =>
    withPage({}, async (tab) => {
      writeFileSync(note, page("Whole words."));
      await tab.goto(`${running.address}live.html`);
      await shows(tab, "Whole words.");
      await tab.evaluate(() => {
        globalThis.wasEmpty = false;
        const look = () => (globalThis.wasEmpty ||= !document.body.innerText.includes("Paragraph 79."));
        new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
      });
      writeFileSync(note, "");
      appendFileSync(note, page("Whole again."));
      await shows(tab, "Whole again.");
      assert.equal(await tab.evaluate(() => globalThis.wasEmpty), false, "the page was empty for a moment");
    }));
});
