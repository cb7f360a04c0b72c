// Copying: a button on each block of code, and the address of a heading where its sign is clicked.
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

  document.addEventListener("click", async ({ target }) => {
    const anchor = target.closest?.(".anchor");
    if (!anchor || !(await write(anchor.href))) return;
    anchor.dataset.copied = words.copied;
    setTimeout(() => delete anchor.dataset.copied, shown);
  });
})();
