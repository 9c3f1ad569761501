// Filters: results follow at once when htmx is there, and the panel starts folded on a narrow screen.
import { debounce, onEach } from "./dom.js";

const WAIT = 250;
const isNarrow = matchMedia("(width < 64rem)");

onEach("form[data-auto-submit]", (form) => {
  const submit = debounce(() => form.requestSubmit(), WAIT);
  form.addEventListener("change", (event) => {
    const isFacet = event.target.matches("[type=checkbox], [type=radio], select");
    if (isFacet && window.htmx) submit();
  });
  form.addEventListener("htmx:beforeRequest", (event) => event.target === form && mark(form, true));
  form.addEventListener("htmx:afterRequest", (event) => event.target === form && mark(form, false));
});

onEach("details[data-fold-narrow]", (details) => {
  if (isNarrow.matches && !details.contains(document.activeElement)) details.open = false;
  isNarrow.addEventListener("change", () => {
    details.open = !isNarrow.matches;
  });
});

function mark(form, isBusy) {
  const target = document.querySelector(form.getAttribute("hx-target") ?? "#resultaten");
  target?.classList.toggle("is-loading", isBusy);
  target?.setAttribute("aria-busy", String(isBusy));
}
