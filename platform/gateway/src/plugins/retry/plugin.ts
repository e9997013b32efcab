import { z } from "zod";
import { definePlugin } from "../../pipeline/plugin.ts";
import type { RetryPolicy } from "../../pipeline/context.ts";

const attributes = z.strictObject({
  attempts: z.int().min(1).max(5).default(2).describe("Further calls after a failed one"),
  statuses: z.array(z.union([z.literal(502), z.literal(503), z.literal(504)])).max(3).default([502, 503, 504]).describe("Statuses of the backend that count as failed"),
  deadlineMs: z.int().min(1).max(600_000).default(30_000).describe("Time for all calls together, in milliseconds"),
  backoffMs: z.int().min(0).max(10_000).default(50).describe("Wait before the first further call, in milliseconds; grows with each"),
  maxBodyBytes: z.int().min(0).max(1_048_576).default(65_536).describe("Largest request body that is kept for a further call, in bytes"),
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
    "zh-CN": "幂等操作在连接失败或后端返回 502/503/504 时重试，受总时限约束。",
    en: "Calls idempotent operations again after a failed connection or 502/503/504 of the backend, within one deadline.",
  },
  attributes,
  init: ({ statuses, ...policy }) => ({ ...policy, statuses: new Set<number>(statuses) }),
  rewrite(context, policy) {
    if (context.route.operation.idempotent) context.call.retry = policy;
  },
});
