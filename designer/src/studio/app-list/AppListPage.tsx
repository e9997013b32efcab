import { DeleteOutlined, EditOutlined, ExportOutlined, ImportOutlined, MoreOutlined, PlusOutlined } from "@ant-design/icons";
import { type AppView, routes } from "@tessera/contracts";
import { Badge, Button, Dropdown, Flex, Tag, Typography } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { Link, useNavigate } from "react-router";
import { useApiList } from "../../api/index.ts";
import { AppIcon } from "../../app-icon/index.ts";
import { useCommands } from "../../commands/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import { useTrail } from "../../layout/index.ts";
import { type ListColumn, ListPage } from "../../list/index.ts";
import { useAllowed } from "../../session/index.ts";
import { RelativeTime } from "../../time/index.ts";
import { DeleteApp } from "./DeleteApp.tsx";
import { ImportAppDialog } from "./ImportAppDialog.tsx";
import { messages } from "./messages.ts";
import { NewAppDialog } from "./NewAppDialog.tsx";
import { useExport } from "./use-export.ts";

/** The apps that people build here. */
export function AppListPage(): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const navigate = useNavigate();
  const mayWrite = useAllowed("app.write");
  const exportApp = useExport();
  const [dialog, setDialog] = useState<"new" | "import" | null>(null);
  const [deleting, setDeleting] = useState<AppView | null>(null);
  useTrail([{ title: t("apps") }]);
  const list = useApiList(routes.apps.list, {});
  useCommands(useMemo(() => (mayWrite ? [{ id: "studio-new-app", title: t("newApp"), group: t("apps"), icon: <PlusOutlined />, run: () => setDialog("new") }] : []), [mayWrite, t]));

  const columns: ListColumn<AppView>[] = [
    {
      key: "name", title: t("name"), fixed: true, text: (app) => `${localize(app.title)} ${app.name} ${localize(app.description)}`, sortBy: (app) => localize(app.title) || app.name,
      render: (app) => (
        <Flex gap={12} align="center">
          <AppIcon name={app.icon} size={36} />
          <div style={{ minWidth: 0 }}>
            <Link to={`/studio/${app.name}`} style={{ fontWeight: 600 }}>
              {localize(app.title) || app.name}
            </Link>
            <div>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {app.name}
              </Typography.Text>
            </div>
          </div>
        </Flex>
      ),
    },
    {
      key: "published", title: t("published"), text: (app) => app.published ?? "", sortBy: (app) => app.published,
      render: (app) => (
        <Flex gap={8} align="center">
          {app.published === null ? <Typography.Text type="secondary">{t("notPublished")}</Typography.Text> : <Tag>{app.published}</Tag>}
          {app.changed && app.published !== null && <Badge status="warning" text={t("changed")} />}
        </Flex>
      ),
    },
    { key: "template", title: t("template"), text: (app) => app.template ?? "", render: (app) => app.template ?? <Typography.Text type="secondary">–</Typography.Text> },
    { key: "updatedBy", title: t("updatedBy"), text: (app) => app.updatedBy, sortBy: (app) => app.updatedBy, render: (app) => app.updatedBy },
    { key: "updated", title: t("updated"), sortBy: (app) => app.updatedAt, text: (app) => app.updatedAt, render: (app) => <RelativeTime at={app.updatedAt} /> },
    {
      key: "actions", title: "", width: 56, align: "end",
      render: (app) => (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: [
              { key: "open", icon: <EditOutlined />, label: t("open"), onClick: () => void navigate(`/studio/${app.name}`) },
              { key: "export", icon: <ExportOutlined />, label: t("export"), onClick: () => exportApp(app.name) },
              { type: "divider" },
              { key: "delete", icon: <DeleteOutlined />, label: t("delete"), danger: true, disabled: !mayWrite, onClick: () => setDeleting(app) },
            ],
          }}
        >
          <Button type="text" icon={<MoreOutlined />} aria-label={t("more", { name: localize(app.title) || app.name })} />
        </Dropdown>
      ),
    },
  ];

  return (
    <>
      <ListPage
        name="apps"
        title={t("apps")}
        detail={t("detail")}
        list={list}
        rowKey={({ name }) => name}
        columns={columns}
        filters={[
          {
            key: "state", label: t("state"),
            options: [{ value: "published", label: t("isPublished") }, { value: "changed", label: t("changed") }, { value: "draft", label: t("notPublished") }],
            matches: (app, value) => (value === "published" ? app.published !== null : value === "changed" ? app.changed && app.published !== null : app.published === null),
          },
        ]}
        onOpen={(app) => void navigate(`/studio/${app.name}`)}
        actions={
          mayWrite && (
            <>
              <Button icon={<ImportOutlined />} onClick={() => setDialog("import")}>
                {t("import")}
              </Button>
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setDialog("new")}>
                {t("newApp")}
              </Button>
            </>
          )
        }
        empty={{
          picture: "apps",
          title: t("empty"),
          detail: t("emptyDetail"),
          action: (
            <Flex gap={8} justify="center">
              {mayWrite && (
                <Button type="primary" icon={<PlusOutlined />} onClick={() => setDialog("new")}>
                  {t("newApp")}
                </Button>
              )}
              <Link to="/">
                <Button tabIndex={-1}>{t("launcher")}</Button>
              </Link>
            </Flex>
          ),
        }}
      />
      <NewAppDialog open={dialog === "new"} onClose={() => setDialog(null)} />
      <ImportAppDialog open={dialog === "import"} onClose={() => setDialog(null)} />
      <DeleteApp app={deleting} onClose={() => setDeleting(null)} />
    </>
  );
}
