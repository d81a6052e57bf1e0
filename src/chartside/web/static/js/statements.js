// Statements: one of them is current. Its source is shown on the right; keys and the bar's buttons act on it.
let currentId = "";

export function statements() {
  return [...document.querySelectorAll("[data-statement]")];
}

export function current() {
  const all = statements();
  return all.find((s) => s.dataset.statement === currentId) || null;
}

export function revision() {
  return document.getElementById("canvas")?.dataset.revision || "";
}

export function choose(statement, { focus = true } = {}) {
  if (!statement) return;
  currentId = statement.dataset.statement;
  paint();
  if (focus) {
    statement.focus({ preventScroll: true });
    statement.scrollIntoView({ block: "nearest" });
  }
}

export function step(by) {
  const all = statements();
  if (!all.length) return;
  const at = all.findIndex((s) => s.dataset.statement === currentId);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
  choose(all[next]);
}

// The next statement that still waits for a look, else the next one.
export function stepToWaiting() {
  const all = statements();
  const at = all.findIndex((s) => s.dataset.statement === currentId);
  const waiting = all.slice(at + 1).find((s) => s.dataset.review === "proposed");
  choose(waiting || all[Math.min(all.length - 1, at + 1)]);
}

// Marks the current statement, lets Tab reach only that one, and shows where it comes from.
export function paint() {
  const all = statements();
  let chosen = all.find((s) => s.dataset.statement === currentId);
  for (const statement of all) {
    statement.classList.toggle("current", statement === chosen);
    statement.tabIndex = statement === (chosen || all[0]) ? 0 : -1;
  }
  const panel = document.getElementById("from");
  if (!panel) return;
  const wanted = chosen ? `from-${chosen.dataset.statement}` : "";
  for (const part of panel.querySelectorAll("[data-from]")) part.hidden = part.id !== wanted;
  const hint = document.getElementById("from-hint");
  if (hint) hint.hidden = Boolean(wanted && document.getElementById(wanted));
  const lit = new Set((document.getElementById(wanted)?.dataset.sources || "").split(" "));
  for (const source of document.querySelectorAll("[data-source]")) {
    source.classList.toggle("on", lit.has(source.dataset.source));
  }
  for (const button of document.querySelectorAll("[data-key-action]")) {
    if (!button.dataset.needsStatement) continue;
    button.disabled = !chosen;
  }
}

export function startStatements() {
  document.addEventListener("focusin", (event) => {
    const statement = event.target.closest?.("[data-statement]");
    if (statement && event.target === statement && statement.dataset.statement !== currentId) choose(statement, { focus: false });
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("a, button, input, textarea, summary")) return;
    const statement = event.target.closest("[data-statement]");
    if (statement && !String(getSelection())) choose(statement);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-goto]");
    if (!link) return;
    const statement = statements().find((s) => s.dataset.statement === link.dataset.goto);
    if (!statement) return;
    event.preventDefault();
    choose(statement);
  });
  const asked = document.getElementById("canvas")?.dataset.at;
  if (asked) currentId = asked;
  const fromHash = decodeURIComponent(location.hash.slice(1));
  if (fromHash && statements().some((s) => s.dataset.statement === fromHash)) currentId = fromHash;
  paint();
}
