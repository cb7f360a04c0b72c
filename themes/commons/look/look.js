// Sets the look that the reader chose before the page is painted, so that nothing flashes. Everything else of the
// switch is in js/look-switch.js.
try {
  document.documentElement.dataset.look = localStorage.getItem("roundtable-look") || "";
} catch {}
