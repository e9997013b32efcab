import { localize } from "@tessera/contracts";
import type { ReactElement } from "react";
import { frameMessages } from "../text/messages.ts";
import { useFrame, useSession } from "../view/session-context.ts";
import { isOverlay } from "../view/slot-layout.ts";

/** Dialogs and drawers of the page while editing: they are not drawn until opened from here. */
export function OverlayChips(): ReactElement | null {
  const session = useSession();
  const { nodes, opened, selected, locale } = useFrame((state) => ({ nodes: state.page.nodes, opened: state.opened, selected: state.selected, locale: state.locale }));
  const messages = frameMessages(locale);
  const overlays = Object.values(nodes).filter((node) => isOverlay(session.registry, node));
  if (overlays.length === 0) return null;
  const toggle = (id: string): void => {
    const open = !opened[id];
    session.store.setState({ opened: open ? { [id]: true } : {}, selected: [id] });
    session.connection.send({ type: "selected", nodes: [id], additive: false });
  };
  return (
    <div className="tessera-chips" role="toolbar" aria-label={messages.overlays} onPointerDown={(event) => event.stopPropagation()}>
      {overlays.map((node) => (
        <button
          key={node.id} type="button" data-node={node.id} aria-pressed={Boolean(opened[node.id]) || selected.includes(node.id)} onClick={() => toggle(node.id)}
          onContextMenu={(event) => {
            event.preventDefault();
            event.stopPropagation();
            session.connection.send({ type: "contextMenu", node: node.id, at: { x: event.clientX, y: event.clientY } });
          }}
        >
          {messages.overlay(localize(session.registry.get(node.type)?.manifest.title, locale) || node.type, node.name)}
        </button>
      ))}
    </div>
  );
}
