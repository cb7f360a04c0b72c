// The built site as the answers to queries. In: the folder of a site. Out: every page that was made of a note, with
// the path of that note, as the page's footer says, and its words. Pages that only lead on, lists and gathered views
// are made of no note, and so are no right answer.

import { readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { normal } from "./words.js";

/** `[{ address, source, text }]`; `text` is in normal form. */
export function notePages(site) {
  return readdirSync(site, { recursive: true })
    .map((path) => path.split(sep).join("/"))
    .filter((path) => path.endsWith(".html"))
    .sort()
    .flatMap((address) => {
      const page = readFileSync(join(site, address), "utf8");
      const source = page.match(/<p class="source">[\s\S]*?<code>([\s\S]*?)<\/code>/u)?.[1];
      const main = page.match(/<main[\s\S]*<\/main>/u)?.[0];
      if (source === undefined || main === undefined) return [];
      return [{ address, source: decoded(source), text: normal(decoded(withoutTags(main))) }];
    });
}

const blocks = "address|article|aside|blockquote|br|dd|div|dl|dt|figure|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|td|th|tr|ul";

/** The text of a page; what stands in two blocks is two words. */
function withoutTags(html) {
  return html.replace(new RegExp(`</?(?:${blocks})\\b[^>]*>`, "giu"), " ").replace(/<[^>]*>/gu, "");
}

const named = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

function decoded(html) {
  return html.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/giu, (whole, decimal, hexadecimal, name) => {
    if (name) return named[name] ?? whole;
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16));
  });
}
