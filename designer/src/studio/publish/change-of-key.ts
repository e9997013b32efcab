import type { AppRecords, LocalizedText } from "@tessera/contracts";
import { nodeKey, parseKey } from "@tessera/page";

export type ChangeKind = "added" | "changed" | "removed";

/** One line of what a version changes: a page, component or query by its name. Places count with their components. */
export interface ChangeLine {
  kind: ChangeKind;
  what: "app" | "page" | "node" | "query";
  name: string;
  /** Page of a component. */
  page: string | null;
}

/** What a changed record is to a person; null for what belongs to something that is listed anyway. */
export function changeOfKey(key: string, kind: ChangeKind, before: AppRecords, after: AppRecords): ChangeLine | null {
  const name = parseKey(key);
  const record = after[key] ?? before[key];
  if (name === null) return null;
  if (name.kind === "app") return { kind: "changed", what: "app", name: "app", page: null };
  if (name.kind === "page") return { kind, what: "page", name: titleOf(record?.["title"] as LocalizedText | undefined, name.page), page: null };
  if (name.kind === "query") return { kind, what: "query", name: String(record?.["name"] ?? name.query), page: null };
  const head = after[`page/${name.page}`] ?? before[`page/${name.page}`];
  const page = titleOf(head?.["title"] as LocalizedText | undefined, name.page);
  const at = nodeKey(name.page, name.node);
  const node = after[at] ?? before[at];
  if (!node) return null;
  if (name.kind === "layout") return after[at] && before[at] ? { kind: "changed", what: "node", name: String(node["name"]), page } : null;
  return { kind, what: "node", name: String(node["name"]), page };
}

function titleOf(title: LocalizedText | undefined, fallback: string): string {
  return title?.["zh-CN"] || title?.en || fallback;
}
