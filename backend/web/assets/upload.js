// Chosen documents as a list: checked before they are sent, each with its own progress.
import { say } from "./messages.js";

const KINDS = /\.(pdf|docx|doc|odt|rtf|html?|md|markdown|txt)$/i;
const MIB = 1024 * 1024;
const AT_A_TIME = 3;

const form = document.getElementById("upload");
const input = document.getElementById("file");
const list = document.getElementById("chosen");
const button = document.getElementById("send");
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
  button.textContent = good > 1 ? `Analyze ${good} documents` : "Analyze";
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

/** The options of the form, without the documents. */
function options() {
  const body = new FormData(form);
  body.delete("file");
  if (!body.get("as_of")) body.delete("as_of");
  return body;
}

/** What the service says of a refusal, in its own words. */
function refusal(answer) {
  return new Error([answer?.detail ?? "The service could not take it.", answer?.hint].filter(Boolean).join(" "));
}

/** Post a form without documents; return the answer. */
async function post(path, body) {
  const answer = await fetch(path, { method: "POST", body, headers: { Accept: "application/json" } });
  const said = await answer.json().catch(() => null);
  if (!answer.ok) throw refusal(said);
  return said;
}

/** Send one document, with a bar for its progress; return the answer. */
function send(entry, path, field, body = new FormData()) {
  body.append(field, entry.file);
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  bar.setAttribute("aria-label", `Sending ${entry.file.name}`);
  entry.item.append(bar);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    entry.request = request;
    request.open("POST", path);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => { bar.value = event.loaded / event.total; });
    request.addEventListener("load", () => {
      bar.value = 1;
      if (request.status === 202) resolve(request.response);
      else reject(refusal(request.response));
    });
    request.addEventListener("error", () => reject(new Error("The service does not answer. Check that it runs, and try again.")));
    request.addEventListener("abort", () => reject(new Error("Removed.")));
    request.send(body);
  });
}

/** Send documents as a batch, a few at a time; return the batch, or null when one was not taken. */
async function sendTogether(entries) {
  const opening = options();
  opening.append("keep_open", "true");
  const batch = await post("/v1/batches", opening);
  const waiting = [...entries];
  let isWhole = true;
  const worker = async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      try {
        await send(entry, batch.links.documents, "files");
      } catch (error) {
        entry.wrong = error.message;
        isWhole = false;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  await post(batch.links.close, new FormData());
  return isWhole ? batch : null;
}

async function sendAll(entries) {
  if (entries.length > 1) {
    const batch = await sendTogether(entries);
    if (batch) location.assign(`/batches/${batch.id}`);
    return;
  }
  const [entry] = entries;
  try {
    const analysis = await send(entry, "/v1/analyses", "file", options());
    location.assign(`/analyses/${analysis.id}`);
  } catch (error) {
    entry.wrong = error.message;
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const good = chosen.filter((entry) => !entry.wrong);
  if (!good.length) {
    if (!chosen.length) input.reportValidity();
    else say("None of these documents can be sent.");
    return;
  }
  button.disabled = true;
  try {
    await sendAll(good);
  } catch (error) {
    say(error.message);
  }
  button.disabled = false;
  if (chosen.some((entry) => entry.wrong)) {
    chosen = chosen.filter((entry) => entry.wrong || !good.includes(entry));
    show();
  }
});
