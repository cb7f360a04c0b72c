// What the tests of searching share: how a reader types, waits for the answer and chooses.

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sampleSite, until } from "./support.js";

/** What a host may ask for beyond the strict policy. */
export const trustedTypes = "; require-trusted-types-for 'script'; trusted-types roundtable roundtable-search";

export const fromDisk = (path) => pathToFileURL(join(sampleSite(), path)).href;

/** Opens the box with a key and types. */
export async function searchFor(page, text) {
  await page.keyboard.press("/");
  await page.locator(".finder[open]").waitFor();
  await page.keyboard.insertText(text);
}

/** Waits until the box shows what was found for all that was typed. */
export async function answered(page, pattern = /\d+ pages? found/) {
  await until(`an answer like ${pattern}`, async () => pattern.test(await page.locator(".finder-status").innerText()));
  await page.locator(".finder-body:not([aria-busy])").waitFor();
}

export const chosen = (page) => page.locator('.finder [aria-selected="true"]');

/** Goes with the arrows to the first passage that has a heading. */
export async function choosePassage(page) {
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press("ArrowDown");
    if (await chosen(page).evaluate((option) => option.matches(".finder-passage") && option.hash.length > 1)) return;
  }
  assert.fail("no passage with an anchor");
}
