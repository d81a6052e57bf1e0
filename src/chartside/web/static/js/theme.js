// Light or dark: a cookie, so that the server can write the theme into the first byte and nothing flashes.
export function startTheme() {
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-set-theme]");
    if (!choice) return;
    const theme = choice.dataset.setTheme;
    if (theme === "system") {
      document.cookie = "theme=; Path=/; Max-Age=0; SameSite=Lax";
      delete document.documentElement.dataset.theme;
    } else {
      document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
      document.documentElement.dataset.theme = theme;
    }
    for (const other of document.querySelectorAll("[data-set-theme]")) {
      other.setAttribute("aria-pressed", String(other === choice));
    }
    choice.closest("details")?.removeAttribute("open");
  });
}
