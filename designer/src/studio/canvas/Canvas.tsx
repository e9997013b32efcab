import { type Breakpoint, type PlayableApp, type Query, routes } from "@tessera/contracts";
import { moveNode, setRects } from "@tessera/page";
import { PlayerFrame, type PlayerFrameHandle, type PlayerFrameProps } from "@tessera/player";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { callApi, followQuery } from "../../api/index.ts";
import { useNotice } from "../../feedback/index.ts";
import { useLocale, useText } from "../../i18n/index.ts";
import { useSession } from "../../session/index.ts";
import { useThemeName } from "../../theme/index.ts";
import { overlayTypes } from "../component/index.ts";
import { useEditor, useEditorStore } from "../editor-store/index.ts";
import { useEditorUi } from "../editor/editor-ui.ts";
import { storeConnectors } from "../queries/store-connectors.ts";
import { CanvasBar } from "./CanvasBar.tsx";
import { CanvasMenu } from "./CanvasMenu.tsx";
import { useCanvasHandle } from "./canvas-handle.ts";
import { EmptyCanvas } from "./EmptyCanvas.tsx";
import { messages } from "./messages.ts";
import { playableOf } from "./playable-of.ts";
import styles from "./Canvas.module.css";
import { failureOf } from "./query-failure.ts";
import { useDrag } from "./use-drag.tsx";

/** Width of the page that is drawn at a breakpoint, CSS px. */
const widths: Record<Breakpoint, number> = { desktop: 1040, tablet: 768, mobile: 390 };
const margin = 24;

interface CanvasProps {
  /** Handles a key that the frame got. */
  onKey: NonNullable<PlayerFrameProps["onKey"]>;
}

/** The page as end users get it, made editable: the player's frame in edit mode, at a breakpoint and a zoom. */
export function Canvas({ onKey }: CanvasProps): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const handle = useCanvasHandle();
  const notice = useNotice();
  const locale = useLocale();
  const theme = useThemeName();
  const { user, space } = useSession();
  const app = useEditor((editor) => editor.app);
  const records = useEditor((editor) => editor.records);
  const page = useEditor((editor) => editor.page);
  const selection = useEditor((editor) => editor.selection);
  const breakpoint = useEditor((editor) => editor.breakpoint);
  const zoomChoice = useEditorUi((ui) => ui.zoom);
  const playable: PlayableApp = useMemo(() => playableOf(records, { name: app, space: space ?? "default" }), [records, app, space]);
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const stage = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setRoom({ width: entry.contentRect.width, height: entry.contentRect.height }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // Desktop fills the room when there is more of it than the least it needs.
  const width = breakpoint === "desktop" ? Math.max(widths.desktop, room.width - 2 * margin) : widths[breakpoint];
  const zoom = zoomChoice === "fit" ? Math.min(1, Math.max(0.25, (room.width - 2 * margin) / width)) : zoomChoice;
  const height = Math.max(200, (room.height - 2 * margin) / zoom);
  useEffect(() => handle.setZoom(zoom), [handle, zoom]);

  const attach = useCallback((frame: PlayerFrameHandle | null) => handle.attach(frame), [handle]);
  const person = useMemo(() => ({ name: user.username, displayName: user.displayName }), [user.username, user.displayName]);
  const { dragging } = useDrag();
  const empty = !Object.keys(records).some((key) => key.startsWith(`node/${page}/`));

  const handlers = useMemo<Omit<PlayerFrameProps, "mode" | "app" | "page" | "user" | "locale" | "theme">>(
    () => ({
      async runQuery(id, inputs, signal, onProgress) {
        const query = store.getState().records[`query/${id}`] as Query | undefined;
        if (!query) throw Object.assign(new Error(t("queryGone")), { code: "studio.query-gone" });
        try {
          await storeConnectors(store);
          const result = await followQuery((follow) => callApi(routes.apps.runDraftQuery, { params: { app }, body: { query, inputs, ...(follow && { follow }) }, signal }), onProgress);
          if (result.transformError) throw Object.assign(new Error(result.transformError.message), { code: result.transformError.code });
          return { data: result.data, durationMs: result.durationMs };
        } catch (error) {
          throw failureOf(error);
        }
      },
      onScope: (scope) => store.getState().setScope(scope),
      onSelected({ nodes, additive }) {
        const { select, selection: before } = store.getState();
        if (!additive) return select(nodes);
        const toggled = nodes.filter((id) => !before.includes(id));
        select([...before.filter((id) => !nodes.includes(id)), ...toggled]);
      },
      onLayoutChanged: ({ breakpoint: at, rects }) => void store.getState().edit((current) => setRects(current, { page: store.getState().page, breakpoint: at, rects }), { label: t("arrange") }),
      onMoved({ node, to, breakpoint: at }) {
        const type = String(store.getState().records[`node/${store.getState().page}/${node}`]?.type);
        store.getState().edit((current) => moveNode(current, { page: store.getState().page, node, parent: to.parent, slot: to.slot, index: to.index, rect: to.rect, breakpoint: at, overlay: overlayTypes.has(type) }), { label: t("move") });
      },
      onNavigate: ({ page: to }) => store.getState().showPage(to),
      onPageError: (problem) => store.getState().addProblem(problem),
      onProblem: ({ message }) => store.getState().addProblem({ node: null, property: null, message }),
      onNotify: ({ message }) => notice.done(message),
      onContextMenu({ node, at }) {
        const { select, selection: before } = store.getState();
        if (node === null) select([]);
        else if (!before.includes(node)) select([node]);
        const box = handle.box();
        if (box) setMenu({ x: box.left + at.x * box.zoom, y: box.top + at.y * box.zoom });
      },
    }),
    [store, app, t, notice, handle],
  );

  return (
    <div className={styles.canvas}>
      <CanvasBar width={width} zoom={zoom} />
      <div className={styles.stage} ref={stage}>
        <div className={styles.paper} style={{ width: width * zoom, height: height * zoom, margin: margin, marginInline: `max(${margin}px, calc(50% - ${(width * zoom) / 2}px))` }}>
          <div style={{ width, height, transform: `scale(${zoom})`, transformOrigin: "0 0" }}>
            {playable.pages[page] && (
              <PlayerFrame
                ref={attach}
                mode="edit"
                app={playable}
                page={page}
                user={person}
                locale={locale}
                theme={theme}
                selected={selection}
                breakpoint={breakpoint}
                title={t("canvas")}
                className={styles.frame ?? ""}
                onKey={onKey}
                {...handlers}
              />
            )}
          </div>
          {empty && !dragging && <EmptyCanvas />}
        </div>
      </div>
      <CanvasMenu at={menu} onClose={() => setMenu(null)} />
    </div>
  );
}
