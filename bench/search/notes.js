// A small reader of Markdown, apart from Roundtable's own, so that the benchmark can't share its mistakes. In: the
// text of a note. Out: its headings and title, and its prose as blocks of plain text. What it isn't sure of (tables,
// code, HTML, math) it leaves out: nobody is asked to find that.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Every note of a knowledge base, sorted by path: `{ path, headings, blocks }`. */
export function readNotes(folder) {
  const content = join(folder, "content");
  const top = statSync(content, { throwIfNoEntry: false })?.isDirectory() ? content : folder;
  return markdownFiles(top)
    .sort()
    .map((file) => ({
      path: relative(folder, file).split(sep).join("/"),
      ...readNote(readFileSync(file, "utf8")),
    }));
}

function markdownFiles(folder) {
  return readdirSync(folder).flatMap((name) => {
    if (name.startsWith(".") || name === "node_modules" || name === "public") return [];
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return markdownFiles(path);
    return found?.isFile() && name.endsWith(".md") ? [path] : [];
  });
}

/** One note's headings (the title of its front matter is the first) and blocks of prose. */
export function readNote(source) {
  const { title, body } = frontMatter(source.replace(/^\uFEFF/u, "").replace(/\r\n?/gu, "\n"));
  const note = { headings: title === null ? [] : [plain(title)], blocks: [] };
  let lines = [];
  const close = () => {
    const text = plain(lines.join(" "));
    if (text !== "") note.blocks.push(text);
    lines = [];
  };
  for (const line of visibleLines(body)) {
    const heading = line.match(/^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$/u);
    const item = line.match(/^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(.*)$/u);
    const underline = lines.length === 1 && /^ {0,3}(?:=+|-+)\s*$/u.test(line);
    if (heading || underline) {
      const text = plain(heading ? heading[1] : lines.pop());
      close();
      if (text !== "") note.headings.push(text);
    } else if (item) {
      close();
      lines.push(item[1]);
    } else if (/^\s*$/u.test(line) || /^\s*(?:[-*_]\s*){3,}$/u.test(line)) {
      close();
    } else {
      lines.push(line.replace(/^\s*>+\s?/u, ""));
    }
  }
  close();
  return note;
}

/** What stands above a note, of which only the title matters here. */
function frontMatter(text) {
  const matter = text.match(/^(---|\+\+\+)[ \t]*\n([\s\S]*?)\n\1[ \t]*(?:\n|$)/u);
  if (!matter) return { title: null, body: text };
  const title = matter[2].match(/^title\s*[:=]\s*(.+)$/imu)?.[1].trim() ?? "";
  const unquoted = title.replace(/^(["'])(.*)\1$/u, "$2");
  const simple = unquoted !== "" && !/^[|>[{&*"']/u.test(unquoted);
  return { title: simple ? unquoted : null, body: text.slice(matter[0].length) };
}

/** The lines of a body that readers see as text: no code, comments, tables, HTML blocks or definitions. */
function visibleLines(body) {
  const seen = [];
  let fence = null;
  let skipsHtml = false;
  let inList = false;
  for (const line of body.replace(/<!--[\s\S]*?-->/gu, "").replace(/%%[\s\S]*?%%/gu, "").split("\n")) {
    const opens = line.match(/^\s*(`{3,}|~{3,}|\$\$|:::)/u)?.[1];
    if (fence !== null) {
      if (opens?.startsWith(fence)) fence = null;
      seen.push("");
      continue;
    }
    if (opens) {
      // A block that sets its words apart, perhaps for some readers only, ends where it says so.
      fence = /[^:\s]/u.test(line) && !/^\s*\$\$.+\$\$/u.test(line) ? opens : null;
      seen.push("");
      continue;
    }
    if (/^\s*$/u.test(line)) skipsHtml = false;
    else if (/^\s*<\/?[a-z]/iu.test(line)) skipsHtml = true;
    if (/^\s*(?:[-*+]|\d+[.)])\s/u.test(line)) inList = true;
    else if (/^\S/u.test(line)) inList = false;
    const isCode = !inList && /^(?: {4}|\t)/u.test(line) && (seen.at(-1) ?? "").trim() === "";
    const isOther = /^\s*(?:\|.*|.*\|\s*$|\[[^\]]+\]:\s|\[\^[^\]]+\]:|!!!|\?\?\?|\{[%{<])/u.test(line);
    seen.push(skipsHtml || isCode || isOther ? "" : line);
  }
  return seen;
}

/** Markdown inside a line as the words that readers see. */
function plain(text) {
  return text
    .replace(/\{[#.:][^}]*\}\s*$/u, "")
    .replace(/!\[[^\]]*\]\([^)]*\)/gu, " ")
    .replace(/!\[\[[^\]]*\]\]/gu, " ")
    .replace(/\[\[[^\]|]*\|([^\]]*)\]\]/gu, "$1")
    .replace(/\[\[([^\]]*)\]\]/gu, "$1")
    .replace(/\[\^[^\]]*\]/gu, "")
    .replace(/\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)/gu, "$1")
    .replace(/\[([^\]]*)\]\[[^\]]*\]/gu, "$1")
    .replace(/<https?:[^>]*>/gu, " ")
    .replace(/<\/?[a-z][^>]*>/giu, "")
    .replace(/&[a-z]+;|&#\d+;/giu, " ")
    .replace(/:[a-z0-9_+-]+:/gu, " ")
    .replace(/[*`~]|==|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, "")
    .replace(/\\([!-/:-@[-`{-~])/gu, "$1")
    .replace(/\s+/gu, " ")
    .trim();
}
