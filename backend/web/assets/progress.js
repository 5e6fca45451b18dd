// Follows one analysis: the event stream first, long polling when it does not come, the page itself at the end.
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
let isOver = false;

/** Show an analysis as the API describes it. */
function show(analysis) {
  if (FINAL.has(analysis.state)) {
    isOver = true;
    location.reload();
    return;
  }
  if (analysis.state !== root.dataset.state) {
    root.dataset.state = analysis.state;
    location.reload();
    return;
  }
  if (analysis.progress) showProgress(analysis.progress);
}

function showProgress(progress) {
  const value = Math.max(bar.value, progress.percent ?? 0);
  bar.value = value;
  percent.value = `${value} %`;
  document.title = document.title.replace(/^\d+ %/, `${value} %`);
  const rows = [...document.querySelectorAll("#stages li")];
  const at = rows.findIndex((row) => row.dataset.stage === progress.stage);
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
    place.textContent = number === undefined ? "" : `${number} ${number === 1 ? place.dataset.one : place.dataset.many}`;
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
    if (data.state || data.progress) show(data);
    else if (data.stage) showProgress(data);
  };
  for (const kind of ["message", "snapshot", "progress", "stage", "state", "end"]) stream.addEventListener(kind, take);
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
