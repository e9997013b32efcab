import { defineMessages } from "@tessera/contracts";

/** What rollouts say to people. */
export const rolloutMessages = defineMessages({
  nothingServed: {
    en: "The stage '{stage}' serves nothing yet that a version could be tried beside or taken back to; publish without canary and guard first.",
    "zh-CN": "环境“{stage}”还没有服务任何版本，无法对比试用或自动退回；请先不带灰度和自动回滚发布一次。",
  },
  sameVersion: { en: "The stage '{stage}' serves {version} already; try or watch another version.", "zh-CN": "环境“{stage}”已经在服务 {version}，请选择其他版本进行灰度或观察。" },
  none: { en: "Nothing is tried or watched on the stage '{stage}' of '{connector}'; it may have ended meanwhile.", "zh-CN": "“{connector}”的环境“{stage}”没有正在进行的灰度或观察，可能刚刚已经结束。" },
  noCanary: { en: "{version} is served to all on '{stage}'; there is nobody to choose. Cancel the watch or publish another version.", "zh-CN": "环境“{stage}”已向所有调用方提供 {version}，没有可调整的分流；可以停止观察或发布其他版本。" },
  errorRate: {
    en: "{errors} of {calls} calls of {version} failed ({rate} %), more than the limit of {limit} %.",
    "zh-CN": "{version} 的 {calls} 次调用中有 {errors} 次失败（{rate}%），超过上限 {limit}%。",
  },
  latency: { en: "95 % of the calls of {version} took up to {p95} ms, more than the limit of {limit} ms ({calls} calls).", "zh-CN": "{version} 的调用 P95 耗时达到 {p95} 毫秒，超过上限 {limit} 毫秒（共 {calls} 次调用）。" },
});
