import { UserError, defineMessages } from "@tessera/contracts";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { z } from "zod";
import { gatewayErrors } from "../../errors.ts";
import type { RequestContext } from "../../pipeline/context.ts";
import { definePlugin } from "../../pipeline/plugin.ts";
import { worded } from "../attribute-text.ts";

const attributes = z.strictObject({
  count: worded(z.int().min(1).max(1_000_000), { en: "Count", "zh-CN": "请求数" }, { en: "Requests per window", "zh-CN": "每个时间窗允许的请求数" }),
  windowSeconds: worded(z.int().min(1).max(86_400), { en: "Window", "zh-CN": "时间窗" }, { en: "Length of the window in seconds", "zh-CN": "时间窗的长度，单位秒" }),
  key: worded(z.enum(["caller", "address", "shared"]).default("caller"), { en: "Counted by", "zh-CN": "计数对象" }, {
    en: "Who shares a count: each caller, each network address, or all together",
    "zh-CN": "按什么分别计数：caller 按调用方，address 按网络地址，shared 全部共享",
  }),
});

const messages = defineMessages({
  exceeded: { en: "More than {count} requests in {windowSeconds} s; try again in {retryAfter} s.", "zh-CN": "{windowSeconds} 秒内超过 {count} 个请求，请在 {retryAfter} 秒后重试。" },
});

interface State {
  limiter: RateLimiterMemory;
  count: number;
  windowSeconds: number;
  key: z.infer<typeof attributes>["key"];
}

function keyOf(context: RequestContext, key: State["key"]): string {
  if (key === "shared") return "shared";
  return key === "caller" && context.caller !== undefined ? context.caller.id : context.clientAddress;
}

/** The three fields of draft-ietf-httpapi-ratelimit-headers-06, beside `Retry-After` (RFC 9110, 10.2.3). */
function describe(context: RequestContext, state: State, result: RateLimiterRes): number {
  const resetSeconds = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
  context.addedHeaders["ratelimit-limit"] = String(state.count);
  context.addedHeaders["ratelimit-remaining"] = String(Math.max(0, result.remainingPoints));
  context.addedHeaders["ratelimit-reset"] = String(resetSeconds);
  return resetSeconds;
}

export const limitCount = definePlugin<z.infer<typeof attributes>, State>({
  name: "limit-count",
  version: "1.0.0",
  // As APISIX's limit-count.
  priority: 1002,
  levels: ["global", "connector", "stage", "operation"],
  builtIn: false,
  title: { "zh-CN": "请求计数限流", en: "Request count limit" },
  description: {
    "zh-CN": "限制固定时间窗内的请求数，超出返回 429；计数在每个网关进程内。",
    en: "Limits requests in a fixed window, beyond it the answer is 429; each gateway process counts for itself.",
  },
  attributes,
  init: ({ count, windowSeconds, key }) => ({ limiter: new RateLimiterMemory({ points: count, duration: windowSeconds }), count, windowSeconds, key }),
  async access(context, state) {
    try {
      describe(context, state, await state.limiter.consume(keyOf(context, state.key)));
    } catch (result) {
      if (!(result instanceof RateLimiterRes)) throw result;
      const retryAfter = describe(context, state, result);
      context.addedHeaders["retry-after"] = String(retryAfter);
      throw new UserError({ code: gatewayErrors.limitExceeded, reason: "too-many", message: messages.exceeded({ count: state.count, windowSeconds: state.windowSeconds, retryAfter }) });
    }
  },
});
