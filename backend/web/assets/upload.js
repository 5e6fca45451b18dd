// Chosen documents as a list: checked before they are sent, each with its own progress.
import { say } from "./messages.js";

const KINDS = /\.(pdf|docx|doc|odt|rtf|html?|md|markdown|txt)$/i;
const MIB = 1024 * 1024;

const form = document.getElementById("upload");
const input = document.getElementById("file");
const list = document.getElementById("chosen");
const send = document.getElementById("send");
const drop = form.querySelector(".drop");
const most = Number(form.dataset.maxMib);
let chosen = [];

/** Return what is wrong with a file, or an empty string; the server looks at the content itself. */
function complaint(file) {
  if (!file.size) return "The file is empty.";
  if (file.size > most * MIB) return `The file is larger than ${most} MB. Reduce its images, or print it to PDF.`;
  if (!KINDS.test(file.name)) return "This kind of file is not read. Save it as PDF, DOCX, ODT, RTF, HTML, Markdown or text.";
  return "";
}

function sizeInWords(size) {
  return size >= 1e6 ? `${(size / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(size / 1000))} kB`;
}

function show() {
  list.replaceChildren(...chosen.map(row));
  const good = chosen.filter((entry) => !entry.wrong).length;
  send.textContent = good > 1 ? `Analyze ${good} documents` : "Analyze";
  input.required = chosen.length === 0;
}

function row(entry) {
  const item = document.createElement("li");
  const name = Object.assign(document.createElement("span"), { className: "name" });
  name.append(Object.assign(document.createElement("bdi"), { textContent: entry.file.name }));
  const size = Object.assign(document.createElement("span"), { className: "quiet small", textContent: sizeInWords(entry.file.size) });
  const remove = Object.assign(document.createElement("button"), { type: "button", className: "remove", textContent: "✕" });
  remove.setAttribute("aria-label", `Remove ${entry.file.name}`);
  remove.addEventListener("click", () => {
    entry.request?.abort();
    chosen = chosen.filter((other) => other !== entry);
    show();
    input.focus();
  });
  item.append(name, size, remove);
  if (entry.wrong) item.append(Object.assign(document.createElement("span"), { className: "why", textContent: entry.wrong }));
  entry.item = item;
  return item;
}

function add(files) {
  chosen.push(...[...files].map((file) => ({ file, wrong: complaint(file) })));
  input.value = "";
  show();
}

input.addEventListener("change", () => add(input.files));
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("is-over"); });
}
for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("is-over"));
drop.addEventListener("drop", (event) => { event.preventDefault(); add(event.dataTransfer.files); });

/** Send one document; return its analysis. */
function hand(entry) {
  const body = new FormData(form);
  body.delete("file");
  if (!body.get("as_of")) body.delete("as_of");
  body.append("file", entry.file);
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  bar.setAttribute("aria-label", `Sending ${entry.file.name}`);
  entry.item.append(bar);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    entry.request = request;
    request.open("POST", "/v1/analyses");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => { bar.value = event.loaded / event.total; });
    request.addEventListener("load", () => {
      bar.remove();
      const answer = request.response;
      if (request.status === 202) resolve(answer);
      else reject(new Error([answer?.detail ?? "The service could not take it.", answer?.hint].filter(Boolean).join(" ")));
    });
    request.addEventListener("error", () => { bar.remove(); reject(new Error("The service does not answer. Check that it runs, and try again.")); });
    request.addEventListener("abort", () => reject(new Error("Removed.")));
    request.send(body);
  });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const good = chosen.filter((entry) => !entry.wrong);
  if (!good.length) {
    if (!chosen.length) input.reportValidity();
    else say("None of these documents can be sent.");
    return;
  }
  send.disabled = true;
  const accepted = [];
  for (const entry of good) {
    try {
      accepted.push(await hand(entry));
    } catch (error) {
      entry.wrong = error.message;
      show();
    }
  }
  send.disabled = false;
  if (accepted.length !== good.length) {
    chosen = chosen.filter((entry) => entry.wrong);
    show();
    if (accepted.length) say(`${accepted.length} of ${good.length} documents are being analysed.`);
    return;
  }
  location.assign(accepted.length === 1 ? `/analyses/${accepted[0].id}` : "/analyses");
});
