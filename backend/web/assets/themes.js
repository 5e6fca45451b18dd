// The theme changes at once, without a new page; and styles learn that scripts run.
document.documentElement.classList.add("scripted");

const form = document.querySelector(".themes");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const theme = event.submitter.value;
  document.documentElement.dataset.theme = theme;
  document.cookie = `vitae_theme=${theme}; path=/; max-age=31536000; samesite=strict`;
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
});
