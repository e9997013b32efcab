import { ApiError } from "@tessera/contracts";
import type { Translate } from "../text/text.ts";

/** The command was called wrongly (exit code 2). */
export class UsageError extends Error {}

/** The command could not do its work (exit code 1). */
export class CommandError extends Error {}

/** What a person reads of an error: what happened, where, what to do, and the trace id. */
export function describeFailure(error: unknown, text: Translate): string {
  if (error instanceof ApiError) {
    const { problem } = error;
    const places = problem.errors?.map((entry) => `  ${entry.path}: ${entry.detail}`) ?? (problem.path ? [`  ${problem.path}`] : []);
    return [problem.detail, ...places, ...(problem.traceId ? [text("traceId", { traceId: problem.traceId })] : [])].join("\n");
  }
  return error instanceof Error ? error.message : String(error);
}
