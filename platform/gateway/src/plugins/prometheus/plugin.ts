import { z } from "zod";
import type { GatewayMetrics } from "../../http/metrics.ts";
import { definePlugin } from "../../pipeline/plugin.ts";

const attributes = z.strictObject({});

export const prometheus = definePlugin<z.infer<typeof attributes>, GatewayMetrics>({
  name: "prometheus",
  version: "1.0.0",
  // As APISIX's prometheus.
  priority: 500,
  levels: ["global", "connector", "stage", "operation"],
  builtIn: true,
  title: { "zh-CN": "指标", en: "Metrics" },
  description: {
    "zh-CN": "按连接器、环境和接口统计请求数、状态类别和耗时，见 /metrics。",
    en: "Counts requests, classes of status and latency by connector, stage and operation; see /metrics.",
  },
  attributes,
  init: (_attributes, { services }) => services.metrics,
  log({ route, outcome }, metrics) {
    const { space, connector, stage, operation } = route;
    metrics.observeRequest({ space, connector, stage, operation: operation.id }, `${Math.floor(outcome.status / 100)}xx`, operation.transport === "http" ? outcome.durationMs / 1000 : undefined);
  },
});
