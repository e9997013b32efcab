import { type Locale, localize } from "@tessera/contracts";
import { breakpointOf } from "@tessera/page";
import { componentTheme } from "@tessera/components";
import { App as AntApp, ConfigProvider, theme } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { type CSSProperties, type ReactElement, useEffect, useLayoutEffect, useMemo } from "react";
import { OverlayChips } from "../edit/OverlayChips.tsx";
import { onEditKey } from "../edit/keyboard.ts";
import type { Session } from "../session.ts";
import { frameMessages } from "../text/messages.ts";
import { Overlays } from "./Overlays.tsx";
import { SessionContext, SlotContext, useFrame, useSession } from "./session-context.ts";
import { SlotGrid } from "./SlotGrid.tsx";

/** The page with everything around it: theme, language, keyboard. */
export function App({ session, startedAt }: { session: Session; startedAt: number }): ReactElement {
  return (
    <SessionContext value={session}>
      <SlotContext value={drawSlot}>
        <Themed>
          <Page startedAt={startedAt} />
        </Themed>
      </SlotContext>
    </SessionContext>
  );
}

function drawSlot(parent: string, slot: string): ReactElement {
  return <SlotGrid parent={parent} slot={slot} />;
}

function Themed({ children }: { children: ReactElement }): ReactElement {
  const { locale, theme: mode, reducedMotion } = useFrame((state) => ({ locale: state.locale, theme: state.theme, reducedMotion: state.reducedMotion }));
  const config = useMemo(() => componentTheme({ mode, reducedMotion }), [mode, reducedMotion]);
  useLayoutEffect(() => setLanguage(locale), [locale]);
  return (
    <ConfigProvider theme={config} locale={locale === "zh-CN" ? zhCN : enUS} componentSize="medium" button={{ autoInsertSpace: false }} getPopupContainer={() => document.body}>
      <AntApp component={false}>{children}</AntApp>
    </ConfigProvider>
  );
}

function setLanguage(locale: Locale): void {
  dayjs.locale(locale === "zh-CN" ? "zh-cn" : "en");
  document.documentElement.lang = locale;
}

function Page({ startedAt }: { startedAt: number }): ReactElement {
  const session = useSession();
  const { mode, page, breakpoint, locale, reducedMotion, forced, scheme } = useFrame((state) => ({
    mode: state.mode, page: state.page, breakpoint: state.breakpoint, locale: state.locale, reducedMotion: state.reducedMotion, forced: state.forcedBreakpoint, scheme: state.theme,
  }));
  const { token } = theme.useToken();
  const messages = frameMessages(locale);

  useLayoutEffect(() => {
    const follow = (): void => {
      const next = forced ?? breakpointOf(window.innerWidth);
      if (session.store.getState().breakpoint !== next) session.store.setState({ breakpoint: next });
    };
    follow();
    window.addEventListener("resize", follow);
    return () => window.removeEventListener("resize", follow);
  }, [session, forced]);

  const pageId = page.id;
  useEffect(() => {
    const handle = requestAnimationFrame(() => session.connection.send({ type: "rendered", page: pageId, sinceInitMs: performance.now() - startedAt }));
    return () => cancelAnimationFrame(handle);
  }, [session, pageId, startedAt]);

  const colours = {
    "--tessera-accent": token.colorPrimary, "--tessera-accent-soft": token.colorPrimaryBg, "--tessera-on-accent": token.colorTextLightSolid,
    "--tessera-error": token.colorError, "--tessera-error-soft": token.colorErrorBg, "--tessera-error-border": token.colorErrorBorder,
    "--tessera-border": token.colorBorder, "--tessera-secondary": token.colorTextSecondary, "--tessera-text": token.colorText, "--tessera-surface": token.colorBgContainer,
    color: token.colorText, background: token.colorBgLayout,
  } as CSSProperties;
  useLayoutEffect(() => {
    document.body.style.background = token.colorBgLayout;
    document.documentElement.style.colorScheme = scheme;
  }, [token.colorBgLayout, scheme]);

  return (
    <main
      className="tessera-page" data-mode={mode} data-breakpoint={breakpoint} data-motion={!reducedMotion} style={colours} aria-label={localize(page.title, locale) || messages.page}
      {...(mode === "edit"
        ? {
            tabIndex: 0,
            onKeyDown: (event) => onEditKey(session, event),
            onPointerDown: () => session.store.getState().selected.length > 0 && session.connection.send({ type: "selected", nodes: [], additive: false }),
            onContextMenu: (event) => {
              event.preventDefault();
              session.connection.send({ type: "contextMenu", node: null, at: { x: event.clientX, y: event.clientY } });
            },
          }
        : {})}
    >
      <SlotGrid key={pageId} parent={null} slot="default" />
      <Overlays key={`${pageId} overlays`} />
      {mode === "edit" && <OverlayChips />}
    </main>
  );
}
