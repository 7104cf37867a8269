// Shows the page anew as soon as somebody answered.
const watched = document.querySelector("[data-watch]");
const SECONDS = 4;

const look = async () => {
  if (document.hidden) return;
  const answer = await fetch(watched.dataset.watch).catch(() => null);
  if (!answer?.ok) return;
  // Who was signed out meanwhile is led to sign in, and back: by the page itself.
  if (answer.redirected || (await answer.json()).state !== watched.dataset.state) location.reload();
};

if (watched) setInterval(look, 1000 * SECONDS);
