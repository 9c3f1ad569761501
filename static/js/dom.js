// What the other modules share: finding parts in new content, saying things, the token of a form.

/** Calls `setUp` once for every element that matches, now and in content that htmx brings later. */
export function onEach(selector, setUp) {
  const done = new WeakSet();
  const visit = (root) => {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.unshift(root);
    for (const element of found) {
      if (done.has(element)) continue;
      done.add(element);
      setUp(element);
    }
  };
  visit(document);
  document.addEventListener("htmx:load", (event) => visit(event.detail.elt));
}

/** Shows a short message at the foot of the window; screen readers say it. */
export function toast(text) {
  const place = document.getElementById("toast");
  place.textContent = text;
  setTimeout(() => {
    if (place.textContent === text) place.textContent = "";
  }, 6000);
}

/** A function that waits until `wait` milliseconds have passed without a call. */
export function debounce(action, wait) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), wait);
  };
}

/** The time as "14.03 uur". */
export function clock(date = new Date()) {
  return `${date.getHours()}.${String(date.getMinutes()).padStart(2, "0")} uur`;
}

/** The token against forged requests of the form around `element`. */
export function token(element) {
  return element.closest("form")?.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}
