import { type AppRecords, type Locale, type LocalizedText, localize } from "@tessera/contracts";
import { nodeKey, pageKey, parseKey } from "@tessera/page";

export type ChangeKind = "added" | "changed" | "removed";

/** One line of what a version changes: a page, component or query by its name. Places count with their components. */
export interface ChangeLine {
  /** Key of the record that the line is about. */
  key: string;
  kind: ChangeKind;
  what: "app" | "page" | "node" | "query";
  name: string;
  /** Title of a component's page. */
  page: string | null;
}

/** What a changed record is to a person; null for what belongs to something that is listed anyway. */
export function changeOfKey(key: string, kind: ChangeKind, before: AppRecords, after: AppRecords, locale: Locale): ChangeLine | null {
  const name = parseKey(key);
  const record = after[key] ?? before[key];
  if (name === null) return null;
  if (name.kind === "app") return { key, kind: "changed", what: "app", name: "app", page: null };
  const titleOf = (page: string): string => localize((after[pageKey(page)] ?? before[pageKey(page)])?.["title"] as LocalizedText | undefined, locale) || page;
  if (name.kind === "page") return { key, kind, what: "page", name: titleOf(name.page), page: null };
  if (name.kind === "query") return { key, kind, what: "query", name: String(record?.["name"] ?? name.query), page: null };
  const at = nodeKey(name.page, name.node);
  const node = after[at] ?? before[at];
  if (!node) return null;
  const line = { key: at, what: "node" as const, name: String(node["name"]), page: titleOf(name.page) };
  if (name.kind === "layout") return after[at] && before[at] ? { ...line, kind: "changed" } : null;
  return { ...line, kind };
}
