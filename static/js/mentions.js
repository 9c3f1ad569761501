// Names of members below the field in which one types "@": with the keys or the mouse, focus stays in the text.
import { debounce, onEach } from "./dom.js";

const TYPED = /(?:^|\s)@([\p{L}][\p{L}' -]{0,40})$/u;

onEach("[data-mentions]", (place) => {
  const text = place.querySelector("textarea");
  if (!text) return;
  const list = document.createElement("ul");
  list.className = "mention-list";
  list.id = `${text.id}-names`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Leden");
  list.hidden = true;
  text.after(list);
  text.setAttribute("aria-controls", list.id);
  text.setAttribute("aria-autocomplete", "list");
  let selected = 0;

  const options = () => [...list.children];

  const close = () => {
    list.hidden = true;
    text.removeAttribute("aria-activedescendant");
  };

  const select = (index) => {
    const all = options();
    selected = (index + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === selected)));
    text.setAttribute("aria-activedescendant", all[selected].id);
  };

  const choose = (name) => {
    const before = text.value.slice(0, text.selectionStart).replace(/@[^@]*$/u, `@${name} `);
    const after = text.value.slice(text.selectionStart);
    text.value = before + after;
    text.setSelectionRange(before.length, before.length);
    text.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    text.focus();
  };

  const show = (names) => {
    list.replaceChildren(
      ...names.map((name, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.textContent = name;
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(name);
        });
        return option;
      }),
    );
    list.hidden = names.length === 0;
    if (names.length) select(0);
    else close();
  };

  const look = debounce(async () => {
    const typed = TYPED.exec(text.value.slice(0, text.selectionStart));
    if (!typed) return close();
    try {
      const answer = await fetch(`${place.dataset.mentions}?q=${encodeURIComponent(typed[1])}`);
      show(answer.ok ? (await answer.json()).names : []);
    } catch {
      close(); // without the network one types the name oneself
    }
    return undefined;
  }, 200);

  text.addEventListener("input", look);
  text.addEventListener("blur", close);
  text.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") select(selected + 1);
    else if (event.key === "ArrowUp") select(selected - 1);
    else if (event.key === "Enter" || event.key === "Tab") choose(options()[selected].textContent);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
});
