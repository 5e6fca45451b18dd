// Short messages for eyes and screen readers alike.
const SHOWN_MILLISECONDS = 4000;

/** Show a message for a moment; screen readers say it when they can. */
export function say(text) {
  const message = document.createElement("p");
  message.textContent = text;
  document.getElementById("messages").append(message);
  setTimeout(() => message.remove(), SHOWN_MILLISECONDS);
}
