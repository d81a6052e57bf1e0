// Sources: drop files anywhere, paste anywhere, pick files. Long steps show that they run and can be cancelled.
import { say } from "./announce.js";

let running = null;

export function startSources() {
  const canvas = document.getElementById("canvas");
  if (!canvas) return;
  const box = document.getElementById("sources-box");
  if (matchMedia("(max-width: 1000px)").matches && canvas.dataset.revision) box.open = false;
  let depth = 0;
  document.addEventListener("dragenter", (event) => {
    if (!hasFiles(event) || !uploadForm()) return;
    depth += 1;
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (!depth) document.body.classList.remove("dropping");
  });
  document.addEventListener("dragover", (event) => { if (uploadForm()) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    depth = 0;
    document.body.classList.remove("dropping");
    if (!uploadForm() || event.target.closest?.("textarea, input[type=text]")) return;
    event.preventDefault();
    const text = event.dataTransfer.getData("text/plain");
    if (event.dataTransfer.files.length) send(event.dataTransfer.files);
    else if (text.trim()) sendText(text);
  });
  document.addEventListener("paste", (event) => {
    if (!uploadForm() || event.target.closest?.("input, textarea, [contenteditable]") || document.querySelector("dialog[open]")) return;
    const files = event.clipboardData.files;
    const text = event.clipboardData.getData("text/plain");
    if (text.trim()) sendText(text);
    else if (files.length) send(files);
    else return;
    event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("#upload input[type=file]") && event.target.files.length) send([...event.target.files]);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-pick]")) uploadForm()?.querySelector("input[type=file]").click();
    if (event.target.closest("#working-cancel")) cancel();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.matches?.("#paste-text, #first-note") && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      event.target.form.requestSubmit();
    }
  });
  document.addEventListener("htmx:before:request", (event) => {
    const form = event.detail.ctx.sourceElement;
    if (!form?.dataset?.working) return;
    running = form;
    const names = [...(form.querySelector("input[type=file]")?.files || [])].map((f) => f.name);
    show(names.length ? `Reading ${names.length > 2 ? `${names.length} files` : names.join(" and ")}…` : form.dataset.working);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    if (event.detail.ctx.sourceElement !== running) return;
    running = null;
    const field = document.querySelector("#upload input[type=file]");
    if (field) field.value = "";
    show("");
  });
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement?.id === "paste" && ctx.response?.status < 400) ctx.sourceElement.reset();
  });
  document.addEventListener("htmx:error", (event) => {
    if (event.detail.error?.name === "AbortError") return;
    if (!event.detail.ctx?.response) tell("The server cannot be reached. Nothing you typed is lost; try again in a moment.");
  });
}

export function openPaste() {
  const first = document.getElementById("first-note");
  if (first) {
    first.focus();
    return;
  }
  const box = document.getElementById("paste-box");
  if (!box) return;
  document.getElementById("sources-box").open = true;
  box.open = true;
  document.getElementById("paste-text")?.focus();
}

function uploadForm() {
  return document.getElementById("upload");
}

function hasFiles(event) {
  return [...(event.dataTransfer?.types || [])].some((t) => t === "Files" || t === "text/plain");
}

// Files over the limit are named at once instead of after a long upload; the others go.
function send(files) {
  const form = uploadForm();
  const most = Number(form.dataset.mostBytes);
  const fitting = new DataTransfer();
  const large = [];
  for (const file of files) {
    if (file.size > most) large.push(file.name);
    else fitting.items.add(file);
  }
  form.querySelector("input[type=file]").files = fitting.files;
  if (fitting.files.length) form.requestSubmit();
  if (large.length) {
    tell(`${large.join(" and ")} ${large.length === 1 ? "is" : "are"} larger than ${Math.floor(most / 1048576)} MB and ${large.length === 1 ? "was" : "were"} not sent. Split it, or save it smaller.`);
  }
}

function tell(message) {
  const note = document.createElement("div");
  note.className = "notice";
  note.setAttribute("role", "alert");
  note.textContent = message;
  document.getElementById("notice").replaceChildren(note);
}

function sendText(text) {
  const box = document.getElementById("paste-text") || document.getElementById("first-note");
  box.value = text;
  box.form.requestSubmit();
}

function show(message) {
  const box = document.getElementById("working");
  if (!box) return;
  box.hidden = !message;
  document.getElementById("working-text").textContent = message;
  if (message) say(message);
}

// What had already reached the server is kept there; the fresh page shows it.
function cancel() {
  if (!running) return;
  window.htmx.trigger(running, "htmx:abort");
  show("");
  say("Cancelled. What had already arrived is in the list.");
  const canvas = document.getElementById("canvas");
  window.htmx.ajax("GET", canvas.dataset.url, { target: "#canvas", swap: "outerMorph" });
}
