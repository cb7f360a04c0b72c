// "Next session" moves on when a session's time has passed: what is over leaves the lists of what is next, and
// those that wait in them come up. In a group's thread, the mark "Next" moves to the one after.
// Without this script, the page says what was next on the day it was built.
(() => {
  "use strict";
  // A timer waits at most 24 days; a page that stays open is looked at again at least this often.
  const longest = 60 * 60 * 1000;
  const isOver = (item) => new Date(item.dataset.over).getTime() <= Date.now();
  const shown = new Map();

  const moveOnInList = (list) => {
    const items = [...list.children];
    if (!shown.has(list)) shown.set(list, items.filter((item) => !item.hidden).length);
    const left = items.filter((item) => !item.dataset.over || !isOver(item));
    items.forEach((item) => (item.hidden = left.indexOf(item) < 0 || left.indexOf(item) >= shown.get(list)));
    if (list.dataset.shape === "alone" && left.length > 0) left[0].dataset.state = "next";
    const heading = list.previousElementSibling;
    list.hidden = left.length === 0;
    if (heading?.matches("h2, h3")) heading.hidden = list.hidden;
  };

  const moveOnInThread = () => {
    const items = [...document.querySelectorAll('.timeline[data-shape="down"] > li[data-over]')].reverse();
    const next = items.find((item) => item.dataset.state === "next");
    if (!next || !isOver(next)) return;
    const badge = next.querySelector(".badge");
    const following = items.find((item) => !isOver(item));
    next.dataset.state = "past";
    if (following) {
      following.dataset.state = "next";
      following.querySelector(".badge")?.replaceWith(badge);
    } else {
      badge?.remove();
    }
  };

  const moveOn = () => {
    const items = [...document.querySelectorAll(".timeline > li[data-over]")];
    if (items.length === 0) return;
    items
      .map((item) => item.parentElement)
      .filter((list, at, all) => list.dataset.shape !== "down" && all.indexOf(list) === at)
      .forEach(moveOnInList);
    moveOnInThread();
    const soonest = Math.min(...items.filter((item) => !isOver(item)).map((item) => new Date(item.dataset.over).getTime()));
    if (soonest < Infinity) setTimeout(moveOn, Math.min(soonest - Date.now() + 1000, longest));
  };

  moveOn();
})();
