import { type AuditRecord, routes } from "@tessera/contracts";
import { Button, Descriptions, Drawer, Tag } from "antd";
import { type ReactNode, useState } from "react";
import { useApiList } from "../../api/index.ts";
import { TraceId } from "../../feedback/index.ts";
import { useLocale, useText } from "../../i18n/index.ts";
import { useTrail } from "../../layout/index.ts";
import { type ListColumn, type ListFilter, ListPage } from "../../list/index.ts";
import { RelativeTime, formatExact } from "../../time/index.ts";
import { ChangeView } from "./ChangeView.tsx";
import { messages } from "./messages.ts";

/** Every change of this space. */
export function AuditPage(): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const [shown, setShown] = useState<AuditRecord>();
  useTrail([{ title: t("title") }]);
  const list = useApiList(routes.audit.list, {}, { limit: 100 });
  const columns: ListColumn<AuditRecord>[] = [
    { key: "time", title: t("time"), width: 150, text: (one) => one.at, sortBy: (one) => one.at, render: (one) => <RelativeTime at={one.at} /> },
    {
      key: "action",
      title: t("action"),
      fixed: true,
      text: (one) => one.action,
      sortBy: (one) => one.action,
      render: (one) => (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setShown(one)}>
          <code>{one.action}</code>
        </Button>
      ),
    },
    { key: "target", title: t("target"), text: (one) => one.target, sortBy: (one) => one.target, render: (one) => <code>{one.target}</code> },
    {
      key: "actor",
      title: t("actor"),
      text: (one) => one.actor.name,
      sortBy: (one) => one.actor.name,
      render: (one) => (
        <>
          {one.actor.name} {one.actor.kind !== "user" && <Tag>{t(one.actor.kind)}</Tag>}
        </>
      ),
    },
    { key: "address", title: t("address"), text: (one) => one.address ?? "", render: (one) => one.address ?? "—" },
  ];
  const items = list.items ?? [];
  const filters: ListFilter<AuditRecord>[] = [
    { key: "actor", label: t("actor"), options: [...new Set(items.map(({ actor }) => actor.name))].toSorted().map((name) => ({ value: name, label: name })), matches: (one, value) => one.actor.name === value },
    { key: "action", label: t("action"), options: [...new Set(items.map(({ action }) => action))].toSorted().map((action) => ({ value: action, label: action })), matches: (one, value) => one.action === value },
    { key: "kind", label: t("kind"), options: (["user", "token", "system"] as const).map((value) => ({ value, label: t(value) })), matches: (one, value) => one.actor.kind === value },
  ];
  return (
    <>
      <ListPage name="audit" title={t("title")} detail={t("detail")} list={list} rowKey={({ id }) => id} columns={columns} filters={filters} searchPlaceholder={t("search")} onOpen={setShown} empty={{ picture: "records", title: t("empty") }} />
      <Drawer open={shown !== undefined} onClose={() => setShown(undefined)} size={760} title={shown && <code>{shown.action}</code>}>
        {shown && (
          <>
            <Descriptions
              column={1}
              size="small"
              items={[
                { key: "target", label: t("target"), children: <code>{shown.target}</code> },
                { key: "actor", label: t("actor"), children: shown.actor.kind === "user" ? shown.actor.name : <>{shown.actor.name} <Tag>{t(shown.actor.kind)}</Tag></> },
                { key: "time", label: t("time"), children: formatExact(Date.parse(shown.at), locale) },
                { key: "address", label: t("address"), children: shown.address ?? "—" },
              ]}
              style={{ marginBottom: 8 }}
            />
            <TraceId id={shown.traceId} />
            <h2 style={{ fontSize: 14, marginTop: 20 }}>{t("change")}</h2>
            <ChangeView record={shown} />
          </>
        )}
      </Drawer>
    </>
  );
}
