import { gridGap, gridRowHeight } from "@tessera/contracts";
import { type RefObject, useLayoutEffect, useRef } from "react";
import type { Session } from "../session.ts";
import { useSession } from "./session-context.ts";

const observers = new WeakMap<Session, HeightObserver>();

/** One ResizeObserver for all nodes of a session, so that many changes at once are one update. */
class HeightObserver {
  readonly #nodes = new WeakMap<Element, string>();
  readonly #observer: ResizeObserver;

  constructor(session: Session) {
    this.#observer = new ResizeObserver((entries) => {
      const { heights } = session.store.getState();
      const changed = entries.flatMap(({ target }) => {
        const id = this.#nodes.get(target);
        const px = neededHeight(target as HTMLElement);
        // A component in a closed tab or drawer measures nothing and keeps its height.
        if (id === undefined || px === 0) return [];
        const rows = rowsOf(px);
        return heights[id] === rows ? [] : [[id, rows] as const];
      });
      if (changed.length > 0) session.store.setState((state) => ({ heights: { ...state.heights, ...Object.fromEntries(changed) } }));
    });
  }

  observe(element: Element, id: string): void {
    this.#nodes.set(element, id);
    this.#observer.observe(element);
  }

  unobserve(element: Element): void {
    this.#observer.unobserve(element);
  }
}

/** Grid rows that a height in CSS px needs. */
export function rowsOf(px: number): number {
  return Math.max(1, Math.ceil((px + gridGap) / (gridRowHeight + gridGap)));
}

/** The element whose height is that of the content: a part that the component marks, so that its surface may stand higher, else all of it. */
function measuredPart(content: HTMLElement): HTMLElement {
  return content.querySelector<HTMLElement>(":scope > * > [data-natural-height]") ?? content;
}

/** Height in CSS px that a measured part needs, with the border of the surface around it. */
function neededHeight(part: HTMLElement): number {
  const surface = part.parentElement;
  if (part.offsetHeight === 0 || surface === null || !part.hasAttribute("data-natural-height")) return part.offsetHeight;
  return part.offsetHeight + surface.offsetHeight - surface.clientHeight;
}

/** Measures a node whose height follows its content. */
export function useAutoHeight(id: string, enabled: boolean): RefObject<HTMLDivElement | null> {
  const session = useSession();
  const ref = useRef<HTMLDivElement>(null);
  const watched = useRef<HTMLElement>(null);
  // After each drawing: a component may draw another part than before, e.g. the notice in place of one that failed.
  useLayoutEffect(() => {
    const part = enabled && ref.current ? measuredPart(ref.current) : null;
    if (part === watched.current) return;
    let observer = observers.get(session);
    if (!observer) observers.set(session, (observer = new HeightObserver(session)));
    if (watched.current) observer.unobserve(watched.current);
    if (part) observer.observe(part, id);
    watched.current = part;
  });
  useLayoutEffect(() => () => {
    if (watched.current) observers.get(session)?.unobserve(watched.current);
    watched.current = null;
  }, [session]);
  return ref;
}
