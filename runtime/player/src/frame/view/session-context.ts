import { type ReactNode, createContext, use } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { Session } from "../session.ts";
import type { FrameState } from "../state/frame-store.ts";

/** Draws a slot; given by the root, because slots hold nodes and nodes hold slots. */
export const SlotContext = createContext<(parent: string, slot: string) => ReactNode>(() => null);

export const SessionContext = createContext<Session | null>(null);

/** The session that the frame shows. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("A view of the player was drawn outside of its session.");
  return session;
}

/** A part of the frame's state; lists and objects are compared by their items. */
export function useFrame<T>(select: (state: FrameState) => T): T {
  return useStore(useSession().store, useShallow(select));
}
