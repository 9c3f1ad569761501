// Buttons that copy a text of the page, such as a reference.
import { onEach, toast } from "./dom.js";

onEach("[data-copy]", (button) => {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.innerText.trim());
      toast("Gekopieerd");
    } catch {
      // Not allowed, or no secure connection: the text is selected, so that Ctrl-C does it.
      getSelection().selectAllChildren(source);
      toast("Druk op Ctrl-C om te kopiëren");
    }
  });
});
