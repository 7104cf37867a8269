// The sample is computed aside: where it was not there with the page, it takes its place when it is.
const waits = document.querySelector("[data-wait]");
if (waits) {
  waits.hidden = false;
  const answer = await fetch("/sample/card").catch(() => null);
  if (answer?.ok) {
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of found.querySelectorAll("[data-part]"))
      document.querySelector(`[data-part=${part.dataset.part}]`)?.replaceWith(part);
  } else {
    waits.hidden = true;
  }
}
