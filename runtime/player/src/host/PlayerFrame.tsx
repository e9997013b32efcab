import { type Breakpoint, type Locale, type PlayableApp, breakpoints } from "@tessera/contracts";
import { type CSSProperties, type ReactElement, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { HealthNotice } from "./HealthNotice.tsx";
import { type Dropped, type FrameHealth, type PlayerHandlers, type PlayerHost, createPlayerHost } from "./player-host.ts";

/** What the shell tells a player frame directly. Coordinates are CSS px of the frame's viewport. */
export interface PlayerFrameHandle {
  dragOver(event: { at: { x: number; y: number }; size: { w: number; h: number }; component: string }): void;
  dragLeave(): void;
  drop(event: { at: { x: number; y: number }; size: { w: number; h: number }; component: string }): Promise<Dropped | null>;
  /** Runs a query of the draft again. */
  refreshQuery(query: string): void;
  restart(): void;
  focus(): void;
  readonly element: HTMLIFrameElement | null;
}

export interface PlayerFrameProps extends Omit<PlayerHandlers, "onHealth"> {
  mode: "view" | "edit";
  /** In edit mode, a new object after each edit: the frame keeps what did not change. */
  app: PlayableApp;
  /** Id of the page shown. */
  page: string;
  params?: Record<string, string>;
  user: { name: string; displayName: string };
  locale: Locale;
  theme: "light" | "dark";
  /** Edit mode: what is selected. */
  selected?: readonly string[];
  /** Edit mode: the breakpoint worked on; default: by the frame's width. */
  breakpoint?: Breakpoint;
  /** Address of the built frame. */
  src?: string;
  /** Accessible name of the frame. */
  title?: string;
  className?: string;
  style?: CSSProperties;
  ref?: Ref<PlayerFrameHandle>;
}

const noParams: Record<string, string> = {};

/** Shows a page in a player frame. A change of app version, space or mode starts it anew; everything else goes in while it runs. */
export function PlayerFrame(props: PlayerFrameProps): ReactElement {
  const { mode, app, page, params = noParams, locale, theme, selected, breakpoint, src, ref } = props;
  const element = useRef<HTMLIFrameElement>(null);
  const host = useRef<PlayerHost>(null);
  const latest = useRef(props);
  const [health, setHealth] = useState<FrameHealth>("running");
  const shown = useRef({ page, params, app, locale, theme });
  useLayoutEffect(() => {
    latest.current = props;
  });

  const identity = [mode, app.space, app.name, mode === "view" ? app.version : "draft"].join("/");
  useEffect(() => {
    const iframe = element.current;
    if (!iframe) return undefined;
    const created = createPlayerHost({
      iframe,
      ...(src === undefined ? {} : { src }),
      init: () => {
        const now = latest.current;
        shown.current = { page: now.page, params: now.params ?? noParams, app: now.app, locale: now.locale, theme: now.theme };
        return {
          mode: now.mode, app: now.app, page: now.page, params: now.params ?? noParams, user: now.user, locale: now.locale, theme: now.theme,
          reducedMotion: window.matchMedia("(prefers-reduced-motion: reduce)").matches,
        };
      },
      locale: () => latest.current.locale,
      handlers: () => ({ ...latest.current, onHealth: setHealth }),
    });
    host.current = created;
    return () => {
      created.dispose();
      setHealth("running");
      if (host.current === created) host.current = null;
    };
  }, [identity, src]);

  useEffect(() => {
    const before = shown.current;
    shown.current = { ...before, page, params, app };
    const document = app.pages[page];
    if (mode === "edit" && document && (before.app !== app || before.page !== page)) host.current?.send({ type: "setPage", page: document, queries: app.queries });
    else if (before.page !== page || before.params !== params) host.current?.send({ type: "showPage", page, params });
  }, [mode, app, page, params]);

  useEffect(() => {
    const before = shown.current;
    if (before.locale === locale && before.theme === theme) return;
    shown.current = { ...before, locale, theme };
    host.current?.send({ type: "environment", locale, theme });
  }, [locale, theme]);

  useEffect(() => {
    if (selected) host.current?.send({ type: "select", nodes: [...selected] });
  }, [selected]);

  useEffect(() => {
    if (breakpoint) host.current?.send({ type: "breakpoint", breakpoint });
  }, [breakpoint]);

  useImperativeHandle(ref, () => ({
    dragOver: (event) => host.current?.send({ type: "dragOver", ...event }),
    dragLeave: () => host.current?.send({ type: "dragLeave" }),
    drop: (event) => host.current?.drop(event) ?? Promise.resolve(null),
    refreshQuery: (query) => host.current?.send({ type: "refreshQuery", query }),
    restart: () => host.current?.restart(),
    focus: () => element.current?.focus(),
    get element() {
      return element.current;
    },
  }), []);

  return (
    <>
      <iframe ref={element} title={props.title ?? "Page"} className={props.className} style={{ border: 0, width: "100%", height: "100%", display: "block", minWidth: breakpoints.mobile.minWidth, ...(health === "stopped" ? { visibility: "hidden" } : {}), ...props.style }} sandbox="allow-scripts" />
      {health !== "running" && <HealthNotice health={health} locale={locale} onStop={() => host.current?.stop()} onReload={() => host.current?.restart()} />}
    </>
  );
}
