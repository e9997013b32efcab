import { type MouseEvent, type PointerEvent, type ReactElement, type ReactNode, memo, use, useEffect, useMemo, useSyncExternalStore } from "react";
import type { NodeValues } from "../run/node-cells.ts";
import type { Session } from "../session.ts";
import { frameMessages } from "../text/messages.ts";
import { NodeBoundary } from "./NodeBoundary.tsx";
import { SlotContext, useFrame, useSession } from "./session-context.ts";
import { useAutoHeight } from "./use-auto-height.ts";

function useValues(session: Session, id: string): NodeValues {
  const [subscribe, read] = useMemo(() => [(listener: () => void) => session.cells.subscribe(id, listener), () => session.cells.values(id)] as const, [session, id]);
  return useSyncExternalStore(subscribe, read);
}

/** One component of the page with what editing draws around it. Draws again only when its own node, values or selection change. */
export const NodeView = memo(function NodeView({ id }: { id: string }): ReactElement | null {
  const session = useSession();
  const node = useFrame((state) => state.page.nodes[id]);
  const mode = useFrame((state) => state.mode);
  const definition = session.registry.get(node?.type ?? "");
  const isContainer = definition !== undefined && (definition.manifest.slots.length > 0 || definition.manifest.slotsFrom !== undefined);
  if (!node) return null;
  const body = <NodeBody id={id} isContainer={isContainer} />;
  if (definition?.manifest.overlay) return mode === "edit" ? <div {...editHandlers(session, id)}>{body}</div> : body;
  return mode === "edit" ? <EditNode id={id} isContainer={isContainer}>{body}</EditNode> : <div className="tessera-node" data-node={id}>{body}</div>;
});

function EditNode({ id, isContainer, children }: { id: string; isContainer: boolean; children: ReactNode }): ReactElement {
  const session = useSession();
  const { selected, hidden, name } = useFrame((state) => ({
    selected: state.selected.includes(id), hidden: state.hidden[id] ?? false, name: state.page.nodes[id]?.name ?? "",
  }));
  const { errors } = useValues(session, id);
  const fault = Object.entries(errors)[0];
  const state = `${selected ? " selected" : ""}${hidden ? " hidden" : ""}${fault ? " failing" : ""}${isContainer ? " container" : ""}`;
  return (
    <div className={`tessera-node${state}`} data-node={id} {...editHandlers(session, id)}>
      {children}
      <div className="tessera-outline" />
      {selected && <div className="tessera-tag">{name}</div>}
      {fault && <div className="tessera-fault" title={fault[1]}>{fault[0].replace("$", "")}: {fault[1]}</div>}
    </div>
  );
}

/** Pressing selects; the innermost node under the pointer wins. */
function editHandlers(session: Session, id: string) {
  const select = (event: PointerEvent | MouseEvent, additive: boolean): void => {
    const { selected } = session.store.getState();
    if (!additive && selected.includes(id)) return;
    const next = additive ? (selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id]) : [id];
    session.store.setState({ selected: next });
    session.connection.send({ type: "selected", nodes: [id], additive });
  };
  return {
    onPointerDown(event: PointerEvent) {
      event.stopPropagation();
      document.querySelector<HTMLElement>(".tessera-page")?.focus({ preventScroll: true });
      if (event.button === 0) select(event, event.ctrlKey || event.metaKey || event.shiftKey);
    },
    onContextMenu(event: MouseEvent) {
      event.preventDefault();
      event.stopPropagation();
      select(event, false);
      session.connection.send({ type: "contextMenu", node: id, at: { x: event.clientX, y: event.clientY } });
    },
    /** Components do not act while they are edited, except for what shows another part of them. */
    onClickCapture(event: MouseEvent) {
      const target = event.target as Element;
      const nearest = target.closest("[data-node]");
      if (nearest && nearest !== event.currentTarget && event.currentTarget.contains(nearest)) return;
      if (target.closest(".ant-tabs-tab, .ant-tabs-nav-operations, .ant-modal-close, .ant-drawer-close, .ant-modal-mask, .ant-drawer-mask, [data-node]:not(.tessera-node)")) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

function NodeBody({ id, isContainer }: { id: string; isContainer: boolean }): ReactElement | null {
  const session = useSession();
  const drawSlot = use(SlotContext);
  const values = useValues(session, id);
  const { node, mode, locale, resetCount, open } = useFrame((state) => ({
    node: state.page.nodes[id], mode: state.mode, locale: state.locale, resetCount: state.resets[id] ?? 0, open: state.opened[id] ?? false,
  }));
  // Slots that fill or empty change what a container may draw.
  useFrame((state) => (isContainer ? Object.values(state.page.nodes).filter((child) => child.parent === id && (mode === "edit" || !state.hidden[child.id])).map((child) => `${child.slot} ${child.id}`) : null));
  const callbacks = useMemo(() => callbacksOf(session, id, drawSlot), [session, id, drawSlot]);
  useEffect(() => () => session.forget(id), [session, id]);
  const definition = session.registry.get(node?.type ?? "");
  const autoHeight = useAutoHeight(id, definition !== undefined && definition.manifest.autoHeight && !definition.manifest.overlay);
  if (!node) return null;
  const messages = frameMessages(locale);
  if (!definition) return <div className="tessera-missing" role="alert">{messages.unknown(node.type)}</div>;
  const { component: Component, manifest } = definition;
  const content = (
    <NodeBoundary name={node.name} messages={messages} resetKey={values} onError={(message) => session.reportError(id, null, message)}>
      <Component node={{ id, name: node.name }} props={values.props} status={values.status} mode={mode} locale={locale} resetCount={resetCount} open={open} {...callbacks} />
    </NodeBoundary>
  );
  if (manifest.overlay) return values.visible || mode === "edit" ? content : null;
  return (
    <div ref={autoHeight} className={`tessera-content${manifest.autoHeight ? " auto" : ""}`} inert={mode === "edit" && !isContainer}>
      {content}
    </div>
  );
}

function callbacksOf(session: Session, id: string, drawSlot: (parent: string, slot: string) => ReactNode) {
  return {
    slot: (name: string): ReactNode => {
      const { page, mode, hidden } = session.store.getState();
      const filled = mode === "edit" || Object.values(page.nodes).some((node) => node.parent === id && (node.slot ?? "default") === name && !hidden[node.id]);
      return filled ? drawSlot(id, name) : null;
    },
    emit: (event: string, locals?: Record<string, unknown>) => session.emit(id, event, locals),
    listens: (event: string) => (session.store.getState().page.nodes[id]?.events?.[event]?.length ?? 0) > 0,
    expose: (values: Record<string, unknown>) => session.expose(id, values),
    close: () => session.setOpen(id, false),
  };
}
