// Questions of the self-assessment: what works without this works more quickly with it.
import { read, shown } from "./prices.js";

const put = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// An error summary is read first; each of its links leads into the fold that holds the field.
document.querySelector("[data-faults]")?.focus();
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (target?.matches("input, select, fieldset")) target.focus();
};
addEventListener("hashchange", unfold);

// Sales by market add up while they are typed.
const sum = document.querySelector("[data-sum]");
if (sum) {
  const fields = [...document.querySelectorAll("[data-share]")];
  const add = () => {
    const said = fields.map(read).filter((share) => share !== null && !Number.isNaN(share));
    const total = Number(said.reduce((all, share) => all + share, 0).toFixed(9));
    const text = said.length === 0 ? "none" : total < 100 ? "short" : total === 100 ? "full" : "over";
    sum.textContent = put(sum.dataset[text], {
      count: said.length, total: shown(total), rest: shown(100 - total),
    });
    sum.classList.toggle("wrong", text === "over");
  };
  for (const field of fields) field.addEventListener("input", add);
}

// Sectors are found by typing a part of what people call their goods, or of an HS code.
const sectors = document.querySelector(".sectors");
if (sectors) {
  const search = sectors.querySelector("[data-search]");
  const field = search.querySelector("input");
  const status = search.querySelector("[data-status]");
  const families = [...sectors.querySelectorAll("details.family")];
  const options = [...sectors.querySelectorAll("[data-find]")];
  const picked = sectors.querySelector("[data-picked]");
  const before = new Map();
  const HEADING = 4, CHAPTER = 2; // digits
  const isShort = (name) => name.length < (/[^\x00-\x7f]/.test(name) ? 2 : 4);
  const byCode = (digits) => options.filter((one) => one.dataset.hs.split(" ").some((code) => code.startsWith(digits)));
  const byWords = (words) => options.filter((one) => words.every((word) => one.dataset.find.includes(word)));
  const byPart = (term) => options.filter(
    (one) => one.dataset.find.split("|").some((name) => !isShort(name) && term.includes(name)),
  );
  // A code finds its heading, else its chapter; what has a name within it finds that name.
  const matching = (term) => {
    const digits = /^[\d.]+$/.test(term) ? term.replaceAll(".", "") : "";
    const ways = digits
      ? [() => byCode(digits.slice(0, HEADING)), () => byCode(digits.slice(0, CHAPTER))]
      : [() => byWords([term]), () => byWords(term.split(/\s+/)), () => byPart(term)];
    return ways.map((way) => way()).find((found) => found.length > 0) ?? [];
  };
  const find = () => {
    const term = field.value.normalize("NFKC").trim().toLowerCase();
    const left = term === "" ? options : matching(term);
    for (const option of options) option.hidden = !left.includes(option);
    for (const family of families) {
      if (term !== "" && !before.has(family)) before.set(family, family.open);
      family.hidden = !family.querySelector("[data-find]:not([hidden])");
      family.open = term !== "" ? !family.hidden : before.get(family) ?? family.open;
    }
    const count = options.filter((option) => !option.hidden).length;
    status.textContent = term === "" ? "" : count ? put(sectors.dataset.found, { count }) : sectors.dataset.none;
    if (term === "") before.clear();
  };
  const say = () => {
    const names = [...sectors.querySelectorAll("input:checked")].map(
      (box) => box.parentElement.querySelector("[data-name]").textContent,
    );
    picked.hidden = names.length === 0;
    picked.textContent = put(picked.dataset.picked, { names: names.join(picked.dataset.between) });
  };
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // Enter chooses the only one that is left, it does not send the page.
    const left = options.filter((option) => !option.hidden);
    if (field.value.trim() !== "" && left.length === 1) left[0].querySelector("input").click();
  });
  sectors.addEventListener("change", (event) => {
    if (event.target.matches("[type=checkbox]")) say();
  });
  const products = sectors.querySelector("#products");
  products.addEventListener("input", () => {
    const other = sectors.querySelector("[value=other]");
    if (products.value.trim() !== "" && !other.checked) other.click();
  });
}
