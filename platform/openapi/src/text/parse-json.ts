import { UserError } from "@tessera/contracts";
import { openapiErrors } from "../errors.ts";

/** Parses JSON text; a syntax error names the line and column. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { line, column, reason } = locate(text, error instanceof Error ? error.message : String(error));
    throw new UserError({
      code: openapiErrors.unreadable,
      message: `The document is not valid JSON: ${reason} at line ${line}, column ${column}.`,
      detail: { line, column },
      cause: error,
    });
  }
}

/** V8 gives the offset in the message ("… at position 17 (line 2 column 3)"), except when the text ends too early. */
function locate(text: string, message: string): { line: number; column: number; reason: string } {
  const position = /at position (\d+)/.exec(message)?.[1];
  const offset = position === undefined ? text.length : Number(position);
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (let at = before.indexOf("\n"); at !== -1; at = before.indexOf("\n", at + 1)) line += 1;
  const reason = message.split(/ in JSON at | at position |, (?=\.\.\.|")/)[0] ?? message;
  return { line, column: offset - lineStart + 1, reason: reason.trim() };
}
