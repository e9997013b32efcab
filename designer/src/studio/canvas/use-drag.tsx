import { type PointerEvent, type ReactNode, createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useLocalize } from "../../i18n/index.ts";
import { ComponentIcon, manifestOf } from "../component/index.ts";
import { useEditorStore } from "../editor-store/index.ts";
import { insertComponent, insertionTarget } from "../nodes/index.ts";
import { useCanvasHandle } from "./canvas-handle.ts";
import { type DragEvent, type DragState, stepDrag } from "./drag-machine.ts";
import styles from "./Drag.module.css";

interface Drag {
  /** Starts on `pointerdown` of a palette entry. */
  start: (event: PointerEvent, component: string) => void;
  /** Something is dragged now. */
  dragging: boolean;
}

const DragContext = createContext<Drag | null>(null);

export function useDrag(): Drag {
  const drag = useContext(DragContext);
  if (drag === null) throw new Error("useDrag is used outside of DragLayer");
  return drag;
}

/**
 * Drags from the palette with pointer events: an overlay over the whole window takes them, because the frame would
 * swallow them, and tells the frame where the pointer is. Works for touch too; Esc cancels.
 */
export function DragLayer({ children }: { children: ReactNode }): ReactNode {
  const store = useEditorStore();
  const canvas = useCanvasHandle();
  const localize = useLocalize();
  const [state, setState] = useState<DragState>({ kind: "idle" });
  const current = useRef<DragState>(state);

  const send = useCallback(
    (event: DragEvent) => {
      const next = stepDrag(current.current, event, canvas.box());
      current.current = next.state;
      setState(next.state);
      for (const effect of next.effects) {
        if (effect.kind === "leave") {
          canvas.frame()?.dragLeave();
          continue;
        }
        const manifest = manifestOf(effect.component);
        if (!manifest) continue;
        const { component } = effect;
        const { records, page, selection, breakpoint } = store.getState();
        if (effect.kind === "click") insertComponent(store, manifest, insertionTarget(records, page, selection), breakpoint);
        else if (effect.kind === "over") canvas.frame()?.dragOver({ at: effect.at, size: manifest.defaultSize, component });
        else {
          void canvas.frame()?.drop({ at: effect.at, size: manifest.defaultSize, component }).then((dropped) => {
            if (dropped?.to) insertComponent(store, manifest, dropped.to, dropped.breakpoint);
            else if (dropped && manifest.overlay) insertComponent(store, manifest, { parent: null, slot: "default" }, dropped.breakpoint);
          });
        }
      }
    },
    [store, canvas],
  );

  const active = state.kind !== "idle";
  useEffect(() => {
    if (!active) return undefined;
    const at = (event: globalThis.PointerEvent) => ({ x: event.clientX, y: event.clientY });
    const move = (event: globalThis.PointerEvent): void => send({ kind: "move", at: at(event) });
    const up = (event: globalThis.PointerEvent): void => send({ kind: "up", at: at(event) });
    const cancel = (): void => send({ kind: "cancel" });
    const key = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      cancel();
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", cancel);
    window.addEventListener("blur", cancel);
    window.addEventListener("keydown", key, true);
    return () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", cancel);
      window.removeEventListener("blur", cancel);
      window.removeEventListener("keydown", key, true);
    };
  }, [active, send]);

  const dragging = state.kind === "dragging";
  const drag = useMemo<Drag>(
    () => ({
      dragging,
      start: (event, component) => {
        if (event.button !== 0) return;
        // Touch captures the pointer for the pressed element; the overlay needs it.
        (event.target as Element).releasePointerCapture?.(event.pointerId);
        send({ kind: "down", component, at: { x: event.clientX, y: event.clientY } });
      },
    }),
    [send, dragging],
  );
  const manifest = state.kind === "dragging" ? manifestOf(state.component) : undefined;
  return (
    <DragContext.Provider value={drag}>
      {children}
      {state.kind === "dragging" && (
        <div className={styles.overlay}>
          <div className={styles.ghost} style={{ transform: `translate(${state.at.x + 12}px, ${state.at.y + 8}px)` }}>
            <ComponentIcon type={state.component} />
            {localize(manifest?.title)}
          </div>
        </div>
      )}
    </DragContext.Provider>
  );
}
