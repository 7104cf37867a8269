// -- begin
import { randomUUID } from "node:crypto";

const parkwise = process.env.PARKWISE_URL ?? "http://127.0.0.1:8000";

async function send(method: string, path: string, body?: unknown, more = {}) {
  return fetch(parkwise + path, {
    method,
    headers: { "Content-Type": "application/json", ...more },
    body: JSON.stringify(body),
  });
}

// -- once
const once = { "Idempotency-Key": randomUUID() };
let place = "";
for (const attempt of [1, 2]) {
  const saved = await send("POST", "/v1/assessments", { name: "Sent twice", enterprise: {} }, once);
  console.log(saved.headers.get("Idempotency-Replayed") === "true" ? 1 : 0);
  place = `/v1/assessments/${(await saved.json()).id}`;
}

// -- kept
const first = await send("GET", "/v1/criteria");
const tag = first.headers.get("ETag");
const second = await send("GET", "/v1/criteria", undefined, { "If-None-Match": tag });
console.log(second.status);

// -- changed
await send("PATCH", place, { name: "Changed by a colleague" });
const late = await send("PATCH", place, { name: "Changed by me" }, { "If-Match": '"1"' });
console.log((await late.json()).status);

// -- pages
const query = new URLSearchParams({ limit: "1" });
let seen = 0;
while (true) {
  const page = await (await send("GET", `${place}/versions?${query}`)).json();
  seen += page.items.length;
  if (page.next === null) break;
  query.set("cursor", page.next);
}
console.log(seen, "versions");
