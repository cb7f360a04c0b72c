// The outline of a note: opens it where it stands beside the note, and marks the heading being read.
// Looks everything up anew each time, so that a page whose content was replaced in place keeps working.
(() => {
  "use strict";
  const wide = matchMedia("(min-width: 64rem)");
  let waiting = false;

  const decode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  const fold = () => {
    const details = document.querySelector(".outline details");
    if (details) details.open = wide.matches;
  };

  const follow = () => {
    waiting = false;
    const links = [...document.querySelectorAll(".outline a")];
    const line = innerHeight / 4;
    let current = null;
    for (const link of links) {
      const heading = document.getElementById(decode(link.hash.slice(1)));
      if (heading && heading.getBoundingClientRect().top <= line) current = link;
    }
    for (const link of links) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  const soon = () => {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  };

  // A phone resizes when its address bar folds away: what the reader opened there stays open.
  const refit = () => {
    if (wide.matches) fold();
    soon();
  };

  fold();
  follow();
  wide.addEventListener("change", fold);
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", refit);
})();
