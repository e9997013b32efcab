import type { ComponentManifest, Locale } from "@tessera/contracts";
import type { ComponentType, ReactNode } from "react";

/** What a component gets from the player; values are resolved, with the manifest's defaults filled in. */
export interface RenderProps<P = Record<string, unknown>> {
  node: { id: string; name: string };
  props: P;
  /** State of the queries that the bindings of this node read. */
  status: { loading: boolean; error: string | null };
  mode: "view" | "edit";
  locale: Locale;
  /** Content of a slot; an empty one is a drop area in edit mode, nothing in view mode. */
  slot: (name: string) => ReactNode;
  /** Starts the actions of an event of the manifest; `locals` are what its bindings may read by name. */
  emit: (event: string, locals?: Record<string, unknown>) => void;
  /** Whether the person bound actions to an event, e.g. to draw rows as clickable. */
  listens: (event: string) => boolean;
  /** Publishes what bindings read as `components.<id>.<name>`; call it in an effect when a value changed. */
  expose: (values: Record<string, unknown>) => void;
  /** Grows by one when the `reset` action names this node: go back to the initial value. */
  resetCount: number;
  /** Overlays only: whether it is open, and how to ask for closing. */
  open: boolean;
  close: () => void;
}

/** A low-code component: its manifest and how it is drawn. */
export interface ComponentDefinition<P = Record<string, unknown>> {
  manifest: ComponentManifest;
  component: ComponentType<RenderProps<P>>;
}
