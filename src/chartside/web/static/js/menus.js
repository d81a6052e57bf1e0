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
