// Writing in a veranderverhaal together: each box is saved while somebody types and merged with what others wrote; what
// others change appears in the boxes that one is not writing in. Without a script the button saves all boxes at once.
import { clock, debounce, onEach, token } from "./dom.js";

const PAUSE = 1200;
const RETRY = 8000;
const ASK = 4000;

onEach("form[data-story]", (form) => {
  const boxes = new Map([...form.querySelectorAll("[data-story-box]")].map((part) => [part.dataset.storyBox, boxOf(form, part)]));
  const ask = () => document.hidden || look(form, boxes);
  setInterval(ask, ASK);
  form.addEventListener("story:saved", ask);
  form.addEventListener("focusin", ask);
  addEventListener("beforeunload", (event) => {
    if (!form.dataset.sent && [...boxes.values()].some((box) => box.isDirty())) event.preventDefault();
  });
  form.addEventListener("submit", () => {
    form.dataset.sent = "true";
  });
  ask();
});

/** One box: its text, what the next save begins from, and saving it, one request at a time. */
function boxOf(form, part) {
  const key = part.dataset.storyBox;
  const area = part.querySelector("textarea");
  const base = part.querySelector(`[name="base-${key}"]`);
  const status = part.querySelector("[data-story-status]");
  let kept = area.value;
  let isSaving = false;
  const isDirty = () => area.value !== kept;

  const save = async () => {
    if (isSaving || form.dataset.sent || !isDirty()) return;
    isSaving = true;
    const sent = area.value;
    say(status, "Bezig met bewaren…");
    try {
      const answer = await fetch(`${form.dataset.storySave}${key}/`, {
        method: "POST",
        body: new URLSearchParams({ text: sent, base: base.value, csrfmiddlewaretoken: token(area) }),
      });
      if (!answer.ok || answer.redirected) throw new Error(await reason(answer));
      took(await answer.json(), sent);
    } catch (error) {
      say(status, `${error instanceof TypeError ? "Geen verbinding." : error.message} Uw tekst staat nog hier.`, true);
      setTimeout(save, RETRY);
      isSaving = false;
      return;
    }
    isSaving = false;
    form.dispatchEvent(new Event("story:saved"));
    if (isDirty()) save();
  };

  /** Takes the answer in: the merged text, unless somebody typed on; then only what the next save begins from. */
  const took = (answer, sent) => {
    kept = sent;
    if (area.value === sent) {
      base.value = answer.number;
      if (answer.isOther) show(answer.text);
    } else if (answer.isNew) base.value = `${answer.number}t`;
    else if (!answer.isOther) base.value = answer.number;
    say(status, answer.hasClash ? "Bewaard. Iemand anders veranderde dezelfde regels: kijk onderaan." : `Bewaard om ${clock()}`);
  };

  const show = (text) => {
    const [start, end] = [area.selectionStart, area.selectionEnd].map((place) => moved(area.value, text, place));
    const isHere = document.activeElement === area;
    area.value = text;
    kept = text;
    if (isHere) area.setSelectionRange(start, end);
  };

  area.addEventListener("input", debounce(save, PAUSE));
  return {
    key,
    area,
    isDirty,
    number: () => base.value,
    others: part.querySelector("[data-story-others]"),
    update: ({ number, text }) => {
      if (isSaving || isDirty()) return; // the next save brings it in
      base.value = number;
      if (text !== area.value) show(text);
    },
  };
}

/** Where a caret stands after the text round it changed: what is before it, or else what is after it, stays. */
function moved(before, after, place) {
  if (after.startsWith(before.slice(0, place))) return place;
  return after.endsWith(before.slice(place)) ? after.length - (before.length - place) : Math.min(place, after.length);
}

/** Asks what others wrote, who is here, and whether two people changed the same lines. */
async function look(form, boxes) {
  const own = [...boxes.values()].find((box) => box.area === document.activeElement);
  const asked = new URLSearchParams({ vak: own?.key ?? "" });
  for (const box of boxes.values()) asked.set(box.key, box.number());
  let told;
  try {
    const answer = await fetch(`${form.dataset.storyNow}?${asked}`);
    if (!answer.ok || answer.redirected) return;
    told = await answer.json();
  } catch {
    return; // without a connection the next question asks again
  }
  for (const [key, box] of boxes) {
    if (told.boxes[key]) box.update(told.boxes[key]);
    const names = told.here[key] ?? [];
    box.others.textContent = names.length > 0 ? `${names.join(" en ")} schrijft hier nu.` : "";
    clashes(key, told.clashes[key] ?? "");
  }
  const here = Object.values(told.here).flat();
  form.querySelector("[data-story-here]").textContent = here.length > 0 ? `Ook hier: ${[...new Set(here)].join(", ")}.` : "";
}

function clashes(key, html) {
  const place = document.querySelector(`[data-story-clashes="${CSS.escape(key)}"]`);
  if (place.childElementCount === (html.match(/<section/g) ?? []).length) return;
  place.innerHTML = html;
}

async function reason(answer) {
  if (answer.redirected || answer.status === 403) return "U bent uitgelogd of u mag hier niet meer schrijven.";
  const told = await answer.json().catch(() => ({}));
  return told.error ?? "Het bewaren lukt nu niet.";
}

function say(place, text, isError = false) {
  place.textContent = text;
  place.classList.toggle("canvas__status--error", isError);
}
