import { type ConnectorView, routes } from "@tessera/contracts";
import { Typography } from "antd";
import type { ReactNode } from "react";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import { type ItemOf, useApiList } from "../../../api/index.ts";
import { useText } from "../../../i18n/index.ts";
import { LinkButton, Section } from "../../../layout/index.ts";
import { DataList, type ListColumn, type ListFilter } from "../../../list/index.ts";
import { RelativeTime, formatDuration } from "../../../time/index.ts";
import { messages } from "./messages.ts";
import { RunDrawer } from "./RunDrawer.tsx";
import { RunProgress, RunStateBadge } from "./RunProgress.tsx";
import { useNow } from "./use-now.ts";
import { type RunState, stateTexts, tookMs } from "./run-state.ts";

type Run = ItemOf<typeof routes.runs.list>;

const refreshMs = 5_000;

/** Work that the connector's async operations started; the address names the run whose drawer is open. */
export function RunsTab({ connector }: { connector: ConnectorView }): ReactNode {
  const t = useText(messages);
  const { run } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const base = `/portal/connectors/${connector.name}/runs`;
  const list = useApiList(routes.runs.list, { query: { connector: connector.name } }, { refetchMs: refreshMs });
  const now = useNow(list.items?.some(({ finishedAt }) => finishedAt === null) ?? false);
  const columns: ListColumn<Run>[] = [
    { key: "operation", title: t("operation"), fixed: true, text: (one) => `${one.operation} ${one.id} ${one.backendId ?? ""} ${one.idempotencyKey ?? ""}`, sortBy: (one) => one.operation, render: (one) => <Link to={`${base}/${one.id}${search}`}><code>{one.operation}</code></Link> },
    { key: "state", title: t("state"), width: 130, text: (one) => t(stateTexts[one.state]), sortBy: (one) => one.state, render: (one) => <RunStateBadge state={one.state} /> },
    { key: "progress", title: t("progress"), width: 170, text: (one) => (one.progress === null ? "" : String(one.progress)), sortBy: (one) => one.progress ?? -1, render: (one) => <RunProgress run={one} width={150} /> },
    { key: "caller", title: t("caller"), text: (one) => `${one.callerName} ${one.caller}`, sortBy: (one) => one.callerName, render: (one) => one.callerName },
    { key: "stage", title: t("stage"), width: 110, text: (one) => one.stage, sortBy: (one) => one.stage, render: (one) => one.stage },
    { key: "backendId", title: t("backendId"), text: (one) => one.backendId ?? "", render: (one) => <Typography.Text type="secondary"><code>{one.backendId}</code></Typography.Text> },
    { key: "started", title: t("started"), width: 140, text: (one) => one.startedAt, sortBy: (one) => one.startedAt, render: (one) => <RelativeTime at={one.startedAt} /> },
    { key: "duration", title: t("duration"), width: 110, align: "end", text: (one) => String(tookMs(one, now)), sortBy: (one) => tookMs(one, now), render: (one) => formatDuration(tookMs(one, now)) },
  ];
  const items = list.items ?? [];
  const filters: ListFilter<Run>[] = [
    { key: "state", label: t("state"), options: (Object.keys(stateTexts) as RunState[]).map((value) => ({ value, label: t(stateTexts[value]) })), matches: (one, value) => one.state === value },
    { key: "operation", label: t("operation"), options: [...new Set(items.map(({ operation }) => operation))].toSorted().map((value) => ({ value, label: value })), matches: (one, value) => one.operation === value },
    { key: "stage", label: t("stage"), options: connector.stages.map(({ name }) => ({ value: name, label: name })), matches: (one, value) => one.stage === value },
  ];
  return (
    <>
      <Section flush>
        <DataList
          name="runs"
          list={list}
          rowKey={({ id }) => id}
          columns={columns}
          filters={filters.filter(({ options }) => options.length > 1)}
          searchPlaceholder={t("search")}
          onOpen={(one) => void navigate(`${base}/${one.id}${search}`)}
          empty={{ picture: "records", title: t("empty"), detail: t("emptyDetail"), action: <LinkButton to={`/portal/connectors/${connector.name}/operations`}>{t("toOperations")}</LinkButton> }}
        />
      </Section>
      <RunDrawer run={run} onClose={() => void navigate(base + search)} />
    </>
  );
}
