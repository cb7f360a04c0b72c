// Pages that everybody can use: axe finds nothing on any kind of page, phone and desktop, light and
// dark, in forced colours, and every page of the site is valid HTML.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { host, kindsOfPage, sampleSite, siteFiles, violations, withPage } from "./support.js";

const looks = [
  { name: "desktop, light", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "phone, dark", colorScheme: "dark", viewport: { width: 360, height: 740 } },
  { name: "320 pixels, forced colours", forcedColors: "active", viewport: { width: 320, height: 640 } },
];

describe("accessibility of the built sample", () => {
  let site;
  before(async () => (site = await host()));
  after(() => site.close());

  for (const [kind, path] of Object.entries(kindsOfPage())) {
    for (const { name, ...look } of looks) {
      test(`axe finds nothing on ${kind} (${name})`, () =>
        withPage(look, async (page) => {
          await page.goto(site.address + encodeURI(path));
          assert.equal((await violations(page)).join("\n"), "");
        }));
    }
  }
});

/** What the HTML standard asks for, and what helps readers; not matters of layout of the source. */
const rules = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    "no-inline-style": "error",
    "no-dup-id": "error",
    "unique-landmark": "error",
    "heading-level": "off",
    "tel-non-breaking": "off",
    "valid-id": ["error", { relaxed: true }],
  },
};

test("every page of the built sample is valid HTML", async () => {
  const validator = new HtmlValidate(new StaticConfigLoader(rules));
  const wrong = [];
  for (const path of siteFiles(".html")) {
    const report = await validator.validateString(readFileSync(join(sampleSite(), path), "utf8"), path);
    for (const { messages } of report.results) {
      wrong.push(...messages.map(({ line, column, ruleId, message }) => `${path}:${line}:${column}: ${ruleId}: ${message}`));
    }
  }
  assert.equal(wrong.slice(0, 50).join("\n"), "");
});
