// Pictures open large in a dialog. Without this script the link around a picture opens the file.
(() => {
  "use strict";
  const words = globalThis.roundtable.touch;

  const dialog = () => {
    const made = document.createElement("dialog");
    made.className = "large-picture";
    made.setAttribute("aria-label", words.large);
    const form = document.createElement("form");
    form.method = "dialog";
    const close = document.createElement("button");
    close.className = "large-close";
    close.textContent = words.close;
    form.append(close);
    made.append(form, document.createElement("img"));
    made.addEventListener("click", ({ target }) => target === close || made.close());
    made.addEventListener("close", () => made.remove());
    document.body.append(made);
    return made;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.large");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
    event.preventDefault();
    const small = link.querySelector("img");
    const opened = dialog();
    const picture = opened.querySelector("img");
    picture.src = link.href;
    picture.alt = small?.alt ?? "";
    opened.showModal();
  });
})();
