import { ArrowLeftOutlined, DesktopOutlined, MobileOutlined, TabletOutlined } from "@ant-design/icons";
import { type Breakpoint, type Locale, type PlayableApp, type Query, localize, routes } from "@tessera/contracts";
import { explodeBundle } from "@tessera/page";
import { PlayerFrame } from "@tessera/player";
import { Button, Flex, Segmented, Select, Tag, Typography } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { callApi, followQuery, useApi } from "../../api/index.ts";
import { ErrorPageOf, useNotice } from "../../feedback/index.ts";
import { useLocale, useText } from "../../i18n/index.ts";
import { LoadingPage, useTrail } from "../../layout/index.ts";
import { useSession } from "../../session/index.ts";
import { useThemeName } from "../../theme/index.ts";
import { playableOf } from "../canvas/playable-of.ts";
import { failureOf } from "../canvas/query-failure.ts";
import { messages } from "./messages.ts";
import styles from "./Preview.module.css";

const widths: Record<Breakpoint, number | string> = { desktop: "100%", tablet: 768, mobile: 390 };

/** The draft, or a version of it, as end users would get it. Queries run with the builder's permission. */
export default function PreviewPage(): ReactNode {
  const t = useText(messages);
  const { app: name = "" } = useParams();
  const [search] = useSearchParams();
  const version = search.get("version");
  const { space } = useSession();
  const draft = useApi(routes.apps.draft, { params: { app: name } }, { enabled: version === null });
  const frozen = useApi(routes.apps.version, { params: { app: name, version: version ?? "0.0.0" } }, { enabled: version !== null });
  const records = useMemo(() => (version === null ? draft.data?.records : frozen.data && explodeBundle(frozen.data as never)), [version, draft.data, frozen.data]);
  const playable = useMemo(() => (records ? { ...playableOf(records, { name, space: space ?? "default" }), version: version ?? "draft" } : null), [records, name, space, version]);
  const locale = useLocale();
  const title = (playable && localize(playable.app.title, locale)) || name;
  useTrail([{ title: t("apps"), to: "/studio" }, { title, to: `/studio/${name}` }, { title: t("preview") }]);
  const error = draft.error ?? frozen.error;
  if (error) return <ErrorPageOf error={error} />;
  if (!playable || !records) return <LoadingPage />;
  return <Preview key={playable.version} app={playable} queries={(id) => records[`query/${id}`] as Query | undefined} />;
}

function Preview({ app, queries }: { app: PlayableApp; queries: (id: string) => Query | undefined }): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const [search] = useSearchParams();
  const { user } = useSession();
  const ownLocale = useLocale();
  const ownTheme = useThemeName();
  const [locale, setLocale] = useState<Locale>(ownLocale);
  const [theme, setTheme] = useState<"light" | "dark">(ownTheme);
  const [width, setWidth] = useState<Breakpoint>("desktop");
  const first = search.get("page") ?? app.app.home ?? "";
  const [place, setPlace] = useState<{ page: string; params: Record<string, string> }>({ page: app.pages[first] ? first : (Object.keys(app.pages)[0] ?? ""), params: {} });
  const person = useMemo(() => ({ name: user.username, displayName: user.displayName }), [user.username, user.displayName]);
  const runQuery = async (id: string, inputs: Record<string, unknown>, signal: AbortSignal, onProgress: (progress: number | null) => void): Promise<{ data?: unknown; durationMs?: number }> => {
    const query = queries(id);
    if (!query) throw failureOf(new Error(t("queryGone")));
    try {
      const result = await followQuery((follow) => callApi(routes.apps.runDraftQuery, { params: { app: app.name }, body: { query, inputs, ...(follow && { follow }) }, signal }), onProgress);
      if (result.transformError) throw Object.assign(new Error(result.transformError.message), { code: result.transformError.code });
      return { data: result.data, durationMs: result.durationMs };
    } catch (error) {
      throw failureOf(error);
    }
  };
  return (
    <div className={styles.preview}>
      <Flex className={styles.bar} align="center" gap={12} wrap>
        <Link to={`/studio/${app.name}`}>
          <Button type="text" size="small" tabIndex={-1} icon={<ArrowLeftOutlined />}>
            {t("back")}
          </Button>
        </Link>
        <Tag>{app.version === "draft" ? t("draft") : app.version}</Tag>
        <Select
          size="small"
          aria-label={t("page")}
          popupMatchSelectWidth={false}
          value={place.page}
          options={Object.values(app.pages).map((page) => ({ value: page.id, label: localize(page.title, ownLocale) || page.path }))}
          onChange={(page) => setPlace({ page, params: {} })}
        />
        <Typography.Text type="secondary" className={styles.grow}>
          {t("explained")}
        </Typography.Text>
        <Segmented<Breakpoint>
          size="small"
          aria-label={t("width")}
          value={width}
          onChange={setWidth}
          options={[{ value: "desktop", icon: <DesktopOutlined aria-label={t("desktop")} /> }, { value: "tablet", icon: <TabletOutlined aria-label={t("tablet")} /> }, { value: "mobile", icon: <MobileOutlined aria-label={t("mobile")} /> }]}
        />
        <Segmented<Locale> size="small" aria-label={t("language")} value={locale} onChange={setLocale} options={[{ value: "zh-CN", label: t("chinese") }, { value: "en", label: t("english") }]} />
        <Segmented<"light" | "dark"> size="small" aria-label={t("theme")} value={theme} onChange={setTheme} options={[{ value: "light", label: t("light") }, { value: "dark", label: t("dark") }]} />
      </Flex>
      <div className={styles.stage}>
        <div className={styles.paper} style={{ width: widths[width] }}>
          <PlayerFrame mode="view" app={app} page={place.page} params={place.params} user={person} locale={locale} theme={theme} title={t("preview")} className={styles.frame ?? ""} runQuery={runQuery} onNavigate={setPlace} onNotify={({ message }) => notice.done(message)} />
        </div>
      </div>
    </div>
  );
}
