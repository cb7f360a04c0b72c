// A knowledge base of attacks: each in a note of its own, so that none hides what another does, and each breaking
// text in every place that a note, a file name or the settings have for one.

import { addresses, breakers, mutations, names, tags } from "./attacks.js";

const session = (n) => `groups/g/sessions/2023-01-${String((n % 28) + 1).padStart(2, "0")}-s${n}.md`;
const yaml = JSON.stringify;

/** Ways to write an address into a note. */
const links = (address) => `
[inline](${address}) [pointed](<${address}>) ![picture](${address}) ![pointed](<${address}>)

[titled](<${address}> "${address}") [reference][r] <${address}> ${address}

[[${address}]] [[${address}|words]] ![[${address}]] ![[${address}|300]]

<a href="${address}">raw</a> <a href='${address}'>raw</a> <a href=${address}>raw</a> <img src="${address}" alt="x">
<video src="${address}" controls></video> <audio controls><source src="${address}"></audio>

[r]: <${address}>
`;

/** Places in a note's text for words. */
const texts = (words) => `
# ${words}

## Heading ${words} {#${words}}

A paragraph ${words}, *${words}*, **${words}**, ~~${words}~~, ==${words}==, \`${words}\`, :${words}:, #${words}

![${words}](x.png "${words}") [${words}](https://example.org "${words}") [[x|${words}]] <https://example.org/${words}>

> [!${words}] ${words}
> text

> [!note]- ${words}
> text

\`\`\`${words}
${words}
\`\`\`

\`\`\`js {${words}}
${words}
\`\`\`

| ${words} | b |
|:-:|--:|
| ${words} | ${words} |

- [ ] ${words} @${words} by 1 March 2023
- [x] ${words}
- ${words} {#${words}}

Term ${words}
: ${words}

A footnote[^${words}] and[^1].

[^${words}]: ${words}
[^1]: ${words}

## Decisions
- ${words}

## Actions
- @${words}: ${words}

## Questions
- ${words}

## Insights
- ${words}

## Attendance
${words}, ${words}

::: ${words}
${words}
:::

%% ${words} %%
`;

const keys = [
  "title", "description", "summary", "lang", "kind", "date", "time", "end_time", "duration", "time_zone", "group", "round",
  "register", "join", "contact", "facilitator", "expert", "mentor", "schedule", "purpose", "status", "order", "merged_into",
];
const lists = ["topics", "tags", "goals", "facilitators", "people", "aliases", "related_groups", "experts", "crossovers"];

/** Front matter with the words under every key, as a text, in a list and in a table. */
const front = (words) =>
  ["---", ...keys.map((key) => `${key}: ${yaml(words)}`), ...lists.map((key) => `${key}: [${yaml(words)}, {name: ${yaml(words)}, url: ${yaml(words)}}]`), "---", "", `# Note\n\n${words}`].join("\n");

/** The same under one key alone, where a wrong value of another would put out the rest. */
const alone = (key, words) => `---\n${key}: ${yaml(words)}\n---\n\nWords enough to make a summary of this note, for lists.\n`;

const settings = (words) =>
  ["name", "description", "language", "time_zone", "today", "repository", "footer", "accent", "font", "title_font", "logo", "contact", "address"]
    .map((key) => `${key} = ${yaml(words)}`)
    .join("\n");

/** Names that a file can have on this system, and that try to leave their place in a page. */
const fileNames = [
  `a"onmouseover="ran()`, "b<script>ran()<", "c'><img src=x onerror=ran()>", "d&amp;&lt;", "e%3Cscript%3E", "f\u202egpj.exe", "g#x?y", "h\u0001i",
  "CON", "nul", "com1.x", "j:k", "l|m*n", "o ", "p.", "..q", "r\\..\\s", "-rf", "javascript:ran()", "{{t}}", "\u200b", "index", "404", "search",
];

