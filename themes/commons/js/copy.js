// Copying: a button on each block of code, and a sign beside each heading that leads to it and copies its address.
(() => {
  "use strict";
  const words = globalThis.roundtable.touch;
  const shown = 2000;

  const write = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  };

  /** Where the clipboard is refused, as on plain http, the text is left selected. */
  const select = (element) => getSelection().selectAllChildren(element);

  for (const code of document.querySelectorAll(".prose pre > code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    const told = document.createElement("span");
    told.className = "hidden";
    told.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      const isCopied = await write(code.textContent);
      if (!isCopied) select(code);
      button.textContent = told.textContent = isCopied ? words.copied : words.copy_failed;
      setTimeout(() => {
        button.textContent = words.copy;
        told.textContent = "";
      }, shown);
    });
    const block = code.parentElement;
    const frame = document.createElement("div");
    frame.className = "copyable";
    block.replaceWith(frame);
    frame.append(block, button, told);
  }

  // Only here, so that no page carries them. The outline leads to headings without scripts.
  for (const heading of document.querySelectorAll(".prose :is(h2, h3, h4, h5, h6)[id]")) {
    const anchor = document.createElement("a");
    anchor.className = "anchor";
    anchor.href = `#${encodeURIComponent(heading.id)}`;
    anchor.ariaLabel = words.link_to.replace("{title}", () => heading.textContent);
    anchor.lang = globalThis.roundtable.manner.language;
    heading.append(anchor);
  }

  document.addEventListener("click", async ({ target }) => {
    const anchor = target.closest?.(".anchor");
    if (!anchor || !(await write(anchor.href))) return;
    anchor.dataset.copied = words.copied;
    setTimeout(() => delete anchor.dataset.copied, shown);
  });
})();
