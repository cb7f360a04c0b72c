// What is coming: calendar files as ical.js reads them, with the zones that the files themselves define, beside
// the moments on the pages, which the program takes from its time zone database; then the reader's own time and
// the next session moving on, as Chromium shows them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import ICAL from "ical.js";
import { program, temporaryFolder, withPage } from "./support.js";

const zones = [
  "Europe/Berlin",
  "Europe/Dublin",
  "America/New_York",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Asia/Jerusalem",
  "Asia/Kolkata",
  "Pacific/Apia",
];

const site = join(temporaryFolder(), "zones");
const out = join(site, "public");

function write(path, text) {
  const file = join(site, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

before(() => {
  zones.forEach((zone, at) => {
    const schedule = `{ every: sundays, time: "00:30–01:15", time_zone: ${zone}, first: 2023-02-05 }`;
    write(`content/groups/g${at}/index.md`, `---\nregister: https://example.org/${at}\nschedule: ${schedule}\n---\n# Group ${at}\n\nWords.\n`);
    write(`content/groups/g${at}/sessions/2023-02-26-x.md`, "# With a note\n\nText.\n");
  });
  execFileSync(program, ["build", site, "--output", out, "--today", "2023-02-20"], { stdio: "pipe" });
});

/** The moments on a page, as `["2023-03-26T00:30", "2023-03-25T23:30:00Z"]`. */
function momentsOn(path) {
  const page = readFileSync(join(out, path), "utf8");
  const pattern = /datetime="([^"]*Z)" data-local="([^"]*)"/g;
  return [...page.matchAll(pattern)].map(([, moment, local]) => [local, moment]).sort();
}

/** The same of the events to come in a calendar file. */
function momentsIn(path) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(out, path), "utf8")));
  const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event).startDate);
  const utc = (time) => new Date(time.toUnixTime() * 1000).toISOString().replace(".000", "");
  return events
    .map((time) => [time.toString().slice(0, 16), utc(time)])
    .filter(([local]) => local >= "2023-02-20")
    .sort();
}

describe("what is coming", () => {
  zones.forEach((zone, at) => {
    test(`calendar files and pages agree on every moment in ${zone}`, () => {
      const onPage = momentsOn(`calendar/g${at}.html`);
      assert.ok(onPage.length >= 50, `${onPage.length} sessions`);
      assert.deepEqual(momentsIn(`groups/g${at}/calendar.ics`), onPage);
      const real = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
      for (const [local, moment] of onPage) {
        assert.equal(real.format(new Date(moment)).replace(" ", "T"), local, `${moment} in ${zone}`);
      }
    });
  });

  test("readers see their own time, and only where it is another", async () => {
    const path = pathToFileURL(join(out, "groups/g0/index.html")).href;
    for (const [timezoneId, own] of [["America/New_York", /^Sat,? 6:30.PM your time$/], ["Europe/Paris", null]]) {
      await withPage({ timezoneId }, async (page) => {
        await page.clock.setFixedTime(new Date("2023-02-20T12:00:00Z"));
        await page.goto(path);
        const told = await page.locator(".note .own-time:visible").allTextContents();
        if (own) assert.match(told.join(), own);
        else assert.deepEqual(told, []);
      });
    }
  });

  test("the next session moves on when its time has passed", async () => {
    const path = pathToFileURL(join(out, "groups/g0/index.html")).href;
    await withPage({ timezoneId: "Europe/Berlin" }, async (page) => {
      await page.clock.install({ time: new Date("2023-02-25T23:00:00Z") });
      await page.goto(path);
      const next = () => page.locator(".note .timeline > li:visible .timeline-date").allInnerTexts();
      const marked = () => page.locator('.timeline[data-shape="down"] > li[data-state="next"] time').allInnerTexts();
      assert.match((await next()).join(), /26 February 2023/);
      assert.deepEqual(await marked(), ["26 Feb 2023"]);
      await page.clock.fastForward("02:00:00");
      assert.match((await next()).join(), /5 March 2023/);
      assert.equal((await next()).length, 1);
      assert.deepEqual(await marked(), ["5 Mar 2023"]);
      assert.equal(await page.locator(".badge", { hasText: "Next" }).count(), 1);
    });
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(path);
      assert.match((await page.locator(".note .timeline > li:visible").allInnerTexts()).join(), /26 February 2023/);
    });
  });

  test("when all is over, no session is called the next", async () => {
    await withPage({}, async (page) => {
      await page.clock.setFixedTime(new Date("2030-01-01T00:00:00Z"));
      await page.goto(pathToFileURL(join(out, "index.html")).href);
      assert.equal(await page.getByText("Next sessions").isVisible(), false);
      assert.ok(existsSync(join(out, "calendar/index.html")));
    });
  });
});
