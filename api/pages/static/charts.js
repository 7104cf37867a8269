// Draws the charts of a page as they come into view; their rooms are reserved by the page.
const whole = document.querySelector("[data-place], [data-charts]");
const figures = [...document.querySelectorAll("figure[data-chart]")];

const theme = () => {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const text = { labelColor: colour("--ink"), titleColor: colour("--soft") };
  return {
    background: null,
    font: style.getPropertyValue("--sans"),
    title: { color: colour("--ink"), subtitleColor: colour("--soft") },
    axis: { ...text, gridColor: colour("--line"), domainColor: colour("--line"), tickColor: colour("--line") },
    header: { labelColor: colour("--ink"), titleColor: colour("--soft") },
    legend: text,
    text: { color: colour("--ink") },
    rule: { color: colour("--ink") },
    tick: { color: colour("--ink") },
    view: { stroke: null },
  };
};

const draw = async (figure, specs) => {
  const spec = (await specs)[figure.dataset.chart];
  const room = figure.querySelector(".chart");
  if (!spec) return;
  await import(whole.dataset.vega);
  const place = document.createElement("div");
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", spec.description ?? "");
  room.replaceChildren(place);
  await window.vegaEmbed(place, spec, {
    config: theme(), ast: true, actions: false, renderer: "canvas", defaultStyle: false, tooltip: { disableDefaultStyle: true },
  });
};

if (whole && figures.length) {
  const specs = fetch(whole.dataset.charts ?? `${whole.dataset.place}/charts`).then((answer) => (answer.ok ? answer.json() : {}));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      seen.unobserve(entry.target);
      draw(entry.target, specs);
    }
  }, { rootMargin: "400px" });
  for (const figure of figures) seen.observe(figure);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const figure of figures) draw(figure, specs);
  });
}
