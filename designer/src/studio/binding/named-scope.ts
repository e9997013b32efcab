import type { AppRecords, PageNode, Query } from "@tessera/contracts";
import { nodesOf, parseKey } from "@tessera/page";
import { manifestOf } from "../component/index.ts";

type Tree = Record<string, unknown>;

const asTree = (value: unknown): Tree => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Tree) : {});

/**
 * What a person may read in a binding, by shown names: live values where the frame reported some, and else what the
 * manifests say that components expose.
 */
export function namedScope(scope: Readonly<Tree> | null, records: AppRecords, page: string): Tree {
  const live = scope ?? {};
  const components: Tree = {};
  for (const node of Object.values(nodesOf(records, page)) as PageNode[]) {
    const exposes = Object.fromEntries((manifestOf(node.type)?.exposes ?? []).map(({ name }) => [name, undefined]));
    components[node.name] = { ...exposes, ...asTree(asTree(live.components)[node.id]) };
  }
  const queries: Tree = {};
  for (const [key, record] of Object.entries(records)) {
    if (parseKey(key)?.kind !== "query") continue;
    const query = record as Query;
    queries[query.name] = { data: undefined, error: undefined, loading: undefined, ...asTree(asTree(live.queries)[query.id]) };
  }
  const state = { ...asTree(records[`page/${page}`]?.state), ...asTree(live.state) };
  return { components, queries, state, params: asTree(live.params), user: live.user ?? { name: "", displayName: "" }, locale: live.locale ?? "zh-CN" };
}
