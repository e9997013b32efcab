import { type AppRecords, type Breakpoint, type Diff, type GridRect, breakpoints } from "@tessera/contracts";
import { layoutSlot, slotKeyOf } from "../layout/layout-of.ts";
import { type Nudge, nudgeRects } from "../layout/nudge.ts";
import { assemblePage } from "../records/bundle.ts";
import { sameJson } from "../records/json.ts";
import { childrenOf } from "../records/tree.ts";
import { setRects } from "./layout.ts";

interface NudgeNodes {
  page: string;
  breakpoint: Breakpoint;
  nodes: readonly string[];
  by: Nudge;
  /** Types that stand above the page instead of in its grid. */
  overlays?: ReadonlySet<string>;
}

/** Moves or resizes nodes of a page by one step, each within its slot. @throws UserError page.record-missing. */
export function nudgeNodes(records: AppRecords, { page, breakpoint, nodes, by, overlays = new Set() }: NudgeNodes): Diff {
  const document = assemblePage(records, page);
  const changed: Record<string, GridRect> = {};
  const chosen = nodes.flatMap((id) => document.nodes[id] ?? []).filter((node) => !overlays.has(node.type));
  for (const together of Map.groupBy(chosen, slotKeyOf).values()) {
    const [first] = together;
    if (!first) continue;
    const siblings = childrenOf(document.nodes, first.parent, first.slot ?? "default").filter((node) => !overlays.has(node.type));
    const before = layoutSlot(document, breakpoint, siblings.map(({ id }) => id));
    const after = nudgeRects(before, together.map(({ id }) => id), by, breakpoints[breakpoint].columns);
    for (const [id, rect] of Object.entries(after)) if (!sameJson(rect, before[id])) changed[id] = rect;
  }
  return setRects(records, { page, breakpoint, rects: changed });
}
