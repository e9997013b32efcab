import { type RefCallback, type UIEvent, useCallback, useRef, useState } from "react";
import { useElementSize } from "../hooks/use-element-size.ts";

/** Rows drawn beyond the visible ones, on either side. */
const beyond = 12;
/** Height taken before the element is laid out, CSS px. */
const firstHeight = 400;

/** Which of many rows of one height lie in sight of a scrolling element. */
export function useRowWindow(count: number, rowHeight: number) {
  const element = useRef<HTMLElement | null>(null);
  const [measure, size] = useElementSize();
  const [top, setTop] = useState(0);
  const height = size.height || firstHeight;
  const first = Math.max(0, Math.min(count - 1, Math.floor(top / rowHeight)) - beyond);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + beyond);

  const ref: RefCallback<HTMLElement> = useCallback(
    (next) => {
      element.current = next;
      return measure(next);
    },
    [measure],
  );
  const reveal = useCallback(
    (index: number) => {
      const scroller = element.current;
      if (scroller === null || index < 0) return;
      const start = index * rowHeight;
      if (start < scroller.scrollTop || start + rowHeight > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = start - scroller.clientHeight / 2;
    },
    [rowHeight],
  );
  return { ref, first, end, reveal, onScroll: (event: UIEvent<HTMLElement>) => setTop(event.currentTarget.scrollTop) };
}
