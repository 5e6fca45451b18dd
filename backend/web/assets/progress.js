// Follows one analysis: the event stream first, long polling when it does not come, the page itself at the end.
import "./copying.js";

const root = document.getElementById("running");
const bar = document.getElementById("progress");
const percent = document.getElementById("percent");
const connection = document.getElementById("connection");
const address = `/v1/analyses/${encodeURIComponent(root.dataset.id)}`;
const FINAL = new Set(["succeeded", "failed", "cancelled"]);
const POLL_SECONDS = 1;
const POSITION_MILLISECONDS = 3000;
const RETRY_MILLISECONDS = 2000;
const MOST_RETRY_MILLISECONDS = 15000;
/** Stage -> when it began, as far as the stream has told. */
const begun = new Map();
/** State -> what its chip says, and what is said to who is reading. */
const ENDS = {
  succeeded: ["Done", "The report is finished."],
  failed: ["Failed", "The analysis has failed."],
  cancelled: ["Cancelled", "The analysis was cancelled."],
};
let isOver = false;
let isFetching = false;
/** The analyzers whose results can be read, as the service has last told. */
let readable = root.dataset.readable;

/** Show an analysis as the API describes it. */
function show(analysis) {
  if (FINAL.has(analysis.state)) {
    isOver = true;
    end(analysis);
    return;
  }
  if (analysis.state !== root.dataset.state) {
    root.dataset.state = analysis.state;
    location.reload();
    return;
  }
  if (analysis.progress) showProgress(analysis.progress);
  if (analysis.progress?.partial) showCards(analysis.progress.partial);
}

/** Show what the analysis ended as: at once, or when the reader wants it who is reading what was finished. */
function end({ state, progress }) {
  if (!isReading()) {
    location.reload();
    return;
  }
  const [word, sentence] = ENDS[state];
  const chip = document.querySelector("#state .chip");
  chip.className = `chip state ${state}`;
  chip.textContent = word;
  root.querySelector(".actions .button").disabled = true;
  showProgress(progress);
  const note = document.createElement("p");
  note.textContent = sentence;
  const link = document.createElement("a");
  link.className = "button primary";
  link.href = location.href.replace(/#.*/, "");
  link.textContent = state === "succeeded" ? "Show the report" : "Show how it ended";
  document.getElementById("whole").append(note, link);
}

function isReading() {
  const cards = document.getElementById("so-far");
  return !cards.hidden && (scrollY > 0 || cards.contains(document.activeElement) || !getSelection().isCollapsed);
}

/** Show the cards of what is finished by now; those that are there stay as and where they are. */
async function showCards(analyzers) {
  readable = analyzers.join(" ");
  if (isFetching) return;
  isFetching = true;
  while (!isOver && root.dataset.readable !== readable) {
    const [wanted, fresh] = [readable, await lookAgain().catch(() => null)];
    if (fresh) {
      root.dataset.readable = wanted;
      takeCards(fresh);
    } else {
      await new Promise((resume) => setTimeout(resume, RETRY_MILLISECONDS));
    }
  }
  isFetching = false;
}

function takeCards(fresh) {
  const added = [...fresh.querySelectorAll("#parts > .card")].filter((card) => !document.getElementById(card.id));
  for (const place of fresh.querySelectorAll("#stages .found:has(a)")) {
    document.querySelector(`#stages [data-stage="${place.closest("li").dataset.stage}"] .found`)?.replaceChildren(...place.childNodes);
  }
  if (!added.length) return;
  const titles = added.map((card) => card.querySelector("h2").firstChild.textContent.trim());
  document.getElementById("parts").append(...added);
  document.getElementById("so-far").hidden = false;
  document.getElementById("news").textContent = `Finished: ${titles.join(", ")}`;
}

function showProgress(progress) {
  const value = Math.max(bar.value, progress.percent ?? 0);
  bar.value = value;
  percent.value = `${value} %`;
  document.title = document.title.replace(/^\d+ %/, `${value} %`);
  const rows = [...document.querySelectorAll("#stages li")];
  const at = progress.stage === "succeeded" ? rows.length : rows.findIndex((row) => row.dataset.stage === progress.stage);
  if (at < 0) return;
  if (progress.at) begun.set(progress.stage, Date.parse(progress.at));
  showFound(progress.found ?? {});
  rows.forEach((row, index) => {
    const state = index < at ? "done" : index === at ? "running" : "waiting";
    row.className = state;
    row.querySelector(".stage-state").textContent = state;
    const [from, to] = [row, rows[index + 1]].map((one) => begun.get(one?.dataset.stage));
    if (from && to) row.querySelector(".time").textContent = `${((to - from) / 1000).toFixed(1)} s`;
  });
}

/** Show how much the analyzers have found that have ended. */
function showFound(found) {
  for (const place of document.querySelectorAll("#stages .found")) {
    const number = found[place.closest("li").dataset.stage];
    const text = number === undefined ? "" : `${number} ${number === 1 ? place.dataset.one : place.dataset.many}`;
    (place.querySelector("a") ?? place).textContent = text;
  }
}

/** Return the page as the server shows it now; null when it shows something else. */
async function lookAgain() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("running");
}

/** Tell how many are ahead as long as it waits. */
async function countAhead() {
  while (!isOver && root.dataset.state === "queued") {
    await new Promise((resume) => setTimeout(resume, POSITION_MILLISECONDS));
    const fresh = await lookAgain().catch(() => null);
    const position = fresh?.querySelector("#position");
    if (position) document.getElementById("position").textContent = position.textContent;
  }
}

async function poll() {
  let wait = RETRY_MILLISECONDS;
  while (!isOver) {
    try {
      const answer = await fetch(`${address}?wait=${POLL_SECONDS}`, { headers: { Accept: "application/json" } });
      if (answer.status === 404 || answer.status === 410) return location.reload();
      if (!answer.ok) throw new Error(answer.statusText);
      connection.textContent = "";
      wait = RETRY_MILLISECONDS;
      show(await answer.json());
    } catch {
      connection.textContent = "The service does not answer. This page goes on asking.";
      await new Promise((resume) => setTimeout(resume, wait));
      wait = Math.min(wait * 2, MOST_RETRY_MILLISECONDS);
    }
  }
}

function listen() {
  const stream = new EventSource(`${address}/events`);
  let heard = false;
  const take = (event) => {
    heard = true;
    connection.textContent = "";
    const data = JSON.parse(event.data);
    if (data.analyzers && event.type === "partial") showCards(data.analyzers);
    else if (data.state || data.progress) show(data);
    else if (data.stage) showProgress(data);
  };
  for (const kind of ["message", "snapshot", "progress", "stage", "partial", "state", "end"]) stream.addEventListener(kind, take);
  stream.addEventListener("error", () => {
    if (isOver) return;
    if (!heard || stream.readyState === EventSource.CLOSED) {
      stream.close();
      poll();
    } else {
      connection.textContent = "Live updates paused; trying again.";
    }
  });
}

listen();
countAhead();
