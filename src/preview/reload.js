// Keeps an open page of the preview as it stands on the disk. The preview adds this script to
// each page on its way to the browser; a published site never has it. New states are told by
// server-sent events; the page is then fetched again and changed in place, so that the reader
// keeps place, focus and opened parts. What is wrong with the notes shows in a panel.
//
// Other scripts can listen to "roundtable:update" on the document, sent after each change.
(() => {
  "use strict";

  const EVENTS = "/.roundtable/events";
  const STYLE = "/.roundtable/reload.css";
  const HIDDEN = "roundtable-hidden-problems";
  const FIRST_WAIT = 300;
  const LONGEST_WAIT = 5000;
  const MOST_SHOWN = 50;
  // How many of the next siblings are looked at for one that moved.
  const LOOK_AHEAD = 50;

  // The state that this page shows, and the one that it should.
  let shown = loadedVersion();
  let wanted = shown;
  let updating = false;
  // The page as the server sent it last, before any script changed it.
  let sent = null;
  // The fingerprints of the files that the page uses, by address.
  let marks = new Map();

  // --- Hearing of new states -------------------------------------------------------------

  let source = null;
  let timer = 0;
  let wait = FIRST_WAIT;

  function listen() {
    clearTimeout(timer);
    if (source || document.hidden) return;
    source = new EventSource(EVENTS);
    source.addEventListener("state", (event) => {
      wait = FIRST_WAIT;
      showProblems(event.data);
      update(event.lastEventId);
    });
    source.addEventListener("error", () => {
      hangUp();
      timer = setTimeout(listen, wait);
      wait = Math.min(wait * 1.5, LONGEST_WAIT);
    });
  }

  // A browser has six connections to one host, and an event stream keeps one for itself.
  function hangUp() {
    clearTimeout(timer);
    if (source) source.close();
    source = null;
  }

  // --- Fetching --------------------------------------------------------------------------

  function loadedVersion() {
    const [loading] = performance.getEntriesByType("navigation");
    const timings = (loading && loading.serverTiming) || [];
    const timing = timings.find(({ name }) => name === "roundtable");
    return timing ? timing.description : "";
  }

  // XMLHttpRequest, because it parses by itself, without a sink that Trusted Types forbid.
  function request(method, address, type) {
    return new Promise((resolve) => {
      const sending = new XMLHttpRequest();
      sending.open(method, address);
      sending.responseType = type;
      sending.addEventListener("loadend", () => resolve(sending));
      sending.send();
    });
  }

  async function fetchPage() {
    const answer = await request("GET", location.pathname + location.search, "document");
    const found = answer.status === 200 || answer.status === 404;
    if (!found || !answer.response || !answer.response.body) return null;
    const timing = answer.getResponseHeader("Server-Timing") || "";
    const [, version = ""] = timing.match(/roundtable;desc="([^"]*)"/) || [];
    return { page: answer.response, version };
  }

  function usedFiles() {
    const all = document.querySelectorAll("link[rel~=stylesheet], script[src], img[src]");
    const addresses = [...all].map((element) => plain(element.src || element.href));
    return new Set(addresses.filter((address) => address.startsWith(`${location.origin}/`)));
  }

  function plain(address) {
    return address.split(/[?#]/)[0];
  }

  async function fetchMarks() {
    const asked = [...usedFiles()].map(async (address) => {
      const answer = await request("HEAD", address, "");
      // Where nothing answers, the file counts as it was.
      return [address, answer.status ? answer.getResponseHeader("ETag") : marks.get(address)];
    });
    return new Map(await Promise.all(asked));
  }

  // --- Updating --------------------------------------------------------------------------

  async function update(version) {
    wanted = version;
    if (updating || wanted === shown) return;
    updating = true;
    let now;
    do {
      now = wanted;
      const fresh = await fetchPage();
      // The last good page stays; the next event, or the next connection, tries again.
      if (!fresh) break;
      if (scripts(document) !== scripts(fresh.page)) return location.reload();
      patchPage(fresh.page);
      sent = fresh.page;
      shown = fresh.version || now;
      if (!(await refreshFiles())) return location.reload();
      document.dispatchEvent(new CustomEvent("roundtable:update"));
    } while (wanted !== now);
    updating = false;
  }

  function scripts(page) {
    return [...page.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")).join();
  }

  // Loads changed style sheets and pictures anew. False where a script changed: what an old one
  // did to the page can't be undone.
  async function refreshFiles() {
    const fresh = await fetchMarks();
    const isChanged = (address) =>
      marks.has(plain(address)) && marks.get(plain(address)) !== fresh.get(plain(address));
    const changed = (selector, key) =>
      [...document.querySelectorAll(selector)].filter((element) => isChanged(element[key]));
    if (changed("script[src]", "src").length) return false;
    for (const link of changed("link[rel~=stylesheet]", "href")) {
      swapStyle(link, `${plain(link.href)}?${encodeURIComponent(shown)}`);
    }
    for (const image of changed("img[src]", "src")) {
      image.src = `${plain(image.src)}?${encodeURIComponent(shown)}`;
    }
    marks = fresh;
    return true;
  }

  // The old style sheet stays until the new one is there, so that the page never stands bare.
  function swapStyle(link, address) {
    const fresh = link.cloneNode();
    fresh.setAttribute("href", address);
    const done = () => link.remove();
    fresh.addEventListener("load", done);
    fresh.addEventListener("error", done);
    link.after(fresh);
  }

  // --- Changing the page in place ----------------------------------------------------------

  // Only what differs between what was sent before and what was sent now is changed, so that
  // what a reader opened, and what a script added, stays.
  function patchPage(fresh) {
    const focused = document.activeElement;
    const old = sent;
    patchAttributes(document.documentElement, old && old.documentElement, fresh.documentElement);
    patch(document.head, old && old.head, fresh.head);
    patch(document.body, old && old.body, fresh.body);
    if (focused && focused.id && !focused.isConnected) {
      const again = document.getElementById(focused.id);
      if (again) again.focus({ preventScroll: true });
    }
  }

  function patch(live, old, fresh) {
    if (fresh.isEqualNode(old || live) || live.nodeName === "SCRIPT") return;
    if (live.nodeType !== Node.ELEMENT_NODE) {
      live.data = fresh.data;
      return;
    }
    if (isStyle(live) && (old || live).getAttribute("href") !== fresh.getAttribute("href")) {
      swapStyle(live, fresh.getAttribute("href"));
      return;
    }
    patchAttributes(live, old, fresh);
    patchChildren(live, old, fresh);
  }

  function isStyle(element) {
    return element.nodeName === "LINK" && element.relList.contains("stylesheet");
  }

  function patchAttributes(live, old, fresh) {
    for (const { name, value } of fresh.attributes) {
      if ((old || live).getAttribute(name) !== value) live.setAttribute(name, value);
    }
    for (const { name } of [...(old || live).attributes]) {
      const isReaders = !old && name === "open";
      if (!fresh.hasAttribute(name) && !isReaders) live.removeAttribute(name);
    }
  }

  function patchChildren(live, old, fresh) {
    const pairs = paired([...live.childNodes], old ? [...old.childNodes] : []);
    const wishes = [...fresh.childNodes];
    const isSame = (pair, wish) => pair && wish && wish.isEqualNode(pair.old || pair.live);
    while (isSame(pairs[0], wishes[0])) {
      pairs.shift();
      wishes.shift();
    }
    let after = null;
    while (isSame(pairs.at(-1), wishes.at(-1))) {
      after = pairs.pop().live;
      wishes.pop();
    }
    let next = pairs.length ? pairs[0].live : after;
    for (const wish of wishes) {
      const near = pairs.slice(0, LOOK_AHEAD);
      let at = near.findIndex((pair) => wish.nodeType === Node.ELEMENT_NODE && isSame(pair, wish));
      if (at < 0) at = near.findIndex((pair) => isAlike(pair.live, wish));
      if (at < 0) {
        live.insertBefore(document.importNode(wish, true), next);
        continue;
      }
      const [pair] = pairs.splice(at, 1);
      if (pair.live === next) next = next.nextSibling;
      else live.insertBefore(pair.live, next);
      patch(pair.live, pair.old, wish);
    }
    for (const { live: gone } of pairs) gone.remove();
  }

  // Each node of the page with the one that was sent for it; where a script added or removed
  // nodes beside them, that can't be told.
  function paired(live, old) {
    const matches = live.length === old.length && live.every((node, i) => node.nodeName === old[i].nodeName);
    return live.map((node, i) => ({ live: node, old: matches ? old[i] : null }));
  }

  function isAlike(node, wish) {
    return node.nodeName === wish.nodeName && (node.id || "") === (wish.id || "");
  }

  // --- The panel ---------------------------------------------------------------------------

  let panel = null;
  let panelData = "[]";

  function showProblems(data) {
    if (data === panelData) return;
    panelData = data;
    const problems = parse(data);
    if (panel) panel.remove();
    panel = null;
    if (!problems.length || remembered() === data) return;
    panel = make("aside", "rt-problems");
    panel.setAttribute("aria-label", "Problems in the notes");
    panel.lang = "en";
    panel.dir = "ltr";
    const style = make("link", "");
    style.rel = "stylesheet";
    style.href = STYLE;
    const title = make("p", "rt-problems-title");
    title.setAttribute("role", "status");
    const hide = make("button", "rt-problems-hide", "Hide");
    hide.type = "button";
    hide.addEventListener("click", () => {
      remember(data);
      panel.remove();
    });
    const list = make("ol", "rt-problems-list");
    list.append(...problems.slice(0, MOST_SHOWN).map(problemItem));
    panel.append(style, title, hide, list);
    if (problems.length > MOST_SHOWN) {
      const rest = problems.length - MOST_SHOWN;
      panel.append(make("p", "rt-problems-rest", `${rest} more stand in the terminal.`));
    }
    // Outside of the body, where an update of the page leaves it alone.
    document.documentElement.append(panel);
    title.textContent = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  }

  function problemItem(problem) {
    const item = make("li", "rt-problem");
    item.dataset.severity = problem.severity || "error";
    const place = [problem.file, problem.line, problem.column].filter(Boolean).join(":");
    const rule = problem.rule ? `${item.dataset.severity}[${problem.rule}]` : item.dataset.severity;
    const parts = [
      make("code", "rt-problem-place", place),
      make("span", "rt-problem-rule", rule),
      make("p", "rt-problem-message", problem.message),
      make("pre", "rt-problem-excerpt", problem.excerpt),
      make("p", "rt-problem-help", problem.help),
    ];
    item.append(...parts.filter((part) => part.textContent));
    return item;
  }

  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function parse(data) {
    try {
      const problems = JSON.parse(data);
      return Array.isArray(problems) ? problems : [];
    } catch {
      return [];
    }
  }

  // Some browsers forbid a page to remember anything.
  function remember(data) {
    try {
      sessionStorage.setItem(HIDDEN, data);
    } catch {}
  }

  function remembered() {
    try {
      return sessionStorage.getItem(HIDDEN);
    } catch {
      return null;
    }
  }

  // --- Starting ----------------------------------------------------------------------------

  async function start() {
    document.addEventListener("visibilitychange", () => (document.hidden ? hangUp() : listen()));
    addEventListener("pagehide", hangUp);
    addEventListener("pageshow", listen);
    const [fetched, fingerprints] = await Promise.all([fetchPage(), fetchMarks()]);
    // If a save came in between, what was fetched isn't what this page was made from.
    if (fetched && (fetched.version === shown || !shown)) {
      sent = fetched.page;
      shown = fetched.version;
    }
    marks = fingerprints;
    listen();
  }

  start();
})();
