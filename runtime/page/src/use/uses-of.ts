import type { Action, AppRecords, PageNode, Query, RecordKey, TaggedValue } from "@tessera/contracts";
import { dependenciesOf, dependenciesOfFunction } from "../binding/dependencies.ts";
import { parseKey } from "../records/keys.ts";

/** What is looked for. Node ids are unique per page only. */
export type UseTarget = { kind: "node"; page: string; id: string } | { kind: "query"; id: string } | { kind: "page"; id: string };

/** A place that names something: the record, the field in it as a JSON pointer, and for nodes the page and shown name. */
export interface Use {
  key: RecordKey;
  path: string;
  page?: string;
  node?: string;
  name?: string;
}

/** Something named by a record: where, and what. */
export interface Mention extends Use {
  kind: "node" | "query" | "page";
  id: string;
}

/** Every place that names a node, query or page: bindings, functions, actions, the app's home. Children of a node do not count as uses. */
export function usesOf(records: AppRecords, target: UseTarget): Use[] {
  return mentionsIn(records)
    .filter((mention) => mention.kind === target.kind && mention.id === target.id && (target.kind !== "node" || mention.page === target.page))
    .map(({ kind: _kind, id: _id, ...use }) => use);
}

/** Everything that the records name. */
export function mentionsIn(records: AppRecords): Mention[] {
  return Object.entries(records).flatMap(([key, record]): Mention[] => {
    const name = parseKey(key);
    if (name?.kind === "app") return typeof record.home === "string" ? [{ key, path: "/home", kind: "page", id: record.home }] : [];
    if (name?.kind === "query") return inInputs((record as Query).inputs, "/inputs").map((found) => ({ key, name: String(record.name), ...found }));
    if (name?.kind !== "node") return [];
    const node = record as PageNode;
    return nodeMentions(node).map((found) => ({ key, page: name.page, node: node.id, name: node.name, ...found }));
  });
}

type Found = Pick<Mention, "kind" | "id" | "path">;

/** What one node names. */
export function nodeMentions(node: PageNode): Found[] {
  const events = Object.entries(node.events ?? {}).flatMap(([event, actions]) => inActions(actions, `/events/${escapeStep(event)}`));
  return [...inInputs(node.props, "/props"), ...events, ...(node.visible ? inValue(node.visible, "/visible") : [])];
}

function inInputs(values: Record<string, TaggedValue> | undefined, path: string): Found[] {
  return Object.entries(values ?? {}).flatMap(([name, value]) => inValue(value, `${path}/${escapeStep(name)}`));
}

function inActions(actions: readonly Action[] | undefined, path: string): Found[] {
  return (actions ?? []).flatMap((action, index) => inAction(action, `${path}/${index}`));
}

function inAction(action: Action, path: string): Found[] {
  switch (action.kind) {
    case "runQuery":
      return [
        { kind: "query", id: action.query, path: `${path}/query` }, ...inInputs(action.inputs, `${path}/inputs`),
        ...inActions(action.onSuccess, `${path}/onSuccess`), ...inActions(action.onError, `${path}/onError`),
      ];
    case "open":
    case "close":
    case "reset":
      return [{ kind: "node", id: action.node, path: `${path}/node` }];
    case "navigate":
      return [{ kind: "page", id: action.page, path: `${path}/page` }, ...inInputs(action.params, `${path}/params`)];
    case "setState":
      return inValue(action.value, `${path}/value`);
    case "openUrl":
      return inValue(action.url, `${path}/url`);
    case "notify":
      return inValue(action.message, `${path}/message`);
    default:
      return [];
  }
}

function inValue(value: TaggedValue | undefined, path: string): Found[] {
  if (value?.kind !== "binding" && value?.kind !== "function") return [];
  try {
    const { paths } = value.kind === "binding" ? dependenciesOf(value.template) : dependenciesOfFunction(value.source);
    return paths.flatMap(([root, id]): Found[] => {
      if (id === undefined) return [];
      if (root === "components") return [{ kind: "node", id, path }];
      return root === "queries" ? [{ kind: "query", id, path }] : [];
    });
  } catch (error) {
    // Text that cannot be read names nothing; checkBundle reports it at its place.
    if (error instanceof Error) return [];
    throw error;
  }
}

/** One step of a JSON pointer (RFC 6901). */
export function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
