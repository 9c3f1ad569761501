// A button that prints the page.
import { onEach } from "./dom.js";

onEach("[data-print]", (button) => button.addEventListener("click", () => window.print()));
