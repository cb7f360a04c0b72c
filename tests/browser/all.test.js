// Every browser test in one process, so that they share the built sample and one browser.

import { after } from "node:test";
import { cleanUp, closeBrowser } from "./support.js";

import "./reading.js";
import "./accessibility.js";
import "./look.js";
import "./keyboard.js";
import "./calendar.js";
import "./preview.js";
import "./gathered.js";
import "./newcomer.js";
import "./views.js";
import "./titles.js";
import "./search.js";
import "./search-robust.js";
import "./found.js";
import "./search_quality.js";
import "./engine.js";
import "./languages.js";
import "./hostile.js";

after(async () => {
  await closeBrowser();
  cleanUp();
});
