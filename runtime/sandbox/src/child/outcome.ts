import type { Failure } from "../wire/messages.ts";
import { programFile } from "../realm/compile.ts";

/** How a run ended: the result as JSON (empty for undefined) or why there is none. */
export type Outcome = { json: string; failure?: undefined } | { failure: Failure };

const frame = new RegExp(`${programFile.replace(".", "\\.")}:(\\d+):(\\d+)`);

/** Reads what the realm handed out; the text comes from an isolate that ran hostile code, so nothing in it is believed. */
export function readOutcome(text: string, outputBytes: number): Outcome {
  if (text.startsWith("v")) {
    const json = text.slice(1);
    return Buffer.byteLength(json) > outputBytes ? { failure: { kind: "output-too-large" } } : { json };
  }
  if (text.startsWith("u")) return { json: "" };
  const facts = JSON.parse(text.slice(1)) as Record<string, unknown>;
  const name = String(facts["name"] ?? "").slice(0, 200);
  const message = String(facts["message"] ?? "").slice(0, 2_000);
  if (facts["kind"] === "output-too-large") return { failure: { kind: "output-too-large" } };
  if (facts["kind"] === "not-serializable") return { failure: { kind: "not-serializable", name, message } };
  // What the isolate's allocator says when array buffers reach the memory limit.
  if (name === "RangeError" && message === "Array buffer allocation failed") return { failure: { kind: "memory" } };
  const failure: Failure = { kind: "threw", name, message };
  const found = frame.exec(String(facts["stack"] ?? ""));
  if (found !== null) {
    failure.line = Number(found[1]);
    failure.column = Number(found[2]);
  }
  if (typeof facts["call"] === "number" && facts["call"] > 0) failure.call = facts["call"];
  return { failure };
}
