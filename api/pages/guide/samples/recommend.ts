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
const enterprise = {
  home: { province: "Zhejiang", city: "Hangzhou" },
  sectors: ["auto_parts"],
  markets: { US: 0.6, EU: 0.2, host: 0.2 },
  size: "sme", first_investment: true, intent: "trial",
};
const weights = { kind: "swing", points: {
  land_price: 100, hometown_ties: 80, infrastructure: 60, one_stop_services: 40,
  trade_cost_exposure: 40, government_support: 20, investor_type: 10,
} };

// -- ask
const request = { enterprise, weights, parks: ["ljip", "vcep", "tcr", "kitic"], evidence: ["tcr"] };
const answer = await ask("POST", "/v1/recommendations", request);
console.log(answer.decision.sentence);
for (const row of answer.ranking) {
  console.log(row.rank, row.alternative, Math.round(row.score * 1000) / 1000);
}

// -- evidence
const cell = answer.evidence.tcr.hometown_ties;
console.log(cell.kind);
console.log(cell.claims[0]);
const claim = answer.claims[cell.claims[0]];
console.log(claim.source);
console.log(claim.as_of);

// -- override
const overrides = [{
  alternative: "tcr", criterion: "land_price", value: { low: 90, high: 100 },
  source: "quotation of the park, 12 November 2026",
}];
const again = await ask("POST", "/v1/recommendations", { ...request, overrides, detail: "summary" });
for (const { decision } of [answer, again]) {
  console.log(decision.word);
  console.log(Math.round(decision.loss.points * 10000) / 10000);
}
