import type { Document } from "../bson/types.ts";
import { StoreError, asStoreError } from "../errors.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Steps } from "../pacing/pause.ts";
import type { Tally } from "../session/write-progress.ts";
import type { CommandContext } from "./command.ts";

const STORE_FAILURES: ReadonlySet<string> = new Set(["InternalError", "OutOfDiskSpace", "FileStreamFailed", "DataCorruptionDetected"]);
/** What ends a command between two slices. */
const ENDINGS: ReadonlySet<string> = new Set(["Interrupted", "InterruptedAtShutdown", "MaxTimeMSExpired"]);

/**
 * Runs the statements of a bulk command, with pauses between them; a failed one is reported by position and stops an ordered command.
 * A sink refuses a document before it writes the first part of it, so that nothing has to be taken back; what changes several documents
 * in one step does so in the commit group.
 */
export function* runStatements(context: CommandContext, count: number, tally: Tally, run: (index: number) => Steps<void> | void): Steps<readonly Document[]> {
  const { progress, view, body, isInTransaction } = context;
  const isOrdered = body["ordered"] !== false;
  const errors: Document[] = [];
  tally["errors"] = errors;
  for (let index = progress.begin(tally); index < count && !(isOrdered && errors.length > 0); index++) {
    try {
      const steps = run(index);
      if (steps !== undefined) yield* steps;
    } catch (error) {
      const failure = asStoreError(error);
      // Inside a transaction a failed statement fails the command, which aborts the transaction; a failure of the store itself
      // may have taken earlier statements with it, so it is never the error of one statement.
      if (isInTransaction || STORE_FAILURES.has(failure.codeName) || ENDINGS.has(failure.codeName)) throw failure;
      errors.push({ index, code: failure.code, errmsg: failure.message, ...failure.fields });
    }
    progress.advance();
    if (index < count - 1 && view.isTurnOver()) yield PAUSE;
  }
  return errors;
}

/** Writes to many documents cannot be taken up in the middle, so they have no number, as in MongoDB. */
export function assertNotNumbered({ session, isInTransaction }: CommandContext): void {
  if (session?.txnNumber !== undefined && !isInTransaction) throw new StoreError("InvalidOptions", "Cannot use (or request) retryable writes with multi=true");
}

/** The `writeErrors` part of a reply. */
export function writeErrorsField(errors: readonly Document[]): Document {
  return errors.length === 0 ? {} : { writeErrors: errors };
}
