import { type ConnectorView, routes } from "@tessera/contracts";
import { Button, Skeleton, Tag, Timeline, Typography } from "antd";
import { type ReactNode, Suspense, lazy } from "react";
import { useApiList } from "../../../api/index.ts";
import { ErrorNote } from "../../../feedback/index.ts";
import { useText } from "../../../i18n/index.ts";
import { Section } from "../../../layout/index.ts";
import { EmptyList } from "../../../list/index.ts";
import { useAllowed } from "../../../session/index.ts";
import { RelativeTime } from "../../../time/index.ts";
import { messages } from "./messages.ts";
import type { PublishTarget } from "./PublishDialog.tsx";
import styles from "./ReleaseHistory.module.css";

const Markdown = lazy(() => import("../../../markdown/Markdown.tsx"));

/** Releases, newest first; any of them can be published again. */
export function ReleaseHistory({ connector, onPublish }: { connector: ConnectorView; onPublish: (target: PublishTarget) => void }): ReactNode {
  const t = useText(messages);
  const mayPublish = useAllowed("connector.publish");
  const releases = useApiList(routes.connectors.releases, { params: { connector: connector.name } }, { limit: 50 });
  return (
    <Section title={t("history")}>
      {releases.error && <ErrorNote error={releases.error} onRetry={releases.reload} />}
      {!releases.items && !releases.error && <Skeleton active />}
      {releases.items?.length === 0 && <EmptyList picture="records" title={t("noReleases")} detail={t("noReleasesDetail")} />}
      <Timeline
        className={styles.timeline ?? ""}
        items={(releases.items ?? []).map((release) => {
          const stages = connector.stages.filter((stage) => stage.release === release.version).map(({ name }) => name);
          return {
            key: release.version,
            color: stages.length > 0 ? "green" : "gray",
            content: (
              <div className={styles.release}>
                <div className={styles.text}>
                  <Typography.Text strong>{release.version}</Typography.Text> {stages.length > 0 && <Tag color="success">{t("servedOn", { stages: stages.join(", ") })}</Tag>}
                  <div className={styles.facts}>
                    {t("operations", { count: release.operationCount })} · <RelativeTime at={release.createdAt} /> · {release.createdBy} · <code>{release.digest.slice(0, 8)}</code>
                  </div>
                  {release.changelog !== "" && (
                    <Suspense>
                      <Markdown text={release.changelog} />
                    </Suspense>
                  )}
                </div>
                {mayPublish && (
                  <Button size="small" onClick={() => onPublish({ version: release.version })}>
                    {t("rollback")}
                  </Button>
                )}
              </div>
            ),
          };
        })}
      />
      {releases.hasMore && (
        <Button onClick={releases.loadMore} loading={releases.isFetching}>
          {t("more")}
        </Button>
      )}
    </Section>
  );
}
