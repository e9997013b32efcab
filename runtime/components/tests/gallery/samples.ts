import type { Locale } from "@tessera/contracts";

/** Sample data as an alert centre sees it; times lie before `now`. */
const now = Date.now();
const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

const severities = ["critical", "warning", "info"];
const rules = ["HostHighCpu", "DiskWillFill", "ProbeFailed", "PodCrashLooping", "CertificateExpires"];

export const alerts = Array.from({ length: 57 }, (_item, index) => ({
  id: `alert-${index}`,
  severity: severities[index % 3],
  rule: rules[index % rules.length],
  instance: `10.0.${index % 4}.${index}:9100`,
  summary: index % 7 === 0 ? "磁盘 /data 预计 4 小时后写满，请尽快清理日志或扩容；影响 web 集群全部实例" : `Instance ${index} is above its threshold`,
  firing: index % 2 === 0,
  startsAt: minutesAgo(index * index + 3),
  memory: 1024 ** 2 * (index + 1) * 37,
  lasted: (index + 1) * 83,
  url: "https://example.com/graph",
  labels: { zone: `hz-${index % 3}`, team: "sre" },
}));

export const alertColumns = [
  { key: "severity", title: { "zh-CN": "级别", en: "Severity" }, format: "tag", filterable: true, colors: { critical: "error", warning: "warning", info: "processing" }, labels: { critical: { "zh-CN": "严重", en: "Critical" } } },
  { key: "rule", title: { "zh-CN": "规则", en: "Rule" }, filterable: true },
  { key: "instance", title: { "zh-CN": "实例", en: "Instance" }, format: "link", path: "url" },
  { key: "summary", title: { "zh-CN": "摘要", en: "Summary" } },
  { key: "startsAt", title: { "zh-CN": "开始", en: "Since" }, format: "relative-time" },
  { key: "memory", title: { "zh-CN": "内存", en: "Memory" }, format: "bytes" },
  { key: "lasted", title: { "zh-CN": "持续", en: "Lasted" }, format: "duration" },
  { key: "firing", title: { "zh-CN": "触发", en: "Firing" }, format: "boolean" },
  { key: "labels", title: { "zh-CN": "标签", en: "Labels" }, format: "json" },
];

export const alertActions = [
  { key: "silence", label: { "zh-CN": "静默", en: "Silence" }, icon: "Stop" },
  { key: "run", label: { "zh-CN": "执行预案", en: "Run book" } },
  { key: "close", label: { "zh-CN": "关闭", en: "Close" }, danger: true, confirm: { "zh-CN": "关闭后不再通知，确定吗？", en: "It will not notify again. Close it?" } },
  { key: "share", label: { "zh-CN": "分享", en: "Share" } },
];

const seconds = Math.floor(now / 1000);

/** A Prometheus matrix of `series` series with one sample a minute. */
export function matrix(series: number, samples: number): unknown {
  return Array.from({ length: series }, (_one, index) => ({
    metric: { __name__: "node_load1", instance: `web-${index + 1}`, job: "node" },
    values: Array.from({ length: samples }, (_sample, step) => [seconds - (samples - step) * 60, String(Math.round((40 + 25 * Math.sin(step / 9 + index) + index * 7) * 100) / 100)]),
  }));
}

export const bars = ["web", "api", "db", "cache"].flatMap((name, index) => [
  { x: name, series: "critical", value: 3 + index },
  { x: name, series: "warning", value: 9 - index },
]);

export const article = (locale: Locale) =>
  locale === "zh-CN"
    ? "# 值班手册\n\n收到 **严重** 告警后，先看 [仪表盘](https://example.com/)，再执行 `kubectl get pods`。\n\n- [x] 确认影响范围\n- [ ] 通知业务方\n\n| 步骤 | 负责人 |\n|---|---|\n| 止血 | 一线 |\n| 复盘 | 二线 |\n\n> 不确定时先回滚。\n\n```sh\nkubectl rollout undo deploy/web\n```"
    : "# Run book\n\nOn a **critical** alert look at the [dashboard](https://example.com/) first, then run `kubectl get pods`.\n\n- [x] Find out who is affected\n- [ ] Tell the product team\n\n| Step | By |\n|---|---|\n| Stop the damage | first line |\n| Review | second line |\n\n> When in doubt, roll back.\n\n```sh\nkubectl rollout undo deploy/web\n```";

export const pod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web-7c9", labels: { "app.kubernetes.io/name": "web", tier: "front" }, creationTimestamp: "2025-03-01T10:00:00Z", annotations: {} },
  spec: { containers: [{ name: "web", image: "registry.example.com/web:1.4.0", ports: [{ containerPort: 8080 }], tty: false, args: null }], restartPolicy: "Always", terminationGracePeriodSeconds: 30 },
};

/** JSON of about five megabytes. */
export const hugeJson = () => Array.from({ length: 40_000 }, (_item, index) => ({ id: index, name: `host-${index}.example.com`, labels: { zone: `hz-${index % 5}`, rack: index % 40 }, up: index % 9 !== 0, note: index === 39_999 ? "needle" : "" }));
