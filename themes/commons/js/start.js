// Brings the boxes to life that each step of a start page has, to be ticked off, and says how far the reader has come, in words. What is ticked stays
// on the device, by the page's address; where storage is refused, until the page is left. Where no
// scripts run, the boxes aren't shown.
(() => {
  "use strict";
  // By page, so that the preview's changes to it lose nothing where storage is refused.
  const here = `roundtable.start:${location.pathname}`;
  let ticked = new Set();

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(here) ?? "null");
      if (Array.isArray(kept)) ticked = new Set(kept);
    } catch {
      // Storage is refused, or holds something else.
    }
  };

  const keep = () => {
    try {
      if (ticked.size > 0) localStorage.setItem(here, JSON.stringify([...ticked]));
      else localStorage.removeItem(here);
    } catch {
      // Then the ticks last as long as the page.
    }
  };

  const steps = (start) => [...start.querySelectorAll("[data-step]")];
  const boxOf = (step) => step.querySelector(".tick-box");

  const show = (start) => {
    const all = steps(start);
    const done = all.filter((step) => ticked.has(step.dataset.step));
    all.forEach((step) => (boxOf(step).checked = ticked.has(step.dataset.step)));
    const pattern = done.length === all.length ? start.dataset.all : start.dataset.progress;
    const words = pattern.replace("{n}", done.length).replace("{total}", all.length);
    start.querySelector(".tick-status").textContent = words;
    start.querySelector(".tick-forget").hidden = done.length === 0;
  };

  const tick = (start, step) => {
    if (boxOf(step).checked) ticked.add(step.dataset.step);
    else ticked.delete(step.dataset.step);
    keep();
    show(start);
  };

  const forget = (start) => {
    ticked.clear();
    keep();
    show(start);
    start.querySelector(".tick-status").textContent = start.dataset.forgotten;
    // The button is gone, so the focus goes where the next tick would be.
    boxOf(steps(start)[0]).focus();
  };

  const begin = () => {
    const start = document.querySelector("[data-ticks]");
    if (!start) return;
    read();
    steps(start).forEach((step) => (boxOf(step).onchange = () => tick(start, step)));
    start.querySelector(".tick-forget").onclick = () => forget(start);
    show(start);
  };

  // Ticks of the same page in another tab.
  addEventListener("storage", (event) => {
    const start = document.querySelector("[data-ticks]");
    if (event.key !== here || !start) return;
    ticked = new Set();
    read();
    show(start);
  });

  begin();
  document.addEventListener("roundtable:update", begin);
})();
