import { defineMessages } from "@tessera/contracts";

/** What decisions about operations say to people. */
export const policyMessages = defineMessages({
  subject: { en: "What is decided about the operation '{operation}' of '{connector}'", "zh-CN": "“{connector}”的接口“{operation}”的策略" },
  replacement: { en: "The connector '{connector}' has no operation '{replacement}' to use instead; choose one that it has.", "zh-CN": "连接器“{connector}”没有可替代的接口“{replacement}”，请选择已有的接口。" },
  replacedByItself: { en: "An operation cannot replace itself; choose another one.", "zh-CN": "接口不能替代自己，请选择其他接口。" },
  sunset: { en: "The operation would end on {sunset}, before it is deprecated on {since}; choose a later end.", "zh-CN": "接口的停用时间 {sunset} 早于弃用时间 {since}，请选择更晚的停用时间。" },
});
