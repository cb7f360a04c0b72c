// The reader's own time beside a session's, wherever their clocks differ.
// Without this script, the session's own time and zone stand there alone.
(() => {
  "use strict";
  const { language } = roundtable.manner;
  const two = (number) => String(number).padStart(2, "0");

  const local = (moment) =>
    `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}` +
    `T${two(moment.getHours())}:${two(moment.getMinutes())}`;

  const told = (moment, theirs) => {
    const isSameDay = local(moment).slice(0, 10) === theirs.slice(0, 10);
    // In the page's language, but by twelve or by twenty-four hours as the reader is used to.
    const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
    const form = { hour: "numeric", minute: "2-digit", hourCycle, ...(isSameDay ? {} : { weekday: "short" }) };
    // With the digits of the session's own time beside it.
    return new Intl.DateTimeFormat(language, { ...form, numberingSystem: "latn" }).format(moment);
  };

  const add = (time) => {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime()) || local(moment) === time.dataset.local) return;
    const own = document.createElement("span");
    own.className = "own-time";
    own.textContent = time.dataset.own.replace("{time}", told(moment, time.dataset.local));
    time.after(" ", own);
  };

  document.querySelectorAll("time[data-local]").forEach(add);
})();
