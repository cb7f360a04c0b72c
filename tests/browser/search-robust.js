// Searching where something is wrong or unusual: queries that mean harm, an index that is broken, readers who use
// other means than eyes and mouse.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { chromiumBrowser, host, siteFiles, until, violations, withPage } from "./support.js";
import { answered, choosePassage, fromDisk, searchFor, trustedTypes } from "./searching.js";

describe("queries that mean harm", () => {
  let site;
  before(async () => (site = await host({ also: trustedTypes })));
  after(() => site.close());

  const hostile = {
    "ten thousand letters": "x".repeat(10000),
    "ten thousand characters in words": "consent form ".repeat(770),
    emoji: "😀👩‍👩‍👧‍👦🏳️‍🌈",
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "right to left": "موافقة مكتوبة \u202eform",
    "quotes and signs": '"" "- -- -" group: year:x group:"',
    "a lone surrogate": "consent \ud83d",
    "a pattern": "(.*)+[a-z]{1000} \\",
  };

  for (const [name, text] of Object.entries(hostile)) {
    for (const where of ["on a host", "from disk"]) {
      test(`${name}, ${where}`, () =>
        withPage({}, async (page) => {
          page.on("dialog", (dialog) => assert.fail(dialog.message()));
          const home = where === "from disk" ? fromDisk("index.html") : `${site.address}index.html`;
          await page.goto(home);
          await page.keyboard.press("/");
          await page.locator(".finder-input").fill(text);
          await answered(page, /pages? found/);
          assert.equal(await page.locator(".finder script, .finder img").count(), 0);
          await page.keyboard.press("Enter");
          await page.waitForURL(/search\/index\.html\?/);
          await until("an answer on the page", async () => /pages? found/.test(await page.locator(".finds-status").innerText()));
          assert.equal(await page.locator("main script, main img").count(), 0);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "nothing is too wide");
        }));
    }
  }

  test("words to mark", () =>
    withPage({}, async (page) => {
      for (const text of Object.values(hostile)) {
        await page.goto(`${site.address}guidelines.html?mark=${encodeURIComponent(text.toWellFormed().slice(0, 4000))}`);
        await until("the words to leave the address", () => !page.url().includes("mark="));
        assert.equal(await page.locator("main script, main img").count(), 0);
      }
    }));
});

describe("an index that is broken", () => {
  const breaks = {
    missing: () => null,
    "cut off": (bytes) => bytes.subarray(0, bytes.length / 2),
    "something else": () => Buffer.from("<!doctype html><title>Not found</title>"),
  };
  const isIndex = (path) => path.startsWith("search/") && path.endsWith(".js");
  const parts = {
    "the manifest": (path) => path === "search/manifest.js",
    "everything but the manifest": (path) => isIndex(path) && path !== "search/manifest.js",
    "the engine": (path) => /^assets\/search\.[^/]*\.js$/.test(path),
  };

  /** The browser complains of files that are missing; whatever else goes wrong is an exception of ours. */
  async function withBroken(change, use) {
    const site = await host({ also: trustedTypes, change });
    const context = await (await chromiumBrowser()).newContext();
    const page = await context.newPage();
    try {
      await use(page, site.address);
    } finally {
      await context.close();
      await site.close();
    }
  }

  for (const [part, isPart] of Object.entries(parts)) {
    for (const [how, broken] of Object.entries(breaks)) {
      test(`${part} ${how}: it says so, and trying again helps once it is mended`, () => {
        let isMended = false;
        const change = (path, bytes) => (isPart(path) && !isMended ? broken(bytes) : bytes);
        return withBroken(change, async (page, address) => {
          await page.goto(`${address}search/index.html?q=consent`);
          await until("the message", async () => /can’t be loaded/.test(await page.locator(".finds-status").innerText()));
          assert.ok(await page.locator(".finds-after button").isVisible());
          await page.goto(`${address}index.html`);
          await searchFor(page, "consent");
          await answered(page, /can’t be loaded/);
          if (siteFiles(".html").includes("search/titles/index.html")) {
            assert.match(await page.locator(".finder .result-none a").getAttribute("href"), /search\/titles\/index\.html$/);
          }
          isMended = true;
          await page.locator(".finder .result-none button").click();
          await answered(page);
          assert.ok(await page.locator(".finder-input").evaluate((field) => field === document.activeElement));
        });
      });
    }
  }
});

test("where workers are refused, the engine is loaded as a script", async () => {
  const site = await host({ also: `${trustedTypes}; worker-src 'none'` });
  const context = await (await chromiumBrowser()).newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${site.address}index.html`);
    await searchFor(page, "consent form");
    await answered(page);
    assert.ok((await page.locator(".finder-passage").count()) > 3);
    assert.equal(await page.evaluate(() => typeof globalThis.roundtableSearch), "object");
  } finally {
    await context.close();
    await site.close();
  }
});

describe("accessibility of searching", () => {
  let site;
  let broken;
  before(async () => {
    site = await host();
    broken = await host({ change: (path, bytes) => (/^assets\/search\./.test(path) ? Buffer.from("self.onmessage = ({ data }) => postMessage({ id: data.id, error: 'gone' });") : bytes) });
  });
  after(() => Promise.all([site.close(), broken.close()]));

  const box = (text, pattern) => async (page, address) => {
    await page.goto(`${address}index.html`);
    await searchFor(page, text);
    if (pattern) await answered(page, pattern);
  };
  const results = (query, ready) => async (page, address) => {
    await page.goto(`${address}search/index.html${query}`);
    await page.locator(ready).first().waitFor();
  };
  const states = {
    "the box, empty": box("", null),
    "the box with recent searches": async (page, address) => {
      await box("consent", /found/)(page, address);
      await page.keyboard.press("Enter");
      await page.locator(".result").first().waitFor();
      await page.goto(`${address}index.html`);
      await page.keyboard.press("/");
      await page.locator(".finder-recent").waitFor();
    },
    "the box with results, one chosen": async (page, address) => {
      await box("consent form", /found/)(page, address);
      await choosePassage(page);
    },
    "the box with nothing found": box("qzxwvkjhg", /0 pages/),
    "the box with a corrected word": box("confidentialty", /found/),
    "the box with words left out": box("consent qzxwvkjhg", /found/),
    "the page, empty": results("", ".finds-notes p"),
    "the page with results": results("?q=consent", ".result"),
    "the page with filters": results("?q=consent&kind=session&sort=date", ".result"),
    "the page with nothing found": results("?q=qzxwvkjhg", ".result-none"),
    "the page with a corrected word": results("?q=confidentialty", ".result-note"),
    "a page with words marked": async (page, address) => {
      await page.goto(`${address}guidelines.html?mark=we`);
      await page.locator(".unmark").waitFor();
    },
  };
  const failing = {
    "the box without an index": box("consent", /can’t be loaded/),
    "the page without an index": results("?q=consent", ".result-none"),
  };
  const looks = [
    { name: "desktop, light", colorScheme: "light", viewport: { width: 1280, height: 800 } },
    { name: "phone, dark", colorScheme: "dark", viewport: { width: 360, height: 740 } },
  ];

  for (const { name, ...look } of looks) {
    for (const [state, reach] of Object.entries({ ...states, ...failing })) {
      test(`axe finds nothing on ${state} (${name})`, () =>
        withPage({ ...look, reducedMotion: "reduce" }, async (page) => {
          await reach(page, (state in failing ? broken : site).address);
          assert.equal((await violations(page)).join("\n"), "");
        }));
    }
  }
});
