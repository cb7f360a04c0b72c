// The box that searches, on every page: `/` or Ctrl-K opens it, and so does the form in the header. Arrows choose a
// passage, Enter goes there, Escape closes and gives the focus back. Without this script the form leads to the page
// of results, which is also where Enter leads while no passage is chosen.
(() => {
  "use strict";
  const PAGES = 8;
  const PASSAGES = 3;
  const CALM = 90;

  let box = null;
  let opener = null;
  // The last question: an answer to an earlier one is dropped.
  let asked = 0;

  // --- Making the box ------------------------------------------------------------------------

  const input = () => {
    const { make, words } = roundtable.tools;
    const field = make("input", "finder-input");
    const attributes = {
      type: "text", name: "q", role: "combobox", placeholder: words.label, autocomplete: "off", autocapitalize: "off",
      spellcheck: "false", enterkeyhint: "search", "aria-label": words.label, "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": "rt-finder-list", "aria-haspopup": "listbox",
    };
    for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
    return field;
  };

  const build = () => {
    const { make, words } = roundtable.tools;
    const field = input();
    const close = make("button", "finder-close", words.close);
    close.type = "button";
    close.addEventListener("click", () => box.dialog.close());
    const form = make("form", "finder-form", field, close);
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", words.label);
    form.action = roundtable.search.page().href;
    form.method = "get";
    form.addEventListener("submit", () => roundtable.search.remember(field.value));
    const status = make("p", "finder-status");
    status.setAttribute("role", "status");
    const list = make("div", "finder-list");
    list.id = "rt-finder-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.results);
    list.hidden = true;
    const [before, after] = [make("div", "finder-before"), make("div", "finder-after")];
    const body = make("div", "finder-body", status, before, list, after);
    const dialog = make("dialog", "finder", make("div", "finder-frame", form, body));
    dialog.setAttribute("aria-label", words.short);
    const search = calmed(ask);
    listen({ dialog, field, list, search });
    // Beside the body, where the preview's changes to the page leave it alone.
    document.documentElement.append(dialog);
    return { dialog, field, status, before, list, after, body, search };
  };

  const calmed = (act) => roundtable.tools.calmed(act, CALM);

  const listen = ({ dialog, field, list, search }) => {
    field.addEventListener("input", (event) => !event.isComposing && search.soon());
    field.addEventListener("compositionend", search.soon);
    field.addEventListener("keydown", onKey);
    list.addEventListener("click", onFollow);
    // A press that began inside, to select a text, and ended outside doesn't close.
    let pressed = null;
    dialog.addEventListener("pointerdown", (event) => (pressed = event.target));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog && pressed === dialog) dialog.close();
    });
    dialog.addEventListener("close", onClose);
  };

  // --- Opening and closing -----------------------------------------------------------------------

  const open = (text) => {
    box ??= build();
    if (!box.dialog.open) {
      opener = document.activeElement;
      box.dialog.showModal();
    }
    if (text !== undefined) box.field.value = text;
    box.field.focus();
    if (text === undefined) box.field.select();
    roundtable.search.warm();
    box.search.now();
  };

  const onFollow = (event) => {
    const option = event.target.closest("a");
    if (!option || event.defaultPrevented) return;
    roundtable.search.remember(box.field.value);
    // A place in this very page is gone to without loading it, so the box would stay over it.
    const isNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (option.href.split("#")[0] === location.href.split("#")[0] && !isNewTab) box.dialog.close();
  };

  const onClose = () => {
    box.search.stop();
    asked += 1;
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  };

  // --- Choosing -----------------------------------------------------------------------------------

  const options = () => [...box.list.querySelectorAll('[role="option"]')];
  const active = () => box.list.querySelector('[aria-selected="true"]');

  const choose = (option) => {
    active()?.setAttribute("aria-selected", "false");
    if (!option) return box.field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    box.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const onKey = (event) => {
    if (event.isComposing || event.altKey) return;
    const all = options();
    const at = all.indexOf(active());
    const steps = {
      ArrowDown: () => all[(at + 1) % all.length],
      ArrowUp: () => all[at <= 0 ? all.length - 1 : at - 1],
      Home: () => all[0],
      End: () => all.at(-1),
    };
    // While nothing is chosen, Home and End move in the text.
    const isStep = event.key.startsWith("Arrow") || at >= 0;
    if (event.key in steps && isStep && all.length > 0 && !event.shiftKey) {
      event.preventDefault();
      choose(steps[event.key]());
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      const how = { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey };
      all[at].dispatchEvent(new MouseEvent("click", how));
    }
  };

  // --- Showing --------------------------------------------------------------------------------------

  /** What an option leads to, whatever words are to be marked there. */
  const placeOf = (option) => option.className + option.href.replace(/([?&])mark=[^&#]*&?/, "$1").replace(/\?(?=#|$)/, "");

  const show = (status, before, groups, after) => {
    // What was chosen stays chosen where it is found again.
    const place = active() && placeOf(active());
    choose(null);
    box.status.textContent = status;
    box.before.replaceChildren(...before);
    box.list.replaceChildren(...groups);
    box.after.replaceChildren(...after);
    options().forEach((option, at) => (option.id = `rt-finder-${at}`));
    box.list.hidden = groups.length === 0;
    box.field.setAttribute("aria-expanded", String(groups.length > 0));
    box.body.scrollTop = 0;
    choose(options().find((option) => placeOf(option) === place));
    box.body.removeAttribute("aria-busy");
  };

  const option = (className, href, ...children) => {
    const element = roundtable.tools.make("a", className, ...children);
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    element.tabIndex = -1;
    element.href = href;
    return element;
  };

  const found = (result) => {
    const { make } = roundtable.tools;
    const { title, about, passage, inLanguage } = roundtable.results;
    const root = roundtable.search.root();
    const name = inLanguage(make("span", "result-title", title(result)), result.lang);
    const first = option("finder-page", new URL(result.url, root).href, name, about(result));
    const passages = result.passages.slice(0, PASSAGES).map((one) => {
      const { where, text } = passage(one);
      if (text) inLanguage(text, result.lang);
      return option("finder-passage", new URL(one.url, root).href, where, text);
    });
    const group = make("div", "finder-result", first, ...passages);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", result.title);
    return group;
  };

  const pageFor = (text) => {
    const address = roundtable.search.page();
    address.searchParams.set("q", text);
    return address.href;
  };

  const showFound = (text, answer) => {
    const { words, count, number, fill, make } = roundtable.tools;
    const { told, notes, none } = roundtable.results;
    if (answer.results.length === 0) return show(told(answer), [none(fill(words.none, { words: short(text) }))], [], []);
    const { total } = answer;
    const all = answer.atLeast ? fill(words.all_at_least, { n: number(total) }) : count(words.all, total);
    const rest = option("finder-all", pageFor(text), make("span", "", all));
    show(told(answer), notes(answer), [...answer.results.map(found), rest], []);
  };

  // A long text that nothing was found for needn't be said in full.
  const short = (text) => (text.length > 80 ? `${[...text].slice(0, 80).join("")}…` : text);

  const showEmpty = () => {
    const { make, words } = roundtable.tools;
    const recent = roundtable.search.recent();
    const tips = make("p", "finder-tip", words.hint);
    if (recent.length === 0) return show("", [tips], [], []);
    const again = recent.map((text) => {
      const one = option("finder-recent", pageFor(text), text);
      one.dir = "auto";
      one.addEventListener("click", (event) => searchAgain(event, text));
      return one;
    });
    const clear = make("button", "finder-clear", words.clear_recent);
    clear.type = "button";
    clear.addEventListener("click", () => {
      roundtable.search.forgetRecent();
      box.field.focus();
      showEmpty();
    });
    show("", [make("p", "label", words.recent)], again, [clear]);
  };

  const searchAgain = (event, text) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    box.field.value = text;
    box.field.focus();
    box.search.now();
  };

  const showFailed = () => {
    const again = () => {
      box.field.focus();
      box.search.now();
    };
    show(roundtable.tools.words.unavailable, [roundtable.results.failed(again)], [], []);
  };

  // --- Asking -------------------------------------------------------------------------------------------

  async function ask() {
    asked += 1;
    const own = asked;
    const text = box.field.value.trim();
    if (!text) return showEmpty();
    // What was found for the words so far stays until there is something better to show.
    if (options().length === 0 || box.list.querySelector(".finder-recent")) show(roundtable.tools.words.waiting, [], [], []);
    box.body.setAttribute("aria-busy", "true");
    try {
      const answer = await roundtable.search.ask({ text, filters: {}, sort: "relevance", from: 0, count: PAGES, facets: false });
      if (own === asked) showFound(text, answer);
    } catch {
      if (own === asked) showFailed();
    }
  }

  // --- What opens it --------------------------------------------------------------------------------------

  const isTyping = (target) => Boolean(target.closest?.("input, textarea, select, [contenteditable]"));
  const headerInput = (target) => target.closest?.('.search:not([data-shape="large"]) .search-box');

  const isOpening = (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return false;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand) return event.key.toLowerCase() === "k" && !event.shiftKey;
    return event.key === "/" && !isTyping(event.target);
  };

  const onOpeningKey = (event) => {
    if (!isOpening(event) || !roundtable.search.isUsable()) return;
    const own = document.querySelector('.search[data-shape="large"] .search-box');
    const isElsewhere = document.querySelector("dialog[open]") && !box?.dialog.open;
    if (isElsewhere) return;
    event.preventDefault();
    // The page of results has a field of its own.
    if (own) {
      own.focus();
      own.select();
    } else {
      open();
    }
  };

  // The header's own field hands over what was typed, and stays empty.
  const takeOver = (field) => {
    const text = field.value;
    field.value = "";
    open(text || undefined);
    box.field.setSelectionRange(text.length, text.length);
  };

  const onPress = (event) => {
    const form = event.target.closest?.('.search:not([data-shape="large"])');
    if (!form || !roundtable.search.isUsable()) return;
    event.preventDefault();
    takeOver(form.elements.namedItem("q"));
  };

  const onTyped = (event) => {
    const field = headerInput(event.target);
    if (field && !event.isComposing && field.value && roundtable.search.isUsable()) takeOver(field);
  };

  const startUp = () => {
    document.addEventListener("keydown", onOpeningKey);
    document.addEventListener("click", onPress);
    document.addEventListener("input", onTyped);
    document.addEventListener("compositionend", onTyped);
    document.addEventListener("roundtable:update", () => box?.dialog.open && box.search.now());
  };

  addEventListener("DOMContentLoaded", startUp);
})();
