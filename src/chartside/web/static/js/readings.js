// Recognised facts in a source's text: hover or focus says what was read, a click or Enter opens the form.
import { openDialog } from "./menus.js";

let tip = null;
let shownFor = null;
let timer = 0;
let opener = "";
let last = "";
let still = ""; // where the pointer stood when Escape put the tooltip away: it comes back when the pointer moves

export function startReadings() {
  const dialog = document.getElementById("reading");
  if (!dialog) return;
  document.addEventListener("pointerover", (event) => {
    const link = event.target.closest?.("[data-reading]");
    if (still === at(event)) return;
    still = "";
    if (link) show(link);
    else if (tip?.contains(event.target)) clearTimeout(timer);
    else if (shownFor && shownFor !== document.activeElement) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target.closest?.("[data-reading]");
    if (link?.matches(":focus-visible")) show(link);
    else hide();
  });
  document.addEventListener("focusout", (event) => { if (event.target === shownFor) hide(); });
  document.addEventListener("pointermove", (event) => { last = at(event); }, { passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shownFor) return;
    still = last;
    hide();
  });
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("htmx:after:swap", (event) => answered(dialog, event.detail.ctx));
  dialog.addEventListener("close", () => {
    document.getElementById("reading-body").replaceChildren();
    document.getElementById(opener)?.focus({ preventScroll: true });
  });
}

function at(event) {
  return `${event.clientX},${event.clientY}`;
}

// The tooltip says what aria-describedby names: one line for each reading of the words. It stays while the pointer is on it; a
// click on it goes to the words that it covers.
function show(link) {
  clearTimeout(timer);
  if (shownFor === link) return;
  tip ||= make();
  const abouts = link.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id));
  tip.textContent = abouts.filter(Boolean).map((about) => about.textContent).join("\n");
  tip.hidden = false;
  shownFor = link;
  const place = link.getClientRects()[0];
  const box = tip.getBoundingClientRect();
  const below = place.bottom + 4;
  tip.style.left = `${Math.max(8, Math.min(place.left, innerWidth - box.width - 8))}px`;
  tip.style.top = `${below + box.height > innerHeight - 8 ? Math.max(8, place.top - box.height - 4) : below}px`;
}

function make() {
  const made = document.createElement("div");
  made.className = "tip";
  made.id = "tip";
  made.setAttribute("role", "tooltip");
  made.setAttribute("aria-hidden", "true"); // the words describe the link already
  made.addEventListener("click", (event) => {
    hide();
    const beneath = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-reading]");
    beneath?.focus();
    beneath?.click();
  });
  document.body.append(made);
  return made;
}

function hideSoon() {
  clearTimeout(timer);
  timer = setTimeout(hide, 150);
}

function hide() {
  clearTimeout(timer);
  if (tip) tip.hidden = true;
  shownFor = null;
}

// The form came, or what it changed. A refused form comes again and the dialog stays.
function answered(dialog, ctx) {
  const body = document.getElementById("reading-body");
  const into = typeof ctx.target === "string" ? document.querySelector(ctx.target) : ctx.target;
  if (into === body && !dialog.open) {
    hide();
    opener = document.activeElement?.closest?.("[data-reading]")?.id || "";
    openDialog(dialog);
    firstField(body)?.focus();
  } else if (into === body) {
    firstField(body)?.focus();
  } else if (dialog.open) {
    dialog.close();
  }
}

function firstField(body) {
  return body.querySelector("input:not([type=hidden]), select, textarea, button, a");
}
