import { type Message, OperationalError, type Query, UserError, isTesseraError } from "@tessera/contracts";
import type { SandboxLog } from "@tessera/sandbox";
import { serverErrors } from "../../../errors.ts";
import { queryMessages } from "./query.messages.ts";

/** What a builder sees of a transform that failed. */
export interface TransformFailure {
  code: string;
  message: Message;
  /** 1 is the first line of the transform. */
  line?: number;
  logs: SandboxLog[];
}

/** What went wrong in the transform itself; null when the sandbox is at fault or the run was cancelled. */
export function transformFailure(thrown: unknown): TransformFailure | null {
  if (!isTesseraError(thrown) || !thrown.code.startsWith("sandbox.")) return null;
  if (["sandbox.cancelled", "sandbox.crashed", "sandbox.overloaded", "sandbox.unavailable", "sandbox.closed", "sandbox.protocol"].includes(thrown.code)) return null;
  const line = thrown.detail?.["line"];
  const logs = thrown.detail?.["logs"];
  return { code: thrown.code, message: thrown.text, ...(typeof line === "number" ? { line } : {}), logs: Array.isArray(logs) ? (logs as SandboxLog[]) : [] };
}

/** The refusal that end users get; the builder finds the line in it. */
export function transformError(query: Query, { code, message, line }: TransformFailure): UserError {
  const said = { query: query.name, reason: message };
  return new UserError({ reason: "unprocessable", code: serverErrors.queryTransform, message: line === undefined ? queryMessages.transform(said) : queryMessages.transformAt({ ...said, line }), detail: { query: query.id, transform: code, ...(line === undefined ? {} : { line }) } });
}

/** Errors of the sandbox that the transform did not cause; others stay what they are. */
export function sandboxError(query: Query, thrown: unknown): unknown {
  if (!isTesseraError(thrown) || !thrown.code.startsWith("sandbox.")) return thrown;
  if (thrown.code === "sandbox.overloaded") return new UserError({ reason: "too-many", code: serverErrors.queryOverloaded, message: queryMessages.transformsBusy(), detail: { retryAfterSeconds: 2 }, cause: thrown });
  return new OperationalError({ code: serverErrors.queryFailed, message: queryMessages.transformNotRun({ query: query.name }), detail: { query: query.id }, cause: thrown });
}
