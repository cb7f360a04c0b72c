// On a phone a menu is one row that scrolls: where the reader is comes into view.
(() => {
  "use strict";
  const margin = 48;
  for (const list of document.querySelectorAll(".site-nav ul, .group-nav ul")) {
    const [all, own] = [list, list.querySelector("[aria-current]")].map((each) => each?.getBoundingClientRect());
    if (own && (own.left < all.left || own.right > all.right)) list.scrollLeft += own.left - all.left - margin;
  }
})();
