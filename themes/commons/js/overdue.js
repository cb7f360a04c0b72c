// An action is overdue once its day is over where the reader is. What the build marked stays marked; what fell due
// since then is marked too. Without this script, the page says what was overdue on the day it was built.
(() => {
  "use strict";
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  const today = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  for (const mark of document.querySelectorAll(".overdue[data-due]")) {
    if (mark.dataset.due >= today) continue;
    mark.textContent = mark.dataset.late;
    mark.hidden = false;
  }
})();
