import { Worker } from "node:worker_threads";
import { type ErrorOptions, UserError } from "@tessera/contracts";
import type { ImportResult } from "@tessera/openapi";
import { serverErrors } from "../../errors.ts";
import { connectorMessages } from "./connector.messages.ts";

export interface ThreadInput {
  text: string;
  sourceUrl: string | undefined;
}

/** What the thread posts; errors cannot be posted as they are. */
export type ThreadAnswer = { result: ImportResult } | { refusal: ErrorOptions };

/** A document of up to this many characters is read within about 50 ms, less than a thread takes to start. */
const inlineLength = 300_000;
/** Source in tests, else the build. */
const threadFile = import.meta.url.endsWith(".ts") ? new URL("./document-thread.ts", import.meta.url) : new URL("./document-thread.js", import.meta.url);
const threadMemoryMb = 1_024;
/** The largest public documents take a few seconds; one that takes longer would keep a processor from everybody. */
const threadTimeMs = 30_000;

/**
 * Maps an API document to operations. A large one is read in a thread of its own, so that others do not wait for it and
 * what it needs of memory cannot end the process; it is ended when it takes too long. Throws the codes of `openapiErrors`, or `connector.document-too-complex`.
 */
export async function readDocument(text: string, sourceUrl: string | undefined, signal?: AbortSignal): Promise<ImportResult> {
  if (text.length > inlineLength) return readInThread({ text, sourceUrl }, signal);
  const { importDocument, parseDocument } = await import("@tessera/openapi");
  return importDocument(parseDocument(text), sourceUrl === undefined ? {} : { sourceUrl });
}

function readInThread(input: ThreadInput, signal?: AbortSignal): Promise<ImportResult> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const thread = new Worker(threadFile, { workerData: input, resourceLimits: { maxOldGenerationSizeMb: threadMemoryMb } });
    const abort = (): void => void thread.terminate();
    const timer = setTimeout(() => {
      reject(tooComplex(new Error(`not read within ${threadTimeMs} ms`)));
      abort();
    }, threadTimeMs);
    signal?.addEventListener("abort", abort, { once: true });
    thread.once("message", (answer: ThreadAnswer) => ("result" in answer ? resolve(answer.result) : reject(new UserError(answer.refusal))));
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
