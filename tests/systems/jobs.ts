import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { AsyncOperation } from "@tessera/contracts";

/** What a job is told to do, as the body of its start. */
export interface JobRequest {
  name?: string;
  /** How long it works, ms; default 300. */
  durationMs?: number;
  /** How it ends; `hang`: never. */
  ends?: "succeeded" | "failed" | "hang";
  /** The answer to the start is withheld that long, ms. */
  answerAfterMs?: number;
  /** The connection of the start is closed without an answer that often, although the job is made. */
  loseAnswers?: number;
  /** Reports at once, before the start is answered. */
  early?: boolean;
  /** Each report is sent that often; default once. */
  reports?: number;
  callbackUrl?: string;
}

export interface Job {
  id: string;
  key: string | null;
  request: JobRequest;
  state: "queued" | "running" | "done" | "error" | "stopped";
  startedAt: number;
  /** Answered polls. */
  polls: number;
  /** Statuses with which reports were taken. */
  reports: number[];
}

export interface JobSystem {
  url: string;
  jobs: ReadonlyMap<string, Job>;
  /** Starts that came in, repeated ones too. */
  starts: () => number;
  /** Answers every call with this status until it is null again. */
  failWith: (status: number | null) => void;
  stop: () => Promise<void>;
}

/**
 * A system that works in jobs, as many do: a start is answered with an id at once, and the job is asked about, reports to an address, or is
 * stopped. Starts with a known `Idempotency-Key` answer the job that there is.
 */
export async function startJobs(): Promise<JobSystem> {
  const jobs = new Map<string, Job>();
  const byKey = new Map<string, Job>();
  const timers = new Set<NodeJS.Timeout>();
  let starts = 0;
  let failing: number | null = null;

  const after = (ms: number, work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  };

  const report = async (job: Job): Promise<void> => {
    if (job.request.callbackUrl === undefined) return;
    for (let count = 0; count < (job.request.reports ?? 1); count += 1) {
      const response = await fetch(job.request.callbackUrl, { method: "POST", headers: { "content-type": "application/json", authorization: "Bearer the-jobs-own-secret" }, body: JSON.stringify(shown(job)) }).catch(() => null);
      job.reports.push(response?.status ?? 0);
      await response?.arrayBuffer();
    }
  };

  const end = (job: Job, state: Job["state"]): void => {
    if (job.state !== "queued" && job.state !== "running") return;
    job.state = state;
    void report(job);
  };

  const start = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    starts += 1;
    const asked = JSON.parse((await text(request)) || "{}") as JobRequest;
    const key = request.headers["idempotency-key"]?.toString() ?? null;
    const known = key === null ? undefined : byKey.get(key);
    const job: Job = known ?? { id: `job-${jobs.size + 1}`, key, request: asked, state: "queued", startedAt: Date.now(), polls: 0, reports: [] };
    if (known === undefined) {
      jobs.set(job.id, job);
      if (key !== null) byKey.set(key, job);
      after(20, () => (job.state === "queued" ? (job.state = "running") : undefined));
      const { ends = "succeeded", durationMs = 300 } = asked;
      if (asked.early === true) {
        job.state = ends === "failed" ? "error" : "done";
        await report(job);
      } else if (ends !== "hang") after(durationMs, () => end(job, ends === "failed" ? "error" : "done"));
    }
    if ((job.request.loseAnswers ?? 0) > 0) {
      job.request = { ...job.request, loseAnswers: (job.request.loseAnswers ?? 0) - 1 };
      request.socket.destroy();
      return;
    }
    after(asked.answerAfterMs ?? 0, () => answer(response, 202, { job: { id: job.id } }));
  };

  const server = createServer((request, response) => {
    const { method = "GET", url = "/" } = request;
    if (failing !== null) {
      request.resume();
      return answer(response, failing, { error: "out of order" });
    }
    if (method === "POST" && url === "/jobs") return void start(request, response);
    request.resume();
    const [, id, part] = /^\/jobs\/([\w-]+)(?:\/(result|stop))?$/.exec(url) ?? [];
    const job = jobs.get(id ?? "");
    if (job === undefined) return answer(response, 404, { error: "no such job" });
    if (method === "POST" && part === "stop") {
      end(job, "stopped");
      return answer(response, 200, shown(job));
    }
    if (part === "result") return answer(response, job.state === "done" ? 200 : 409, { items: [{ host: "web-1", job: job.id, name: job.request.name ?? "" }] });
    job.polls += 1;
    answer(response, 200, shown(job));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    jobs,
    starts: () => starts,
    failWith: (status) => {
      failing = status;
    },
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function shown(job: Job): object {
  const share = Math.min(1, (Date.now() - job.startedAt) / (job.request.durationMs ?? 300));
  const percent = job.state === "done" ? 100 : Math.round(share * 100);
  return { job: { id: job.id, state: job.state, percent, ...(job.state === "error" ? { message: "disk full on web-1" } : {}) }, result: job.state === "done" ? { hosts: 1, job: job.id } : null };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const jobId = { name: "id", in: "path", required: true, schema: { type: "string" } };
const ok = { 200: { description: "The job" } };
const jobBody = {
  type: "object",
  properties: {
    name: { type: "string" }, durationMs: { type: "integer" }, ends: { enum: ["succeeded", "failed", "hang"] }, answerAfterMs: { type: "integer" }, loseAnswers: { type: "integer" }, early: { type: "boolean" }, reports: { type: "integer" }, callbackUrl: { type: "string" },
  },
};

/** The API document of the system. */
export function jobsDocument(url: string): string {
  const start = { operationId: "startJob", summary: "Start a job", requestBody: { content: { "application/json": { schema: jobBody } } }, responses: { 202: { description: "Started" } } };
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Jobs", version: "1.0.0" },
    servers: [{ url }],
    paths: {
      "/jobs": { post: start },
      "/jobs/{id}": { get: { operationId: "getJob", summary: "A job", parameters: [jobId], responses: ok } },
      "/jobs/{id}/result": { get: { operationId: "getResult", summary: "What a job found", parameters: [jobId], responses: ok } },
      "/jobs/{id}/stop": { post: { operationId: "stopJob", summary: "Stop a job", parameters: [jobId], responses: ok } },
    },
  });
}

const outcome = { state: "/job/state", succeeded: ["done"], failed: ["error"], cancelled: ["stopped"], reason: "/job/message", progress: "/job/percent" };

/** How work of the system is followed: by polling, by its reports, or by both. */
export function jobsAsync(mode: "poll" | "callback" | "both", more: Partial<AsyncOperation> = {}): AsyncOperation {
  return {
    id: { pointer: "/job/id" },
    ...(mode === "callback" ? {} : { poll: { operation: "getJob", parameter: "path.id", outcome, intervalMs: 200, maxIntervalMs: 1_000 } }),
    ...(mode === "poll" ? {} : { callback: { parameter: "body./callbackUrl", outcome } }),
    result: { pointer: "/result" },
    cancel: { operation: "stopJob", parameter: "path.id" },
    idempotencyHeader: "Idempotency-Key",
    timeoutSeconds: 60,
    ...more,
  };
}
