import type { ComponentManifest, Locale } from "@tessera/contracts";
import { type ComponentDefinition, type RenderProps, componentRegistry } from "@tessera/components";
import { Component, type ReactElement, type ReactNode, useMemo, useState } from "react";

/** What the components of the gallery did, for the tests to read. */
export interface Recorded {
  events: { node: string; event: string; locals: Record<string, unknown> | undefined }[];
  exposed: Record<string, Record<string, unknown>>;
  crashes: string[];
}

export const recorded: Recorded = { events: [], exposed: {}, crashes: [] };

export function definitionOf(type: string): ComponentDefinition {
  const definition = componentRegistry.get(type);
  if (definition === undefined) throw new Error(`There is no component ${type}.`);
  return definition;
}

export function defaultsOf(manifest: ComponentManifest): Record<string, unknown> {
  return Object.fromEntries(manifest.props.map((prop) => [prop.name, prop.default]));
}

interface PlacedProps {
  id: string;
  type: string;
  props?: Record<string, unknown>;
  locale?: Locale;
  mode?: "view" | "edit";
  status?: RenderProps["status"];
  /** Events that have actions; all when absent. */
  listens?: readonly string[];
  slots?: Record<string, ReactNode>;
  resetCount?: number;
  startOpen?: boolean;
}

const settled: RenderProps["status"] = { loading: false, error: null };

/** A component as the player places it, with what it does recorded. */
export function Placed({ id, type, props = {}, locale = "en", mode = "view", status = settled, listens, slots = {}, resetCount = 0, startOpen = false }: PlacedProps): ReactElement {
  const { component: Drawn, manifest } = definitionOf(type);
  const [open, setOpen] = useState(startOpen);
  const given = useMemo(() => ({ ...defaultsOf(manifest), ...props }), [manifest, props]);
  const calls = useMemo(
    () => ({
      emit: (event: string, locals?: Record<string, unknown>) => void recorded.events.push({ node: id, event, locals }),
      expose: (values: Record<string, unknown>) => void (recorded.exposed[id] = { ...recorded.exposed[id], ...values }),
    }),
    [id],
  );
  return (
    <Boundary>
      <Drawn
        node={{ id, name: id }}
        props={given}
        status={status}
        mode={mode}
        locale={locale}
        slot={(name) => slots[name] ?? null}
        listens={(event) => listens === undefined || listens.includes(event)}
        resetCount={resetCount}
        open={open}
        close={() => setOpen(false)}
        {...calls}
      />
      {manifest.overlay && <button onClick={() => setOpen(true)}>open {id}</button>}
    </Boundary>
  );
}

export class Boundary extends Component<{ children: ReactNode }, { failed: string | null }> {
  override state: { failed: string | null } = { failed: null };

  static getDerivedStateFromError(error: unknown): { failed: string } {
    return { failed: String(error) };
  }

  override componentDidCatch(error: unknown): void {
    recorded.crashes.push(error instanceof Error ? `${error.message}\n${error.stack}` : String(error));
  }

  override render(): ReactNode {
    return this.state.failed ?? this.props.children;
  }
}
