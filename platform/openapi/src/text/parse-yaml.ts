import { UserError } from "@tessera/contracts";
import { LineCounter, parseDocument } from "yaml";
import { openapiErrors } from "../errors.ts";
import { YamlValueError, YamlValues, type YamlValue } from "./yaml-value.ts";

/** Parses one YAML 1.2 document with the JSON-compatible core schema; tags create no objects. Aliases share one object and may form cycles. */
export function parseYaml(text: string): YamlValue {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      version: "1.2",
      schema: "core",
      stringKeys: true,
      // The library compares each key with all before it; large maps would take hours.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
      lineCounter: lines,
    });
    const [error] = document.errors;
    if (error !== undefined) throw unreadable(error.message, lines.linePos(error.pos[0]), error);
    return new YamlValues(lines).read(document.contents);
  } catch (error) {
    if (error instanceof YamlValueError) throw unreadable(error.message, lines.linePos(error.offset), error);
    if (error instanceof RangeError) throw unreadable(error.message, { line: 1, col: 1 }, error);
    throw error;
  }
}

function unreadable(message: string, { line, col }: { line: number; col: number }, cause: unknown): UserError {
  const reason = /call stack/i.test(message) ? "it is nested too deeply" : message;
  return new UserError({
    code: openapiErrors.unreadable,
    message: `The document is not valid YAML: ${reason.replace(/\.$/, "")} at line ${line}, column ${col}.`,
    detail: { line, column: col },
    cause,
  });
}
