import { routes } from "@tessera/contracts";
import { jobsAsync, jobsDocument, startJobs } from "../systems/jobs.ts";
import { setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";

const print = (name: string, value: number, unit: string) => process.stdout.write(`${JSON.stringify({ name, value: Math.round(value * 100) / 100, unit })}\n`);
const middleOf = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

const waiting = 1_000;
const measuredMs = 15_000;

const jobs = await startJobs();
const platform = await startPlatform();
try {
  const call = await setUp(platform);
  await call(routes.connectors.import, { body: { name: "jobs", document: { text: jobsDocument(jobs.url) } } });
  const params = { connector: "jobs", operation: "startJob" };
  const declare = async (mode: "poll" | "callback"): Promise<void> => {
    const { operation, revision } = await call(routes.connectors.operation, { params });
    await call(routes.connectors.saveOperation, { params, body: { operation: { ...operation, async: jobsAsync(mode, { timeoutSeconds: 3_600 }) }, revision } });
    const { release } = await call(routes.connectors.publish, { params: { connector: "jobs", stage: "prod" }, body: { acceptBreaking: true } });
    await until("the release", async () => (await call(routes.runs.start, { params, query: { wait: 30 }, body: { body: { durationMs: 1 } } })).version === release.version);
  };
  const start = (body: object, wait = 0) => call(routes.runs.start, { params, query: { wait }, body: { body } });

  for (const mode of ["callback", "poll"] as const) {
    await declare(mode);
    const [answers, beyond]: [number[], number[]] = [[], []];
    for (let round = 0; round < 30; round += 1) {
      const at = performance.now();
      const { id } = await start({ durationMs: 400 });
      answers.push(performance.now() - at);
      const { backendId } = await call(routes.runs.get, { params: { run: id }, query: { wait: 30 } });
      beyond.push(Date.now() - (jobs.jobs.get(backendId ?? "")?.startedAt ?? 0) - 400);
    }
    print(`start of a run, answered (${mode})`, middleOf(answers), "ms, middle");
    print(`result after the work's own end (${mode}${mode === "poll" ? ", each 0.2 s at first" : ""})`, middleOf(beyond), "ms, middle");
  }

  const startedAt = performance.now();
  for (let begun = 0; begun < waiting; begun += 20) await Promise.all(Array.from({ length: 20 }, () => start({ ends: "hang", durationMs: 3_600_000 })));
  print(`starts of runs, 20 at once`, waiting / ((performance.now() - startedAt) / 1_000), "runs/s");
  const polls = (): number => [...jobs.jobs.values()].reduce((sum, job) => sum + job.polls, 0);
  // Each is polled once a second by now.
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const [before, from] = [polls(), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, measuredMs));
  print(`polls with ${waiting} runs that wait, each due once a second, one worker`, (polls() - before) / ((performance.now() - from) / 1_000), "polls/s");
} finally {
  await platform.stop();
  await jobs.stop();
}
