import type { PageNode } from "@tessera/contracts";
import { type Rects, childrenOf, layoutSlot } from "@tessera/page";
import type { Registry, Session } from "../session.ts";
import type { FrameState } from "../state/frame-store.ts";

/** Whether a node stands above the page instead of in a grid. */
export function isOverlay(registry: Registry, node: Pick<PageNode, "type">): boolean {
  return registry.get(node.type)?.manifest.overlay ?? false;
}

/** Nodes that stand in a slot's grid now. Hidden ones take no place, except while editing. */
export function gridChildren(registry: Registry, state: FrameState, parent: string | null, slot: string): string[] {
  return childrenOf(state.page.nodes, parent, slot)
    .filter((node) => !isOverlay(registry, node) && (state.mode === "edit" || !state.hidden[node.id]))
    .map((node) => node.id);
}

/** Places of a slot's nodes as shown now, measured heights included. */
export function slotLayout(session: Session, state: FrameState, parent: string | null, slot: string): Rects {
  return layoutSlot(state.page, state.breakpoint, gridChildren(session.registry, state, parent, slot), state.heights);
}
