import { ImportOutlined, PlusOutlined } from "@ant-design/icons";
import { type ConnectorView, routes } from "@tessera/contracts";
import { Button, Flex, Tag, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import { type ItemOf, useApiList } from "../../../api/index.ts";
import { useText } from "../../../i18n/index.ts";
import { LinkButton, Section } from "../../../layout/index.ts";
import { DataList, type ListColumn, type ListFilter } from "../../../list/index.ts";
import { useAllowed } from "../../../session/index.ts";
import { AddOperationDialog } from "./AddOperationDialog.tsx";
import { messages } from "./messages.ts";
import { MethodTag } from "./MethodTag.tsx";
import { OperationDrawer } from "./OperationDrawer.tsx";

type Summary = ItemOf<typeof routes.connectors.operations>;

/** What a caller must bring: nothing, a token, or a token with a grant. */
function accessOf({ security }: Summary): "open" | "token" | "grant" {
  if (!security.authenticate) return "open";
  return security.grant ? "grant" : "token";
}

/** The operations of the draft; the address names the one whose drawer is open. */
export function OperationsTab({ connector }: { connector: ConnectorView }): ReactNode {
  const t = useText(messages);
  const { operation } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const mayWrite = useAllowed("connector.write");
  const base = `/portal/connectors/${connector.name}/operations`;
  const [adding, setAdding] = useState(false);
  const list = useApiList(routes.connectors.operations, { params: { connector: connector.name } }, { limit: 500 });
  const columns: ListColumn<Summary>[] = [
    { key: "method", title: t("method"), width: 90, text: (one) => one.method, sortBy: (one) => one.method, render: (one) => <MethodTag method={one.method} /> },
    {
      key: "path",
      title: t("path"),
      fixed: true,
      text: (one) => `${one.path} ${one.id}`,
      sortBy: (one) => one.path,
      render: (one) => (
        <Link to={`${base}/${encodeURIComponent(one.id)}${search}`}>
          <code>{one.path}</code>
        </Link>
      ),
    },
    {
      key: "summary",
      title: t("summary"),
      text: (one) => one.summary ?? "",
      render: (one) => (
        <>
          <Typography.Text style={{ maxWidth: 420 }} ellipsis={{ tooltip: one.summary }}>
            {one.summary}
          </Typography.Text>{" "}
          {one.deprecated && <Tag color="warning">{t("deprecated")}</Tag>}
        </>
      ),
    },
    { key: "tags", title: t("tags"), text: (one) => (one.tags ?? []).join(" "), render: (one) => <Typography.Text type="secondary">{(one.tags ?? []).join(", ")}</Typography.Text> },
    { key: "access", title: t("access"), width: 110, text: (one) => t(accessOf(one)), sortBy: (one) => accessOf(one), render: (one) => <Typography.Text type="secondary">{t(accessOf(one))}</Typography.Text> },
  ];
  const items = list.items ?? [];
  const choices = (values: Iterable<string>) => [...new Set(values)].toSorted().map((value) => ({ value, label: value }));
  const filters: ListFilter<Summary>[] = [
    { key: "method", label: t("method"), options: choices(items.map(({ method }) => method)), matches: (one, value) => one.method === value },
    { key: "tag", label: t("tags"), options: choices(items.flatMap(({ tags }) => tags ?? [])), matches: (one, value) => one.tags?.includes(value) ?? false },
    { key: "access", label: t("access"), options: (["open", "token", "grant"] as const).map((value) => ({ value, label: t(value) })), matches: (one, value) => accessOf(one) === value },
  ];
  const add = (
    <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <Section flush>
        <DataList
          name="operations"
          list={list}
          rowKey={({ id }) => id}
          columns={columns}
          filters={filters.filter(({ options }) => options.length > 1)}
          searchPlaceholder={t("search")}
          actions={
            mayWrite && (
              <Flex gap={8}>
                <LinkButton to={`/portal/register?into=${connector.name}`} icon={<ImportOutlined />}>
                  {t("reimport")}
                </LinkButton>
                {add}
              </Flex>
            )
          }
          onOpen={(one) => void navigate(`${base}/${encodeURIComponent(one.id)}${search}`)}
          empty={{
            picture: "connectors",
            title: t("empty"),
            detail: t("emptyDetail"),
            action: mayWrite && (
              <Flex gap={8} justify="center">
                <LinkButton to={`/portal/register?into=${connector.name}`} type="primary" icon={<ImportOutlined />}>
                  {t("importAction")}
                </LinkButton>
                {add}
              </Flex>
            ),
          }}
        />
      </Section>
      <AddOperationDialog
        open={adding}
        connector={connector.name}
        taken={new Set(items.map(({ id }) => id))}
        onClose={() => setAdding(false)}
        onAdded={(id) => {
          setAdding(false);
          void navigate(`${base}/${encodeURIComponent(id)}${search}`);
        }}
      />
      <OperationDrawer connector={connector.name} operation={operation} onClose={() => void navigate(base + search)} />
    </>
  );
}
