import { type Message, UserError, verbatim } from "@tessera/contracts";
import { type Document, LineCounter, type ParsedNode, parseDocument } from "yaml";
import { openapiErrors } from "../errors.ts";
import { firstEntries, opensTooDeep } from "./first-look.ts";
import { yamlLocator } from "./locate-yaml.ts";
import { textMessages } from "./messages.ts";
import type { Locate } from "./place.ts";
import { repairYaml, toleratedYamlErrors } from "./repair-yaml.ts";
import { yamlErrorReason } from "./yaml-reason.ts";
import { YamlValueError, YamlValues, type YamlValue } from "./yaml-value.ts";

/** A reading of a text that is no YAML by the letter and can only mean one thing. */
export interface YamlRepair {
  line: number;
  column: number;
  /** What was wrong. */
  reason: Message;
}

export interface ParsedYaml extends YamlValue {
  repairs: YamlRepair[];
  /** Why the text is no YAML, when it was repaired. */
  doubt?: UserError;
  locate: Locate;
}

/** Each costs a parse; texts that need more are beyond help. */
const rounds = 4;
/** Errors after the first of these are mostly consequences. */
const errorsPerRound = 200;
/** A text with more errors is something else than YAML; tabs make one in each line. */
const mostErrors = 1_000;
/** So many errors among the first entries of a large text are not mended. */
const mostErrorsAtFirst = 50;

/** Parses one YAML 1.2 document with the JSON-compatible core schema; tags create no objects. Aliases share one object and may form cycles. */
export function parseYaml(text: string): ParsedYaml {
  foresee(text);
  const repairs: YamlRepair[] = [];
  let doubt: UserError | undefined;
  let current = text;
  for (let round = 1; ; round += 1) {
    const lines = new LineCounter();
    const { errors, contents } = parseText(current, lines);
    const [first] = errors;
    if (first !== undefined) {
      const listed = errors.slice(0, errorsPerRound).map((error) => ({ code: error.code, ...lines.linePos(error.pos[0]), error }));
      const hopeless = round === rounds || (errors.length > mostErrors && first.code !== "TAB_AS_INDENT");
      const repaired = hopeless ? undefined : repairYaml(current, listed);
      const grave = listed.find(({ code }) => !toleratedYamlErrors.has(code));
      if (repaired === undefined && grave !== undefined) throw unreadable(yamlErrorReason(grave.error), grave, grave.error);
      for (const { code, line, col, error } of listed) {
        if (toleratedYamlErrors.has(code) ? repaired === undefined : repaired?.lines.has(line)) repairs.push({ line, column: col, reason: yamlErrorReason(error) });
      }
      doubt ??= unreadable(yamlErrorReason(first), listed[0] ?? { line: 1, col: 1 }, first);
      if (repaired !== undefined) {
        current = repaired.text;
        continue;
      }
    }
    try {
      return { ...new YamlValues(lines).read(contents), repairs, ...(doubt === undefined ? {} : { doubt }), locate: yamlLocator(contents, lines) };
    } catch (error) {
      if (!(error instanceof YamlValueError)) throw asUnreadable(error);
      const place = lines.linePos(error.offset);
      const repaired = round < rounds ? repairYaml(current, [{ code: "BAD_ALIAS", ...place }]) : undefined;
      if (repaired === undefined) throw unreadable(error.text, place, error);
      doubt ??= unreadable(error.text, place, error);
      repairs.push({ line: place.line, column: place.col, reason: error.text });
      current = repaired.text;
    }
  }
}

/** Refuses a text that the parser would take long to give up on. */
function foresee(text: string): void {
  if (opensTooDeep(text)) throw unreadable(textMessages.tooDeep(), { line: 1, col: 1 }, undefined);
  const first = firstEntries(text);
  if (first === undefined) return;
  const lines = new LineCounter();
  const grave = parseText(first, lines).errors.filter(({ code }) => code !== "TAB_AS_INDENT" && !toleratedYamlErrors.has(code));
  const [shown] = grave;
  if (shown !== undefined && grave.length > mostErrorsAtFirst) throw unreadable(yamlErrorReason(shown), lines.linePos(shown.pos[0]), shown);
}

function parseText(text: string, lines: LineCounter): Pick<Document.Parsed<ParsedNode>, "errors" | "contents"> {
  try {
    const { errors, contents } = parseDocument(text, {
      version: "1.2",
      schema: "core",
      stringKeys: true,
      // The library compares each key with all before it; large maps would take hours.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
      lineCounter: lines,
    });
    const deep = errors.find(({ message }) => /call stack/i.test(message));
    if (deep !== undefined) throw unreadable(textMessages.tooDeep(), lines.linePos(deep.pos[0]), deep);
    return { errors, contents };
  } catch (error) {
    throw asUnreadable(error);
  }
}

/** The library runs out of stack on deep nesting. */
function asUnreadable(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return unreadable(/call stack/i.test(error.message) ? textMessages.tooDeep() : verbatim(error.message), { line: 1, col: 1 }, error);
}

function unreadable(reason: Message, { line, col }: { line: number; col: number }, cause: unknown): UserError {
  return new UserError({
    code: openapiErrors.unreadable,
    message: textMessages.notYaml({ reason, line, column: col }),
    detail: { line, column: col },
    cause,
  });
}