const drawing = (inner, more = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="40" ${more}>${inner}<text y="20">drawn</text></svg>`;

/** Drawings that do something once they stand in a window of their own. */
export const drawings = {
  "script.svg": drawing("<script>ran()</script>"),
  "handler.svg": drawing("", 'onload="ran()"'),
  "html.svg": drawing('<foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="ran()"/></foreignObject>'),
  "namespace.svg": drawing('<x:script xmlns:x="http://www.w3.org/1999/xhtml">ran()</x:script>'),
  "prefix.svg": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>ran()</s:script></s:svg>',
  "use.svg": drawing('<use href="//outside.invalid/x.svg#x"/><use href="data:image/svg+xml,x#x"/>'),
  "image.svg": drawing('<image href="//outside.invalid/x.png" width="9" height="9"/>'),
  "style.svg": drawing('<style>@import url(//outside.invalid/x.css); text{fill:url(//outside.invalid/x#y)}</style>'),
  "sheet.svg": `<?xml-stylesheet href="//outside.invalid/x.css"?>${drawing("")}`,
  "transform.svg": `<?xml-stylesheet type="text/xsl" href="data:text/xml,x"?>${drawing("")}`,
  "entity.svg": `<!DOCTYPE svg [<!ENTITY x "<script>ran()</script>">]>${drawing("&x;")}`,
  "animated.svg": drawing('<a href="#"><animate attributeName="href" values="javascript:ran()"/><rect width="9" height="9"/></a>'),
  "link.svg": drawing('<a xlink:href="javascript:ran()"><rect width="90" height="40"/></a>'),
  "page.svg": "<!doctype html><script>ran()</script>",
  "utf16.svg": Buffer.from(`\ufeff${drawing("<script>ran()</script>")}`, "utf16le"),
  "UPPER.SVG": drawing("<script>ran()</script>"),
};

/** Files beside notes that browsers open as a page. */
const pages = ["page.html", "page.HTM", "page.xhtml", "page.xml", "page.svgz", "page.mht", "page.html.txt", "page.shtml", "feed.rdf"];

/** Every file of the knowledge base, by its path; a second one of settings alone is `hostileSettings`. */
export function hostileFiles() {
  const files = {
    "roundtable.toml": 'name = "Invented"\ntoday = "2023-02-01"\naddress = "https://example.org/notes/"\n',
    "content/index.md": "# Home\n\nWords.\n",
    "content/groups/g/index.md": "# Group\n\nWords.\n",
  };
  const add = (path, text) => (files[`content/${path}`] = text);
  [...tags, ...mutations, ...names].forEach((attack, n) => {
    const cell = attack.replaceAll("|", "\\|");
    add(`html/tag-${n}.md`, `# Note\n\nBefore ${attack} after.\n\n- ${attack}\n\n| a |\n|---|\n| ${cell} |\n\n${attack}\n\n<div>\n${attack}\n</div>\n`);
  });
  addresses.forEach((address, n) => add(`links/link-${n}.md`, `---\nregister: ${yaml(address)}\ncontact: ${yaml(address)}\naliases: [${yaml(address)}]\n---\n# Note\n${links(address)}`));
  breakers.forEach((words, n) => {
    add(session(n), texts(words));
    add(`front/all-${n}.md`, front(words));
    [...keys, ...lists].filter((_, at) => at % 7 === n % 7).forEach((key) => add(`front/${key}-${n}.md`, alone(key, words)));
    add(`groups/g${n}/index.md`, alone("title", words));
    add(`people/p${n}.md`, `---\nconsent: yes\n---\n# ${words}\n\n${words}\n`);
    add(`topics/t${n}.md`, `---\nalso: [${yaml(words)}]\n---\n# ${words}\n\n${words}\n`);
    if (n % 3 > 0) return;
    add(`groups/g${n}/goals.md`, `# Goals\n\n- ${words}\n- ${words}\n`);
    add(`groups/g${n}/guidelines.md`, `# Guidelines\n\n- ${words}\n`);
    add(`groups/g${n}/resources.md`, `# Resources\n\n- [${words}](https://example.org/${n}) ${words}\n`);
    add(`groups/g${n}/sessions/2023-02-11-next.md`, `---\ntitle: ${yaml(words)}\nregister: ${yaml(words)}\ntime: "12:00"\n---\n\n${words}\n`);
    add(`challenges/c${n}.md`, `---\nkind: challenge\nexperts: [${yaml(words)}]\n---\n# ${words}\n\n## Problem\n${words}\n`);
    add(`stories/s${n}.md`, `---\nkind: story\n---\n# ${words}\n\n${words}\n`);
  });
  fileNames.forEach((name) => {
    add(`names/${name}.md`, `# ${name}\n\nWords.\n`);
    add(`names/${name}/note.md`, "# Inside\n\nWords.\n");
    add(`names/${name}.png`, "no picture");
  });
  add("names/all.md", `# All\n\n${fileNames.map((name) => `![[${name}.png]] [[${name}]] [x](<${name}.png>)`).join("\n\n")}\n`);
  Object.entries(drawings).forEach(([name, text]) => add(`files/${name}`, text));
  pages.forEach((name) => add(`files/${name}`, '<html xmlns="http://www.w3.org/1999/xhtml"><script>ran()</script></html>'));
  add("files/note.md", `# Files\n\n${[...Object.keys(drawings), ...pages].map((name) => `![a ${name}](${name}) [see ${name}](${name})`).join("\n\n")}\n`);
  return files;
}

/** The settings of a knowledge base for each breaking text. */
export const hostileSettings = () => [...breakers, ...addresses].map(settings);
