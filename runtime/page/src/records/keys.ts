import type { Breakpoint, RecordKey } from "@tessera/contracts";

/** Breakpoints from wide to narrow. */
export const breakpointOrder: readonly Breakpoint[] = ["desktop", "tablet", "mobile"];

/** Key of the record that holds a page's head. */
export const pageKey = (page: string): RecordKey => `page/${page}`;
/** Key of a node of a page. */
export const nodeKey = (page: string, node: string): RecordKey => `node/${page}/${node}`;
/** Key of a node's place at a breakpoint. */
export const layoutKey = (page: string, breakpoint: Breakpoint, node: string): RecordKey => `layout/${page}/${breakpoint}/${node}`;
/** Key of a query. */
export const queryKey = (query: string): RecordKey => `query/${query}`;

/** What a record key names. */
export type RecordName =
  | { kind: "app" }
  | { kind: "page"; page: string }
  | { kind: "node"; page: string; node: string }
  | { kind: "layout"; page: string; breakpoint: Breakpoint; node: string }
  | { kind: "query"; query: string };

/** Takes a record key apart; null when it is none. */
export function parseKey(key: RecordKey): RecordName | null {
  const [kind, first, second, third] = key.split("/");
  if (kind === "app" && first === undefined) return { kind };
  if (!first) return null;
  if (kind === "page" && second === undefined) return { kind, page: first };
  if (kind === "query" && second === undefined) return { kind, query: first };
  if (!second) return null;
  if (kind === "node" && third === undefined) return { kind, page: first, node: second };
  if (kind === "layout" && third && (second === "desktop" || second === "tablet" || second === "mobile")) {
    return { kind, page: first, breakpoint: second, node: third };
  }
  return null;
}
