// The interview without page loads: forms go by fetch, and the part of the page that the server
// sends back takes the place of the old one. Without this script the same forms work alone.

const PART = "Parkwise-Part";
const SLOW = 800; // milliseconds until the reader is told that it takes time
const PATIENCE = 45_000; // milliseconds after which the service counts as gone
const place = document.querySelector("[data-interview]");
const told = document.querySelector("[data-announce]");
const slow = document.querySelector("[data-slow]");
const failed = document.querySelector("[data-failed]");
let waits = false;
let moved = false; // the reader went back or forth while something was on its way
let again = null; // what was to be sent, where that failed

const part = () => place.firstElementChild;

/** Ask the server for the part of the page, and show it. */
async function ask(address, options, how) {
  if (waits) return;
  waits = true;
  again = null;
  failed.hidden = true;
  place.setAttribute("aria-busy", "true");
  const timer = setTimeout(() => { slow.hidden = false; }, SLOW);
  try {
    const answer = await fetch(address, {
      ...options, headers: { [PART]: "interview" }, signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.headers.has(PART)) return led(answer);
    const html = await answer.text();
    if (!moved || options.method) show(html, how);
  } catch {
    again = () => ask(address, options, how);
    failed.hidden = false;
    failed.querySelector("[data-again]").focus();
  } finally {
    clearTimeout(timer);
    slow.hidden = true;
    waits = false;
    place.removeAttribute("aria-busy");
  }
  if (moved) goThere();
}

/** Show what the address says. */
function goThere() {
  moved = waits;
  if (!waits) ask(location.href, {}, "replace");
}

/** Follow where the server leads, such as to sign in; what it could not do may be tried again. */
function led(answer) {
  if (answer.redirected) location.assign(location.href);
  else throw new Error(answer.statusText);
}

/** Put the server's part into the place of the old one. */
function show(html, how) {
  const made = document.createElement("template");
  made.innerHTML = html;
  place.replaceChildren(made.content);
  const now = part();
  document.title = now.dataset.title;
  if (how === "push" && !here(now.dataset.address)) history.pushState(null, "", now.dataset.address);
  else history.replaceState(null, "", now.dataset.address);
  told.textContent = now.dataset.heard;
  now.querySelector("[data-focus]")?.focus({ preventScroll: true });
  if (place.getBoundingClientRect().top < 0) scrollTo({ top: 0 });
}

const here = (address) => address === location.pathname + location.search;

/** Send a form as the browser would, with the button that was pressed. */
function send(form, button) {
  const fields = new FormData(form);
  if (button?.name) fields.append(button.name, button.value);
  if (button?.classList.contains("pick") && !waits) choose(button);
  ask(form.action, { method: "POST", body: new URLSearchParams(fields) },
    "replace" in form.dataset ? "replace" : "push");
}

function choose(button) {
  for (const one of place.querySelectorAll(".pick")) one.classList.toggle("chosen", one === button);
}

place.addEventListener("submit", (event) => {
  if (event.target.action.endsWith("/run")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

place.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-part]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  ask(link.href, {}, "push");
});

failed.querySelector("[data-again]").addEventListener("click", () => again?.());
addEventListener("online", () => again?.());
addEventListener("popstate", goThere);

const KEYS = {
  1: "button[value=first]",
  2: "button[value=second]",
  "=": "button[value=equal]",
  "?": "button[value=unknown]",
  Backspace: "[data-undo]",
  ArrowLeft: "[data-earlier]",
  ArrowRight: "[data-later]",
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  // A Chinese input method types digits and signs of full width.
  const what = place.querySelector(KEYS[event.key.normalize("NFKC")] ?? "no-such-key");
  if (!what) return;
  event.preventDefault();
  what.click();
});

history.replaceState(null, "", part().dataset.address);
if (document.activeElement === document.body && !location.hash) {
  part().querySelector("[data-focus]")?.focus({ preventScroll: true });
}
