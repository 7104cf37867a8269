// Prices of land, said in the other unit as they are typed.
export const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
export const shown = (number, digits = 6) =>
  Number(number.toPrecision(digits)).toLocaleString(language, { maximumFractionDigits: 6 });
export const read = (field) => {
  const said = field.value.normalize("NFKC").replaceAll(",", "").replace(/%\s*$/, "").trim();
  return said === "" ? null : Number(said);
};
const isPrice = (said) => said !== null && said > 0 && said < 1e9;

// A field with its unit beside it, and the other in words.
for (const price of document.querySelectorAll("[data-price]")) {
  const field = price.querySelector("input");
  const unit = price.querySelector("select");
  const also = price.querySelector("output");
  const convert = () => {
    const said = read(field);
    const other = [...unit.options].find((option) => !option.selected);
    const many = (option) => Number(option.dataset.many);
    also.textContent = other && isPrice(said)
      ? `= ${shown((said / many(unit.selectedOptions[0])) * many(other) * Number(other.dataset.times), 4)} ${other.dataset.also}`
      : "";
  };
  field.addEventListener("input", convert);
  unit.addEventListener("change", convert);
}

// Two fields, one for each unit: what is typed in one stands in the other.
for (const prices of document.querySelectorAll("[data-prices]")) {
  const fields = [...prices.querySelectorAll("[data-many]")];
  for (const field of fields) {
    field.addEventListener("input", () => {
      const said = read(field);
      for (const other of fields.filter((one) => one !== field)) {
        const same = (said / Number(field.dataset.many)) * Number(other.dataset.many);
        const digits = same >= 10 ? same.toFixed(2) : same.toPrecision(4);
        other.value = isPrice(said) ? String(Number(digits)) : "";
      }
    });
  }
}
