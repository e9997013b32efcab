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
        const px = (target as HTMLElement).offsetHeight;
        // A component in a closed tab or drawer measures nothing and keeps its height.
        if (id === undefined || px === 0) return [];
        const rows = rowsOf(px);
        return heights[id] === rows ? [] : [[id, rows] as const];
      });
      if (changed.length > 0) session.store.setState((state) => ({ heights: { ...state.heights, ...Object.fromEntries(changed) } }));
    });
  }

  observe(element: Element, id: string): () => void {
    this.#nodes.set(element, id);
    this.#observer.observe(element);
    return () => this.#observer.unobserve(element);
  }
}

/** Grid rows that a height in CSS px needs. */
export function rowsOf(px: number): number {
  return Math.max(1, Math.ceil((px + gridGap) / (gridRowHeight + gridGap)));
}

/** Measures a node whose height follows its content. */
export function useAutoHeight(id: string, enabled: boolean): RefObject<HTMLDivElement | null> {
  const session = useSession();
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!enabled || !element) return undefined;
    let observer = observers.get(session);
    if (!observer) observers.set(session, (observer = new HeightObserver(session)));
    return observer.observe(element, id);
  }, [session, id, enabled]);
  return ref;
}
