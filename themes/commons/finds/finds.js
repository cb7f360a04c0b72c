// The page of results: reads from the address what is searched, shows what is found with filters and a sorting, and
// writes every change back into the address, so that it can be shared and reloaded. Without this script the page is
// a form and a sentence that says where else to look.
(() => {
  "use strict";
  const STEP = 10;
  const MOST = 500;
  const PASSAGES = 3;
  const CALM = 150;
  // So many values of a facet are shown; the others unfold.
  const VALUES = 8;
  const FACETS = ["group", "topic", "kind", "year"];
  const wide = matchMedia("(min-width: 64rem)");

  let parts = null;
  let state = null;
  // The last question: an answer to an earlier one is dropped.
  let asked = 0;
  let search = null;
  let title = "";

  // --- The address ------------------------------------------------------------------------------

  const read = () => {
    const given = new URLSearchParams(location.search);
    const filters = Object.fromEntries(FACETS.map((name) => [name, [...new Set(given.getAll(name))].filter(Boolean)]));
    const shown = Number.parseInt(given.get("show"), 10);
    return {
      text: given.get("q") ?? "",
      filters,
      sort: given.get("sort") === "date" ? "date" : "relevance",
      count: Math.min(Math.max(Number.isNaN(shown) ? STEP : shown, STEP), MOST),
    };
  };

  const write = () => {
    const given = new URLSearchParams();
    if (state.text.trim()) given.set("q", state.text.trim());
    for (const name of FACETS) state.filters[name].forEach((value) => given.append(name, value));
    if (state.sort === "date") given.set("sort", "date");
    if (state.count > STEP) given.set("show", String(state.count));
    const query = given.toString();
    history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}`);
    const quoted = roundtable.tools.fill(roundtable.tools.words.title_for, { words: [...state.text.trim()].slice(0, 80).join("") });
    document.title = state.text.trim() ? `${quoted} · ${title}` : title;
  };

  const chosen = () => FACETS.flatMap((name) => state.filters[name]).length;

  // --- The page's parts -----------------------------------------------------------------------------

  const build = (page) => {
    const { make, words } = roundtable.tools;
    const status = make("p", "finds-status");
    status.setAttribute("role", "status");
    const sort = sorting();
    const [notes, list, after] = [make("div", "finds-notes"), make("ol", "finds-list"), make("div", "finds-after")];
    const summary = make("summary", "", words.filters);
    const facets = make("div", "finds-facets");
    const filters = make("details", "finds-filters", summary, facets);
    filters.open = wide.matches;
    wide.addEventListener("change", () => (filters.open = wide.matches));
    const main = make("div", "finds-main", make("div", "finds-top", status, sort), notes, list, after);
    const columns = make("div", "finds-columns", filters, main);
    page.append(columns);
    const field = page.querySelector(".search-box");
    return { page, field, status, sort, notes, list, after, summary, facets, filters, columns };
  };

  const sorting = () => {
    const { make, words } = roundtable.tools;
    const choice = (value) => {
      const radio = make("input");
      Object.assign(radio, { type: "radio", name: "sort", value, checked: state.sort === value });
      radio.addEventListener("change", () => change({ sort: value }));
      return make("label", "finds-choice", radio, make("span", "", words[value]));
    };
    const sort = make("fieldset", "finds-sort", make("legend", "", words.sort), choice("relevance"), choice("date"));
    return sort;
  };

  /** Takes over a change of what is searched; what is shown begins anew at the first results. */
  const change = (changes) => {
    state = { ...state, count: STEP, ...changes };
    search.now();
  };

  // --- Filters ------------------------------------------------------------------------------------------

  const toggle = (name, value) => {
    const now = state.filters[name];
    const next = now.includes(value) ? now.filter((other) => other !== value) : [...now, value];
    change({ filters: { ...state.filters, [name]: next } });
  };

  const choiceOf = (name, { value, label, count }) => {
    const { make, words, number } = roundtable.tools;
    const box = make("input");
    Object.assign(box, { type: "checkbox", name, value, checked: state.filters[name].includes(value) });
    box.addEventListener("change", () => toggle(name, value));
    const text = make("span", "finds-label", (name === "kind" && words.kinds[value]) || label);
    text.dir = "auto";
    return make("label", "finds-choice", box, text, make("span", "count", number(count)));
  };

  /** The values of a facet, those chosen among them even where nothing has them any more; years from the last. */
  const valuesOf = (name, counted) => {
    const given = counted ?? [];
    const gone = state.filters[name].filter((value) => !given.some((one) => one.value === value));
    const all = [...given, ...gone.map((value) => ({ value, label: value, count: 0 }))];
    return name === "year" ? all.sort((one, other) => other.value.localeCompare(one.value)) : all;
  };

  const facet = (name, counted) => {
    const { make, words, fill, number } = roundtable.tools;
    const values = valuesOf(name, counted);
    if (values.length === 0) return null;
    const isFirst = ({ value }, at) => at < VALUES || state.filters[name].includes(value);
    const rest = values.filter((value, at) => !isFirst(value, at));
    const shown = values.filter(isFirst).map((value) => choiceOf(name, value));
    const group = make("fieldset", "finds-facet", make("legend", "", words.facets[name]), ...shown);
    if (rest.length > 0) {
      const summary = make("summary", "", fill(words.show_all, { n: number(values.length) }));
      const more = make("details", "finds-rest", summary, ...rest.map((value) => choiceOf(name, value)));
      more.dataset.facet = name;
      more.open = Boolean(parts.facets.querySelector(`.finds-rest[data-facet="${name}"]`)?.open);
      group.append(more);
    }
    return group;
  };

  const showFacets = (counted) => {
    const { make, words, fill, number } = roundtable.tools;
    const { activeElement: focused } = document;
    const key = parts.facets.contains(focused) && focused.name ? [focused.name, focused.value] : null;
    const n = chosen();
    parts.summary.textContent = n ? fill(words.filters_chosen, { n: number(n) }) : words.filters;
    const clear = n > 0 && make("button", "finds-clear", words.clear_filters);
    if (clear) {
      clear.type = "button";
      clear.addEventListener("click", clearFilters);
    }
    parts.facets.replaceChildren(...FACETS.map((name) => facet(name, counted?.[name])).filter(Boolean), ...(clear ? [clear] : []));
    parts.filters.hidden = parts.facets.children.length === 0;
    // Their controls were made anew; who works by keyboard stays where they were.
    const same = key && [...parts.facets.querySelectorAll("input")].find(({ name, value }) => name === key[0] && value === key[1]);
    same?.focus({ preventScroll: true });
  };

  const clearFilters = () => {
    change({ filters: Object.fromEntries(FACETS.map((name) => [name, []])) });
    parts.field.focus();
  };

  // --- Results ------------------------------------------------------------------------------------------------

  const linkTo = (url, ...children) => {
    const link = roundtable.tools.make("a", "", ...children);
    link.href = new URL(url, roundtable.search.root()).href;
    return link;
  };

  const found = (result) => {
    const { make } = roundtable.tools;
    const { title: titleOf, about, passage, inLanguage } = roundtable.results;
    const heading = inLanguage(make("h2", "result-title", linkTo(result.url, titleOf(result))), result.lang);
    const shown = result.passages.slice(0, PASSAGES).map((one) => {
      const { where, text } = passage(one, (heading) => linkTo(one.url, heading));
      return make("li", "result-passage", where, text && inLanguage(make("p", "", text), result.lang));
    });
    const passages = shown.length > 0 ? make("ul", "result-passages", ...shown) : null;
    return make("li", "result", heading, about(result), passages);
  };

  const showFound = (answer) => {
    const { words, fill } = roundtable.tools;
    const { told, notes, none } = roundtable.results;
    // Of the results that stay, the elements stay too: who reads or tabs through them keeps the place.
    parts.status.textContent = told(answer);
    parts.notes.replaceChildren(...notes(answer));
    const before = document.activeElement === parts.after.firstElementChild ? parts.list.children.length : -1;
    parts.list.replaceChildren(...answer.results.map(found));
    const text = [...state.text.trim()].slice(0, 80).join("");
    const said = chosen() > 0 ? words.none_filtered : fill(words.none, { words: text });
    parts.after.replaceChildren(...(answer.results.length === 0 ? [none(said)] : more(answer)));
    parts.sort.hidden = answer.results.length === 0;
    parts.list.children[before]?.querySelector("a").focus();
    showFacets(answer.facets);
  };

  const more = (answer) => {
    const { make, words } = roundtable.tools;
    const isAll = answer.results.length >= answer.total || answer.results.length < state.count;
    if (isAll || answer.results.length >= MOST) return [];
    const button = make("button", "button", words.more);
    button.type = "button";
    button.addEventListener("click", () => {
      state.count = Math.min(state.count + STEP, MOST);
      search.now();
    });
    return [button];
  };

  const showEmpty = () => {
    const { make, words } = roundtable.tools;
    const titles = roundtable.search.titles();
    const link = titles && make("a", "", words.titles);
    if (link) link.href = titles;
    parts.status.textContent = "";
    parts.notes.replaceChildren(make("p", "", words.hint), make("p", "", words.tips), ...(link ? [make("p", "", link)] : []));
    parts.list.replaceChildren();
    parts.after.replaceChildren();
    parts.sort.hidden = true;
    parts.filters.hidden = true;
  };

  const showFailed = () => {
    const again = () => {
      parts.field.focus();
      search.now();
    };
    parts.status.textContent = roundtable.tools.words.unavailable;
    parts.notes.replaceChildren();
    parts.list.replaceChildren();
    parts.after.replaceChildren(roundtable.results.failed(again));
    parts.sort.hidden = true;
  };

  // --- Asking --------------------------------------------------------------------------------------------------------

  const ask = async () => {
    asked += 1;
    const own = asked;
    write();
    const { sort, filters } = state;
    const text = state.text.trim();
    if (!text && chosen() === 0) return showEmpty();
    if (parts.list.children.length === 0) parts.status.textContent = roundtable.tools.words.waiting;
    parts.columns.setAttribute("aria-busy", "true");
    try {
      const answer = await roundtable.search.ask({ text, filters, sort, from: 0, count: state.count, facets: true });
      if (own === asked) showFound(answer);
    } catch {
      if (own === asked) showFailed();
    }
    if (own === asked) parts.columns.removeAttribute("aria-busy");
  };

  const startUp = () => {
    const page = document.querySelector(".finds");
    if (!page || !roundtable.search.isUsable()) return;
    page.querySelector(".finds-plain")?.remove();
    title = document.title;
    state = read();
    search = roundtable.tools.calmed(ask, CALM);
    parts = build(page);
    parts.field.value = state.text;
    const typed = () => {
      state = { ...state, text: parts.field.value, count: STEP };
    };
    parts.field.addEventListener("focus", roundtable.search.warm, { once: true });
    parts.field.addEventListener("input", () => (typed(), search.soon()));
    parts.field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      typed();
      roundtable.search.remember(state.text);
      search.now();
    });
    parts.list.addEventListener("click", ({ target }) => target.closest("a") && roundtable.search.remember(state.text));
    document.addEventListener("roundtable:update", search.now);
    search.now();
  };

  addEventListener("DOMContentLoaded", startUp);
})();
