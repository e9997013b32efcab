import { type ListRequest, type Page, decodeCursor, defaultLimit, encodeCursor } from "../../persistence/page.ts";

/** A page of records that are in memory already, sorted by key. Throws `request.cursor`. */
export function pageOfArray<T, V>(items: readonly T[], request: ListRequest, keyOf: (item: T) => string, textsOf: (item: T) => string[], viewOf: (item: T) => V): Page<V> {
  const search = request.search?.toLowerCase() ?? "";
  const after = request.cursor === undefined ? "" : decodeCursor(request.cursor);
  const matching = items.filter((item) => search === "" || textsOf(item).some((text) => text.toLowerCase().includes(search))).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const following = matching.filter((item) => keyOf(item) > after);
  const shown = following.slice(0, request.limit ?? defaultLimit);
  const last = shown.at(-1);
  return { items: shown.map(viewOf), total: matching.length, ...(last !== undefined && following.length > shown.length ? { nextCursor: encodeCursor(keyOf(last)) } : {}) };
}
