// The keyboard of the servicedesk: j and k walk a list, x ticks, / searches, 1 to 9 open kept lists, ? tells them all.
import { onEach } from "./dom.js";

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";

onEach("[data-desk]", (desk) => {
  const rows = [...desk.querySelectorAll("[data-desk-row]")];
  let at = -1;

  const go = (step) => {
    at = Math.max(0, Math.min(rows.length - 1, at + step));
    rows[at]?.querySelector("a").focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(TYPING)) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "x") rows[at]?.querySelector("input")?.click();
    else if (event.key === "/") {
      const field = desk.querySelector("[data-desk-search]");
      if (field.closest("details")) field.closest("details").open = true;
      field.focus();
      event.preventDefault();
    } else desk.querySelector(`[data-desk-key="${CSS.escape(event.key)}"]`)?.click();
  });
});

onEach("[data-desk-question]", (page) => {
  const write = (kind) => {
    const field = page.querySelector("#id_kind");
    if (!field) return;
    field.value = kind;
    page.querySelector("#id_text").focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(TYPING)) return;
    if (event.key === "r") write("reply");
    else if (event.key === "n") write("note");
    else if (event.key === "l") page.closest("body").querySelector(".breadcrumbs a")?.click();
    else return;
    event.preventDefault();
  });
});

onEach("[data-desk-keys]", (dialog) => {
  const opener = document.querySelector("[data-desk-keys-open]");
  opener?.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.key === "?" && !event.target.matches(TYPING) && !dialog.open) dialog.showModal();
  });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const button = event.target.closest("form")?.querySelector("[data-desk-send]");
  button?.click();
});

onEach("[data-desk-call]", (form) => {
  form.querySelector("#id_caller").focus();
  form.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-caller]");
    if (!chosen) return;
    const { name, email, organisation } = chosen.dataset;
    if (name) form.querySelector("#id_caller").value = name;
    if (email) form.querySelector("#id_email").value = email;
    form.querySelector("#id_organisation").value = organisation;
    form.querySelector("#id_text").focus();
  });
});
