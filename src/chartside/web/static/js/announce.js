// One polite live region for everything that changes without a page load.
let timer = 0;

export function say(message) {
  const region = document.getElementById("announcer");
  if (!region || !message) return;
  clearTimeout(timer);
  region.textContent = "";
  timer = setTimeout(() => { region.textContent = message; }, 60);
}
