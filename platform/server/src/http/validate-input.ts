import { type Message, UserError, issueMessage, jsonPointer } from "@tessera/contracts";
import type { z } from "zod";
import { serverErrors } from "../errors.ts";
import { inputMessages } from "./http.messages.ts";
import { exampleAt } from "./schema-example.ts";
import type { FieldError } from "./to-problem.ts";

type Source = "params" | "query" | "body";

const sentences = {
  params: { one: inputMessages.params, all: inputMessages.allParams },
  query: { one: inputMessages.query, all: inputMessages.allQuery },
  body: { one: inputMessages.body, all: inputMessages.allBody },
} as const;
const reportedErrors = 20;
/** A key of the body can be as long as the body; the answer repeats only its beginning. */
const reportedPathLength = 500;

/**
 * Checks one part of a request against the contract. Throws {@link UserError} `request.invalid` that names the first field
 * by JSON pointer, what is wrong and an example, with all fields in `detail.errors`.
 */
export function validateInput<S extends z.ZodType>(schema: S, value: unknown, source: Source): z.output<S> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(deepest).slice(0, reportedErrors).map((issue) => describe(issue, schema));
  const { path, detail: what } = errors[0] ?? { path: "", detail: inputMessages.invalid() };
  const message = path === "" ? sentences[source].all({ what }) : sentences[source].one({ path, what });
  throw new UserError({ code: serverErrors.requestInvalid, message, path, detail: { in: source, errors } });
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
  const path = jsonPointer(issue.path).slice(0, reportedPathLength);
  return { path, detail: withExample(issueMessage(issue), schema, issue.path) };
}

function withExample(what: Message, schema: z.ZodType, path: readonly PropertyKey[]): Message {
  const example = /e\.g\./.test(what.en) ? undefined : exampleAt(schema, path);
  return example === undefined ? what : inputMessages.example({ what, example: JSON.stringify(example) });
}
