// A batch while it runs: the table is fetched anew when something has changed, at most once a second.
import { closeMenusElsewhere } from "./menus.js";

const root = document.getElementById("batch");
const LEAST_MILLISECONDS = 1000;
const POLL_MILLISECONDS = 3000;
const LIVE = ["batch-tools", "batch-state", "batch-rows"];
let isWaiting = false;
let isStale = false;

closeMenusElsewhere();

/** Replace what may have changed, and keep focus, choices and what is being typed. */
async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const chosen = [...document.querySelectorAll("[name=analysis]:checked")].map((box) => box.id);
  const focused = document.activeElement?.id;
  const typed = document.getElementById("q").value;
  for (const id of LIVE) {
    const [old, updated] = [document.getElementById(id), fresh.getElementById(id)];
    if (old && updated) old.replaceWith(updated);
    else if (!old && updated) return location.reload();
  }
  for (const id of chosen) { const box = document.getElementById(id); if (box) box.checked = true; }
  document.getElementById("q").value = typed;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  root.dataset.finished = fresh.getElementById("batch").dataset.finished;
}

/** Refresh soon, and once for all that happens until then. */
async function changed() {
  isStale = true;
  if (isWaiting) return;
  isWaiting = true;
  while (isStale) {
    isStale = false;
    await refresh().catch(() => {});
    await new Promise((resume) => setTimeout(resume, LEAST_MILLISECONDS));
  }
  isWaiting = false;
}

async function poll() {
  while (root.dataset.finished !== "true") {
    await changed();
    await new Promise((resume) => setTimeout(resume, POLL_MILLISECONDS));
  }
}

function listen() {
  const stream = new EventSource(`/v1/batches/${encodeURIComponent(root.dataset.id)}/events`);
  for (const kind of ["snapshot", "items", "counts", "end"]) stream.addEventListener(kind, changed);
  stream.addEventListener("end", () => stream.close());
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) poll();
  });
}

if (root.dataset.finished !== "true") listen();
