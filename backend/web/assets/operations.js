// The figures are fetched anew as long as somebody looks at them.
const MILLISECONDS = 5000;

async function refresh() {
  if (document.hidden) return;
  const live = document.getElementById("live");
  if (live.contains(document.activeElement)) return; // whoever reads a table with the keyboard is not thrown out
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
  if (fresh) live.replaceWith(fresh);
}

setInterval(() => refresh().catch(() => {}), MILLISECONDS);
