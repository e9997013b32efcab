import type { OperationResponse } from "@tessera/contracts";
import { ComparisonReport } from "../change/report-comparison.ts";
import { equalJson, isObject } from "../schema/json.ts";
import { below } from "../schema/located.ts";
import { type OperationPair, operationPointer } from "./context.ts";
import { compareContent } from "./media-types.ts";

/** What callers get, by status. */
export function compareResponses(pair: OperationPair): void {
  const { before, after, list } = pair;
  const met = new Set<string>();
  for (const [status, response] of Object.entries(before.responses)) {
    const found = counterpart(status, after.responses);
    if (found === undefined) {
      list.add(isError(status) ? "errorResponseRemoved" : "responseRemoved", { side: "output", path: [], response: status, pointer: operationPointer(before, "responses", status) }, status, null);
      continue;
    }
    met.add(found);
    const now = after.responses[found];
    if (now !== undefined) compareResponse(pair, status, response, found, now);
  }
  for (const status of Object.keys(after.responses)) {
    if (met.has(status) || Object.hasOwn(before.responses, status)) continue;
    list.add("responseAdded", { side: "output", path: [], response: status, pointer: operationPointer(after, "responses", status) }, null, status);
  }
}

/** The same status, its range, or `default` for errors; of a range a single status of it. */
function counterpart(status: string, responses: Readonly<Record<string, OperationResponse>>): string | undefined {
  const range = `${status[0] ?? ""}XX`;
  const statuses = Object.keys(responses);
  const same = statuses.find((other) => other.toUpperCase() === status.toUpperCase()) ?? statuses.find((other) => other.toUpperCase() === range);
  if (same !== undefined || status === "default") return same;
  const inside = status.toUpperCase() === range ? statuses.find((other) => /^\d{3}$/.test(other) && other[0] === status[0]) : undefined;
  return inside ?? statuses.find((other) => other === "default");
}

function isError(status: string): boolean {
  return /^[45]/.test(status);
}

function compareResponse({ before, after, comparer, list }: OperationPair, status: string, old: OperationResponse, found: string, now: OperationResponse): void {
  const pointers = { before: operationPointer(before, "responses", status), after: operationPointer(after, "responses", found) };
  if (old.description !== now.description || !equalJson(old.extensions, now.extensions)) list.add("responseTexts", { side: "output", path: [], response: status, pointer: pointers.after });
  compareHeaders({ before, after, comparer, list }, old, now, status, pointers);
  compareContent(comparer, list, old.content, now.content, { side: "output", path: [], response: status, pointers: { before: `${pointers.before}/content`, after: `${pointers.after}/content` } });
}

interface Header {
  name: string;
  required: boolean;
  fields: Readonly<Record<string, unknown>>;
}

function headersOf({ headers = {} }: OperationResponse): Map<string, Header> {
  return new Map(Object.entries(headers).map(([name, header]) => {
    const fields = isObject(header) ? header : {};
    return [name.toLowerCase(), { name, required: fields["required"] === true, fields }];
  }));
}

function compareHeaders({ comparer, list }: OperationPair, before: OperationResponse, after: OperationResponse, status: string, pointers: { before: string; after: string }): void {
  const [old, now] = [headersOf(before), headersOf(after)];
  const at = (pointer: string, name: string) => ({ side: "output", path: [headerStep, name], response: status, pointer: below(true, pointer, "headers", name).pointer }) as const;
  for (const [key, { name, required, fields }] of old) {
    const found = now.get(key);
    if (found === undefined) {
      list.add("headerRemoved", at(pointers.before, name), name, null);
      continue;
    }
    const place = at(pointers.after, found.name);
    if (required !== found.required) list.add(found.required ? "headerRequired" : "headerOptional", place, name, found.name);
    if (!equalJson(textsOf(fields), textsOf(found.fields))) list.add("headerTexts", place);
    const report = new ComparisonReport(comparer, list, { side: "output", response: status });
    report.take(comparer.compare(below(fields["schema"], ""), below(found.fields["schema"], place.pointer, "schema")), place.path);
    report.finish();
  }
  for (const [key, { name }] of now) if (!old.has(key)) list.add("headerAdded", at(pointers.after, name), null, name);
}

/** First step of paths to headers, which no field of a body can be taken for: queries of apps see bodies only. */
export const headerStep = "(header)";

function textsOf({ schema: _schema, required: _required, ...texts }: Readonly<Record<string, unknown>>): unknown {
  return texts;
}
