// Copies what a field holds; without scripts, or without leave to copy, it can be selected and copied by hand.
for (const line of document.querySelectorAll("[data-copy]")) {
  const field = line.querySelector("[data-copy-from]");
  const button = line.querySelector("[data-copy-button]");
  const said = button.textContent;
  field.addEventListener("focus", () => field.select());
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      if (!document.execCommand("copy")) return;
    }
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = said; }, 2000);
  });
}
