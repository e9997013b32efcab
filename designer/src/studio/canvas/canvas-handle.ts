import type { PlayerFrameHandle } from "@tessera/player";
import { createContext, useContext } from "react";
import type { FrameBox } from "./drag-machine.ts";

/** The canvas as the rest of the editor reaches it. */
export interface CanvasHandle {
  frame: () => PlayerFrameHandle | null;
  attach: (frame: PlayerFrameHandle | null) => void;
  setZoom: (zoom: number) => void;
  /** Where the frame is in the window now; null while there is none. */
  box: () => FrameBox | null;
}

export function createCanvasHandle(): CanvasHandle {
  let current: PlayerFrameHandle | null = null;
  let zoom = 1;
  return {
    frame: () => current,
    attach: (frame) => {
      current = frame;
    },
    setZoom: (next) => {
      zoom = next;
    },
    box() {
      const rect = current?.element?.getBoundingClientRect();
      return rect ? { left: rect.left, top: rect.top, width: rect.width, height: rect.height, zoom } : null;
    },
  };
}

export const CanvasContext = createContext<CanvasHandle | null>(null);

export function useCanvasHandle(): CanvasHandle {
  const handle = useContext(CanvasContext);
  if (handle === null) throw new Error("useCanvasHandle is used outside of the editor page");
  return handle;
}
