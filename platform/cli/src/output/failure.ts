import { ApiError } from "@tessera/contracts";
import type { Translate } from "../text/text.ts";
import { printable } from "./table.ts";

/** The command was called wrongly (exit code 2). */
export class UsageError extends Error {}

/** The command could not do its work (exit code 1). */
export class CommandError extends Error {}

/** What a person reads of an error: what happened, where, what to do, and the trace id. */
export function describeFailure(error: unknown, text: Translate): string {
  if (error instanceof ApiError) {
    const { problem } = error;
    const places = problem.errors?.map((entry) => `  ${entry.path}: ${entry.detail}`) ?? (problem.path ? [`  ${problem.path}`] : []);
    const lines = [...problem.detail.split("\n"), ...places, ...(problem.traceId ? [text("traceId", { traceId: problem.traceId })] : [])];
    // A system behind the platform may have worded parts of it.
    return lines.map(printable).join("\n");
  }
  return error instanceof Error ? error.message : String(error);
}
