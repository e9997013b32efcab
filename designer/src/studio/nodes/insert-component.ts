import type { AppRecords, Breakpoint, ComponentManifest, GridRect, PageNode } from "@tessera/contracts";
import { insertNode, newId } from "@tessera/page";
import { manifestOf, slotsOf } from "../component/index.ts";
import type { EditorStore } from "../editor-store/index.ts";

/** Where something new belongs. */
export interface Target {
  parent: string | null;
  slot: string;
  index?: number;
  rect?: GridRect;
}

/** Where a click in the palette inserts: into the selected container, beside the selected component, else at the end of the page. */
export function insertionTarget(records: AppRecords, page: string, selection: readonly string[]): Target {
  const id = selection[0];
  const node = id === undefined ? undefined : (records[`node/${page}/${id}`] as PageNode | undefined);
  if (!node) return { parent: null, slot: "default" };
  const slot = slotsOf(manifestOf(node.type), node.props ?? {})[0];
  if (slot !== undefined) return { parent: node.id, slot };
  return { parent: node.parent, slot: node.slot ?? "default" };
}

/** Adds a component of a type and selects it; its id, or null when it was refused. */
export function insertComponent(store: EditorStore, manifest: ComponentManifest, target: Target, breakpoint: Breakpoint, extra: { props?: PageNode["props"]; label?: string } = {}): string | null {
  const { page, edit, select } = store.getState();
  const id = newId(manifest.type);
  const place: Target = manifest.overlay ? { parent: null, slot: "default" } : target;
  const done = edit(
    (records) =>
      insertNode(records, {
        page, id, type: manifest.type, version: manifest.version, parent: place.parent, slot: place.slot, breakpoint, size: manifest.defaultSize, overlay: manifest.overlay,
        ...(place.index === undefined ? {} : { index: place.index }),
        ...(place.rect === undefined ? {} : { rect: place.rect }),
        ...(extra.props === undefined ? {} : { props: extra.props }),
      }),
    extra.label === undefined ? {} : { label: extra.label },
  );
  if (!done) return null;
  select([id]);
  return id;
}
