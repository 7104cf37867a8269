// What a front end does with the service, from nothing but types made of its document.

import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

const baseUrl = process.env["PARKWISE_URL"] ?? "http://127.0.0.1:8000";
const { GET, POST } = createClient<paths>({ baseUrl });
const enterprise = { home: { province: "Zhejiang" }, markets: { US: 0.6, EU: 0.2, host: 0.2 } };

function given<T>(what: string, answer: { data?: T; error?: unknown }): T {
  if (answer.data === undefined) {
    throw new Error(`${what}: ${JSON.stringify(answer.error)}`);
  }
  return answer.data;
}

function check(holds: boolean, what: string): void {
  if (!holds) {
    throw new Error(what);
  }
}

/** Answers until the interview stops: by the question's id, and once the question as it came. */
async function interview(): Promise<string> {
  const body = { name: "Parts maker", enterprise };
  const made = given("assessment", await POST("/v1/assessments", { body }));
  const params = { path: { assessment_id: made.id } };
  let found = given(
    "question",
    await GET("/v1/assessments/{assessment_id}/next-question", { params }),
  );
  let answered = 0;
  while (found.question !== null) {
    const { question_id, first, second } = found.question;
    const answer = await POST("/v1/assessments/{assessment_id}/answers", {
      params,
      body:
        answered === 0
          ? { ...found.question, reply: "first" }
          : { question_id, reply: first.criterion < second.criterion ? "first" : "second" },
    });
    found = given("answer", answer);
    answered += 1;
    check(found.answers.length === answered, "an answer was lost");
  }
  check(answered > 0, "the interview asked nothing");
  check(found.settled || found.left_open !== null, "it stopped without a reason");
  console.log(`interview: ${answered} answers, ${found.word ?? "no word"}`);
  return made.id;
}

/** Runs an assessment and downloads its report. */
async function report(assessment_id: string): Promise<void> {
  const params = { path: { assessment_id } };
  const { number, answer } = given("run", await POST("/v1/assessments/{assessment_id}/run", { params }));
  const first = answer.ranking[0];
  check(first !== undefined && first.rank === 1, "nobody is first");
  const file = given(
    "report",
    await GET("/v1/assessments/{assessment_id}/results/{number}/report.pdf", {
      params: { path: { assessment_id, number }, query: { lang: "zh" } },
      parseAs: "arrayBuffer",
    }),
  );
  const head = new TextDecoder().decode(new Uint8Array(file).subarray(0, 5));
  check(head === "%PDF-", "the report is no PDF");
  console.log(`report: ${file.byteLength} bytes, ${first?.alternative ?? "nobody"} first`);
}

/** Compares two weightings of the same enterprise. */
async function comparison(): Promise<void> {
  const found = given(
    "comparison",
    await POST("/v1/comparisons", {
      body: {
        enterprise,
        weightings: [
          { name: "owner", weights: { kind: "profile", id: "first-time-private-exporter" } },
          { name: "finance", weights: { kind: "direct", values: await pricesFirst() } },
        ],
      },
    }),
  );
  const names = found.rankings.map((ranking) => ranking.name);
  check(names.join() === "owner,finance", "a weighting was lost");
  console.log(`comparison: ${found.consensus.sentence}`);
}

/** Weights by what the service says that its criteria are. */
async function pricesFirst(): Promise<Record<string, number>> {
  const { items } = given("criteria", await GET("/v1/criteria"));
  return Object.fromEntries(items.map(({ id, direction }) => [id, direction === "cost" ? 2 : 1]));
}

/** Submits a portfolio, follows its events to the end, and reads what came of it. */
async function portfolio(): Promise<void> {
  const job = given(
    "job",
    await POST("/v1/jobs", {
      body: {
        kind: "portfolio",
        enterprises: [{ id: "c-001", ...enterprise }, { id: "c-002" }],
      },
    }),
  );
  const params = { path: { job_id: job.id } };
  const stream = given(
    "events",
    await GET("/v1/jobs/{job_id}/events", { params, parseAs: "stream" }),
  );
  let told = "";
  if (stream !== null) {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) {
      told += part;
    }
  }
  const events = [...told.matchAll(/^event: (\w+)$/gm)].map((event) => event[1]);
  check(events[0] === "queued" && events.at(-1) === "done", `the events were ${events.join()}`);
  const { state, progress } = given("job", await GET("/v1/jobs/{job_id}", { params }));
  check(state === "done" && progress.done === progress.total, `the job is ${state}`);
  const result = given("result", await GET("/v1/jobs/{job_id}/result", { params }));
  if (typeof result === "string" || !("parks" in result)) {
    throw new Error("the result is no portfolio");
  }
  const best = result.items.map(({ id, best: [first] }) => `${id}: ${first?.alternative ?? "none"}`);
  check(best.length === 2, "an enterprise was lost");
  console.log(`portfolio: ${events.join(" ")}; ${best.join(", ")}`);
}

await report(await interview());
await comparison();
await portfolio();
