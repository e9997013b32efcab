import { CheckCircleFilled, SearchOutlined } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { Button, Flex, Input, Segmented, Skeleton } from "antd";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router";
import { type ItemOf, useApi } from "../../api/index.ts";
import { AppIcon } from "../../app-icon/index.ts";
import { ErrorNote } from "../../feedback/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import { Page, useTrail } from "../../layout/index.ts";
import { EmptyList } from "../../list/index.ts";
import { useAllowed } from "../../session/index.ts";
import styles from "./CatalogPage.module.css";
import { InstallDialog } from "./InstallDialog.tsx";
import { messages } from "./messages.ts";

export type CatalogEntry = ItemOf<typeof routes.catalog.list>;

const knownCategories = ["deliver", "monitor", "manage", "control", "operate", "serve"] as const;

function isKnown(category: string): category is (typeof knownCategories)[number] {
  return (knownCategories as readonly string[]).includes(category);
}

/** Whether name, title or description, in either language, hold what is searched for. */
function holds({ name, title, description }: CatalogEntry, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return [name, ...Object.values(title), ...Object.values(description)].some((text) => text.toLowerCase().includes(wanted));
}

function EntryCard({ entry, onInstall }: { entry: CatalogEntry; onInstall: (() => void) | undefined }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  return (
    <article className={styles.card}>
      <Flex justify="space-between" align="flex-start">
        <AppIcon name={entry.icon} />
        {entry.installed && (
          <span className={styles.installed}>
            <CheckCircleFilled aria-hidden /> {t("installed")}
          </span>
        )}
      </Flex>
      <h2 className={styles.title}>{localize(entry.title)}</h2>
      <p className={styles.description}>{localize(entry.description)}</p>
      <Flex justify="space-between" align="center">
        <span className={styles.facts}>
          {t("operations", { count: entry.operationCount })} · v{entry.version}
        </span>
        {onInstall && (
          <Button size="small" type={entry.installed ? "default" : "primary"} onClick={onInstall} aria-label={t("installTitle", { title: localize(entry.title) })}>
            {t("install")}
          </Button>
        )}
      </Flex>
    </article>
  );
}

/** Connectors that come with the platform. */
export function CatalogPage(): ReactNode {
  const t = useText(messages);
  useTrail([{ title: t("title") }]);
  const mayWrite = useAllowed("connector.write");
  const [params, setParams] = useSearchParams();
  const catalog = useApi(routes.catalog.list, {});
  const [installing, setInstalling] = useState<CatalogEntry>();
  const category = params.get("category") ?? "";
  const categories = [...new Set((catalog.data?.items ?? []).map((entry) => entry.category))].toSorted();
  const search = params.get("q") ?? "";
  const entries = (catalog.data?.items ?? []).filter((entry) => (category === "" || entry.category === category) && holds(entry, search));
  const narrow = (name: "category" | "q", value: string): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <Page title={t("title")} detail={t("detail")}>
      <Flex gap={12} wrap align="center" style={{ marginBottom: 16 }}>
        <Input allowClear className={styles.search} prefix={<SearchOutlined aria-hidden />} placeholder={t("search")} aria-label={t("search")} value={search} onChange={({ target }) => narrow("q", target.value)} />
        {categories.length > 1 && <Segmented aria-label={t("category")} value={category} options={[{ value: "", label: t("all") }, ...categories.map((value) => ({ value, label: isKnown(value) ? t(value) : value }))]} onChange={(value) => narrow("category", value)} />}
      </Flex>
      {catalog.error && <ErrorNote error={catalog.error} onRetry={() => void catalog.refetch()} />}
      {catalog.isPending && <Skeleton active />}
      {catalog.data !== undefined && entries.length === 0 && <EmptyList picture="connectors" title={t(catalog.data.items.length === 0 ? "empty" : "noMatch")} />}
      <div className={styles.grid}>
        {entries.map((entry) => (
          <EntryCard key={entry.name} entry={entry} onInstall={mayWrite ? () => setInstalling(entry) : undefined} />
        ))}
      </div>
      <InstallDialog entry={installing} onClose={() => setInstalling(undefined)} />
    </Page>
  );
}
