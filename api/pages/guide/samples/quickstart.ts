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
const answer = await ask("POST", "/v1/recommendations", {
  enterprise: {
    home: { province: "Zhejiang", city: "Hangzhou" },
    sectors: ["auto_parts"],
    markets: { US: 0.6, EU: 0.2, host: 0.2 },
    size: "sme", first_investment: true, intent: "trial",
  },
  weights: { kind: "swing", points: {
    land_price: 100, hometown_ties: 80, infrastructure: 60, one_stop_services: 40,
    trade_cost_exposure: 40, government_support: 20, investor_type: 10,
  } },
  detail: "summary",
});
console.log(answer.verdict.word);
console.log(answer.verdict.sentence);
