// Menus are <details>; a click elsewhere or Escape closes them. Dialogs open from [data-opens] and close from [data-closes].
export function startMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    event.target.closest("details.menu a[download]")?.closest("details").removeAttribute("open");
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.opens);
      if (dialog) {
        event.preventDefault();
        openDialog(dialog);
      }
    }
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog")?.close();
  });
  // In an open list of documents the arrows go from one to the next.
  document.addEventListener("toggle", (event) => {
    if (event.target.id !== "documents-menu" || !event.target.open) return;
    const links = [...event.target.querySelectorAll("a")];
    (links.find((link) => link.ariaCurrent) || links[0])?.focus();
  }, true);
  document.addEventListener("keydown", (event) => {
    const list = event.target.closest?.("#documents-menu[open] .kinds");
    if (!list || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(event.target.closest("a"));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    links[(next + links.length) % links.length].focus();
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}

export function openDialog(dialog) {
  if (dialog.open) return;
  const before = document.activeElement;
  dialog.showModal();
  dialog.querySelector("[data-first]")?.focus();
  dialog.addEventListener("close", () => { if (before?.isConnected) before.focus(); }, { once: true });
}
