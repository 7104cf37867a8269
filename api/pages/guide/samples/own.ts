// -- begin
import { readFile, writeFile } from "node:fs/promises";

const parkwise = process.env.PARKWISE_URL ?? "http://127.0.0.1:8000";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// -- lay
const sent = await fetch(`${parkwise}/v1/overlay`, {
  method: "PUT",
  headers: { "Content-Type": XLSX },
  body: await readFile("own.xlsx"),
});
if (!sent.ok) throw new Error(await sent.text());
const laid = await sent.json();
for (const told of laid.replaced) console.log(told.detail);

// -- use
const park = await (await fetch(`${parkwise}/v1/parks/tcr`)).json();
for (const claim of park.claims) {
  if (claim.private) console.log(claim.attribute);
}

// -- fetch
const workbook = await fetch(`${parkwise}/v1/overlay/workbook`);
const content = Buffer.from(await workbook.arrayBuffer());
await writeFile("again.xlsx", content);
console.log(content.subarray(0, 2).toString());

// -- remove
const removed = await fetch(`${parkwise}/v1/overlay`, { method: "DELETE" });
console.log(removed.status);
