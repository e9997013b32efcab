import { type OperationPolicyView, routes } from "@tessera/contracts";
import { Table, type TableColumnType, Tag } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useApi } from "../../../../api/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { Section } from "../../../../layout/index.ts";
import { RelativeTime } from "../../../../time/index.ts";
import { isOffline } from "./lifecycle-values.ts";
import styles from "./Lifecycle.module.css";
import { messages } from "./messages.ts";
import { useNow } from "./use-now.ts";

/** Operations about which something is decided, also those that no release has any longer; nothing when there are none. */
export function DecidedOperations({ connector }: { connector: string }): ReactNode {
  const t = useText(messages);
  const now = useNow(undefined);
  const policies = useApi(routes.policies.list, { params: { connector } });
  const decided = (policies.data?.items ?? []).filter(({ offline, deprecation, limit }) => offline !== null || deprecation !== null || limit !== null);
  if (decided.length === 0) return null;
  const columns: TableColumnType<OperationPolicyView>[] = [
    { key: "operation", title: t("operation"), render: (_value, { operation }) => <Link to={`/portal/connectors/${connector}/operations/${encodeURIComponent(operation)}`}><code>{operation}</code></Link> },
    {
      key: "state",
      title: t("decision"),
      render: (_value, { offline, deprecation, limit, updatedAt }) => (
        <>
          {offline && <Tag color={isOffline(offline, Math.max(now, Date.parse(updatedAt))) ? "error" : "warning"}>{t("offline")}</Tag>}
          {deprecation && <Tag color="warning">{t("deprecation")}</Tag>}
          {limit && <Tag color="processing">{t("limit")}</Tag>}
        </>
      ),
    },
    { key: "served", title: t("stage"), render: (_value, { servedOn }) => (servedOn.length === 0 ? <Tag>{t("notServedShort")}</Tag> : servedOn.join(", ")) },
    { key: "by", title: t("decidedAt"), align: "end", render: (_value, { updatedAt, updatedBy }) => <><RelativeTime at={updatedAt} /> · {updatedBy}</> },
  ];
  return (
    <Section flush title={t("decided")} detail={t("decidedDetail")}>
      <Table size="small" className={styles.table ?? ""} rowKey="operation" columns={columns} dataSource={decided} pagination={decided.length > 20 ? { pageSize: 20 } : false} />
    </Section>
  );
}
