// What the box (finder.js) and the page of results (finds.js) share: the way to the search engine, and small tools.
// Nothing is loaded before the first `warm` or `ask`. A question that fails rejects, and the next one starts anew, so
// that trying again can help.
(() => {
  "use strict";
  const { words, manner } = roundtable;
  // The words' own language, which is not the page's where there are no words in that.
  const plurals = new Intl.PluralRules(manner.language);

  const form = () => document.querySelector("form.search");
  const root = () => new URL(roundtable.root);
  const engineAddress = () => new URL(roundtable.engine, root());
  const page = () => new URL(form().action);
  const titles = () => form().dataset.titles && new URL(form().dataset.titles, document.baseURI).href;

  // The page for missing addresses names its files by the address where the site should be: shown elsewhere (in the
  // preview), its form stays a form.
  const isUsable = () => {
    if (!form()) return false;
    const { protocol, host } = engineAddress();
    return protocol === location.protocol && host === location.host;
  };

  // --- The engine ------------------------------------------------------------------------

  // Where the host requires Trusted Types, this policy lets scripts be loaded by address: those of this very site,
  // below its root, whose names end in .js, and nothing else. It makes no HTML and no script text. Hosts that name the
  // policies that they allow have to name this one and the engine's own: `trusted-types roundtable roundtable-search`.
  const trusted = (address) => {
    if (!globalThis.trustedTypes) return address;
    roundtable.policy ??= trustedTypes.createPolicy("roundtable", {
      createScriptURL: (text) => {
        const url = new URL(text, document.baseURI);
        const isOurs = url.href.startsWith(root().href) && url.pathname.endsWith(".js");
        if (!isOurs) throw new TypeError(`not a script of this site: ${url.href}`);
        return url.href;
      },
    });
    return roundtable.policy.createScriptURL(address);
  };

  const unavailable = (reason) => {
    const error = new Error(String(reason?.message ?? reason ?? "the search engine can't be loaded"));
    error.name = "SearchUnavailable";
    return error;
  };

  /** Runs another script of this site in this page. */
  const load = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const done = (settle) => () => {
        script.remove();
        settle(unavailable());
      };
      script.addEventListener("load", done(resolve));
      script.addEventListener("error", done(reject));
      script.src = trusted(address);
      document.head.append(script);
    });

  // From disk, and where the worker can't start: the engine as a script of this page.
  const byScript = () => {
    const loaded = globalThis.roundtableSearch ? Promise.resolve() : load(engineAddress().href);
    const opened = loaded.then(() => globalThis.roundtableSearch.open(root().href));
    opened.catch(() => {});
    return { search: async (query) => (await opened).search(query), close: () => {} };
  };

  const byWorker = () => {
    const worker = new Worker(trusted(engineAddress().href));
    const waiting = new Map();
    let instead = null;
    let last = 0;
    worker.addEventListener("message", ({ data }) => {
      const one = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.error) one?.reject(unavailable(data.error));
      else one?.resolve(data.found);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      worker.terminate();
      instead = byScript();
      for (const { query, resolve, reject } of waiting.values()) instead.search(query).then(resolve, reject);
      waiting.clear();
    });
    const search = (query) => {
      if (instead) return instead.search(query);
      return new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { query, resolve, reject });
        worker.postMessage({ id: last, root: root().href, query });
      });
    };
    // What every question needs of the index comes while somebody still types.
    worker.postMessage({ id: 0, root: root().href, query: { text: "" } });
    const close = () => {
      worker.terminate();
      waiting.forEach(({ reject }) => reject(unavailable()));
      waiting.clear();
    };
    return { search, close };
  };

  const start = () => {
    if (!location.protocol.startsWith("http") || !globalThis.Worker) return byScript();
    try {
      return byWorker();
    } catch {
      return byScript();
    }
  };

  let engine = null;

  const forget = () => {
    const old = engine;
    engine = null;
    old?.close();
  };

  /** A promise of what is found; rejects where the index can't be had. */
  const ask = async (query) => {
    const asked = (engine ??= start());
    try {
      return await asked.search(query);
    } catch (error) {
      if (engine === asked) forget();
      throw error;
    }
  };

  /** Loads the engine before somebody has typed. */
  const warm = () => {
    try {
      engine ??= start();
    } catch {
      // Asking says what is wrong.
    }
  };

  // What marks the words that a search led to comes where there are such words.
  if (isUsable() && new URLSearchParams(location.search).has("mark")) {
    load(new URL(roundtable.found, root()).href).catch(() => {});
  }

  // The preview changed the page, and perhaps the index.
  document.addEventListener("roundtable:update", forget);

  // --- Words and elements ------------------------------------------------------------------

  /** A pattern of the theme's words with its `{names}` filled in. */
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  // Numbers, days and lists as the pages write them, so as the theme's words say.
  const digits = (text) => String(text).replace(/\d/g, (digit) => [...manner.number.digits][digit]);

  const number = (n) => {
    const plain = String(n);
    const isGrouped = plain.length >= manner.number.grouped_from;
    return digits(isGrouped ? plain.replace(/\B(?=(\d{3})+$)/g, manner.number.group) : plain);
  };

  const count = (patterns, n) => fill(patterns[plurals.select(n)] ?? patterns.other, { n: number(n) });

  const day = (iso) => {
    const [, year, month, date] = /^(\d+)-(\d\d)-(\d\d)/.exec(iso) ?? [];
    const name = manner.months[month - 1];
    return name ? fill(manner.day, { day: digits(Number(date)), month: name, year: digits(year) }) : iso;
  };

  /** An element with a class and children; texts stay texts. */
  const make = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };

  /** `act`, once nothing has called it for so many milliseconds; `now` at once, `stop` not at all. */
  const calmed = (act, milliseconds) => {
    let timer = 0;
    const stop = () => clearTimeout(timer);
    const now = () => (stop(), act());
    const soon = () => {
      stop();
      timer = setTimeout(act, milliseconds);
    };
    return { soon, now, stop };
  };

  // --- Recent searches, on this device alone -------------------------------------------------

  const MOST_RECENT = 8;
  const LONGEST_RECENT = 200;
  // Several sites may share a host.
  const shelf = () => `roundtable:recent:${root().pathname}`;

  const recent = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(shelf()) ?? "[]");
      return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, MOST_RECENT) : [];
    } catch {
      return [];
    }
  };

  const remember = (text) => {
    const plain = text.trim();
    if (!plain || plain.length > LONGEST_RECENT) return;
    try {
      const others = recent().filter((other) => other !== plain);
      localStorage.setItem(shelf(), JSON.stringify([plain, ...others].slice(0, MOST_RECENT)));
    } catch {
      // Some browsers forbid a page to remember anything.
    }
  };

  const forgetRecent = () => {
    try {
      localStorage.removeItem(shelf());
    } catch {
      // As above.
    }
  };

  Object.assign(roundtable, {
    search: { form, isUsable, root, page, titles, ask, warm, forget, recent, remember, forgetRecent },
    tools: { words, manner, fill, number, count, day, make, calmed },
  });
})();
