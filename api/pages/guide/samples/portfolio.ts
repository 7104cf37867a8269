// -- begin
import { writeFile } from "node:fs/promises";

const parkwise = process.env.PARKWISE_URL ?? "http://127.0.0.1:8000";

// -- submit
const clients = `id,province,city,sectors,markets
c-001,Zhejiang,Hangzhou,auto_parts,US=0.6;EU=0.4
c-002,Guangdong,Dongguan,electronics,EU=0.8;host=0.2
c-003,Jiangsu,Suzhou,textiles,US=1
`;
const submitted = await fetch(`${parkwise}/v1/portfolios?top=2`, {
  method: "POST",
  headers: { "Content-Type": "text/csv" },
  body: clients,
});
if (!submitted.ok) throw new Error(await submitted.text());
const job = await submitted.json();
const place = `${parkwise}/v1/jobs/${job.id}`;
console.log(job.state);

// -- watch
const events = await fetch(`${place}/events`);
let told = "";
for await (const part of events.body!.pipeThrough(new TextDecoderStream())) told += part;
console.log([...told.matchAll(/^event: (.*)$/gm)].at(-1)?.[1]);

// -- fetch
const table = await fetch(`${place}/result?format=csv`);
await writeFile("best.csv", Buffer.from(await table.arrayBuffer()));
const result = await (await fetch(`${place}/result`)).json();
for (const client of result.items) {
  console.log(client.id, ...client.best.map((best: { alternative: string }) => best.alternative));
}
