// At the door: codes are scanned with the camera where the browser can, and kept on the phone until they are answered.
import { onEach } from "./dom.js";

const EVERY = 10_000;
const SAME_CODE_AFTER = 4_000;
const words = {
  welcome: "Welkom",
  let_in: "Toch binnengelaten",
  already: "Al binnen",
  cancelled: "Afgemeld of geen plaats",
  unknown: "Deze code is niet van deze bijeenkomst",
};

onEach("[data-door]", (place) => {
  const form = place.querySelector("[data-door-form]");
  const said = place.querySelector("[data-door-said]");
  const queued = place.querySelector("[data-door-queue]");
  const inside = place.querySelector("[data-door-inside]");
  const store = `deur-${place.dataset.event}`;
  let sending = false;

  const waiting = () => JSON.parse(localStorage.getItem(store) ?? "[]");

  const keep = (rows) => {
    localStorage.setItem(store, JSON.stringify(rows));
    queued.textContent = rows.length
      ? `${rows.length} ${rows.length === 1 ? "code wacht" : "codes wachten"} op verbinding. Houd deze bladzijde open.`
      : "";
  };

  const person = (code) =>
    [...place.querySelectorAll("[data-door-code]")].find((row) => code.toUpperCase().endsWith(row.dataset.doorCode));

  const say = (answer, name, row) => {
    const box = document.createElement("div");
    box.className = `panel stack stack--tight door__seen door__seen--${answer}`;
    const text = document.createElement("p");
    text.className = "nl-paragraph nl-paragraph--lead";
    text.textContent = [words[answer] ?? answer, name].filter(Boolean).join(": ");
    box.append(text);
    if (answer === "cancelled") box.append(anyway(row));
    said.replaceChildren(box);
  };

  const anyway = (row) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "nl-button nl-button--secondary";
    button.textContent = "Toch binnenlaten";
    button.addEventListener("click", () => take(row.code, true));
    return button;
  };

  const mark = (code) => {
    const button = person(code)?.querySelector("button");
    if (!button || button.dataset.done) return;
    button.dataset.done = "true";
    button.textContent = "Aanwezig";
    inside.textContent = String(Number(inside.textContent) + 1);
  };

  const send = async (row) => {
    const body = new FormData(form);
    for (const [name, value] of Object.entries(row)) body.set(name, value);
    const answer = await fetch(place.dataset.scanUrl, { method: "POST", body, redirect: "error" });
    if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
    return answer.json();
  };

  const flush = async () => {
    if (sending || !navigator.onLine) return;
    sending = true;
    try {
      for (let row = waiting()[0]; row; row = waiting()[0]) {
        const { answer, title, name } = await send(row);
        keep(waiting().filter((each) => each.key !== row.key));
        say(words[answer] ? answer : title, name, row);
        if (answer === "welcome") mark(row.code);
      }
    } catch {
      // No connection, or signed out meanwhile: it stays in the queue and is tried again.
      keep(waiting());
    } finally {
      sending = false;
    }
  };

  const take = (code, letIn = false) => {
    const row = { code, key: crypto.randomUUID(), scanned_at: new Date().toISOString() };
    if (letIn) row.anyway = "true";
    keep([...waiting(), row]);
    if (!navigator.onLine) say(`Bewaard op dit toestel`, person(code)?.dataset.doorName ?? code, row);
    flush();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = form.elements.code;
    if (field.value.trim()) take(field.value.trim());
    field.value = "";
    field.focus();
  });
  addEventListener("online", flush);
  setInterval(flush, EVERY);
  keep(waiting());
  flush();
  canReadCodes().then((can) => can && setUpCamera(place, take));
});

// Some browsers have the detector without anything behind it: then the sentence of the page stays.
async function canReadCodes() {
  const formats = await window.BarcodeDetector?.getSupportedFormats().catch(() => []);
  return Boolean(formats?.includes("qr_code") && navigator.mediaDevices);
}

function setUpCamera(place, take) {
  const button = place.querySelector("[data-door-camera]");
  const label = place.querySelector("[data-door-camera-label]");
  const video = place.querySelector("[data-door-video]");
  const byHand = place.querySelector("[data-door-by-hand]");
  let stream = null;
  let last = "";
  let lastAt = 0;
  button.hidden = false;
  byHand.textContent = "";

  const show = (isOn) => {
    video.hidden = !isOn;
    label.textContent = isOn ? "Camera stoppen" : "Code scannen";
  };

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    byHand.textContent = "";
    show(false);
  };

  const look = async (detector) => {
    if (!stream) return;
    const [found] = await detector.detect(video).catch(() => []);
    if (found && (found.rawValue !== last || Date.now() - lastAt > SAME_CODE_AFTER)) {
      [last, lastAt] = [found.rawValue, Date.now()];
      take(found.rawValue);
    }
    setTimeout(() => look(detector), 200);
  };

  button.addEventListener("click", async () => {
    if (stream) {
      stop();
      return;
    }
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      byHand.textContent =
        "Deze bladzijde mag de camera niet gebruiken. Sta dat toe in uw browser, of typ de code over.";
      return;
    }
    byHand.textContent = "Houd de QR-code voor de camera.";
    video.srcObject = stream;
    show(true);
    await video.play();
    look(new window.BarcodeDetector({ formats: ["qr_code"] }));
  });
}
