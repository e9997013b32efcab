import { PlusOutlined } from "@ant-design/icons";
import { type ConnectorView, routes } from "@tessera/contracts";
import { Flex, Tag, Typography } from "antd";
import type { ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import { useApiList } from "../../api/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import { LinkButton, useTrail } from "../../layout/index.ts";
import { type ListColumn, type ListFilter, ListPage } from "../../list/index.ts";
import { useAllowed } from "../../session/index.ts";
import { RelativeTime } from "../../time/index.ts";
import { connectorStatus } from "./connector-status.ts";
import { messages } from "./messages.ts";
import { StatusBadge } from "./StatusBadge.tsx";

/** All connectors of the space. */
export function ConnectorListPage(): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const navigate = useNavigate();
  const mayWrite = useAllowed("connector.write");
  useTrail([{ title: t("title") }]);
  const list = useApiList(routes.connectors.list, {});
  const columns: ListColumn<ConnectorView>[] = [
    {
      key: "name",
      title: t("name"),
      fixed: true,
      text: (one) => `${localize(one.title)} ${one.name} ${one.description}`,
      sortBy: (one) => localize(one.title) || one.name,
      render: (one) => (
        <Flex vertical>
          <Link to={`/portal/connectors/${one.name}`} style={{ fontWeight: 500 }}>
            {localize(one.title) || one.name}
          </Link>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            <code>{one.name}</code>
          </Typography.Text>
        </Flex>
      ),
    },
    { key: "status", title: t("status"), width: 130, text: (one) => t(connectorStatus(one)), sortBy: (one) => connectorStatus(one), render: (one) => <StatusBadge status={connectorStatus(one)} /> },
    {
      key: "stages",
      title: t("stages"),
      text: (one) => one.stages.map(({ name, release }) => `${name} ${release ?? ""}`).join(" "),
      render: (one) => (
        <Flex gap={4} wrap>
          {one.stages.map((stage) => (
            <Tag key={stage.name} {...(stage.release === null ? {} : { color: "success" })} style={{ margin: 0 }}>
              {stage.name} {stage.release ?? t("unserved")}
            </Tag>
          ))}
        </Flex>
      ),
    },
    { key: "operations", title: t("operations"), align: "end", width: 100, sortBy: (one) => one.operationCount, text: (one) => String(one.operationCount), render: (one) => one.operationCount },
    { key: "version", title: t("version"), width: 110, text: (one) => one.latestVersion ?? "", sortBy: (one) => one.latestVersion, render: (one) => one.latestVersion ?? "—" },
    { key: "owner", title: t("owner"), width: 120, text: (one) => one.owner, sortBy: (one) => one.owner, render: (one) => one.owner },
    { key: "updated", title: t("updated"), width: 130, text: (one) => one.updatedAt, sortBy: (one) => one.updatedAt, render: (one) => <RelativeTime at={one.updatedAt} /> },
  ];
  const filters: ListFilter<ConnectorView>[] = [
    { key: "status", label: t("status"), options: (["serving", "draft", "noBackend"] as const).map((value) => ({ value, label: t(value) })), matches: (one, value) => connectorStatus(one) === value },
    { key: "stage", label: t("stages"), options: [...new Set((list.items ?? []).flatMap(({ stages }) => stages.map(({ name }) => name)))].toSorted().map((name) => ({ value: name, label: name })), matches: (one, value) => one.stages.some(({ name }) => name === value) },
  ];
  const register = mayWrite && (
    <LinkButton to="/portal/register" type="primary" icon={<PlusOutlined />}>
        {t("register")}
      </LinkButton>
  );
  return (
    <ListPage
      name="connectors"
      title={t("title")}
      detail={t("detail")}
      actions={register}
      list={list}
      rowKey={({ name }) => name}
      columns={columns}
      filters={filters}
      searchPlaceholder={t("search")}
      onOpen={(one) => void navigate(`/portal/connectors/${one.name}`)}
      empty={{
        picture: "connectors",
        title: t("empty"),
        detail: t("emptyDetail"),
        action: (
          <>
            {register}
            <LinkButton to="/portal/catalog">{t("catalog")}</LinkButton>
          </>
        ),
      }}
    />
  );
}
