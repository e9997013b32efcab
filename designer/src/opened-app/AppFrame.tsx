import { MenuOutlined } from "@ant-design/icons";
import type { PlayableApp } from "@tessera/contracts";
import { PlayerFrame } from "@tessera/player";
import { App, Button, Drawer } from "antd";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { AppIcon } from "../app-icon/index.ts";
import { ErrorPage, useNotice } from "../feedback/index.ts";
import { useLocale, useLocalize, useText } from "../i18n/index.ts";
import { EmptyList } from "../list/index.ts";
import { useSession } from "../session/index.ts";
import { narrowScreen, useMedia, useThemeName } from "../theme/index.ts";
import styles from "./AppFrame.module.css";
import { messages } from "./messages.ts";
import { orderedPages, pageAddress, pageAt } from "./pages.ts";
import { PlatformMenu } from "./PlatformMenu.tsx";
import { runPublishedQuery } from "./run-query.ts";

/** An app under its own navigation. A version published meanwhile is offered, never forced onto what a person is doing. */
export function AppFrame({ latest }: { latest: PlayableApp }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const locale = useLocale();
  const theme = useThemeName();
  const narrow = useMedia(narrowScreen);
  const navigate = useNavigate();
  const { "*": path = "" } = useParams();
  const [search] = useSearchParams();
  const { user } = useSession();
  const { message } = App.useApp();
  const notice = useNotice();
  const [app, setApp] = useState(latest);
  const [menuOpen, setMenuOpen] = useState(false);

  const base = `/apps/${app.space}/${app.name}`;
  const pages = useMemo(() => orderedPages(app).filter(({ navigation }) => navigation), [app]);
  const page = pageAt(app, path);
  const query = search.toString();
  const params = useMemo(() => Object.fromEntries(new URLSearchParams(query)), [query]);
  const title = localize(app.app.title) || app.name;
  const pageTitle = localize(page?.title);
  useEffect(() => {
    document.title = [pageTitle, title].filter(Boolean).join(" · ");
  }, [pageTitle, title]);

  const runQuery = useCallback((id: string, inputs: Record<string, unknown>, signal: AbortSignal, onProgress: (progress: number | null) => void) => runPublishedQuery(app, id, inputs, signal, onProgress), [app]);
  const toldOfProblem = useRef(false);

  const links = pages.map((one) => (
    <Link key={one.id} to={pageAddress(base, one, {})} className={styles.link} aria-current={one.id === page?.id ? "page" : undefined} onClick={() => setMenuOpen(false)}>
      {localize(one.title) || one.path}
    </Link>
  ));
  return (
    <div className={styles.app}>
      <header className={styles.bar}>
        {narrow && pages.length > 1 && <Button type="text" icon={<MenuOutlined />} aria-label={t("openPages")} onClick={() => setMenuOpen(true)} />}
        <AppIcon name={app.app.icon} size={28} />
        <h1 className={styles.title}>{narrow && pages.length > 1 && pageTitle ? pageTitle : title}</h1>
        {!narrow && pages.length > 1 && (
          <nav className={styles.pages} aria-label={t("pages")}>
            {links}
          </nav>
        )}
        <span className={styles.space} />
        <PlatformMenu app={app} />
      </header>
      {latest.version !== app.version && (
        <div className={styles.newer} role="status">
          {t("newer", { version: latest.version })}
          <Button size="small" type="primary" onClick={() => setApp(latest)}>
            {t("reload")}
          </Button>
        </div>
      )}
      <main className={styles.main}>
        {page ? (
          <PlayerFrame
            mode="view"
            app={app}
            page={page.id}
            params={params}
            user={{ name: user.username, displayName: user.displayName }}
            locale={locale}
            theme={theme}
            title={pageTitle || title}
            runQuery={runQuery}
            onNavigate={(to) => {
              const target = app.pages[to.page];
              if (target) void navigate(pageAddress(base, target, to.params));
            }}
            onNotify={({ level, message: text }) => void message[level](text)}
            onProblem={(problem) => {
              // Said once: a page that does it once does it often.
              if (!toldOfProblem.current) notice.failed(new Error(problem.message));
              toldOfProblem.current = true;
            }}
          />
        ) : path === "" ? (
          <EmptyList picture="apps" title={t("noPages")} />
        ) : (
          <ErrorPage kind="not-found" detail={t("noPage")} />
        )}
      </main>
      <Drawer open={menuOpen} onClose={() => setMenuOpen(false)} placement="left" size={280} title={title}>
        <nav className={styles.drawer} aria-label={t("pages")}>
          {links}
        </nav>
      </Drawer>
    </div>
  );
}
