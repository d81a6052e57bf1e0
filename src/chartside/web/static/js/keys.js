// The keyboard map. Single keys work only outside of fields, and can be turned off in the help dialog (WCAG 2.1.4).
import { edit, isEditing } from "./editing.js";
import { openDialog } from "./menus.js";
import { openPaste } from "./sources.js";
import { current, revision, statements, step, stepToWaiting } from "./statements.js";

const OFF = "chartside-single-keys-off";

export function singleKeys() {
  return localStorage.getItem(OFF) !== "1";
}

// Reviews follow one another: each carries the revision that the answer to the one before brought.
let line = Promise.resolve();

function act(what) {
  const statement = current();
  const canvas = document.getElementById("canvas");
  if (!statement || canvas?.dataset.open !== "true" || isEditing()) return;
  const id = statement.dataset.statement;
  line = line.then(() => send(id, what)).catch(() => {});
}

function send(id, what) {
  const statement = statements().find((s) => s.dataset.statement === id);
  if (!statement) return null;
  return window.htmx.ajax("POST", statement.dataset.action, {
    source: statement,
    target: "#canvas",
    swap: "outerMorph",
    values: { do: what, revision: revision() },
  });
}

export const ACTIONS = {
  next: () => step(1),
  previous: () => step(-1),
  edit: () => edit(),
  accept: () => { act("accept"); stepToWaiting(); },
  reject: () => edit(current(), "reject"),
  restore: () => act("restore"),
  acceptAll: () => document.getElementById("accept-all")?.requestSubmit(),
  questions: () => document.querySelector("#questions input:not([type=hidden]), #questions button")?.focus(),
  sources: () => openPaste(),
  documents: () => document.getElementById("documents-open")?.click(),
  sign: () => document.querySelector("[data-sign]")?.click(),
  help: () => openDialog(document.getElementById("help")),
  source: () => document.querySelector("#from [data-from]:not([hidden]) a")?.click(),
};

const KEYS = {
  j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", e: "edit", Enter: "accept", x: "reject", u: "restore",
  a: "acceptAll", q: "questions", c: "documents", d: "sources", s: "sign", o: "source", "?": "help",
};

const ONLY_ON_STATEMENT = new Set(["Enter", "ArrowDown", "ArrowUp"]);

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      if (event.target.matches?.("textarea")) return;
      event.preventDefault();
      ACTIONS.sign();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (field) {
      if (event.key === "Escape") leave(field);
      return;
    }
    const name = KEYS[event.key];
    if (!name) return;
    if (ONLY_ON_STATEMENT.has(event.key) && !event.target.matches?.("[data-statement]")) return;
    if (event.key.length === 1 && !singleKeys()) return;
    if (name !== "help" && !document.getElementById("canvas")) return;
    event.preventDefault();
    ACTIONS[name]();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-key-action]");
    if (button && !button.disabled) ACTIONS[button.dataset.keyAction]?.();
  });
  const toggle = document.getElementById("single-keys");
  if (toggle) {
    toggle.checked = singleKeys();
    toggle.addEventListener("change", () => localStorage.setItem(OFF, toggle.checked ? "0" : "1"));
  }
}

function leave(field) {
  field.blur();
  const all = statements();
  (current() || all[0])?.focus();
}
