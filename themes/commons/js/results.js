// What a search found, as elements: shared by the box (finder.js) and the page of results (finds.js).
// All that comes from the index is set as text, never as markup.
(() => {
  "use strict";

  /** A list of [text, whether it is marked], one after the other. */
  const marked = (parts) => {
    const { make } = roundtable.tools;
    const whole = document.createDocumentFragment();
    const list = Array.isArray(parts) ? parts : [[String(parts ?? ""), false]];
    for (const [text, isMarked] of list) whole.append(isMarked ? make("mark", "", text) : text);
    return whole;
  };

  const isEmpty = (parts) => !(Array.isArray(parts) ? parts.map(([text]) => text).join("") : (parts ?? "")).trim();

  /** Sets the language of what an author wrote, where it isn't the page's. */
  const inLanguage = (element, lang) => {
    element.dir = "auto";
    if (lang && lang !== document.documentElement.lang) element.lang = lang;
    return element;
  };

  const title = (result) => (isEmpty(result.titleMarks) ? result.title : marked(result.titleMarks));

  /** Whose it is, of when, and what. */
  const about = (result) => {
    const { make, words, day } = roundtable.tools;
    const time = result.date && make("time", "", day(result.date));
    if (time) time.dateTime = result.date;
    const parts = [result.group, time, words.kinds[result.kind]].filter(Boolean);
    return parts.length ? make("span", "result-about", ...parts.map((part) => (part === time ? part : make("span", "", part)))) : null;
  };

  /** A passage: the line that says where it stands and what it is (a decision, an action), and its words. */
  const passage = (found, wrapHeading = (heading) => heading) => {
    const { make, words } = roundtable.tools;
    const heading = make("span", "result-heading", isEmpty(found.heading) ? words.top : marked(found.heading));
    heading.dir = "auto";
    const label = words.items[found.item];
    const where = make("span", "result-where", wrapHeading(heading), ...(label ? [" ", make("span", "badge", label)] : []));
    return { where, text: isEmpty(found.text) ? null : make("span", "result-text", marked(found.text)) };
  };

  /** How many pages were found, in words. */
  const told = (found) => {
    const { words, count } = roundtable.tools;
    return count(found.atLeast ? words.found_at_least : words.found, found.total);
  };

  /** What was searched instead, and what was left out. */
  const notes = (found) => {
    const { make, words, manner, fill } = roundtable.tools;
    const lines = [];
    if (found.corrected) {
      const quoted = make("strong", "", fill(words.title_for, { words: found.corrected }));
      lines.push(make("p", "result-note", `${words.corrected} `, quoted));
    }
    if (found.missing?.length) {
      const left = found.missing.flatMap((word, at) => [at ? manner.between : " ", make("s", "", word)]);
      lines.push(make("p", "result-note", words.missing, ...left));
    }
    return lines;
  };

  const link = (href, text) => {
    const element = roundtable.tools.make("a", "", text);
    element.href = href;
    return element;
  };

  const titlesLink = (before) => {
    const { make, words } = roundtable.tools;
    const titles = roundtable.search.titles();
    return titles ? [make("p", "", `${before} `, link(titles, words.titles))] : [];
  };

  /** What is said where nothing was found. */
  const none = (said) => {
    const { make, words } = roundtable.tools;
    return make("div", "result-none", make("p", "", said), make("p", "", words.none_help), ...titlesLink(words.none_titles));
  };

  /** What is said where the index can't be had: never an empty page. */
  const failed = (again) => {
    const { make, words } = roundtable.tools;
    const button = make("button", "button", words.retry);
    button.type = "button";
    button.addEventListener("click", again);
    return make("div", "result-none", ...titlesLink(words.unavailable_help), make("p", "", button));
  };

  roundtable.results = { marked, isEmpty, inLanguage, title, about, passage, told, notes, none, failed };
})();
