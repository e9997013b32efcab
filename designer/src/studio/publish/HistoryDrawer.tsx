import { type AppVersionView, type AppView, routes } from "@tessera/contracts";
import { App, Button, Drawer, Empty, Flex, Skeleton, Tag, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { useApiList, useChange } from "../../api/index.ts";
import { ErrorNote, useNotice } from "../../feedback/index.ts";
import { useText } from "../../i18n/index.ts";
import { useAllowed } from "../../session/index.ts";
import { RelativeTime } from "../../time/index.ts";
import { useExport } from "../app-list/use-export.ts";
import { useEditorStore } from "../editor-store/index.ts";
import { CompareDialog } from "./CompareDialog.tsx";
import { messages } from "./messages.ts";
import styles from "./Publish.module.css";

/** The versions of an app: who made which when, which is live; roll back or take one back into the draft. */
export function HistoryDrawer({ app, open, onClose }: { app: AppView | undefined; open: boolean; onClose: () => void }): ReactNode {
  const t = useText(messages);
  return (
    <Drawer open={open} title={t("history")} size={480} onClose={onClose} destroyOnHidden>
      {open && app && <Versions app={app} />}
    </Drawer>
  );
}

function Versions({ app }: { app: AppView }): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const store = useEditorStore();
  const { modal } = App.useApp();
  const mayPublish = useAllowed("app.publish");
  const mayWrite = useAllowed("app.write");
  const exportApp = useExport();
  const [comparing, setComparing] = useState<string | null>(null);
  const list = useApiList(routes.apps.versions, { params: { app: app.name } });
  const stales = [routes.apps.get, routes.apps.list, routes.apps.versions];
  const rollback = useChange(routes.apps.rollback, { stales, onSuccess: (version) => notice.done(t("rolledBack", { version: version.version })) });
  const restore = useChange(routes.apps.restoreDraft, {
    stales,
    onSuccess: () => {
      void store.autosave.reload();
      notice.done(t("restored"));
    },
  });
  const askRestore = (version: string): void => {
    modal.confirm({
      title: t("restoreTitle", { version }),
      content: t("restoreDetail"),
      okText: t("restore"),
      cancelText: t("cancel"),
      onOk: () => store.autosave.flush().then(() => restore.mutateAsync({ params: { app: app.name }, body: { version } })),
    });
  };
  const failed = list.error ?? rollback.error ?? restore.error;
  if (list.error && !list.items) return <ErrorNote error={list.error} onRetry={list.reload} />;
  if (!list.items) return <Skeleton active />;
  return (
    <>
      {failed && <ErrorNote error={failed} />}
      {list.items.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("noVersions")} />}
      {list.items.map((version: AppVersionView) => (
        <article key={version.version} className={styles.version} aria-label={version.version}>
          <Flex align="center" gap={8}>
            <Typography.Text strong>{version.version}</Typography.Text>
            {version.live && <Tag color="success">{t("live")}</Tag>}
            <span style={{ flex: 1 }} />
            <Typography.Text type="secondary" style={{ fontSize: 12 }}>
              {version.createdBy} · <RelativeTime at={version.createdAt} />
            </Typography.Text>
          </Flex>
          {version.notes && <Typography.Paragraph style={{ margin: 0, whiteSpace: "pre-wrap" }}>{version.notes}</Typography.Paragraph>}
          <Flex gap={4} wrap style={{ marginInlineStart: -8 }}>
            {!version.live && (
              <Button type="link" size="small" disabled={!mayPublish} loading={rollback.isPending && rollback.variables.body.to === version.version} onClick={() => rollback.mutate({ params: { app: app.name }, body: { to: version.version } })}>
                {t("rollback")}
              </Button>
            )}
            <Button type="link" size="small" disabled={!mayWrite} onClick={() => askRestore(version.version)}>
              {t("restore")}
            </Button>
            <Button type="link" size="small" onClick={() => setComparing(version.version)}>
              {t("compareThis")}
            </Button>
            <Button type="link" size="small" onClick={() => exportApp(app.name, version.version)}>
              {t("export")}
            </Button>
            <Link to={`/studio/${app.name}/preview?version=${version.version}`} target="_blank">
              <Button type="link" size="small" tabIndex={-1}>
                {t("view")}
              </Button>
            </Link>
          </Flex>
        </article>
      ))}
      <CompareDialog app={app} from={comparing} onClose={() => setComparing(null)} />
    </>
  );
}
