// Small help in forms: focus on the error summary, and how many characters are left.
import { onEach } from "./dom.js";

onEach("[data-focus]", (element) => element.focus());

onEach("[data-counter]", (line) => {
  const field = document.getElementById(line.dataset.counter);
  const most = Number(line.dataset.max);
  const update = () => {
    const left = most - field.value.length;
    line.classList.toggle("field__counter--over", left < 0);
    line.textContent = left < 0 ? `${-left} tekens te veel` : `Nog ${left.toLocaleString("nl-NL")} tekens`;
  };
  field.addEventListener("input", update);
  update();
});
