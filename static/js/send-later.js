// A form that is not lost when the connection drops: <form data-send-later="name"> with a line data-send-later-status.
// What is typed is kept on this device, under a name that tells people and cases apart, until it has arrived. Sending is
// tried again until an answer comes: 201 with the address to go to. The form carries a number by which the server counts
// it once, however often it is sent. Without a script it is an ordinary form.
import { clock, debounce, onEach } from "./dom.js";

const PREFIX = "send-later:";
const PAUSE = 400;
const RETRY = 8_000;
const KEPT = 14 * 24 * 3600 * 1000; // a decision takes no longer

forgetOld();

onEach("form[data-send-later]", (form) => {
  const status = form.querySelector("[data-send-later-status]");
  const key = PREFIX + form.dataset.sendLater;
  let timer = 0;
  let isWaiting = false;

  const send = async () => {
    clearTimeout(timer);
    isWaiting = true;
    say(status, "Bezig met versturen…");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
      });
      if (answer.status >= 500) throw new Error(answer.status);
      if (answer.status === 201) return arrived(key, (await answer.json()).url);
      // Signed out meanwhile: the page asks to sign in, and then puts back what was kept here.
      if (answer.redirected) return location.reload();
      // Refused: the server shows why on its own page. What was typed stays here until it is accepted.
      isWaiting = false;
      form.submit();
    } catch {
      keep(form, key, status, "Geen verbinding. Wij proberen het vanzelf opnieuw; u kunt deze bladzijde open laten.");
      timer = setTimeout(send, RETRY);
    }
  };

  form.addEventListener("input", debounce(() => !isWaiting && keep(form, key, status), PAUSE));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(form, key, status);
    send();
  });
  window.addEventListener("online", () => isWaiting && send());
  restore(form, key, status);
});

function arrived(key, url) {
  localStorage.removeItem(key);
  location.assign(url);
}

function keep(form, key, status, reason = "") {
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
    say(status, reason || `Bewaard op dit apparaat om ${clock()}. Nog niet verstuurd.`, Boolean(reason));
  } catch {
    say(status, "Dit apparaat kan uw tekst niet bewaren. Laat deze bladzijde open tot alles is verstuurd.", true);
  }
}

/** Puts back what was typed here before and did not arrive; a form that was just refused says it itself. */
function restore(form, key, status) {
  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  if (!kept || form.querySelector("[aria-invalid=true]")) return;
  const seen = kept.fields.find(([name]) => name === "seen")?.[1];
  for (const [name, value] of kept.fields) {
    const named = [...form.elements].filter((field) => field.name === name);
    const choice = named.find((field) => /^(checkbox|radio)$/.test(field.type));
    if (choice) named.forEach((field) => (field.checked = field.value === value));
    // The number of the sending goes along, so that one that did arrive is not counted twice; the version does not.
    else if (named[0] && name !== "seen") named[0].value = value;
  }
  const isNewer = seen !== undefined && form.elements.seen && form.elements.seen.value !== seen;
  say(status, isNewer ? "Uw tekst is teruggezet. De aanvraag is intussen veranderd." : "Uw tekst is teruggezet. Nog niet verstuurd.");
}

function forgetOld() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && Date.now() - JSON.parse(localStorage.getItem(key)).at > KEPT) localStorage.removeItem(key);
  }
}

function say(status, text, isError = false) {
  if (!status) return;
  status.textContent = text;
  status.classList.toggle("status-line--error", isError);
}
