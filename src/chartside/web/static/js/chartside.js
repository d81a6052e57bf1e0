// The one entry: every page loads it; parts that find nothing to do stay quiet.
import { startEditing } from "./editing.js";
import { say } from "./announce.js";
import { startKeys } from "./keys.js";
import { openDialog, startMenus } from "./menus.js";
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

// After every swap: mark the current statement again, keep the focus where it was, say what happened.
let focused = "";
document.addEventListener("htmx:before:swap", () => {
  const active = document.activeElement;
  focused = active?.closest?.("[data-editor]") ? "" : active?.id || "";
});
document.addEventListener("htmx:after:swap", () => {
  paint();
  const active = document.activeElement;
  if (!active || active === document.body) (document.getElementById(focused) || current())?.focus({ preventScroll: true });
  const told = document.querySelector("[data-say]");
  if (told) {
    say(told.dataset.say);
    told.removeAttribute("data-say");
  }
  const dialog = document.querySelector("dialog[data-show-now]");
  if (dialog) openDialog(dialog);
});
