// The choice between light, dark and what the system has; kept in this browser only.
import { onEach } from "./dom.js";

const root = document.documentElement;

onEach("#theme-switch", (fieldset) => {
  const current = root.dataset.theme ?? "systeem";
  for (const radio of fieldset.querySelectorAll("input")) radio.checked = radio.value === current;
  fieldset.addEventListener("change", (event) => choose(event.target.value));
});

function choose(choice) {
  if (choice === "systeem") delete root.dataset.theme;
  else root.dataset.theme = choice;
  try {
    if (choice === "systeem") localStorage.removeItem("theme");
    else localStorage.setItem("theme", choice);
  } catch {
    // Storage is off: the choice holds for this page.
  }
}
