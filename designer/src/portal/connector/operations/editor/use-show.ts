import { type RefObject, useCallback, useEffect, useRef } from "react";
import { nearestPlace } from "./field-problems.ts";

const controls = "input:not([disabled]):not([type=hidden]), textarea, [role=combobox], button:not([disabled])";

/** Scrolls to the place of a JSON pointer, or of `#<section>`, and puts the focus there. `first` is shown when the editor opens. */
export function useShow(body: RefObject<HTMLElement | null>, first: string | null, reveal: () => void): (pointer: string) => void {
  const revealing = useRef(reveal);
  useEffect(() => {
    revealing.current = reveal;
  });
  const show = useCallback(
    (pointer: string) => {
      revealing.current();
      // What `reveal` opens is on the page after the next frame.
      requestAnimationFrame(() => {
        const places = [...(body.current?.querySelectorAll<HTMLElement>("[data-pointer]") ?? [])].map((element) => ({ pointer: element.dataset["pointer"] ?? "", element }));
        const element = nearestPlace(places, pointer);
        element?.scrollIntoView({ block: pointer.startsWith("#") ? "start" : "center" });
        const control = element?.matches(controls) ? element : element?.querySelector<HTMLElement>(controls);
        control?.focus({ preventScroll: true });
      });
    },
    [body],
  );
  useEffect(() => {
    if (first !== null) show(first);
  }, [first, show]);
  return show;
}
