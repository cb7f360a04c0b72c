// The switch between the dark and the light look. Without this script the page follows the system, and the button
// isn't seen. Choosing what the system has anyway forgets the choice.
(() => {
  "use strict";
  const button = document.querySelector(".look-switch");
  if (!button) return;
  const words = globalThis.roundtable.touch;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const isDark = () => (root.dataset.look ? root.dataset.look === "dark" : system.matches);

  const show = () => {
    button.textContent = isDark() ? words.light : words.dark;
    button.setAttribute("aria-label", isDark() ? words.light_how : words.dark_how);
  };

  const choose = (look) => {
    root.dataset.look = look;
    try {
      if (look) localStorage.setItem("roundtable-look", look);
      else localStorage.removeItem("roundtable-look");
    } catch {
      // Refused storage: the choice holds for this page.
    }
    show();
  };

  button.addEventListener("click", () => {
    const wanted = isDark() ? "light" : "dark";
    choose((wanted === "dark") === system.matches ? "" : wanted);
  });
  // Another page of the site, open in another tab.
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== "roundtable-look") return;
    root.dataset.look = newValue ?? "";
    show();
  });
  system.addEventListener("change", show);
  show();
  button.dataset.ready = "";
})();
