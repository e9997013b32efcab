import { UserAddOutlined } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { Badge, Button } from "antd";
import { type ReactNode, useState } from "react";
import { type ItemOf, useApiList } from "../../api/index.ts";
import { useText } from "../../i18n/index.ts";
import { useTrail } from "../../layout/index.ts";
import { type ListColumn, type ListFilter, ListPage } from "../../list/index.ts";
import { PersonName } from "../../person/index.ts";
import { RelativeTime } from "../../time/index.ts";
import { AccountDialog } from "./AccountDialog.tsx";
import { messages } from "./messages.ts";

export type Account = ItemOf<typeof routes.users.list>;

/** All accounts of the platform (administrators). */
export function PeoplePage(): ReactNode {
  const t = useText(messages);
  const [editing, setEditing] = useState<Account | "new">();
  useTrail([{ title: t("title") }]);
  const list = useApiList(routes.users.list, {});
  const columns: ListColumn<Account>[] = [
    {
      key: "name",
      title: t("name"),
      fixed: true,
      text: (one) => `${one.displayName} ${one.username}`,
      sortBy: (one) => one.displayName,
      render: (one) => <PersonName person={one} tag={one.administrator ? { text: t("administrator"), color: "processing" } : undefined} />,
    },
    { key: "state", title: t("state"), text: (one) => t(one.disabled ? "disabled" : "active"), sortBy: (one) => Number(one.disabled), render: (one) => <Badge status={one.disabled ? "default" : "success"} text={t(one.disabled ? "disabled" : "active")} /> },
    { key: "created", title: t("created"), text: (one) => one.createdAt, sortBy: (one) => one.createdAt, render: (one) => <RelativeTime at={one.createdAt} /> },
    {
      key: "actions",
      title: "",
      width: 90,
      align: "end",
      render: (one) => (
        <Button type="text" size="small" aria-label={t("edit", { name: one.displayName })} onClick={() => setEditing(one)}>
          {t("editShort")}
        </Button>
      ),
    },
  ];
  const filters: ListFilter<Account>[] = [
    { key: "state", label: t("state"), options: (["active", "disabled"] as const).map((value) => ({ value, label: t(value) })), matches: (one, value) => one.disabled === (value === "disabled") },
    { key: "kind", label: t("kind"), options: (["administrator", "person"] as const).map((value) => ({ value, label: t(value) })), matches: (one, value) => one.administrator === (value === "administrator") },
  ];
  const add = (
    <Button type="primary" icon={<UserAddOutlined />} onClick={() => setEditing("new")}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <ListPage name="people" title={t("title")} detail={t("detail")} actions={add} list={list} rowKey={({ id }) => id} columns={columns} filters={filters} searchPlaceholder={t("search")} empty={{ picture: "people", title: t("empty"), action: add }} />
      <AccountDialog account={editing} onClose={() => setEditing(undefined)} />
    </>
  );
}
