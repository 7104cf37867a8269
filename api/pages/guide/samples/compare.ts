// -- begin
const parkwise = process.env.PARKWISE_URL ?? "http://127.0.0.1:8000";

async function ask(method: string, path: string, body?: unknown) {
  const answer = await fetch(parkwise + path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

// -- ask
const answer = await ask("POST", "/v1/comparisons", {
  enterprise: {
    home: { province: "Zhejiang", city: "Hangzhou" },
    sectors: ["auto_parts"],
    markets: { US: 0.6, EU: 0.2, host: 0.2 },
    size: "sme", first_investment: true, intent: "trial",
  },
  weightings: [
    { name: "owner", weights: { kind: "profile", id: "first-time-private-exporter" } },
    { name: "sales", weights: { kind: "profile", id: "tariff-hit-exporter" } },
    { name: "finance", weights: { kind: "swing", points: {
      land_price: 100, government_support: 60, trade_cost_exposure: 40, infrastructure: 20,
      one_stop_services: 10, hometown_ties: 5, investor_type: 5,
    } } },
  ],
});
for (const seen of answer.rankings) {
  console.log(`${seen.name}: ${seen.ranking[0].alternative}`);
}

// -- consensus
console.log(answer.consensus.sentence);

// -- disagreement
for (const pair of answer.disagreement) {
  const shares = Object.entries<number>(pair.shares);
  const [most] = shares.sort((one, other) => other[1] - one[1])[0];
  console.log(`${pair.between.join(" and ")}: ${most}`);
}

// -- keep
const kept = await ask("PUT", "/v1/own-profiles/own:board", {
  name: "What the board agreed on",
  weights: { kind: "blend", parts: [
    { share: 2, weights: { kind: "profile", id: "first-time-private-exporter" } },
    { share: 1, weights: { kind: "profile", id: "tariff-hit-exporter" } },
  ] },
});
console.log(kept.id);
