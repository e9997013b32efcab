import type { ListRequest, Page } from "../../persistence/page.ts";

const defaultLimit = 100;

/** A page of records that are in memory already, sorted by key. */
export function pageOfArray<T, V>(items: readonly T[], request: ListRequest, keyOf: (item: T) => string, textsOf: (item: T) => string[], viewOf: (item: T) => V): Page<V> {
  const search = request.search?.toLowerCase() ?? "";
  const matching = items.filter((item) => search === "" || textsOf(item).some((text) => text.toLowerCase().includes(search))).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const after = request.cursor === undefined ? "" : Buffer.from(request.cursor, "base64url").toString();
  const following = matching.filter((item) => keyOf(item) > after);
  const shown = following.slice(0, request.limit ?? defaultLimit);
  const last = shown.at(-1);
  return { items: shown.map(viewOf), total: matching.length, ...(last !== undefined && following.length > shown.length ? { nextCursor: Buffer.from(keyOf(last)).toString("base64url") } : {}) };
}
