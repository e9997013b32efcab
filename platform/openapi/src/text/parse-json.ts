import { UserError, jsonErrorPlace, jsonErrorReason } from "@tessera/contracts";
import { openapiErrors } from "../errors.ts";
import { textMessages } from "./messages.ts";

/** Parses JSON text; a syntax error names the line and column, but for texts too long to search. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = jsonErrorReason(error instanceof Error ? error.message : String(error));
    const at = jsonErrorPlace(text);
    throw new UserError({
      code: openapiErrors.unreadable,
      message: at === undefined ? textMessages.notJson({ reason }) : textMessages.notJsonAt({ reason, line: at.line, column: at.column }),
      ...(at === undefined ? {} : { detail: { ...at } }),
      cause: error,
    });
  }
}
