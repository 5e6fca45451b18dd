// Replacements are copied at a click, wherever they are shown, and whenever they came.
import { say } from "./messages.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest(".copy");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  say(`Copied “${button.dataset.copy}”`);
});
