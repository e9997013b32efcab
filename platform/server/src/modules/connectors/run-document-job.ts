import { Worker } from "node:worker_threads";
import { type ErrorOptions, type Operation, UserError, type UserErrorReason } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { DocumentJob, JobResult } from "./document-jobs.ts";

/** What the thread posts: operations in several messages, then the rest of the result; errors cannot be posted as they are. */
export type ThreadMessage = { operations: Operation[] } | { result: object } | { refusal: ErrorOptions & { reason?: UserErrorReason } };

/** A document of up to this many characters is read within about 50 ms, less than a thread takes to start. */
const inlineLength = 300_000;
/** Operations that are compared within a few milliseconds. */
const inlineOperations = 200;
/** Source in tests, else the build. */
const threadFile = import.meta.url.endsWith(".ts") ? new URL("./document-thread.ts", import.meta.url) : new URL("./document-thread.js", import.meta.url);
const threadMemoryMb = 1_024;
/** The largest public documents take a few seconds; one that takes longer would keep a processor from everybody. */
const threadTimeMs = 30_000;
/** Examples are checked again and again while somebody writes. */
const examplesTimeMs = 5_000;

/**
 * Does what may take long with a document. A large one is read in a thread of its own, so that others do not wait for it and
 * what it needs of memory cannot end the process; it is ended when it takes too long. Throws the codes of `openapiErrors`, or `connector.document-too-complex`.
 */
export async function runDocumentJob<J extends DocumentJob>(job: J, signal?: AbortSignal): Promise<JobResult<J["kind"]>> {
  if (!isSmall(job)) return (await inThread(job, signal)) as JobResult<J["kind"]>;
  const { runJob } = await import("./document-jobs.ts");
  return (await runJob(job)) as JobResult<J["kind"]>;
}

/** Expressions in the schemas of examples may take for ever, however short they are. */
function isSmall(job: DocumentJob): boolean {
  if (job.kind === "check-examples") return false;
  return job.text.length <= inlineLength && (job.kind !== "reimport" || job.current.length <= inlineOperations);
}

function inThread(job: DocumentJob, signal?: AbortSignal): Promise<object> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const thread = new Worker(threadFile, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: threadMemoryMb } });
    const operations: Operation[] = [];
    const abort = (): void => void thread.terminate();
    const timeMs = job.kind === "check-examples" ? examplesTimeMs : threadTimeMs;
    const timer = setTimeout(() => {
      reject(tooComplex(new Error(`not done within ${timeMs} ms`)));
      abort();
    }, timeMs);
    signal?.addEventListener("abort", abort, { once: true });
    thread.on("message", (message: ThreadMessage) => {
      if ("operations" in message) for (const operation of message.operations) operations.push(operation);
      else if ("refusal" in message) reject(new UserError(message.refusal));
      else resolve("operations" in message.result ? { ...message.result, operations } : message.result);
    });
    thread.once("error", (error) => reject(isOutOfMemory(error) ? tooComplex(error) : error));
    thread.once("exit", () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      // Changes nothing when the thread answered.
      reject(signal?.aborted === true ? signal.reason : new Error("the thread that read a document ended without an answer"));
    });
  });
}

function isOutOfMemory(error: Error): boolean {
  return "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function tooComplex(cause: Error): UserError {
  return new UserError({ reason: "too-large", code: serverErrors.documentTooComplex, message: connectorMessages.documentTooComplex({ limit: threadMemoryMb, seconds: threadTimeMs / 1000 }), path: "/document", cause });
}
