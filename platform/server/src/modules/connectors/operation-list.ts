import { type Operation, UserError, docsScore } from "@tessera/contracts";
import type { QueryFilter } from "mongoose";
import { serverErrors } from "../../errors.ts";
import type { ListRequest, Page } from "../../persistence/page.ts";
import { decodeCursor, defaultLimit, encodeCursor } from "../../persistence/page.ts";
import { persistenceMessages } from "../../persistence/persistence.messages.ts";
import type { StoredOperation } from "./operation.repository.ts";
import { operationWords, searchTerms } from "./operation-words.ts";

/** What a list of operations takes, see `operationListQuerySchema`. */
export interface OperationListRequest extends ListRequest {
  method?: Operation["method"] | undefined;
  label?: string | undefined;
  deprecated?: "true" | "false" | undefined;
  scoreBelow?: number | undefined;
  sort?: "id" | "-id" | "path" | "-path" | "score" | "-score" | undefined;
}

/** Field that a list is ordered by; equal ones follow by id, in the same direction. */
interface Order {
  field: "operation" | "path" | "score";
  direction: 1 | -1;
}

export function orderOf({ sort = "id" }: OperationListRequest): Order {
  const name = sort.replace("-", "");
  return { field: name === "path" || name === "score" ? name : "operation", direction: sort.startsWith("-") ? -1 : 1 };
}

/** Matches of a draft; each search term is a range of the index over words. */
export function listFilter(draft: string, request: OperationListRequest, ids?: readonly string[]): QueryFilter<StoredOperation> {
  const { search = "", method, label, deprecated, scoreBelow } = request;
  const conditions: QueryFilter<StoredOperation>[] = [{ draft }];
  for (const term of searchTerms(search)) conditions.push({ words: { $regex: `^${term.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")}` } });
  if (method !== undefined) conditions.push({ method });
  if (label !== undefined) conditions.push({ tags: label });
  if (deprecated !== undefined) conditions.push({ deprecated: deprecated === "true" });
  if (scoreBelow !== undefined) conditions.push({ score: { $lt: scoreBelow } });
  if (ids !== undefined) conditions.push({ operation: { $in: [...ids] } });
  return conditions.length === 1 ? { draft } : ({ $and: conditions } as QueryFilter<StoredOperation>);
}

/** A search that finds more is not counted on: a person narrows it instead of reading the number. */
const mostCounted = 1_000;

/**
 * How the matches of a list are counted: alone by an index where that can be, since a store that has to choose among several may
 * take one after which it reads every record; a search up to `mostCounted`.
 */
export function countingOf({ search = "", method, label, deprecated, scoreBelow }: OperationListRequest, ids?: readonly string[]): { hint?: Record<string, 1>; limit?: number } {
  if (searchTerms(search).length > 0) return { limit: mostCounted + 1 };
  if (label !== undefined || deprecated !== undefined || scoreBelow !== undefined || ids !== undefined) return {};
  return { hint: method === undefined ? { draft: 1, operation: 1 } : { draft: 1, method: 1, operation: 1 } };
}

type Position = [value: string | number, id: string];

/** What a list continues after. Throws `request.cursor`. */
export function afterCursor({ field, direction }: Order, cursor: string): QueryFilter<StoredOperation> {
  const [value, id] = positionOf(cursor);
  const beyond = direction === 1 ? "$gt" : "$lt";
  if (field === "operation") return { operation: { [beyond]: id } } as QueryFilter<StoredOperation>;
  return { $or: [{ [field]: { [beyond]: value } }, { [field]: value, operation: { [beyond]: id } }] } as QueryFilter<StoredOperation>;
}

/** The cursor that continues after a record. */
export function cursorAfter(value: string | number, id: string): string {
  return encodeCursor(JSON.stringify([value, id]));
}

function positionOf(cursor: string): Position {
  const text = decodeCursor(cursor);
  try {
    const position: unknown = JSON.parse(text);
    if (Array.isArray(position) && (typeof position[0] === "string" || typeof position[0] === "number") && typeof position[1] === "string") return [position[0], position[1]];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError({ code: serverErrors.requestCursor, message: persistenceMessages.cursor(), path: "/cursor" });
}

/** A page of the operations of a release, by the same rules as of a draft. Throws `request.cursor`. */
export function pageOfRelease(operations: readonly Operation[], request: OperationListRequest): Page<Operation> {
  const { field, direction } = orderOf(request);
  const valueOf = (operation: Operation): string | number => (field === "score" ? docsScore(operation).score : field === "path" ? operation.path : operation.id);
  const after = request.cursor === undefined ? undefined : positionOf(request.cursor);
  const sorted = operations.filter((operation) => matches(operation, request)).map((operation): [Position, Operation] => [[valueOf(operation), operation.id], operation]);
  sorted.sort(([one], [other]) => compare(one, other) * direction);
  const following = after === undefined ? sorted : sorted.filter(([position]) => compare(position, after) * direction > 0);
  const shown = following.slice(0, request.limit ?? defaultLimit);
  const last = shown.at(-1)?.[0];
  return { items: shown.map(([, operation]) => operation), total: sorted.length, ...(last !== undefined && following.length > shown.length ? { nextCursor: cursorAfter(...last) } : {}) };
}

function matches(operation: Operation, { search = "", method, label, deprecated, scoreBelow }: OperationListRequest): boolean {
  const terms = searchTerms(search);
  if (method !== undefined && operation.method !== method) return false;
  if (label !== undefined && !(operation.tags ?? []).includes(label)) return false;
  if (deprecated !== undefined && (operation.deprecated ?? false) !== (deprecated === "true")) return false;
  if (scoreBelow !== undefined && docsScore(operation).score >= scoreBelow) return false;
  if (terms.length === 0) return true;
  const words = operationWords(operation);
  return terms.every((term) => words.some((word) => word.startsWith(term)));
}

function compare([value, id]: Position, [otherValue, otherId]: Position): number {
  if (value !== otherValue) return value < otherValue ? -1 : 1;
  return id < otherId ? -1 : id > otherId ? 1 : 0;
}
