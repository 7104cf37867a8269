// -- begin
import { writeFile } from "node:fs/promises";

const parkwise = process.env.PARKWISE_URL ?? "http://127.0.0.1:8000";

async function ask(method: string, path: string, body?: unknown, more = {}) {
  const answer = await fetch(parkwise + path, {
    method,
    headers: { "Content-Type": "application/json", ...more },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

// -- save
const saved = await ask("POST", "/v1/assessments", {
  name: "Hangzhou parts maker",
  enterprise: {
    home: { province: "Zhejiang", city: "Hangzhou" },
    sectors: ["auto_parts"],
    markets: { US: 0.6, EU: 0.2, host: 0.2 },
    size: "sme", first_investment: true, intent: "trial",
  },
  parks: ["ljip", "thilawa", "tcr", "kitic"],
  weights: { kind: "profile", id: "first-time-private-exporter" },
});
const place = `/v1/assessments/${saved.id}`;

// -- run
let result = await ask("POST", `${place}/run`);
console.log(result.number);
console.log(result.answer.decision.sentence);

// -- change
const enterprise = { markets: { US: 1.0, EU: null, host: null } };
const changed = await ask("PATCH", place, { enterprise }, { "If-Match": '"1"' });
console.log(changed.version);
result = await ask("POST", `${place}/run`);
console.log(result.number);
console.log(result.answer.decision.sentence);

// -- compare
const difference = await ask("GET", `${place}/results/1/diff/2`);
for (const change of difference.inputs) console.log(change.path);
for (const park of difference.moved) {
  console.log(park.alternative, "from", park.before, "to", park.after);
}

// -- report
const memo = await fetch(`${parkwise}${place}/results/2/report.pdf?lang=en`);
const content = Buffer.from(await memo.arrayBuffer());
await writeFile("memo.pdf", content);
console.log(content.subarray(0, 5).toString());

// -- share
const link = await ask("POST", `${place}/shares`, { name: "Board", expires_in: 14 * 24 * 3600 });
console.log((await fetch(link.url)).status);
for (const shared of (await ask("GET", `${place}/shares`)).items) {
  console.log(shared.name, "opened", shared.opened, "times");
}
await fetch(`${parkwise}${place}/shares/${link.id}`, { method: "DELETE" });
console.log((await fetch(link.url)).status);
