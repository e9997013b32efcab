import { useEffect } from "react";
import { create } from "zustand";
import type { ReactNode } from "react";

/** Something that the palette can do. */
export interface Command {
  id: string;
  title: string;
  /** Heading that it stands under. */
  group: string;
  icon?: ReactNode;
  /** Further words by which it is found. */
  keywords?: string;
  /** Shown beside it, e.g. `Mod+S`. */
  shortcut?: string;
  run: () => void;
}

interface CommandState {
  open: boolean;
  setOpen: (open: boolean) => void;
  sources: ReadonlyMap<symbol, readonly Command[]>;
  register: (source: symbol, commands: readonly Command[]) => void;
  withdraw: (source: symbol) => void;
}

export const useCommandStore = create<CommandState>((set) => ({
  open: false,
  setOpen: (open) => set({ open }),
  sources: new Map(),
  register: (source, commands) => set(({ sources }) => ({ sources: new Map(sources).set(source, commands) })),
  withdraw: (source) =>
    set(({ sources }) => {
      const rest = new Map(sources);
      rest.delete(source);
      return { sources: rest };
    }),
}));

/** Offers commands in the palette while the calling component is shown. Pass a memoised list. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    const source = Symbol("commands");
    const { register, withdraw } = useCommandStore.getState();
    register(source, commands);
    return () => withdraw(source);
  }, [commands]);
}
