import { routes } from "@tessera/contracts";
import { Badge, Typography } from "antd";
import type { ReactNode } from "react";
import { type ItemOf, useApiList } from "../../api/index.ts";
import { useText } from "../../i18n/index.ts";
import { useTrail } from "../../layout/index.ts";
import { type ListColumn, type ListFilter, ListPage } from "../../list/index.ts";
import { RelativeTime } from "../../time/index.ts";
import { messages } from "./messages.ts";

type Gateway = ItemOf<typeof routes.gateways.list>;
const refreshMs = 5_000;
const dots = { current: "success", behind: "warning", gone: "error" } as const;

function stateOf(gateway: Gateway): keyof typeof dots {
  if (!gateway.alive) return "gone";
  return gateway.current ? "current" : "behind";
}

/** The gateway processes and what each serves. */
export function GatewaysPage(): ReactNode {
  const t = useText(messages);
  useTrail([{ title: t("title") }]);
  const list = useApiList(routes.gateways.list, {}, { refetchMs: refreshMs });
  const columns: ListColumn<Gateway>[] = [
    { key: "node", title: t("node"), fixed: true, text: (one) => one.id, sortBy: (one) => one.id, render: (one) => <code>{one.id}</code> },
    { key: "state", title: t("state"), width: 120, text: (one) => t(stateOf(one)), sortBy: (one) => stateOf(one), render: (one) => <Badge status={dots[stateOf(one)]} text={t(stateOf(one))} /> },
    {
      key: "revision",
      title: t("revision"),
      text: (one) => Object.entries(one.spaces).map(([space, { revision }]) => `${space} ${revision}`).join(" "),
      render: (one) =>
        Object.entries(one.spaces).map(([space, served]) => (
          <div key={space}>
            {space} · {served.revision}
            {served.refused && <Typography.Text type="danger"> {t("refused", served.refused)}</Typography.Text>}
          </div>
        )),
    },
    { key: "address", title: t("address"), text: (one) => one.address, sortBy: (one) => one.address, render: (one) => <code>{one.address}</code> },
    { key: "version", title: t("version"), width: 100, text: (one) => one.version, sortBy: (one) => one.version, render: (one) => one.version },
    { key: "started", title: t("started"), text: (one) => one.startedAt, sortBy: (one) => one.startedAt, render: (one) => <RelativeTime at={one.startedAt} /> },
    { key: "seen", title: t("seen"), text: (one) => one.seenAt, sortBy: (one) => one.seenAt, render: (one) => <RelativeTime at={one.seenAt} /> },
  ];
  const filters: ListFilter<Gateway>[] = [{ key: "state", label: t("state"), options: (["current", "behind", "gone"] as const).map((value) => ({ value, label: t(value) })), matches: (one, value) => stateOf(one) === value }];
  return <ListPage name="gateways" title={t("title")} detail={t("detail")} list={list} rowKey={({ id }) => id} columns={columns} filters={filters} searchPlaceholder={t("search")} empty={{ picture: "connectors", title: t("empty"), detail: t("emptyDetail") }} />;
}
