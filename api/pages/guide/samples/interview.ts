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

// -- save
const saved = await ask("POST", "/v1/assessments", {
  name: "Hangzhou parts maker",
  enterprise: {
    home: { province: "Zhejiang", city: "Hangzhou" },
    sectors: ["auto_parts"],
    markets: { US: 0.6, EU: 0.2, host: 0.2 },
    size: "sme", first_investment: true, intent: "trial",
  },
  parks: ["ljip", "vcep", "tcr", "kitic"],
});
const place = `/v1/assessments/${saved.id}`;

// -- question
let standing = await ask("GET", `${place}/next-question`);
console.log(standing.question.text);
console.log(standing.question.reason);

// -- answer
let asked = 0;
while (standing.question !== null) {
  const { question_id } = standing.question;
  standing = await ask("POST", `${place}/answers`, { question_id, reply: "first" });
  asked += 1;
}
console.log(asked, "answers");
console.log(standing.word);
console.log(standing.standing.sentence);

// -- back
standing = await ask("DELETE", `${place}/answers/${asked}`);
console.log(standing.answers.length);
