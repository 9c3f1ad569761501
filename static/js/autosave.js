// Saves a form while somebody types. The form has data-autosave-url and a line with data-autosave-status.
// When the connection drops, what was typed is kept in this tab and offered again when the page is opened.
import { clock, debounce, onEach } from "./dom.js";

const PAUSE = 800;
const RETRY = 10_000;

onEach("form[data-autosave-url]", (form) => {
  const status = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
  const key = `autosave:${form.dataset.autosaveUrl}`;
  let request = 0;

  const save = async () => {
    const number = (request += 1);
    say(status, "Bezig met bewaren…");
    try {
      const answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: typed(form),
        headers: { "X-Requested-With": "fetch" },
      });
      if (number !== request) return;
      if (answer.ok && !answer.redirected) saved(form, status, key);
      else if (answer.redirected || answer.status === 403) keep(form, status, key, "U bent uitgelogd.");
      else say(status, "Nog niet bewaard: controleer wat u hebt ingevuld.", true);
    } catch {
      keep(form, status, key, "Geen verbinding.");
      setTimeout(() => number === request && save(), RETRY);
    }
  };

  form.addEventListener("input", debounce(save, PAUSE));
  form.addEventListener("submit", () => {
    request += 1;
    forget(key);
  });
  restore(form, status, key);
});

function saved(form, status, key) {
  delete form.dataset.changed;
  forget(key);
  say(status, `Bewaard om ${clock()}`);
}

function keep(form, status, key, reason) {
  const fields = [...typed(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  try {
    sessionStorage.setItem(key, JSON.stringify(fields));
    say(status, `${reason} Uw tekst staat veilig in dit tabblad.`, true);
  } catch {
    say(status, `${reason} Uw tekst is nog niet bewaard.`, true);
  }
}

/** Puts back what an earlier visit could not send. */
function restore(form, status, key) {
  const kept = sessionStorage.getItem(key);
  if (!kept) return;
  for (const field of form.elements) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
  }
  for (const [name, value] of JSON.parse(kept)) {
    const fields = [...form.elements].filter((field) => field.name === name);
    const choice = fields.find((field) => /^(checkbox|radio)$/.test(field.type) && field.value === value);
    if (choice) choice.checked = true;
    else if (fields[0] && fields[0].type !== "hidden") fields[0].value = value;
  }
  say(status, "Wat u eerder typte is teruggezet.");
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function typed(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

function forget(key) {
  sessionStorage.removeItem(key);
}

function say(status, text, isError = false) {
  if (!status) return;
  status.textContent = text;
  status.classList.toggle("status-line--error", isError);
}
