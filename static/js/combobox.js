// Suggestions below a search field: the combobox pattern of WAI-ARIA, with focus that stays in the field.
// htmx fetches them (attributes in search_field.html); this shows them and walks through them with the keys.
import { onEach } from "./dom.js";

onEach("[data-combobox]", (row) => {
  const input = row.querySelector("input");
  const popup = row.querySelector(".suggestions");
  let selected = -1;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", popup.id);
  input.setAttribute("aria-expanded", "false");

  const options = () => [...popup.querySelectorAll("[role=option]")];

  const open = () => {
    selected = -1;
    input.removeAttribute("aria-activedescendant");
    popup.hidden = options().length === 0 || document.activeElement !== input;
    input.setAttribute("aria-expanded", String(!popup.hidden));
  };

  const close = () => {
    window.htmx?.trigger(input, "htmx:abort");
    popup.hidden = true;
    selected = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const select = (index) => {
    const all = options();
    selected = (index + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === selected)));
    input.setAttribute("aria-activedescendant", all[selected].id);
    all[selected].scrollIntoView({ block: "nearest" });
  };

  const choose = (option) => {
    close();
    if (option.dataset.url) {
      location.assign(option.dataset.url);
      return;
    }
    input.value = option.dataset.value;
    input.form.requestSubmit();
  };

  // What each key does while the suggestions are open; false leaves the key to the browser.
  const keys = {
    ArrowDown: () => select(selected + 1),
    ArrowUp: () => select(selected < 0 ? -1 : selected - 1),
    Escape: close,
    Enter: () => (selected < 0 ? false : choose(options()[selected])),
  };

  input.addEventListener("keydown", (event) => {
    if (popup.hidden) {
      if (event.key === "ArrowDown") open();
      return;
    }
    if (event.key in keys && keys[event.key]() !== false) event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.form.addEventListener("submit", close);
  popup.addEventListener("htmx:afterSwap", open);
  popup.addEventListener("mousedown", (event) => event.preventDefault());
  popup.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
});
