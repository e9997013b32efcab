import { PlusOutlined } from "@ant-design/icons";
import { type TokenView, routes } from "@tessera/contracts";
import { Button, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { callApi, useApiList, useChange } from "../../api/index.ts";
import { useNotice } from "../../feedback/index.ts";
import { Confirm } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { useTrail } from "../../layout/index.ts";
import { type BulkAction, type ListColumn, ListPage } from "../../list/index.ts";
import { RelativeTime } from "../../time/index.ts";
import { useRoleNames } from "../members/role-names.ts";
import { messages } from "./messages.ts";
import { NewTokenDialog } from "./NewTokenDialog.tsx";

/** My API tokens of this space. */
export function TokensPage(): ReactNode {
  const t = useText(messages);
  const roleName = useRoleNames();
  const notice = useNotice();
  const [adding, setAdding] = useState(false);
  useTrail([{ title: t("title") }]);
  const list = useApiList(routes.tokens.list, {});
  const revoke = useChange(routes.tokens.revoke, { stales: [routes.tokens.list], onSuccess: () => notice.done(t("revoked")) });
  const columns: ListColumn<TokenView>[] = [
    { key: "name", title: t("name"), fixed: true, text: (one) => one.name, sortBy: (one) => one.name, render: (one) => <Typography.Text strong>{one.name}</Typography.Text> },
    {
      key: "id",
      title: t("id"),
      text: (one) => one.id,
      render: (one) => (
        <Typography.Text copyable={{ text: one.id, tooltips: [t("copyId"), t("copied")] }}>
          <code title={one.id}>…{one.id.slice(-8)}</code>
        </Typography.Text>
      ),
    },
    { key: "prefix", title: t("prefix"), text: (one) => one.prefix, render: (one) => <code>{one.prefix}…</code> },
    { key: "role", title: t("role"), text: (one) => roleName(one.role), sortBy: (one) => one.role, render: (one) => roleName(one.role) },
    { key: "lastUsed", title: t("lastUsed"), text: (one) => one.lastUsedAt ?? "", sortBy: (one) => one.lastUsedAt, render: (one) => (one.lastUsedAt ? <RelativeTime at={one.lastUsedAt} /> : t("unused")) },
    { key: "expires", title: t("expires"), text: (one) => one.expiresAt ?? "", sortBy: (one) => one.expiresAt, render: (one) => (one.expiresAt ? <RelativeTime at={one.expiresAt} /> : t("never")) },
    { key: "created", title: t("created"), text: (one) => one.createdAt, sortBy: (one) => one.createdAt, render: (one) => <RelativeTime at={one.createdAt} /> },
    {
      key: "actions",
      title: "",
      width: 90,
      align: "end",
      render: (one) => (
        <Confirm title={t("revokeTitle", { name: one.name })} loss={t("revokeLoss")} confirmText={t("revoke")} onConfirm={() => revoke.mutate({ params: { id: one.id } }, { onError: notice.failed })}>
          <Button type="text" size="small" danger aria-label={`${t("revoke")}: ${one.name}`}>
            {t("revoke")}
          </Button>
        </Confirm>
      ),
    },
  ];
  const bulk: BulkAction<TokenView>[] = [{ key: "revoke", label: t("revoke"), applies: () => true, loss: t("revokeLoss"), run: ({ id }) => callApi(routes.tokens.revoke, { params: { id } }) }];
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <ListPage name="tokens" title={t("title")} detail={t("detail")} actions={add} list={list} rowKey={({ id }) => id} columns={columns} bulk={bulk} searchPlaceholder={t("search")} empty={{ picture: "keys", title: t("empty"), detail: t("emptyDetail"), action: add }} />
      <NewTokenDialog open={adding} onClose={() => setAdding(false)} />
    </>
  );
}
