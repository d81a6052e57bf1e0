// The one entry: every page loads it; parts that find nothing to do stay quiet.
import { startEditing } from "./editing.js";
import { say } from "./announce.js";
import { startKeys } from "./keys.js";
import { openDialog, startMenus } from "./menus.js";
import { startReadings } from "./readings.js";
import { startSession } from "./session.js";
import { startSources } from "./sources.js";
import { current, paint, startStatements } from "./statements.js";
import { startTheme } from "./theme.js";

startTheme();
startMenus();
startStatements();
startEditing();
startSources();
startKeys();
startSession();
startReadings();

// After every swap: mark the current statement again, keep the focus where it was, say what happened.
// An answered question hands the focus to the next one that signing waits for, the last one to Sign.
let focused = "";
let answering = false;
document.addEventListener("htmx:before:swap", () => {
  const active = document.activeElement;
  answering = Boolean(active?.closest?.("#questions"));
  focused = active?.closest?.("[data-editor]") ? "" : active?.id || "";
});
document.addEventListener("htmx:after:swap", () => {
  paint();
  const active = document.activeElement;
  if (!active || active === document.body) {
    const question = document.querySelector("[data-required] input:not([type=hidden]), [data-required] button");
    const next = answering && (question || document.getElementById("sign-open"));
    (document.getElementById(focused) || next || current())?.focus({ preventScroll: !next });
  }
  const told = document.querySelector("[data-say]");
  if (told) {
    say(told.dataset.say);
    told.removeAttribute("data-say");
  }
  const dialog = document.querySelector("dialog[data-show-now]");
  if (dialog) openDialog(dialog);
});
