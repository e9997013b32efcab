import { type Message, UserError, verbatim } from "@tessera/contracts";
import { LineCounter, parseDocument } from "yaml";
import { openapiErrors } from "../errors.ts";
import { textMessages } from "./messages.ts";
import { yamlErrorReason } from "./yaml-reason.ts";
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
    if (error !== undefined) throw unreadable(/call stack/i.test(error.message) ? textMessages.tooDeep() : yamlErrorReason(error), lines.linePos(error.pos[0]), error);
    return new YamlValues(lines).read(document.contents);
  } catch (error) {
    if (error instanceof YamlValueError) throw unreadable(error.text, lines.linePos(error.offset), error);
    if (error instanceof RangeError) throw unreadable(/call stack/i.test(error.message) ? textMessages.tooDeep() : verbatim(error.message), { line: 1, col: 1 }, error);
    throw error;
  }
}

function unreadable(reason: Message, { line, col }: { line: number; col: number }, cause: unknown): UserError {
  return new UserError({
    code: openapiErrors.unreadable,
    message: textMessages.notYaml({ reason, line, column: col }),
    detail: { line, column: col },
    cause,
  });
}
