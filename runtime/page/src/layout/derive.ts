import { type GridRect, breakpoints } from "@tessera/contracts";
import { readingOrder } from "./reading-order.ts";
import { type Rects, clampRect } from "./rect.ts";

/** Narrowest that a node becomes on a tablet, in columns of 12. */
const leastTabletWidth = 2;
/** Nodes up to this wide on a tablet (a third) keep half of a phone's width; wider ones take all of it. */
const halfWidthUpTo = 4;
/** Nodes up to this wide on a tablet (buttons, switches) are not stretched when they stand alone in a row on a phone. */
const smallUpTo = 2;

/** Places for a narrower breakpoint from those of the next wider one. */
export function deriveNarrower(wider: Rects, breakpoint: "tablet" | "mobile"): Rects {
  return breakpoint === "tablet" ? scaleToTablet(wider) : stackForMobile(wider);
}

/** Rounds both edges instead of the width, so that neighbours keep touching and never overlap. */
function scaleToTablet(wider: Rects): Rects {
  const columns = breakpoints.tablet.columns;
  const ratio = columns / breakpoints.desktop.columns;
  return Object.fromEntries(
    Object.entries(wider).map(([id, rect]) => {
      const left = Math.round(rect.x * ratio);
      const right = Math.round((rect.x + rect.w) * ratio);
      return [id, clampRect({ ...rect, x: left, w: Math.max(leastTabletWidth, right - left) }, columns)];
    }),
  );
}

/** Reading order becomes the order on the phone: narrow nodes two by two, the others one under another. */
function stackForMobile(tablet: Rects): Rects {
  const columns = breakpoints.mobile.columns;
  const half = columns / 2;
  const result: [string, GridRect][] = [];
  let y = 0;
  let open: { id: string; rect: GridRect; from: GridRect } | null = null;
  const close = (): void => {
    if (open === null) return;
    result.push([open.id, open.from.w > smallUpTo ? { ...open.rect, w: columns } : open.rect]);
    y += open.rect.h;
    open = null;
  };
  for (const [id, rect] of readingOrder(tablet)) {
    if (rect.w > halfWidthUpTo) {
      close();
      result.push([id, { ...rect, x: 0, y, w: columns }]);
      y += rect.h;
    } else if (open === null) {
      open = { id, rect: { ...rect, x: 0, y, w: half }, from: rect };
    } else {
      const left: { id: string; rect: GridRect } = open;
      result.push([left.id, left.rect], [id, { ...rect, x: half, y, w: half }]);
      y += Math.max(left.rect.h, rect.h);
      open = null;
    }
  }
  close();
  return Object.fromEntries(result);
}
