// Editing one statement in place. What was typed survives every swap, a stale revision and a lost session.
import { say } from "./announce.js";
import { choose, current, revision, statements } from "./statements.js";

let editing = null; // { id, text, original, mode: "edit" | "reject" }

export function unsavedText() {
  const loose = [...document.querySelectorAll("textarea, input[data-keep]")].some(
    (field) => !field.closest(".edit-box") && field.value.trim() && field.value !== field.defaultValue,
  );
  return loose || Boolean(editing && editing.text !== editing.original);
}

export function isEditing() {
  return Boolean(editing);
}

export function edit(statement = current(), mode = "edit") {
  if (!statement || document.getElementById("canvas")?.dataset.open !== "true") return;
  if (editing && editing.id !== statement.dataset.statement && editing.text !== editing.original) {
    say("Save or cancel the sentence you are editing first.");
    focusEditor();
    return;
  }
  closeEditor();
  const original = mode === "edit" ? statement.dataset.text : "";
  editing = { id: statement.dataset.statement, text: original, original, mode };
  show();
}

function show(place = null) {
  const statement = statements().find((s) => s.dataset.statement === editing.id);
  if (!statement) {
    const text = editing.text;
    editing = null;
    if (text) keepLoose(text);
    return;
  }
  document.querySelector(".edit-box")?.closest("[data-editor]")?.remove();
  const template = document.getElementById(editing.mode === "edit" ? "edit-template" : "reject-template");
  const box = template.content.firstElementChild.cloneNode(true);
  const form = box.matches("form") ? box : box.querySelector("form");
  form.setAttribute("hx-post", statement.dataset.action);
  form.setAttribute("action", statement.dataset.action);
  form.querySelector("[name=revision]").value = revision();
  const field = form.querySelector("[data-field]");
  field.value = editing.text;
  field.addEventListener("input", () => { editing.text = field.value; fit(field); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      cancel();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      form.requestSubmit();
    }
  });
  form.querySelector("[data-cancel]").addEventListener("click", cancel);
  if (statement.matches("tr")) {
    const row = document.createElement("tr");
    const cell = document.createElement("td");
    cell.colSpan = statement.children.length;
    cell.append(box);
    row.append(cell);
    row.dataset.editor = "";
    statement.after(row);
  } else {
    box.dataset.editor = "";
    statement.after(box);
  }
  if (editing.mode === "edit") statement.hidden = true;
  window.htmx.process(form);
  fit(field);
  field.focus();
  if (place !== null) field.setSelectionRange(place, place);
  else if (editing.mode === "edit") field.setSelectionRange(field.value.length, field.value.length);
}

function fit(field) {
  if (!field.matches("textarea")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

function focusEditor() {
  document.querySelector("[data-editor] [data-field]")?.focus();
}

function closeEditor() {
  document.querySelector("[data-editor]")?.remove();
  if (!editing) return;
  const statement = statements().find((s) => s.dataset.statement === editing.id);
  if (statement) statement.hidden = false;
  editing = null;
}

function cancel() {
  const id = editing?.id;
  closeEditor();
  choose(statements().find((s) => s.dataset.statement === id));
}

// The sentence went away under the editor (another person's change): the text goes to the box for new sentences.
function keepLoose(text) {
  const box = document.querySelector(".add-sentence");
  if (!box) return;
  box.open = true;
  const field = box.querySelector("textarea");
  field.value = text;
  field.focus();
  say("That sentence is no longer in the note. Your text is in the box for a new sentence.");
}

export function startEditing() {
  document.addEventListener("htmx:before:swap", (event) => {
    const ctx = event.detail.ctx;
    const saved = ctx.sourceElement?.closest?.("[data-editor]") && ctx.response && ctx.response.status < 400;
    if (saved) editing = null;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!editing || document.querySelector("[data-editor]")) {
      const hiddenRevision = document.querySelector("[data-editor] [name=revision]");
      if (hiddenRevision) hiddenRevision.value = revision();
      return;
    }
    show(editing.text.length);
  });
  document.addEventListener("dblclick", (event) => {
    const statement = event.target.closest("[data-statement]");
    if (statement) edit(statement);
  });
  addEventListener("beforeunload", (event) => {
    if (unsavedText() && !document.body.classList.contains("leaving")) event.preventDefault();
  });
  document.addEventListener("submit", () => document.body.classList.add("leaving"));
  document.addEventListener("htmx:finally:request", () => document.body.classList.remove("leaving"));
}
