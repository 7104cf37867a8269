// Opens drawers without moving the page, and gives the focus back; without scripts their anchors do.
import "./prices.js";

let opener = null;

// One that is open from the start has something to be mended.
const begun = document.querySelector(".drawer.open");
if (begun) {
  opener = document.querySelector(`a[href="#${CSS.escape(begun.id)}"]`);
  (begun.querySelector("[aria-invalid]") ?? begun).focus({ preventScroll: true });
}

const close = () => {
  document.querySelector(".drawer.open")?.classList.remove("open");
  opener?.focus({ preventScroll: true });
  opener = null;
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  const open = document.querySelector(".drawer.open");
  if (open && (link?.matches(".drawer .close") || !open.contains(event.target))) {
    event.preventDefault();
    close();
  } else if (target?.matches(".drawer")) {
    event.preventDefault();
    opener = link;
    target.classList.add("open");
    target.focus({ preventScroll: true });
  }
});

document.addEventListener("keydown", (event) => {
  const open = document.querySelector(".drawer.open");
  if (!open) return;
  if (event.key === "Escape") close();
  if (event.key !== "Tab") return;
  const stops = [...open.querySelectorAll("a, button, input:not([type=hidden]), select, summary")];
  const [first, last] = [stops[0], stops.at(-1)];
  const here = document.activeElement;
  if (event.shiftKey && (here === first || here === open)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && here === last) {
    event.preventDefault();
    first.focus();
  }
});
