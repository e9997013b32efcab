import { defineMessages } from "@tessera/contracts";

/** What bindings of gateway plugins say to people. */
export const pluginMessages = defineMessages({
  notFound: { en: "No gateway carries the plugin '{plugin}'; there are: {known}.", "zh-CN": "没有网关携带插件“{plugin}”；现有插件：{known}。" },
  noneYet: { en: "none, as no gateway has started yet", "zh-CN": "无，因为还没有网关启动过" },
  level: { en: "The plugin '{plugin}' cannot be bound to a {level}; bind it to: {levels}.", "zh-CN": "插件“{plugin}”不能绑定到{level}，可以绑定到：{levels}。" },
  twice: { en: "The plugin '{plugin}' is bound twice; keep one.", "zh-CN": "插件“{plugin}”绑定了两次，请只保留一个。" },
  attribute: { en: "The attribute {place} of the plugin '{plugin}' {what}.", "zh-CN": "插件“{plugin}”的属性 {place}：{what}。" },
});

/** Names of the places that a plugin can be bound to. */
export const pluginLevelMessages = defineMessages({
  global: { en: "global", "zh-CN": "全局" },
  connector: { en: "connector", "zh-CN": "连接器" },
  stage: { en: "stage", "zh-CN": "环境" },
  operation: { en: "operation", "zh-CN": "接口" },
});
