import { UserError } from "@tessera/contracts";
import type { z } from "zod";
import { serverErrors } from "../errors.ts";
import { exampleAt } from "./schema-example.ts";

type Source = "params" | "query" | "body";
export interface FieldError {
  /** JSON pointer into the part that `in` names. */
  path: string;
  detail: string;
}

const places: Record<Source, string> = { params: "path parameter", query: "query parameter", body: "field" };
const reportedErrors = 20;

/**
 * Checks one part of a request against the contract. Throws {@link UserError} `request.invalid` that names the first field
 * by JSON pointer, what is wrong and an example, with all fields in `detail.errors`.
 */
export function validateInput<S extends z.ZodType>(schema: S, value: unknown, source: Source): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(deepest).slice(0, reportedErrors).map((issue) => describe(issue, schema));
  const first = errors[0] ?? { path: "", detail: "is not valid" };
  const subject = first.path === "" ? `The ${source === "body" ? "body" : places[source]}` : `The ${places[source]} ${first.path}`;
  throw new UserError({ code: serverErrors.requestInvalid, message: `${subject} ${first.detail}.`, path: first.path, detail: { in: source, errors } });
}

/** Of a failed union, the issues of the member that came furthest. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const depth = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map((inner) => inner.path.length));
  const best = issue.errors.reduce((one, other) => (depth(other) > depth(one) ? other : one));
  if (depth(best) === 0) return [issue];
  return best.flatMap((inner) => deepest({ ...inner, path: [...issue.path, ...inner.path] }));
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType): FieldError {
  const path = issue.path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  const message = issue.message.replace(/^Invalid input: /, "").replace(/\.$/, "");
  const absent = /^expected (\w+), received undefined$/.exec(message);
  const text = absent !== null ? `is missing; it must be ${article(absent[1] ?? "value")}` : /^(must|give|expected|is |needs)/.test(message) ? message.replace(/^expected/, "must be:") : `is not valid: ${message}`;
  const example = /e\.g\./.test(text) ? undefined : exampleAt(schema, issue.path);
  return { path, detail: example === undefined ? text : `${text}, e.g. ${JSON.stringify(example)}` };
}

function article(type: string): string {
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}
