// Files: dragging them in, and sending each on its own with a bar that shows how far it is.
// The server answers with the HTML of the row (file_row.html), also when it refuses the file.
import { onEach, token } from "./dom.js";

onEach("[data-upload]", (field) => {
  const zone = field.querySelector("[data-upload-zone]");
  const input = field.querySelector("input[type=file]");

  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    if (field.dataset.uploadUrl) {
      for (const file of event.dataTransfer.files) send(field, input, file);
      return;
    }
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => {
    if (!field.dataset.uploadUrl) return;
    for (const file of input.files) send(field, input, file);
    input.value = "";
  });
});

function send(field, input, file) {
  const row = addRow(field, file);
  const refusal = refuse(field, file);
  if (refusal) {
    fail(row, refusal);
    say(field, `${file.name}: ${refusal}`);
    return;
  }
  const request = new XMLHttpRequest();
  const data = new FormData();
  data.append("csrfmiddlewaretoken", token(field));
  data.append(input.name, file);
  request.upload.addEventListener("progress", (event) => {
    row.querySelector("progress").value = event.loaded / event.total;
  });
  request.addEventListener("load", () => {
    const isRow = request.getResponseHeader("Content-Type")?.startsWith("text/html") && request.status < 500;
    if (isRow) finish(field, row, file, request.responseText);
    else fail(row, "Dit bestand kwam niet over. Probeer het nog eens.");
  });
  request.addEventListener("error", () => fail(row, "De verbinding viel weg. Probeer het nog eens."));
  request.open("POST", field.dataset.uploadUrl);
  request.setRequestHeader("HX-Request", "true");
  request.send(data);
}

/** Why this file is not worth sending; the server judges it again. */
function refuse(field, file) {
  const most = Number(field.dataset.maxSize);
  const allowed = field.dataset.accept.split(",").map((end) => end.trim().toLowerCase());
  if (most && file.size > most) return `Dit bestand is te groot. Kies een bestand van maximaal ${size(most)}.`;
  if (file.size === 0) return "Dit bestand is leeg.";
  const isKnown = allowed.some((end) => !end.startsWith(".") || file.name.toLowerCase().endsWith(end));
  return isKnown ? "" : "Dit soort bestand kan hier niet.";
}

function addRow(field, file) {
  const list = field.querySelector("[data-upload-list]");
  const row = field.querySelector("[data-upload-row]").content.firstElementChild.cloneNode(true);
  row.querySelector(".file__name").textContent = file.name;
  row.querySelector(".file__facts").textContent = size(file.size);
  row.querySelector("progress").setAttribute("aria-label", `${file.name} wordt verstuurd`);
  list.append(row);
  list.hidden = false;
  return row;
}

function finish(field, row, file, html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const answer = holder.content.querySelector("li");
  if (!answer) return fail(row, "Dit bestand kwam niet over. Probeer het nog eens.");
  row.replaceWith(answer);
  window.htmx?.process(answer);
  const refusal = answer.querySelector(".file__note--error");
  say(field, refusal ? refusal.textContent.trim() : `${file.name} is verwerkt.`);
}

function fail(row, text) {
  const note = row.querySelector(".file__note");
  row.querySelector(".file__progress").hidden = true;
  note.querySelector("[data-upload-note]").textContent = text;
  note.hidden = false;
}

function say(field, text) {
  field.querySelector("[data-upload-status]").textContent = text;
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  const inMegabytes = bytes / 1e6;
  const options = { maximumFractionDigits: inMegabytes < 10 ? 1 : 0 };
  return bytes < 1e6
    ? `${Math.round(bytes / 1000).toLocaleString("nl-NL")} kB`
    : `${inMegabytes.toLocaleString("nl-NL", options)} MB`;
}
