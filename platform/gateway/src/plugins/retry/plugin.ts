import { z } from "zod";
import { definePlugin } from "../../pipeline/plugin.ts";
import { worded } from "../attribute-text.ts";
import type { RetryPolicy } from "../../pipeline/context.ts";

const attributes = z.strictObject({
  attempts: worded(z.int().min(1).max(5).default(2), { en: "Attempts", "zh-CN": "重试次数" }, { en: "Further calls after a failed one", "zh-CN": "失败后再次调用的次数" }),
  statuses: worded(z.array(z.union([z.literal(502), z.literal(503), z.literal(504)])).max(3).default([502, 503, 504]), { en: "Statuses", "zh-CN": "状态码" }, { en: "Statuses of the backend that count as failed", "zh-CN": "视为失败的后端状态码" }),
  deadlineMs: worded(z.int().min(1).max(600_000).default(30_000), { en: "Deadline", "zh-CN": "总时限" }, { en: "Time for all calls together, in milliseconds", "zh-CN": "所有调用合计的时间，单位毫秒" }),
  backoffMs: worded(z.int().min(0).max(10_000).default(50), { en: "Backoff", "zh-CN": "重试间隔" }, { en: "Wait before the first further call, in milliseconds; grows with each", "zh-CN": "首次重试前的等待，单位毫秒，逐次增加" }),
  maxBodyBytes: worded(z.int().min(0).max(1_048_576).default(65_536), { en: "Kept body", "zh-CN": "保留的请求体" }, { en: "Largest request body that is kept for a further call, in bytes", "zh-CN": "为重试而保留的最大请求体，单位字节" }),
});

export const retry = definePlugin<z.infer<typeof attributes>, RetryPolicy>({
  name: "retry",
  version: "1.0.0",
  // APISIX keeps retries on the upstream; here they are set beside its proxy-rewrite.
  priority: 1005,
  levels: ["global", "connector", "stage", "operation"],
  builtIn: false,
  title: { "zh-CN": "重试", en: "Retry" },
  description: {
    "zh-CN": "幂等接口在连接失败或后端返回 502/503/504 时重试，受总时限约束。",
    en: "Calls idempotent operations again after a failed connection or 502/503/504 of the backend, within one deadline.",
  },
  attributes,
  init: ({ statuses, ...policy }) => ({ ...policy, statuses: new Set<number>(statuses) }),
  rewrite(context, policy) {
    if (context.route.operation.idempotent) context.call.retry = policy;
  },
});
