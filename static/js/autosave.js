// Saves a form while somebody types. The form has data-autosave-url and a line with data-autosave-status.
// What could not be sent, and what was sent but may not have arrived (a session that had ended, a form that had
// expired), is kept in this tab and put back when the page is opened again.
import { clock, debounce, onEach } from "./dom.js";

const PAUSE = 800;
const RETRY = 10_000;
const PREFIX = "autosave:";

forgetArrived();

onEach("form[data-autosave-url]", (form) => {
  const status = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
  const key = PREFIX + form.dataset.autosaveUrl;
  let request = 0;
  let isSent = false; // what was typed just before a press on the button goes with the form, not after it

  const save = async () => {
    if (isSent) return;
    const number = (request += 1);
    say(status, "Bezig met bewaren…");
    try {
      const answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: typed(form),
        headers: { "X-Requested-With": "fetch" },
      });
      if (number !== request) return;
      if (answer.ok && !answer.redirected) saved(form, status, key, await refusals(answer));
      else if (answer.redirected || answer.status === 403) keep(form, status, key, "U bent uitgelogd.");
      else if (answer.status < 500) keep(form, status, key, await refusal(answer));
      else keep(form, status, key, "Het bewaren lukt nu niet.");
    } catch {
      keep(form, status, key, "Geen verbinding.");
      setTimeout(() => number === request && save(), RETRY);
    }
  };

  form.addEventListener("input", debounce(save, PAUSE));
  form.addEventListener("submit", () => {
    request += 1;
    isSent = true;
    store(form, key, true);
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  restore(form, status, key);
});

/** Fields that the server could not keep yet, with its sentence for each. */
async function refusals(answer) {
  const told = await answer.json().catch(() => ({}));
  return Object.values(told.errors ?? {});
}

async function refusal(answer) {
  const told = await answer.json().catch(() => ({}));
  return told.error ?? "Nog niet bewaard: controleer wat u hebt ingevuld.";
}

function saved(form, status, key, refused) {
  if (refused.length > 0) {
    keep(form, status, key, `Niet alles is bewaard: ${refused[0]}`);
    return;
  }
  delete form.dataset.changed;
  forget(key);
  say(status, `Bewaard om ${clock()}`);
}

/** What was sent has arrived when another page of the same proposal is shown; a refusal stands at its own address. */
function forgetArrived() {
  for (const key of Object.keys(sessionStorage)) {
    if (!key.startsWith(PREFIX) || !JSON.parse(sessionStorage.getItem(key)).isSent) continue;
    const step = new URL("..", new URL(key.slice(PREFIX.length), location.href)).pathname;
    const proposal = new URL("..", new URL(step, location.href)).pathname;
    if (location.pathname.startsWith(proposal) && location.pathname !== step) forget(key);
  }
}

function store(form, key, isSent) {
  sessionStorage.setItem(key, JSON.stringify({ isSent, fields: fieldsOf(form) }));
}

function keep(form, status, key, reason) {
  try {
    store(form, key, false);
    say(status, `${reason} Uw tekst staat veilig in dit tabblad.`, true);
  } catch {
    say(status, `${reason} Uw tekst is nog niet bewaard.`, true);
  }
}

/** Puts back what an earlier visit could not send. */
function restore(form, status, key) {
  const kept = sessionStorage.getItem(key);
  if (!kept) return;
  const { fields } = JSON.parse(kept);
  forget(key);
  if (JSON.stringify(fields) === JSON.stringify(fieldsOf(form))) return;
  for (const field of form.elements) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
  }
  for (const [name, value] of fields) {
    const named = [...form.elements].filter((field) => field.name === name);
    const choice = named.find((field) => /^(checkbox|radio)$/.test(field.type) && field.value === value);
    if (choice) choice.checked = true;
    else if (named[0] && named[0].type !== "hidden") named[0].value = value;
  }
  say(status, "Wat u eerder typte is teruggezet.");
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function fieldsOf(form) {
  return [...typed(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
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
