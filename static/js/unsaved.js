// Asks before leaving a form with changes that were not saved. The browser words the question itself.
import { onEach } from "./dom.js";

onEach("form[data-guard]", (form) => {
  form.addEventListener("input", () => {
    form.dataset.changed = "true";
  });
  form.addEventListener("submit", () => delete form.dataset.changed);
});

addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-changed]")) event.preventDefault();
});
