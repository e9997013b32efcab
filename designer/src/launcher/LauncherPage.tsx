import { DownloadOutlined, SearchOutlined } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { Button, Flex, Input, Skeleton } from "antd";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router";
import { useApi } from "../api/index.ts";
import { ErrorNote } from "../feedback/index.ts";
import { useLocalize, useText } from "../i18n/index.ts";
import { Page, useTrail } from "../layout/index.ts";
import { EmptyList } from "../list/index.ts";
import { useAllowed, useSession } from "../session/index.ts";
import { AppCard } from "./AppCard.tsx";
import { FirstSteps } from "./FirstSteps.tsx";
import { groupApps } from "./group-apps.ts";
import styles from "./LauncherPage.module.css";
import { messages } from "./messages.ts";
import { TemplateDialog } from "./templates/TemplateDialog.tsx";

/** The apps that a person may open. */
export function Component(): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  useTrail([{ title: t("title") }]);
  const { space } = useSession();
  const mayInstall = useAllowed("app.write");
  const [params, setParams] = useSearchParams();
  const search = params.get("q") ?? "";
  const [installing, setInstalling] = useState<string | boolean>(false);
  const apps = useApi(routes.published.list, { query: { limit: 500 } });
  const setSearch = (q: string) => setParams(q === "" ? {} : { q }, { replace: true });

  const groups = groupApps(apps.data?.items ?? [], search, localize);
  const grouped = groups.length > 1 || groups[0]?.key === "favourites";
  const dialog = <TemplateDialog open={installing !== false} {...(typeof installing === "string" ? { template: installing } : {})} onClose={() => setInstalling(false)} />;
  if (apps.data?.items.length === 0) {
    return (
      <>
        {mayInstall ? (
          <FirstSteps onInstall={setInstalling} />
        ) : (
          <Page title={t("title")}>
            <EmptyList picture="apps" title={t("emptyViewer")} detail={t("emptyViewerDetail")} />
          </Page>
        )}
        {dialog}
      </>
    );
  }
  return (
    <Page
      title={t("title")}
      actions={
        <>
          <Input className={styles.search ?? ""} allowClear prefix={<SearchOutlined aria-hidden />} placeholder={t("search")} aria-label={t("search")} value={search} onChange={(event) => setSearch(event.target.value)} />
          {mayInstall && (
            <Button icon={<DownloadOutlined />} onClick={() => setInstalling(true)}>
              {t("install")}
            </Button>
          )}
        </>
      }
    >
      {apps.error && <ErrorNote error={apps.error} onRetry={() => void apps.refetch()} />}
      {apps.isPending && (
        <div className={styles.grid} aria-busy>
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton.Node key={index} active style={{ width: "100%", height: 132 }} />
          ))}
        </div>
      )}
      {groups.map(({ key, apps: members }) => (
        <section key={key} className={styles.group}>
          {grouped && <h2 className={styles.heading}>{t(key)}</h2>}
          <div className={styles.grid}>
            {members.map((app) => (
              <AppCard key={app.name} app={app} space={space ?? ""} heading={grouped ? "h3" : "h2"} />
            ))}
          </div>
        </section>
      ))}
      {apps.data && groups.length === 0 && (
        <Flex justify="center">
          <EmptyList picture="apps" title={t("noMatch", { search })} action={<Button onClick={() => setSearch("")}>{t("clear")}</Button>} />
        </Flex>
      )}
      {dialog}
    </Page>
  );
}
