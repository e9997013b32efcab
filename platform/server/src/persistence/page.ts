import { UserError } from "@tessera/contracts";
import type { Model, QueryFilter } from "mongoose";
import { serverErrors } from "../errors.ts";
import { persistenceMessages } from "./persistence.messages.ts";

/** What every list takes, see `listQuerySchema`. */
export interface ListRequest {
  search?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface Page<T> {
  items: T[];
  nextCursor?: string;
  total?: number;
}

export interface ListOptions<T> {
  /** Field with a value of its own per record within the filter: what the list is sorted by and continues after. */
  key: keyof T & string;
  direction: 1 | -1;
  /** Fields that `search` looks into, e.g. `title.en`. */
  searchIn: readonly string[];
  /** Count all matches for the first page; for lists that stay small. */
  count?: boolean;
  /** Fields to read; all unless said. */
  select?: readonly (keyof T & string)[];
}

/** Records of a page unless the request says. */
export const defaultLimit = 100;

/** A page of records by key; continues after the last key whatever was added or removed meanwhile. */
export async function findPage<T>(model: Model<T>, filter: QueryFilter<T>, request: ListRequest, options: ListOptions<T>): Promise<Page<T>> {
  const limit = request.limit ?? defaultLimit;
  const matching = request.search ? { $and: [filter, searchFilter(request.search, options.searchIn)] } : filter;
  const after = request.cursor === undefined ? undefined : { [options.key]: { [options.direction === 1 ? "$gt" : "$lt"]: decodeCursor(request.cursor) } };
  const query = model.find((after === undefined ? matching : { $and: [matching, after] }) as QueryFilter<T>).sort({ [options.key]: options.direction }).limit(limit + 1).lean<T[]>();
  if (options.select) query.select([...options.select]);
  const [found, total] = await Promise.all([query, options.count && request.cursor === undefined ? model.countDocuments(matching as QueryFilter<T>) : undefined]);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(found.length > limit && last !== null && last !== undefined ? { nextCursor: encodeCursor(String(last[options.key])) } : {}), ...(total === undefined ? {} : { total }) };
}

/** Maps the items of a page. */
export function mapPage<A, B>(page: Page<A>, map: (item: A) => B): Page<B> {
  return { ...page, items: page.items.map(map) };
}

function searchFilter(search: string, fields: readonly string[]): Record<string, unknown> {
  const pattern = search.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  return { $or: fields.map((field) => ({ [field]: { $regex: pattern, $options: "i" } })) };
}

/** The cursor that continues a list after a record. */
export function encodeCursor(key: string): string {
  return Buffer.from(key).toString("base64url");
}

/** The key that a list continues after. Throws `request.cursor`. */
export function decodeCursor(cursor: string): string {
  const key = Buffer.from(cursor, "base64url").toString();
  if (key === "" || encodeCursor(key) !== cursor) throw new UserError({ code: serverErrors.requestCursor, message: persistenceMessages.cursor(), path: "/cursor" });
  return key;
}
