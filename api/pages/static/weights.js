// While a slider moves, scores are added up here and the places follow; once the hand rests, the
// service draws the verdict, the reasons and what would change it.
const form = document.querySelector("form[data-weights]");
const tried = document.getElementById("tried");
const { alternatives } = JSON.parse(document.getElementById("values").textContent);
const sliders = [...form.querySelectorAll("input[type=range]")];
const say = form.querySelector("[data-say]");
const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const whole = 1000;
const rest = 300;
const exact = new Map(sliders.map((slider) => [slider, Number(slider.dataset.weight)]));
const parts = [".verdict-card", ".basis", "#why", ".changing"];
let timer = 0;
let turn = 0;

const ranked = () => {
  const weights = sliders.map((slider) => exact.get(slider));
  return alternatives
    .map(({ id, name, values }) => ({ id, name, score: values.reduce((sum, value, k) => sum + weights[k] * value, 0) }))
    .sort((one, other) => other.score - one.score);
};
const places = new Map(ranked().map(({ id }, place) => [id, place]));

// The others make room in proportion, so that all add up to the whole.
const move = (moved) => {
  const left = 1 - Number(moved.value) / whole;
  const others = sliders.filter((slider) => slider !== moved);
  const sum = others.reduce((total, slider) => total + exact.get(slider), 0);
  exact.set(moved, 1 - left);
  for (const slider of others) {
    exact.set(slider, sum > 0 ? (exact.get(slider) * left) / sum : left / others.length);
    slider.value = String(Math.round(whole * exact.get(slider)));
  }
};

const show = () => {
  for (const slider of sliders) {
    slider.parentElement.querySelector("output").textContent = exact.get(slider).toLocaleString(language, { style: "percent" });
  }
  const order = ranked();
  form.querySelector("[data-trial]").textContent = order
    .slice(0, 3)
    .map(({ name, score }, place) => `${place + 1} ${name} ${(100 * score).toFixed(1)}`)
    .join(" · ");
  const list = document.querySelector("[data-places]");
  if (!list) return;
  const best = order.slice(0, Math.max(3, list.children.length));
  list.replaceChildren(...best.map(({ id, name, score }, place) => line(id, name, score, place)));
  const title = document.getElementById("verdict");
  if (title.textContent !== order[0].name) title.textContent = order[0].name;
};

const line = (id, name, score, place) => {
  const item = document.createElement("li");
  item.dataset.alternative = id;
  item.className = place ? "of-rest" : "of-first won";
  const steps = places.get(id) - place;
  const number = document.createElement("span");
  number.textContent = String(place + 1);
  const called = document.createElement(place ? "span" : "b");
  called.textContent = name;
  const holds = document.createElement("span");
  holds.append(called);
  if (steps) {
    const moved = document.createElement("span");
    moved.className = steps > 0 ? "up" : "down";
    moved.textContent = ` ${steps > 0 ? "↑" : "↓"}${Math.abs(steps)}`;
    holds.append(moved);
  }
  const bar = document.querySelector(".bar").cloneNode(true);
  bar.querySelector(".fill").setAttribute("width", String(100 * score));
  bar.querySelector(".fill").setAttribute("class", place ? "fill" : "fill first");
  const points = document.createElement("b");
  points.className = "num";
  points.textContent = (100 * score).toFixed(1);
  item.append(number, holds, bar, points);
  return item;
};

const work = async () => {
  const mine = ++turn;
  tried.setAttribute("aria-busy", "true");
  say.textContent = form.dataset.working;
  const body = new URLSearchParams(sliders.map((slider) => [slider.name, String(exact.get(slider))]));
  const answer = await fetch(form.dataset.try, { method: "POST", body }).catch(() => null);
  if (mine !== turn) return;
  tried.removeAttribute("aria-busy");
  say.textContent = answer?.ok ? "" : form.dataset.failed;
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts) {
    const [old, fresh] = [tried.querySelector(part), page.querySelector(part)];
    if (old && fresh) old.replaceWith(fresh);
  }
};

form.addEventListener("input", ({ target }) => {
  if (target.type !== "range") return;
  move(target);
  show();
  clearTimeout(timer);
  timer = setTimeout(work, rest);
});

// What is sent has all the digits that the slider's steps do not.
form.addEventListener("formdata", ({ formData }) => {
  for (const slider of sliders) formData.set(slider.name, String(exact.get(slider)));
});

form.addEventListener("reset", () => setTimeout(() => {
  for (const slider of sliders) exact.set(slider, Number(slider.dataset.weight));
  show();
  work();
}));
