// The order of criteria: follows what is ticked, is dragged by its places, and moved by keys.
const form = document.querySelector("form[data-order]");
const list = form.querySelector("[data-lines]");
const origin = form.querySelector("[data-origin]");
const status = form.querySelector("[data-status]");
const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const kinds = [...form.querySelectorAll("input[name=profile]")];
const centroid = JSON.parse(list.dataset.centroid);
const unticked = JSON.parse(list.dataset.unticked);
const put = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const lines = () => [...list.children];
const nameOf = (line) => line.querySelector("[data-name]").textContent;

form.querySelector("[data-plain]").hidden = true;

const say = (shareOf) => {
  const all = lines();
  all.forEach((line, place) => {
    const share = shareOf(line.dataset.id, place);
    line.querySelector("[data-handle]").textContent = place + 1;
    line.querySelector("[data-share]").textContent = share.toLocaleString(language, {
      style: "percent", maximumFractionDigits: 0,
    });
    line.querySelector(".fill").setAttribute("width", 100 * share);
    const [up, down] = line.querySelectorAll("button");
    up.disabled = place === 0;
    down.disabled = place === all.length - 1;
  });
};

const mark = (name, values) => {
  for (const one of form.querySelectorAll(`input[name=${name}]`)) one.remove();
  for (const value of values) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
};

const follow = () => {
  const ticked = kinds.filter((kind) => kind.checked);
  const found = ticked.map((kind) => JSON.parse(kind.dataset.shares));
  const shareOf = (id) => found.length
    ? found.reduce((sum, one) => sum + one[id], 0) / found.length
    : unticked[id];
  list.append(...lines().sort((one, other) => shareOf(other.dataset.id) - shareOf(one.dataset.id)));
  say(shareOf);
  const names = ticked.map((kind) => kind.parentElement.querySelector("[data-name]").textContent);
  origin.textContent = ticked.length
    ? put(origin.dataset.kinds, { names: names.join(origin.dataset.between) })
    : origin.dataset.unticked;
  mark("of", ticked.map((kind) => kind.value));
  mark("moved", []);
  form.querySelector("[data-reset]").hidden = true;
};

const own = (line) => {
  say((_, place) => centroid[place]);
  origin.textContent = origin.dataset.own;
  mark("moved", ["1"]);
  form.querySelector("[data-reset]").hidden = false;
  const all = lines();
  status.textContent = put(list.dataset.moved, {
    name: nameOf(line), place: all.indexOf(line) + 1, count: all.length,
  });
};

const move = (line, by) => {
  const all = lines();
  const place = all.indexOf(line) + by;
  if (place < 0 || place >= all.length) return;
  if (by < 0) all[place].before(line);
  else all[place].after(line);
  own(line);
};

form.addEventListener("change", (event) => {
  if (event.target.name === "profile") follow();
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.name === "reset") {
    event.preventDefault();
    follow();
    kinds[0]?.focus();
  }
  if (button?.name !== "move") return;
  event.preventDefault();
  const line = button.closest("li");
  move(line, button.value.startsWith("up:") ? -1 : 1);
  // Where an end is reached the button is spent: the focus goes to its neighbour.
  (button.disabled ? line.querySelector("button:not(:disabled)") : button)?.focus();
});
list.addEventListener("keydown", (event) => {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const line = event.target.closest("li");
  if (!by || !line) return;
  event.preventDefault();
  const button = event.target.closest("button");
  move(line, by);
  (button.disabled ? line.querySelector("button:not(:disabled)") : button).focus();
});

// Dragging: the line follows the pointer from place to place.
let held = null;
list.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  held = handle.closest("li");
  held.classList.add("held");
  list.setPointerCapture(event.pointerId);
});
list.addEventListener("pointermove", (event) => {
  if (!held) return;
  const over = lines().find((line) => {
    const box = line.getBoundingClientRect();
    return event.clientY >= box.top && event.clientY < box.bottom;
  });
  if (!over || over === held) return;
  const box = over.getBoundingClientRect();
  const before = lines().indexOf(over) < lines().indexOf(held);
  // Only past its middle, so that lines of unlike height do not flutter.
  if (before === event.clientY > box.top + box.height / 2) return;
  if (before) over.before(held);
  else over.after(held);
  own(held);
});
for (const end of ["pointerup", "pointercancel"]) {
  list.addEventListener(end, () => {
    held?.classList.remove("held");
    held = null;
  });
}
