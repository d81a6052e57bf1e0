// The session ends after minutes without activity: a warning one minute before, then the sign-in page.
// Typed but unsaved text is kept: the page is hidden behind a sign-in dialog instead of being left.
import { say } from "./announce.js";
import { openDialog } from "./menus.js";
import { unsavedText } from "./editing.js";

const WARN_SECONDS = 60;
const KEEP_SECONDS = 45;
let ends = 0;
let lastKept = 0;
let seconds = 0;

export function startSession() {
  seconds = Number(document.body.dataset.sessionSeconds || 0);
  if (!seconds) return;
  renewed();
  document.addEventListener("htmx:after:request", (event) => {
    const status = event.detail?.ctx?.response?.status;
    if (status === 401) end();
    else if (status) renewed();
  });
  for (const kind of ["keydown", "pointerdown", "input"]) document.addEventListener(kind, active, { passive: true });
  document.getElementById("session-stay")?.addEventListener("click", () => keep(true));
  document.getElementById("lock-form")?.addEventListener("submit", unlock);
  setInterval(tick, 1000);
}

function renewed() {
  lastKept = Date.now();
  ends = lastKept + seconds * 1000;
  const dialog = document.getElementById("session-warning");
  if (dialog?.open) dialog.close();
}

function active() {
  const warned = document.getElementById("session-warning")?.open;
  if (!warned && !locked() && Date.now() - lastKept > KEEP_SECONDS * 1000) keep(false);
}

async function keep(asked) {
  lastKept = Date.now();
  try {
    const answer = await fetch("/session/keep", { method: "POST" });
    if (answer.status === 204) {
      renewed();
      if (asked) say("You stay signed in.");
    } else if (answer.status === 401) {
      end();
    }
  } catch {
    say("The server cannot be reached. Your text stays on this page.");
  }
}

function tick() {
  if (locked()) return;
  const left = Math.ceil((ends - Date.now()) / 1000);
  const dialog = document.getElementById("session-warning");
  if (left <= 0) {
    end();
  } else if (left <= Math.min(WARN_SECONDS, seconds / 2)) {
    if (dialog && !dialog.open) openDialog(dialog);
    const count = document.getElementById("session-left");
    if (count) count.textContent = `${left} s`;
  }
}

function locked() {
  return document.body.classList.contains("locked");
}

function end() {
  if (!unsavedText()) {
    const next = encodeURIComponent(location.pathname + location.search);
    location.replace(`/sign-in?ended=1&next=${next}`);
    return;
  }
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  document.body.classList.add("locked");
  const lock = document.getElementById("session-lock");
  lock.addEventListener("cancel", (event) => event.preventDefault());
  openDialog(lock);
}

async function unlock(event) {
  event.preventDefault();
  const form = event.target;
  const answer = await fetch("/session/unlock", { method: "POST", body: new URLSearchParams(new FormData(form)) });
  const message = form.querySelector("[role=alert]");
  if (answer.status === 204) {
    form.reset();
    message.textContent = "";
    document.body.classList.remove("locked");
    document.getElementById("session-lock").close();
    renewed();
    say("Signed in again. Your text is still here.");
  } else {
    message.textContent = await answer.text();
  }
}
