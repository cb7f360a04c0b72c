// The index from A to Z: every entry leads to the page or heading of its very words, and without
// JavaScript a reader gets there by links alone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { host, until, withPage } from "./support.js";

/** In the browser: every link of the index with the words that it should lead to. */
const entriesOfIndex = () =>
  [...document.querySelectorAll(".titles a")].map((link) => {
    const outer = link.closest("ul").closest("li");
    const label = outer ? outer.firstChild.textContent : link.textContent;
    return { label: label.trim(), href: link.href };
  });

/** In the browser: the words of the headings with these ids; for no id, the title. */
const headings = (ids) =>
  ids.map((id) => (id ? document.getElementById(id)?.closest("h1, h2, h3, h4, h5, h6") : document.querySelector("h1"))?.textContent ?? "");

const plain = (text) => text.replace(/\s+/g, " ").trim();

describe("the index from A to Z of the built sample", () => {
  let site;
  before(async () => (site = await host()));
  after(() => site.close());

  test("every entry leads to its very words", () =>
    withPage({}, async (page) => {
      await page.goto(`${site.address}search/titles/index.html`);
      const entries = await page.evaluate(entriesOfIndex);
      assert.ok(entries.length > 200, `${entries.length} entries`);
      const wanted = new Map();
      for (const { label, href } of entries) {
        const [address, id = ""] = href.split("#");
        if (!wanted.has(address)) wanted.set(address, []);
        wanted.get(address).push({ label, id: decodeURIComponent(id) });
      }
      for (const [address, places] of wanted) {
        await page.goto(address);
        const found = await page.evaluate(headings, places.map(({ id }) => id));
        places.forEach(({ label, id }, at) => {
          assert.ok(plain(found[at]).includes(plain(label)), `“${label}” leads to “${found[at]}” (${address}#${id})`);
        });
      }
    }));

  test("the footer leads there, and a letter to its entries, without JavaScript on a phone", () =>
    withPage({ javaScriptEnabled: false, viewport: { width: 360, height: 640 } }, async (page) => {
      await page.goto(`${site.address}index.html`);
      await page.locator("footer a[href$='search/titles/index.html']").click();
      await page.waitForURL(/search\/titles\/index\.html/);
      await page.locator(".jumps a", { hasText: /^W$/ }).click();
      const letter = page.locator("#rt-letter-w");
      await until("the letter in view", async () => {
        const { y } = await letter.boundingBox();
        return y >= 0 && y < 320;
      });
      const columns = await page.locator(".titles > li").evaluateAll((items) => new Set(items.map((item) => item.getBoundingClientRect().left)).size);
      assert.equal(columns, 1, "one column on a phone");
    }));
});
