import type { Action, ComponentManifest, PageDocument, PageNode, PropSpec, TaggedValue } from "@tessera/contracts";
import { isObject } from "../records/json.ts";
import { checkTagged, type Known } from "./check-text.ts";
import { checkValue } from "./check-value.ts";
import { problemMessages as say } from "./messages.ts";
import { type Report, called, pageProblemCodes as codes, pointer } from "./problem.ts";

/** What the check of a node may look at. */
export interface NodeContext {
  page: PageDocument;
  pages: ReadonlySet<string>;
  manifests: ReadonlyMap<string, ComponentManifest>;
  known: Known;
  report: Report;
  /** JSON pointer of the node in the bundle. */
  path: string;
}

/** Checks one node: its type, place, properties, events and visibility. */
export function checkNode(node: PageNode, context: NodeContext): void {
  const { manifests, report, path } = context;
  const manifest = manifests.get(node.type);
  checkPlace(node, context);
  if (!manifest) report(codes.componentUnknown, `${path}/type`, say.componentUnknown({ type: node.type, node: called(node) }));
  for (const [name, value] of Object.entries(node.props ?? {})) checkProp(name, value, manifest, { ...context, path: path + pointer("props", name) });
  if (node.visible) checkTagged(node.visible, `${path}/visible`, context.known, [], report);
  for (const [event, actions] of Object.entries(node.events ?? {})) {
    const spec = manifest?.events.find((candidate) => candidate.name === event);
    const at = path + pointer("events", event);
    if (manifest && !spec) report(codes.eventUnknown, at, say.eventUnknown({ type: node.type, event }), "warning");
    checkActions(actions, at, { ...context, locals: spec?.locals ?? "any" });
  }
}

function checkPlace(node: PageNode, { page, manifests, report, path }: NodeContext): void {
  if (node.parent === null) {
    if ((node.slot ?? "default") !== "default") report(codes.slotUnknown, `${path}/slot`, say.pageSlot({ slot: node.slot ?? "default" }));
    return;
  }
  const parent = Object.hasOwn(page.nodes, node.parent) ? page.nodes[node.parent] : undefined;
  if (!parent) {
    report(codes.parentMissing, `${path}/parent`, say.parentMissing({ node: called(node), parent: node.parent }));
    return;
  }
  const manifest = manifests.get(parent.type);
  const slots = manifest && slotsOf(manifest, parent);
  if (slots && !slots.includes(node.slot ?? "default")) {
    report(codes.slotUnknown, `${path}/slot`, say.slotUnknown({ parent: called(parent), slot: node.slot ?? "default", node: called(node), slots: slots.length > 0 ? slots.join(", ") : say.noSlots() }));
  }
}

/** Names of a node's slots; null when they are decided by a binding and so not known here. */
export function slotsOf(manifest: ComponentManifest, node: Pick<PageNode, "props">): string[] | null {
  const fixed = manifest.slots.map((slot) => slot.name);
  if (manifest.slotsFrom === undefined) return fixed;
  const value = node.props?.[manifest.slotsFrom];
  if (value !== undefined && value.kind !== "static") return null;
  const items = value ? value.value : manifest.props.find((prop) => prop.name === manifest.slotsFrom)?.default;
  const keys = Array.isArray(items) ? items.flatMap((item) => (isObject(item) && item.key !== undefined ? [String(item.key)] : [])) : [];
  return [...fixed, ...keys];
}

function checkProp(name: string, value: TaggedValue, manifest: ComponentManifest | undefined, { known, report, path }: NodeContext): void {
  checkTagged(value, path, known, [], report);
  const spec = manifest?.props.find((prop) => prop.name === name);
  if (!manifest) return;
  if (!spec) report(codes.propUnknown, path, say.propUnknown({ type: manifest.type, prop: name }), "warning");
  else checkSpec(value, spec, path, report);
}

function checkSpec(value: TaggedValue, spec: PropSpec, path: string, report: Report): void {
  if (value.kind === "binding" && !spec.bindable) report(codes.propNotBindable, path, say.propNotBindable({ prop: spec.name }));
  if (value.kind !== "static") return;
  const found = checkValue(value.value, spec.schema);
  if (found) report(codes.propType, `${path}/value${found.path}`, say.propType({ prop: spec.name, place: found.path, reason: found.message }));
}

type ActionContext = NodeContext & { locals: readonly string[] | "any" };

function checkActions(actions: readonly Action[] | undefined, path: string, context: ActionContext): void {
  for (const [index, action] of (actions ?? []).entries()) checkAction(action, `${path}/${index}`, context);
}

function checkAction(action: Action, path: string, context: ActionContext): void {
  const { known, report, page, pages, locals } = context;
  const values = (entries: Record<string, TaggedValue> | undefined, at: string): void => {
    for (const [name, value] of Object.entries(entries ?? {})) checkTagged(value, at + pointer(name), known, locals, report);
  };
  if (action.kind === "runQuery") {
    if (!known.queries.has(action.query)) report(codes.referenceMissing, `${path}/query`, say.queryMissing({ id: action.query }));
    values(action.inputs, `${path}/inputs`);
    checkActions(action.onSuccess, `${path}/onSuccess`, { ...context, locals: locals === "any" ? locals : [...locals, "data"] });
    checkActions(action.onError, `${path}/onError`, { ...context, locals: locals === "any" ? locals : [...locals, "error"] });
  } else if (action.kind === "open" || action.kind === "close" || action.kind === "reset") {
    if (!Object.hasOwn(page.nodes, action.node)) report(codes.referenceMissing, `${path}/node`, say.nodeMissing({ id: action.node }));
  } else if (action.kind === "navigate") {
    if (!pages.has(action.page)) report(codes.referenceMissing, `${path}/page`, say.pageMissing({ id: action.page }));
    values(action.params, `${path}/params`);
  } else if (action.kind === "setState") {
    if (!known.state.has(action.name)) report(codes.referenceMissing, `${path}/name`, say.stateMissing({ name: action.name }), "warning");
    checkTagged(action.value, `${path}/value`, known, locals, report);
  } else if (action.kind === "openUrl") checkTagged(action.url, `${path}/url`, known, locals, report);
  else if (action.kind === "notify") checkTagged(action.message, `${path}/message`, known, locals, report);
}
