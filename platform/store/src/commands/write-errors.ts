import type { Document } from "../bson/types.ts";
import { asStoreError } from "../errors.ts";
import type { CommandContext } from "./command.ts";

const STORE_FAILURES: ReadonlySet<string> = new Set(["InternalError", "OutOfDiskSpace"]);

/** Runs the statements of a bulk command; a failed one is reported by position and stops an ordered command. */
export function runStatements(context: CommandContext, count: number, run: (index: number) => void): Document[] {
  const isOrdered = context.body["ordered"] !== false;
  const errors: Document[] = [];
  for (let index = 0; index < count; index++) {
    try {
      context.services.engine.group.write(() => run(index));
    } catch (error) {
      const failure = asStoreError(error);
      // Inside a transaction a failed statement fails the command, which aborts the transaction; a failure of the store itself
      // may have taken earlier statements with it, so it is never the error of one statement.
      if (context.isInTransaction || STORE_FAILURES.has(failure.codeName)) throw failure;
      errors.push({ index, code: failure.code, errmsg: failure.message, ...failure.fields });
      if (isOrdered) break;
    }
  }
  return errors;
}

/** The `writeErrors` part of a reply. */
export function writeErrorsField(errors: readonly Document[]): Document {
  return errors.length === 0 ? {} : { writeErrors: errors };
}
