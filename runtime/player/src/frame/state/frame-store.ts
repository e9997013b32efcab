import type { Breakpoint, Locale, PageDocument, PlayableApp } from "@tessera/contracts";
import type { Rects } from "@tessera/page";
import { createStore } from "zustand/vanilla";

/** Where a dragged component would go. */
export interface DropPreview {
  parent: string | null;
  slot: string;
  /** Places of the siblings as they would make room. */
  rects: Rects;
  rect: { x: number; y: number; w: number; h: number };
}

/** What the frame shows, apart from the values of bindings, which the graph owns. */
export interface FrameState {
  mode: "view" | "edit";
  app: PlayableApp;
  page: PageDocument;
  params: Record<string, string>;
  locale: Locale;
  theme: "light" | "dark";
  reducedMotion: boolean;
  /** Set by the shell; null: by the width of the frame. */
  forcedBreakpoint: Breakpoint | null;
  breakpoint: Breakpoint;
  selected: readonly string[];
  /** Overlays that are open. */
  opened: Readonly<Record<string, boolean>>;
  /** How often each node was reset. */
  resets: Readonly<Record<string, number>>;
  /** Nodes whose visibility binding says no. */
  hidden: Readonly<Record<string, boolean>>;
  /** Rows that nodes of automatic height need, as measured. */
  heights: Readonly<Record<string, number>>;
  preview: DropPreview | null;
  /** Grows when a grid must take its places from the document again, e.g. after a drag that the shell decides about. */
  layoutStamp: number;
}

/** Makes the store of one frame. */
export const createFrameStore = (initial: FrameState) => createStore<FrameState>(() => initial);
export type FrameStore = ReturnType<typeof createFrameStore>;
