// The ranking follows the sliders: each move asks the service, the newest answer is shown.
const form = document.querySelector("form[data-weights]");
const read = (id) => JSON.parse(document.getElementById(id).textContent);

if (form) {
  const sliders = [...form.querySelectorAll("input[type=range]")];
  const list = form.querySelector("[data-live]");
  const problem = read("problem");
  const method = read("method");
  const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const names = new Map(problem.alternatives.map(({ id, name }) => [id, name?.[language] ?? id]));
  let asked = 0;
  let shown = 0;

  const say = () => {
    const sum = sliders.reduce((total, slider) => total + Number(slider.value), 0);
    for (const slider of sliders) {
      const share = sum > 0 ? Number(slider.value) / sum : 0;
      slider.parentElement.querySelector("output").textContent = share.toLocaleString(language, {
        style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1,
      });
    }
    return sum;
  };

  const rank = async () => {
    if (say() <= 0) return;
    const turn = ++asked;
    const values = Object.fromEntries(
      sliders.map((slider) => [slider.name.replace("weight_", ""), Number(slider.value)]),
    );
    const answer = await fetch("/v1/rankings", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": language },
      body: JSON.stringify({ problem, method, weights: { kind: "direct", values }, sensitivity: false }),
    });
    if (!answer.ok || turn < shown) return;
    shown = turn;
    const { ranking } = await answer.json();
    list.replaceChildren(...ranking.slice(0, 8).map((line) => {
      const item = document.createElement("li");
      item.value = line.rank;
      item.textContent = names.get(line.alternative);
      return item;
    }));
    list.dataset.turn = String(turn);
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "range") rank();
  });
  form.addEventListener("reset", () => setTimeout(rank));
}
