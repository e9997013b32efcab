import type { Failure } from "../wire/messages.ts";
import { programFile } from "../realm/compile.ts";

/** How a run ended: the result as JSON (empty for undefined) or why there is none. */
export type Outcome = { json: string; failure?: undefined } | { failure: Failure };

/** Deepest nesting of a result: what walks through it later (a validator, another JSON.stringify) goes by its own stack. */
const maxDepth = 500;

const frame = new RegExp(`${programFile.replace(".", "\\.")}:(\\d+):(\\d+)`);

/** Reads what the realm handed out; the text comes from an isolate that ran hostile code, so nothing in it is believed. */
export function readOutcome(text: string, outputBytes: number): Outcome {
  if (text.startsWith("v")) {
    const json = text.slice(1);
    if (Buffer.byteLength(json) > outputBytes) return { failure: { kind: "output-too-large" } };
    if (isDeeper(json, maxDepth)) return { failure: { kind: "not-serializable", name: "RangeError", message: `it nests deeper than ${maxDepth} levels` } };
    return { json };
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
  Object.assign(failure, placeIn(String(facts["stack"] ?? "")));
  if (typeof facts["call"] === "number" && facts["call"] > 0) failure.call = facts["call"];
  return { failure };
}

/** Where in the user's text a stack trace begins; empty when it does not say. */
export function placeIn(stack: string): { line?: number; column?: number } {
  const found = frame.exec(stack);
  return found === null ? {} : { line: Number(found[1]), column: Number(found[2]) };
}

const quote = 0x22;
const backslash = 0x5c;

/** Whether JSON nests deeper than `most`; looks at brackets outside of strings only, so it costs about a nanosecond a character. */
function isDeeper(json: string, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === quote) {
      at += 1;
      while (at < json.length && json.charCodeAt(at) !== quote) at += json.charCodeAt(at) === backslash ? 2 : 1;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > most) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
}
