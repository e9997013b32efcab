import type { Locale } from "@tessera/contracts";
import type { ReactElement } from "react";
import { alertActions, alertColumns, alerts, article, bars, matrix, pod } from "./samples.ts";
import { Placed } from "./stage.tsx";

/** A box as a cell of the page's grid gives it. */
function Cell({ height, children }: { height?: number; children: ReactElement }): ReactElement {
  return <div style={height === undefined ? {} : { height }}>{children}</div>;
}

function Columns({ children, count = 2 }: { children: ReactElement[]; count?: number }): ReactElement {
  return <div style={{ display: "grid", gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))`, gap: 16 }}>{children}</div>;
}

const thresholds = [{ value: 80, label: { "zh-CN": "上限", en: "Limit" }, status: "error" }, { value: 60, status: "warning" }];
const say = (locale: Locale, zh: string, en: string) => (locale === "zh-CN" ? zh : en);
const loading = { loading: true, error: null };
const failed = { loading: false, error: "HTTP 502: connection refused by 10.0.0.1:9090" };
const data = { alerts, columns: alertColumns, actions: alertActions, load: matrix(4, 60), many: matrix(1, 5000), bars };

/** Every component in several states, by scene. */
export const scenes: Record<string, (locale: Locale) => ReactElement> = {
  table: (locale) => (
    <Cell height={520}>
      <Placed id="alerts" type="table" locale={locale} props={tableProps(locale)} />
    </Cell>
  ),
  "table-states": (locale) => (
    <Columns>
      <Cell height={240}><Placed id="t-loading" type="table" locale={locale} status={loading} /></Cell>
      <Cell height={240}><Placed id="t-failed" type="table" locale={locale} status={failed} /></Cell>
      <Cell height={240}><Placed id="t-object" type="table" locale={locale} props={notListProps} /></Cell>
      <Cell height={240}><Placed id="t-empty" type="table" locale={locale} props={emptyTableProps} /></Cell>
      <Cell height={240}><Placed id="t-derived" type="table" locale={locale} props={derivedProps} status={{ loading: false, error: "timeout" }} /></Cell>
      <Cell height={240}><Placed id="t-unbound" type="table" locale={locale} mode="edit" /></Cell>
    </Columns>
  ),
  "table-large": (locale) => <Cell height={520}><Placed id="large" type="table" locale={locale} props={largeProps} /></Cell>,
  charts: (locale) => (
    <Columns>
      <Cell height={320}><Placed id="load" type="line-chart" locale={locale} props={loadProps(locale)} /></Cell>
      <Cell height={320}><Placed id="counts" type="bar-chart" locale={locale} props={barProps(locale)} /></Cell>
      <Cell height={320}><Placed id="area" type="line-chart" locale={locale} props={areaProps(locale)} /></Cell>
      <Cell height={320}><Placed id="across" type="bar-chart" locale={locale} props={acrossProps(locale)} /></Cell>
      <Cell height={320}><Placed id="canvas" type="line-chart" locale={locale} props={canvasProps(locale)} /></Cell>
      <Cell height={320}><Placed id="right" type="line-chart" locale={locale} props={rightProps(locale)} /></Cell>
    </Columns>
  ),
  "chart-states": (locale) => (
    <Columns count={3}>
      <Cell height={220}><Placed id="c-loading" type="line-chart" locale={locale} status={loading} /></Cell>
      <Cell height={220}><Placed id="c-failed" type="line-chart" locale={locale} status={failed} /></Cell>
      <Cell height={220}><Placed id="c-empty" type="bar-chart" locale={locale} props={emptyProps} /></Cell>
      <Cell height={220}><Placed id="c-words" type="bar-chart" locale={locale} props={wordsProps} /></Cell>
      <Cell height={220}><Placed id="c-object" type="bar-chart" locale={locale} props={notListProps} /></Cell>
      <Cell height={220}><Placed id="c-many" type="line-chart" locale={locale} props={manySeriesProps} /></Cell>
    </Columns>
  ),
  display: (locale) => (
    <Columns count={4}>
      <Cell height={104}><Placed id="s-firing" type="statistic" locale={locale} props={statisticProps(say(locale, "正在告警", "Firing"), 1284, { status: "error", trend: "up", trendText: say(locale, "较昨日 +12", "+12 since yesterday") })} /></Cell>
      <Cell height={104}><Placed id="s-up" type="statistic" locale={locale} listens={[]} props={statisticProps(say(locale, "可用率", "Availability"), 0.99987, { unit: "ratio", precision: 3, status: "success" })} /></Cell>
      <Cell height={104}><Placed id="s-disk" type="statistic" locale={locale} listens={[]} props={statisticProps(say(locale, "磁盘用量", "Disk used"), 5.4e12, { unit: "bytes", icon: "Database" })} /></Cell>
      <Cell height={104}><Placed id="s-error" type="statistic" locale={locale} listens={[]} props={statisticProps(say(locale, "延迟", "Latency"), null, {})} status={failed} /></Cell>
      <Cell height={104}><Placed id="s-loading" type="statistic" locale={locale} listens={[]} props={statisticProps(say(locale, "延迟", "Latency"), null, {})} status={loading} /></Cell>
      <Cell height={104}><Placed id="s-warn" type="statistic" locale={locale} listens={[]} props={statisticProps(say(locale, "最早的告警已持续", "Oldest has lasted"), 93_784, { unit: "seconds", status: "warning" })} /></Cell>
      <Cell height={104}><Placed id="s-run" type="statistic" locale={locale} listens={[]} props={statisticProps(say(locale, "发布中", "Deploying"), 3, { suffix: say(locale, "个应用", "apps"), status: "processing" })} /></Cell>
      <Cell height={104}><Placed id="s-text" type="statistic" locale={locale} listens={[]} props={statisticProps(say(locale, "版本", "Version"), "2025.03.01-release.7", {})} /></Cell>
    </Columns>
  ),
  text: (locale) => (
    <Columns>
      <Cell><Placed id="article" type="markdown" locale={locale} props={{ text: article(locale) }} /></Cell>
      <Cell height={420}><Placed id="pod" type="json-view" locale={locale} props={podProps(locale)} /></Cell>
    </Columns>
  ),
  inputs: (locale) => (
    <Columns>
      <Cell><Placed id="f1" type="form" locale={locale} props={{ title: say(locale, "静默告警", "Silence an alert") }} slots={{ default: <Fields locale={locale} /> }} /></Cell>
      <Cell>
        <div style={{ display: "flex", flexDirection: "column", gap: 16 }}>
          <Placed id="loose" type="text-input" locale={locale} props={{ label: say(locale, "独立输入", "On its own"), pattern: "(", icon: "Search", placeholder: "10.0.0.1" }} />
          <Placed id="bare" type="select" locale={locale} props={{ options: notListProps.data }} />
          <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
            <Placed id="b-plain" type="button" locale={locale} props={{ label: say(locale, "刷新", "Refresh"), icon: "Reload" }} />
            <Placed id="b-primary" type="button" locale={locale} props={{ label: say(locale, "发布", "Publish"), type: "primary" }} />
            <Placed id="b-danger" type="button" locale={locale} props={{ label: say(locale, "回滚", "Roll back"), danger: true, confirm: say(locale, "确定回滚到上一版本？", "Roll back to the last version?") }} />
            <Placed id="b-icon" type="button" locale={locale} props={{ icon: "Setting" }} />
            <Placed id="b-busy" type="button" locale={locale} props={{ label: say(locale, "执行", "Run") }} status={loading} />
          </div>
        </div>
      </Cell>
    </Columns>
  ),
  layout: (locale) => (
    <Columns>
      <Cell><Placed id="card" type="container" locale={locale} props={{ title: say(locale, "集群", "Cluster"), collapsible: true }} slots={{ default: <Placed id="inside" type="markdown" locale={locale} props={{ text: "**web-1**, web-2" }} /> }} /></Cell>
      <Cell>
        <Placed
          id="views"
          type="tabs"
          locale={locale}
          props={{ tabs: [{ key: "a", label: { "zh-CN": "概览", en: "Overview" }, icon: "Dashboard" }, { key: "b", label: { "zh-CN": "日志", en: "Logs" } }, { key: "b" }, 7] }}
          slots={{ a: <Placed id="tab-a" type="markdown" locale={locale} props={{ text: "A" }} />, b: <Placed id="tab-b" type="markdown" locale={locale} props={{ text: "B" }} /> }}
        />
      </Cell>
      <Placed id="dialog" type="modal" locale={locale} props={{ title: say(locale, "详情", "Details"), footer: true }} slots={{ default: <Placed id="note" type="text-input" locale={locale} props={{ label: say(locale, "备注", "Note"), value: "start" }} />, footer: <Placed id="save" type="button" locale={locale} props={{ label: say(locale, "保存", "Save"), type: "primary" }} /> }} />
      <Placed id="panel" type="drawer" locale={locale} props={{ title: say(locale, "主机", "Host") }} slots={{ default: <p>web-1</p> }} />
    </Columns>
  ),
};

function Fields({ locale }: { locale: Locale }): ReactElement {
  return (
    <div style={{ display: "flex", flexDirection: "column", gap: 12 }}>
      <Placed id="reason" type="text-input" locale={locale} props={{ field: "reason", label: say(locale, "原因", "Reason"), required: true, minLength: 3, help: say(locale, "值班同事会看到它", "Those on call will read it") }} />
      <Placed id="hours" type="number-input" locale={locale} props={{ field: "hours", label: say(locale, "时长", "For how long"), value: 2, min: 1, max: 24, unit: say(locale, "小时", "hours") }} />
      <Placed id="scope" type="select" locale={locale} props={{ field: "scope", label: say(locale, "范围", "Scope"), multiple: true, value: ["web"], options: [{ value: "web", label: { "zh-CN": "前端", en: "Front end" } }, "db", 3] }} />
      <Placed id="window" type="date-picker" locale={locale} props={{ field: "window", label: say(locale, "时间范围", "Window"), range: true }} />
      <Placed id="until" type="date-picker" locale={locale} props={{ field: "until", label: say(locale, "截止", "Until"), value: "2025-03-01T10:00:00.000Z" }} />
      <Placed id="notify" type="switch" locale={locale} props={{ field: "notify", label: say(locale, "通知值班人", "Tell those on call"), value: true }} />
    </div>
  );
}

const tableProps = (locale: Locale) => ({ title: say(locale, "当前告警", "Current alerts"), data: data.alerts, columns: data.columns, rowActions: data.actions, selection: "multiple", pageSize: 20 });
const notListProps = { data: { items: [], total: 0 } };
const emptyProps = { data: [] };
const emptyTableProps = { data: [], columns: data.columns.slice(0, 3), emptyText: "All quiet: nothing fires." };
const derivedProps = { data: data.alerts.slice(0, 3), searchable: false };
const largeProps = { data: Array.from({ length: 10_000 }, (_item, index) => ({ id: index, host: `host-${index}`, load: (index * 7919) % 1000, zone: `hz-${index % 7}` })), pageSize: 0, columns: [{ key: "host", filterable: true }, { key: "load", format: "number" }, { key: "zone", filterable: true }] };
const loadProps = (locale: Locale) => ({ title: say(locale, "最近一小时哪台主机负载高？", "Which host was loaded in the last hour?"), data: data.load, unit: "percent", thresholds, yTitle: say(locale, "负载", "Load") });
const barProps = (locale: Locale) => ({ title: say(locale, "哪个服务告警最多？", "Which service alerts most?"), data: data.bars, yTitle: say(locale, "告警数", "Alerts") });
const areaProps = (locale: Locale) => ({ title: say(locale, "流量由谁产生？", "Who makes the traffic?"), data: data.load, unit: "bytes-per-second", stacked: true, area: true, legend: "top" });
const acrossProps = (locale: Locale) => ({ title: say(locale, "各服务构成如何？", "What are the services made of?"), data: data.bars, horizontal: true, stacked: true });
const canvasProps = (locale: Locale) => ({ title: say(locale, "五千个点", "Five thousand points"), data: data.many, unit: "milliseconds" });
const rightProps = (locale: Locale) => ({ title: say(locale, "图例在右", "Legend at the right"), data: data.load, legend: "right", unit: "percent" });
const wordsProps = { data: [{ x: "a", value: "none" }] };
const manySeriesProps = { data: matrix(80, 3) };
const podProps = (locale: Locale) => ({ title: say(locale, "资源定义", "Resource"), data: pod, depth: 2 });
const statisticProps = (title: string, value: unknown, rest: Record<string, unknown>) => ({ title, value, ...rest });
