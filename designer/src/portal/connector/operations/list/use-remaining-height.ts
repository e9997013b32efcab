import { type RefObject, useLayoutEffect, useState } from "react";

/** Space from an element's top to the bottom of the window, CSS px; never less than `least`. */
export function useRemainingHeight(element: RefObject<HTMLElement | null>, below: number, least: number): number {
  const [height, setHeight] = useState(least);
  useLayoutEffect(() => {
    const measure = () => {
      const top = element.current?.getBoundingClientRect().top ?? 0;
      setHeight(Math.max(least, Math.round(window.innerHeight - top - below)));
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, [element, below, least]);
  return height;
}
