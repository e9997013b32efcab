import { DownloadOutlined } from "@ant-design/icons";
import { type OperationUsage, routes, unnamedCallers } from "@tessera/contracts";
import { Button, Flex, Input, Segmented, Table, type TableColumnType, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useApi } from "../../../../api/index.ts";
import { ErrorNote } from "../../../../feedback/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { Section } from "../../../../layout/index.ts";
import { EmptyList, saveFile, toCsv } from "../../../../list/index.ts";
import { RelativeTime } from "../../../../time/index.ts";
import styles from "./Lifecycle.module.css";
import { messages } from "./messages.ts";

const refreshMs = 3_000;
const spans = [1, 7, 30, 90];

type Column = TableColumnType<OperationUsage> & { key: string; title: string; text: (item: OperationUsage) => string };

/** Who still calls an operation, from the last call back. The list keeps its state to itself: the address holds that of the operations. */
export function CallerList({ connector, operation }: { connector: string; operation: string }): ReactNode {
  const t = useText(messages);
  const [days, setDays] = useState(30);
  const [search, setSearch] = useState("");
  const callers = useApi(routes.policies.callers, { params: { connector }, query: { operation, days } }, { refetchMs: refreshMs, keepPrevious: true });
  const nameOf = ({ caller, callerName }: OperationUsage): string => {
    if (caller === unnamedCallers.anonymous) return t("anonymous");
    return caller === unnamedCallers.others ? t("others") : callerName;
  };
  const items = callers.data?.items ?? [];
  const found = items.filter((one) => `${nameOf(one)} ${one.caller}`.toLowerCase().includes(search.trim().toLowerCase()));
  const stages = [...new Set(items.map(({ stage }) => stage))];
  const byText = (text: (one: OperationUsage) => string) => (a: OperationUsage, b: OperationUsage) => text(a).localeCompare(text(b));
  const columns: Column[] = [
    {
      key: "caller", title: t("caller"), text: (one) => `${nameOf(one)} ${one.caller}`, sorter: byText(nameOf),
      render: (_value, one) => (
        <>
          <Typography.Text>{nameOf(one)}</Typography.Text>{" "}
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            <code>{one.caller}</code>
          </Typography.Text>
        </>
      ),
    },
    { key: "stage", title: t("stage"), width: 120, text: ({ stage }) => stage, ...(stages.length > 1 ? { filters: stages.map((value) => ({ value, text: value })), onFilter: (value: unknown, one: OperationUsage) => one.stage === value } : {}), render: (_value, { stage }) => stage },
    { key: "calls", title: t("calls"), width: 100, align: "end", text: ({ calls }) => String(calls), sorter: (a, b) => a.calls - b.calls, render: (_value, { calls }) => calls },
    { key: "failures", title: t("failures"), width: 100, align: "end", text: ({ failures }) => String(failures), sorter: (a, b) => a.failures - b.failures, render: (_value, { failures }) => failures },
    { key: "first", title: t("first"), width: 140, text: ({ firstAt }) => firstAt, sorter: byText(({ firstAt }) => firstAt), render: (_value, { firstAt }) => <RelativeTime at={firstAt} /> },
    { key: "last", title: t("last"), width: 140, text: ({ lastAt }) => lastAt, sorter: byText(({ lastAt }) => lastAt), render: (_value, { lastAt }) => <RelativeTime at={lastAt} /> },
  ];
  return (
    <Section flush title={t("callers")} detail={t("callersDetail", { days })}>
      <Flex className={styles.toolbar ?? ""} justify="space-between" gap={8} wrap>
        <Input.Search allowClear placeholder={t("search")} aria-label={t("search")} value={search} onChange={(event) => setSearch(event.target.value)} style={{ width: 260 }} />
        <Flex gap={8}>
          <Segmented aria-label={t("callers")} value={days} onChange={setDays} options={spans.map((count) => ({ value: count, label: t("days", { count }) }))} />
          <Button icon={<DownloadOutlined />} disabled={found.length === 0} onClick={() => saveFile(`${connector}-${operation}-callers.csv`, "text/csv;charset=utf-8", `\ufeff${toCsv(found, columns)}`)}>
            {t("csv")}
          </Button>
        </Flex>
      </Flex>
      {callers.error && (
        <div className={styles.toolbar}>
          <ErrorNote error={callers.error} onRetry={() => void callers.refetch()} />
        </div>
      )}
      <Table
        size="small"
        className={styles.table ?? ""}
        rowKey={({ stage, caller }) => `${stage} ${caller}`}
        loading={callers.isPending}
        columns={columns}
        dataSource={found}
        pagination={found.length > 20 ? { pageSize: 20 } : false}
        locale={{ emptyText: callers.isPending ? " " : <EmptyList picture="people" title={t("noCallers")} detail={t("noCallersDetail")} /> }}
      />
    </Section>
  );
}
