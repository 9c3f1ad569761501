// The overview of an intervention mix: dragging a card to another place, and asking now and then what others changed.
// Dragging fills in the form below the overview, which also works by itself.
import { onEach } from "./dom.js";

const TYPE = "application/x-mix-row";
let dragged = null;

onEach("[data-mix-row]", (card) => {
  card.addEventListener("dragstart", (event) => {
    dragged = card;
    card.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData(TYPE, card.dataset.mixRow);
  });
  card.addEventListener("dragend", () => {
    dragged = null;
    card.classList.remove("is-dragged");
  });
});

onEach("[data-mix-cell]", (cell) => {
  const mark = (isOver) => cell.classList.toggle("is-over", isOver);
  cell.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    mark(true);
  });
  cell.addEventListener("dragleave", (event) => cell.contains(event.relatedTarget) || mark(false));
  cell.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    mark(false);
    if (!cell.contains(dragged)) place(dragged, cell);
  });
});

onEach("[data-mix-pick]", (link) => {
  link.addEventListener("click", () => {
    const form = document.querySelector("[data-mix-move]");
    form.elements.rij.value = link.dataset.mixPick;
    setTimeout(() => form.elements.pijler.focus());
  });
});

function place(card, cell) {
  const form = document.querySelector("[data-mix-move]");
  form.elements.rij.value = card.dataset.mixRow;
  form.elements.pijler.value = cell.dataset.pillar;
  form.elements.van.value = card.dataset.column;
  form.elements.kolom.value = cell.dataset.column;
  form.requestSubmit();
}

// A question in the background may not take away what somebody is doing.
document.addEventListener("htmx:beforeRequest", (event) => {
  const overview = event.target;
  if (!overview.matches?.("[data-mix]") || event.detail.requestConfig?.verb !== "get") return;
  const active = document.activeElement;
  const isBusy = dragged || (overview.contains(active) && active.matches("select, input"));
  if (isBusy || document.hidden) event.preventDefault();
});

// The focus stays with the card that it was on, also when the card moved.
let focused = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.target.matches?.("[data-mix]")) return;
  const active = document.activeElement;
  const row = active.closest("[data-mix-row]")?.dataset.mixRow ?? active.form?.elements.rij?.value;
  focused = row ? { row, step: active.name === "stap" ? active.value : "" } : null;
});

document.addEventListener("htmx:afterSettle", () => {
  if (!focused) return;
  const card = document.querySelector(`[data-mix-row="${CSS.escape(focused.row)}"]`);
  const next = focused.step ? card?.querySelector(`[name=stap][value=${focused.step}]`) : card?.querySelector("a");
  focused = null;
  next?.focus();
});
