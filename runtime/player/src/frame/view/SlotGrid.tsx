import { breakpoints, gridGap, gridRowHeight } from "@tessera/contracts";
import { type Rects, compactRects, layoutSlot } from "@tessera/page";
import { type CSSProperties, type ReactElement, memo, useMemo } from "react";
import { type Compactor, GridLayout, type LayoutItem } from "react-grid-layout";
import { useGridDrag } from "../edit/use-grid-drag.ts";
import { frameMessages } from "../text/messages.ts";
import { NodeView } from "./NodeView.tsx";
import { useFrame, useSession } from "./session-context.ts";
import { gridChildren } from "./slot-layout.ts";
import { useWidth } from "./use-width.ts";

const margin = [gridGap, gridGap] as const;
const noPadding = [0, 0] as const;
const off = { enabled: false };
// A press inside a nested slot belongs to what stands in it, not to the container around it.
const dragging = { enabled: true, cancel: ".tessera-slot", threshold: 4 };
const resizing = { enabled: true, handles: ["e", "s", "se"] as const };

/** The page model's own compaction, so that a drag shows what will be stored. */
const compactor: Compactor = {
  type: "vertical",
  allowOverlap: false,
  compact(layout, columns) {
    const moved = new Set(layout.filter((item) => item.moved).map((item) => item.i));
    const rects = compactRects(Object.fromEntries(layout.map((item) => [item.i, { x: item.x, y: item.y, w: item.w, h: item.h }])), columns, moved);
    return layout.map((item) => ({ ...item, ...rects[item.i], moved: false }));
  },
};

/** The grid of one slot: the page itself, or a place inside a container. */
export const SlotGrid = memo(function SlotGrid({ parent, slot }: { parent: string | null; slot: string }): ReactElement {
  const session = useSession();
  const [ref, width] = useWidth();
  const ids = useFrame((state) => gridChildren(session.registry, state, parent, slot));
  const heights = useFrame((state) => Object.fromEntries(ids.flatMap((id) => (state.heights[id] === undefined ? [] : [[id, state.heights[id]]]))));
  const { mode, page, breakpoint, stamp, preview } = useFrame((state) => ({
    mode: state.mode, page: state.page, breakpoint: state.breakpoint, stamp: state.layoutStamp, preview: state.preview?.parent === parent && state.preview.slot === slot ? state.preview : null,
  }));
  const rects = useMemo(() => layoutSlot(page, breakpoint, ids, heights), [page, breakpoint, ids, heights]);
  const editing = mode === "edit";
  const drag = useGridDrag(parent, slot, rects);
  const { columns } = breakpoints[breakpoint];
  const gridConfig = useMemo(() => ({ cols: columns, rowHeight: gridRowHeight, margin, containerPadding: noPadding }), [columns]);
  const layout = useMemo(() => itemsOf(preview ? { ...rects, ...preview.rects } : rects, ids, stamp, (id) => minSizeOf(session.registry.get(page.nodes[id]?.type ?? "")?.manifest.minSize, columns)), [rects, preview, ids, stamp, session, page, columns]);
  const children = useMemo(() => ids.map((id) => <div key={id}><NodeView id={id} /></div>), [ids]);
  const isEmpty = ids.length === 0;

  return (
    <div ref={ref} className={`tessera-slot${isEmpty ? " empty" : ""}${parent === null ? " root" : ""}`} data-slot={slot} data-parent={parent ?? ""} style={isEmpty && !editing ? { minHeight: 0 } : undefined}>
      {isEmpty && !preview && <EmptyHint editing={editing} root={parent === null} />}
      {width > 0 && (
        <GridLayout width={width} layout={layout} gridConfig={gridConfig} dragConfig={editing ? dragging : off} resizeConfig={editing ? resizing : off} compactor={compactor} {...drag}>
          {children}
        </GridLayout>
      )}
      {preview && <div className="tessera-preview" style={pixelsOf(preview.rect, width, columns)} />}
    </div>
  );
});

function EmptyHint({ editing, root }: { editing: boolean; root: boolean }): ReactElement | null {
  const messages = frameMessages(useFrame((state) => state.locale));
  if (editing) return <div className="tessera-hint">{root ? messages.emptyPage : messages.emptySlot}</div>;
  return root ? <p style={{ color: "var(--tessera-secondary)" }}>{messages.emptyView}</p> : null;
}

/** `stamp` makes the grid take the places again that it has changed by itself during a drag. */
function itemsOf(rects: Rects, ids: readonly string[], stamp: number, minSize: (id: string) => Partial<LayoutItem>): LayoutItem[] {
  return ids.flatMap((id) => {
    const rect = rects[id];
    return rect ? [Object.assign({ i: id, x: rect.x, y: rect.y, w: rect.w, h: rect.h, ...minSize(id) }, { stamp })] : [];
  });
}

function minSizeOf(size: { w: number; h: number } | undefined, columns: number): Partial<LayoutItem> {
  if (!size) return {};
  return { minW: Math.max(1, Math.min(columns, Math.floor((size.w * columns) / breakpoints.desktop.columns))), minH: 1 };
}

function pixelsOf(rect: { x: number; y: number; w: number; h: number }, width: number, columns: number): CSSProperties {
  const column = (width - gridGap * (columns - 1)) / columns;
  return {
    left: rect.x * (column + gridGap), top: rect.y * (gridRowHeight + gridGap),
    width: rect.w * (column + gridGap) - gridGap, height: rect.h * (gridRowHeight + gridGap) - gridGap,
  };
}
