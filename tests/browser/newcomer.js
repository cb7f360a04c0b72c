// What a newcomer asks about a group is found from the home page in three clicks, on a phone, without JavaScript.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { host, withPage } from "./support.js";

const GROUP = "Health-equity assessment";

/** Each question: the links that are clicked one after the other, where the answer stands, and what it says. */
const QUESTIONS = [
  ["what the group is for", [GROUP], "main", "A guided round for clinics"],
  ["when the next session is", [GROUP], "main", "Thursday, 9 March 2023"],
  ["what was decided last", ["What we know", "Decisions", GROUP], ".items > li >> nth=0", "balancing measure"],
  ["what is open", ["What we know", "Open questions", GROUP], ".items > li >> nth=0", "provider next door"],
  ["where a tool was shared", ["What we know", "Tools"], ".items > li > a:last-child >> nth=0", ""],
];

describe("a newcomer on the built sample", () => {
  let site;
  before(async () => (site = await host()));
  after(() => site.close());

  for (const [question, links, place, words] of QUESTIONS) {
    test(`finds ${question} in three clicks`, () =>
      withPage({ javaScriptEnabled: false, viewport: { width: 360, height: 780 } }, async (page) => {
        await page.goto(`${site.address}index.html`);
        for (const link of links) {
          await page.locator("a:visible", { hasText: link }).first().click();
        }
        assert.ok(links.length <= 3);
        const answer = page.locator(place);
        assert.ok((await answer.innerText()).includes(words), `${question}: ${await answer.innerText()}`);
        if (words === "") {
          await answer.click();
          assert.match(new URL(page.url()).hash, /^#tool-/);
          assert.ok(await page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`).count());
        }
      }));
  }
});
