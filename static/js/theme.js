// Runs before the page is drawn, so that a choice for light or dark does not flash; hence not a module.
document.documentElement.classList.add("has-script");
try {
  const choice = localStorage.getItem("theme");
  if (choice === "licht" || choice === "donker") document.documentElement.dataset.theme = choice;
} catch {
  // Storage is off in this browser: the page follows the system.
}
