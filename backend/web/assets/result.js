// Links between findings and their marks, in both directions; without scripts the same links jump.
import "./copying.js";
import { closeMenusElsewhere } from "./menus.js";

const paper = document.querySelector(".paper");
const list = document.getElementById("finding-list");
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

const marksOf = (id) => document.querySelectorAll(`[data-finding="${CSS.escape(id)}"]`);
const rowOf = (id) => document.getElementById(`finding-${id}`);

function light(id, on) {
  for (const mark of marksOf(id)) mark.classList.toggle("is-active", on);
  rowOf(id)?.classList.toggle("is-active", on);
}

function bringIntoView(element, block = "center") {
  element.scrollIntoView({ block, behavior: isStill ? "auto" : "smooth" });
}

// Light up the other end while the pointer or the focus is on one of the two.
for (const row of document.querySelectorAll(".finding")) {
  const id = row.id.replace("finding-", "");
  for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
    row.addEventListener(event, () => light(id, on));
  }
}
for (const mark of document.querySelectorAll("[data-finding]")) {
  const id = mark.dataset.finding;
  for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focus", true], ["blur", false]]) {
    mark.addEventListener(event, () => light(id, on));
  }
  mark.addEventListener("click", (event) => {
    event.preventDefault();
    const row = rowOf(id);
    history.replaceState(null, "", `#${row.id}`);
    bringIntoView(row);
    row.querySelector("a, button")?.focus({ preventScroll: true });
  });
}

// From a finding to its mark: scroll the document, and put the focus on the mark.
list?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-mark]");
  if (!link) return;
  event.preventDefault();
  const mark = document.getElementById(link.dataset.mark);
  history.replaceState(null, "", link.hash);
  bringIntoView(mark);
  mark.focus({ preventScroll: true });
});

// From a keyword or a value to its places.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place]");
  if (!link) return;
  const spots = document.querySelectorAll(`[id^="${CSS.escape(link.dataset.place)}"].spot`);
  if (!spots.length) return;
  event.preventDefault();
  for (const shown of document.querySelectorAll(".spot.is-active")) shown.classList.remove("is-active");
  for (const spot of spots) {
    if (spot.id === link.dataset.place || /^-\d+$/.test(spot.id.slice(link.dataset.place.length))) spot.classList.add("is-active");
  }
  bringIntoView(spots[0].querySelector("rect"));
});

// Within the list, j and k and the arrows go from finding to finding.
list?.addEventListener("keydown", (event) => {
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...list.querySelectorAll(".message a")].filter((link) => link.offsetParent !== null);
  const row = event.target.closest(".finding");
  const at = links.findIndex((link) => row.contains(link));
  const next = links[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  bringIntoView(next.closest(".finding"), "nearest");
  for (const mark of marksOf(next.closest(".finding").id.replace("finding-", ""))) bringIntoView(mark);
});

// A list whose filters hide everything says so.
const noMatch = document.querySelector(".no-match");
document.querySelector(".filters")?.addEventListener("change", () => {
  noMatch.style.display = [...list.children].some((row) => row.offsetParent !== null) ? "none" : "block";
});

closeMenusElsewhere();

// An image that is still being made is asked for again.
const WAITS = [500, 1000, 2000, 4000, 8000];
for (const image of document.querySelectorAll(".page-image")) {
  const note = image.parentElement.querySelector(".image-note");
  const address = image.src;
  let tries = 0;
  const again = () => {
    note.hidden = false;
    if (tries === WAITS.length) {
      note.textContent = "This page cannot be shown as an image. Its text can: choose “Text” above.";
      return;
    }
    setTimeout(() => { image.src = `${address}${address.includes("?") ? "&" : "?"}try=${tries}`; }, WAITS[tries++]);
  };
  image.addEventListener("error", again);
  image.addEventListener("load", () => { note.hidden = true; });
  if (image.complete && !image.naturalWidth) again();
}
