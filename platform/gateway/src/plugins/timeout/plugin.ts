import { z } from "zod";
import { definePlugin } from "../../pipeline/plugin.ts";
import { worded } from "../attribute-text.ts";

const attributes = z.strictObject({
  timeoutMs: worded(z.int().min(1).max(600_000), { en: "Time-out", "zh-CN": "超时" }, { en: "Longest time without progress of a call, in milliseconds", "zh-CN": "一次调用没有进展的最长时间，单位毫秒" }),
});

export const timeout = definePlugin<z.infer<typeof attributes>, z.infer<typeof attributes>>({
  name: "timeout",
  version: "1.0.0",
  // APISIX keeps time-outs on the route; here they are set beside its proxy-rewrite.
  priority: 1006,
  levels: ["global", "connector", "stage", "operation"],
  builtIn: false,
  title: { "zh-CN": "超时", en: "Time-out" },
  description: { "zh-CN": "限制后端无进展的最长时间，超时返回 504。", en: "Limits how long the backend may make no progress; then the answer is 504." },
  attributes,
  init: (given) => given,
  rewrite(context, { timeoutMs }) {
    context.call.timeoutMs = timeoutMs;
  },
});
