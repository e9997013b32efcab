import { parentPort, workerData } from "node:worker_threads";
import { isTesseraError } from "@tessera/contracts";
import { type DocumentJob, runJob } from "./document-jobs.ts";
import type { ThreadMessage } from "./run-document-job.ts";

// The body of a thread that does one job and ends.
/** Operations that one message carries: reading a message keeps the others of the process waiting. */
const perMessage = 400;

try {
  const result = await runJob(workerData as DocumentJob);
  if (Array.isArray(result)) post({ result });
  else {
    const { operations, ...rest } = result;
    for (let start = 0; start < operations.length; start += perMessage) post({ operations: operations.slice(start, start + perMessage) });
    post({ result: { ...rest, operations: [] } });
  }
} catch (error) {
  if (!isTesseraError(error)) throw error;
  const { code, text: message, path, detail } = error;
  const reason = "reason" in error ? error.reason : undefined;
  post({ refusal: { code, message, ...(reason === undefined ? {} : { reason }), ...(path === undefined ? {} : { path }), ...(detail === undefined ? {} : { detail }) } });
}

function post(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}
