import { type Action, type AppRecords, type Diff, type Message, type PageNode, type TaggedValue, UserError } from "@tessera/contracts";
import { pageErrorCodes } from "../errors.ts";
import { pageMessages } from "../messages.ts";
import { requireId } from "../records/id.ts";
import { nodeKey } from "../records/keys.ts";
import { nodesOf } from "../records/tree.ts";
import { editRecords, requireNode } from "./draft.ts";

interface OfNode {
  page: string;
  node: string;
}

function changeNode(records: AppRecords, { page, node }: OfNode, change: (node: PageNode) => object): Diff {
  return editRecords(records, (draft) => draft.set(nodeKey(page, node), change(requireNode(draft, page, node))));
}

/** Sets a property of a node. */
export function setProp(records: AppRecords, args: OfNode & { prop: string; value: TaggedValue }): Diff {
  return changeNode(records, args, (node) => ({ ...node, props: withEntry(node.props, args.prop, args.value) }));
}

/** Takes a property back to its default. */
export function unsetProp(records: AppRecords, args: OfNode & { prop: string }): Diff {
  return changeNode(records, args, (node) => ({ ...node, props: withEntry(node.props, args.prop, undefined) }));
}

/** Sets what an event of a node does; no actions: nothing. */
export function setEvents(records: AppRecords, args: OfNode & { event: string; actions: Action[] }): Diff {
  return changeNode(records, args, (node) => ({ ...node, events: withEntry(node.events, args.event, args.actions.length > 0 ? args.actions : undefined) }));
}

/** Sets when a node is shown; null: always. */
export function setVisible(records: AppRecords, args: OfNode & { visible: TaggedValue | null }): Diff {
  return changeNode(records, args, (node) => ({ ...node, visible: args.visible ?? undefined }));
}

/** Changes the shown name of a node; bindings go by id and stay. @throws UserError page.name-taken, page.invalid-id. */
export function renameNode(records: AppRecords, args: OfNode & { name: string }): Diff {
  requireId(args.name, "/name");
  const holder = Object.values(nodesOf(records, args.page)).find((other) => other.name === args.name && other.id !== args.node);
  if (holder) throw nameTaken(pageMessages.nodeNameTaken({ name: args.name }));
  return changeNode(records, args, (node) => ({ ...node, name: args.name }));
}

/** The error for a shown name that something else has. */
export function nameTaken(message: Message): UserError {
  return new UserError({ code: pageErrorCodes.nameTaken, reason: "conflict", message, path: "/name" });
}

function withEntry<T>(entries: Record<string, T> | undefined, key: string, value: T | undefined): Record<string, T> {
  const kept = Object.entries(entries ?? {});
  if (value === undefined) return Object.fromEntries(kept.filter(([name]) => name !== key));
  const at = kept.findIndex(([name]) => name === key);
  if (at < 0) kept.push([key, value]);
  else kept[at] = [key, value];
  return Object.fromEntries(kept);
}
