import { PlusOutlined } from "@ant-design/icons";
import { type ConnectorView, routes } from "@tessera/contracts";
import { Badge, Button, Tooltip, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { type ItemOf, callApi, useApiList, useChange } from "../../../api/index.ts";
import { useNotice } from "../../../feedback/index.ts";
import { Confirm } from "../../../form/index.ts";
import { useText } from "../../../i18n/index.ts";
import { Section } from "../../../layout/index.ts";
import { type BulkAction, DataList, type ListColumn, type ListFilter } from "../../../list/index.ts";
import { useAllowed } from "../../../session/index.ts";
import { RelativeTime } from "../../../time/index.ts";
import { GrantDialog } from "./GrantDialog.tsx";
import { messages } from "./messages.ts";

type Grant = ItemOf<typeof routes.grants.list>;

function stateOf(grant: Grant): "active" | "expired" | "revoked" {
  if (grant.revokedAt !== null) return "revoked";
  return grant.expiresAt !== null && Date.parse(grant.expiresAt) <= Date.now() ? "expired" : "active";
}

const dots = { active: "success", expired: "warning", revoked: "default" } as const;

/** Who may call this connector. */
export function GrantsTab({ connector }: { connector: ConnectorView }): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const mayManage = useAllowed("grant.manage");
  const [adding, setAdding] = useState(false);
  const list = useApiList(routes.grants.list, { query: { connector: connector.name } });
  const revoke = useChange(routes.grants.revoke, { stales: [routes.grants.list], onSuccess: () => notice.done(t("revokedNotice")) });
  const columns: ListColumn<Grant>[] = [
    {
      key: "caller",
      title: t("caller"),
      fixed: true,
      text: (one) => `${one.callerName} ${one.caller}`,
      sortBy: (one) => one.callerName,
      render: (one) => (
        <>
          <Typography.Text>{one.callerName}</Typography.Text>{" "}
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            <code>{one.caller}</code>
          </Typography.Text>
        </>
      ),
    },
    {
      key: "operations",
      title: t("operations"),
      text: (one) => (one.operations === "*" ? t("all") : one.operations.join(" ")),
      render: (one) => (one.operations === "*" ? t("all") : <Tooltip title={one.operations.slice(0, 30).join(", ")}>{t("some", { count: one.operations.length })}</Tooltip>),
    },
    { key: "state", title: t("state"), width: 110, text: (one) => t(stateOf(one)), sortBy: (one) => stateOf(one), render: (one) => <Badge status={dots[stateOf(one)]} text={t(stateOf(one))} /> },
    { key: "source", title: t("source"), text: (one) => t(one.source), sortBy: (one) => one.source, render: (one) => t(one.source) },
    { key: "created", title: t("created"), text: (one) => one.createdAt, sortBy: (one) => one.createdAt, render: (one) => <span><RelativeTime at={one.createdAt} /> {t("by", { who: one.createdBy })}</span> },
    { key: "expires", title: t("expires"), text: (one) => one.expiresAt ?? "", sortBy: (one) => one.expiresAt, render: (one) => (one.expiresAt === null ? t("never") : <RelativeTime at={one.expiresAt} />) },
    {
      key: "actions",
      title: "",
      width: 90,
      align: "end",
      fixed: false,
      render: (one) =>
        mayManage &&
        stateOf(one) === "active" && (
          <Confirm title={t("revokeTitle", { caller: one.callerName })} loss={t("revokeLoss")} confirmText={t("revoke")} onConfirm={() => revoke.mutate({ params: { id: one.id } }, { onError: notice.failed })}>
            <Button type="text" size="small" danger>
              {t("revoke")}
            </Button>
          </Confirm>
        ),
    },
  ];
  const filters: ListFilter<Grant>[] = [
    { key: "state", label: t("state"), options: (["active", "expired", "revoked"] as const).map((value) => ({ value, label: t(value) })), matches: (one, value) => stateOf(one) === value },
    { key: "source", label: t("source"), options: (["manual", "publish", "install"] as const).map((value) => ({ value, label: t(value) })), matches: (one, value) => one.source === value },
  ];
  const bulk: BulkAction<Grant>[] = mayManage ? [{ key: "revoke", label: t("revoke"), applies: (one) => stateOf(one) === "active", loss: t("revokeLoss"), run: ({ id }) => callApi(routes.grants.revoke, { params: { id } }) }] : [];
  const add = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <Section flush>
        <DataList name="grants" list={list} rowKey={({ id }) => id} columns={columns} filters={filters} bulk={bulk} actions={add} searchPlaceholder={t("search")} empty={{ picture: "keys", title: t("empty"), detail: t("emptyDetail"), action: add }} />
      </Section>
      <GrantDialog open={adding} connector={connector.name} onClose={() => setAdding(false)} />
    </>
  );
}
