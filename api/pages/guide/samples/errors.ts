// -- begin
const parkwise = process.env.PARKWISE_URL ?? "http://127.0.0.1:8000";

async function recommend(body: unknown, language = "en") {
  return fetch(`${parkwise}/v1/recommendations`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": language },
    body: JSON.stringify(body),
  });
}

// -- ask
const answer = await recommend({
  enterprise: { sectors: ["autoparts"], firstInvestment: true },
  method: { name: "TOPSIS" },
});
const problem = await answer.json();
console.log(answer.status);
console.log(problem.code);

// -- read
for (const fault of problem.errors) {
  const [meant] = fault.did_you_mean;
  console.log(`${fault.in} ${fault.pointer}: ${fault.code}, did you mean ${meant}?`);
}

// -- explain
const explanation = await (await fetch(parkwise + problem.type)).json();
console.log(explanation.cause);
console.log(explanation.remedy);

// -- chinese
const refused = await recommend({ enterprise: { firstInvestment: true } }, "zh");
console.log((await refused.json()).detail);
