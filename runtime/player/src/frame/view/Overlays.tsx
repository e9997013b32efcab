import type { ReactElement } from "react";
import { NodeView } from "./NodeView.tsx";
import { useFrame, useSession } from "./session-context.ts";
import { isOverlay } from "./slot-layout.ts";

/** Nodes that stand above the page: dialogs and drawers. They are always there, so that their bindings and state live on while closed. */
export function Overlays(): ReactElement {
  const session = useSession();
  const ids = useFrame((state) => Object.values(state.page.nodes).filter((node) => isOverlay(session.registry, node)).map((node) => node.id));
  return <>{ids.map((id) => <NodeView key={id} id={id} />)}</>;
}
