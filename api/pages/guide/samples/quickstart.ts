// -- begin
const parkwise = process.env.PARKWISE_URL ?? "http://127.0.0.1:8000";

async function ask(method: string, path: string, body?: unknown, language = "en") {
  const answer = await fetch(parkwise + path, {
    method,
    headers: { "Content-Type": "application/json", "Accept-Language": language },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

// -- ask
const request = {
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
};
const answer = await ask("POST", "/v1/recommendations", request);
console.log(answer.decision.word);
console.log(answer.decision.sentence);

// -- chinese
const chinese = await ask("POST", "/v1/recommendations", request, "zh");
console.log(chinese.decision.sentence);
