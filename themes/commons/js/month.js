// Marks the reader's own day in the grids of months. Without this script no day is marked, since the page can't know
// when it is read; on a site whose date stands still, the page has marked that one.
(() => {
  "use strict";
  const two = (number) => String(number).padStart(2, "0");

  const mark = () => {
    const now = new Date();
    const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    for (const day of document.querySelectorAll(".month-grid[data-live] [data-day]")) {
      if (day.dataset.day === today) day.setAttribute("aria-current", "date");
      else day.removeAttribute("aria-current");
    }
  };

  mark();
  document.addEventListener("roundtable:update", mark);
})();
