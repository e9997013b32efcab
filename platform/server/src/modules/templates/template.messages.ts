import { defineMessages } from "@tessera/contracts";

/** What installing an app that comes with the platform says to people. */
export const templateMessages = defineMessages({
  notFound: { en: "There is no template '{template}'.", "zh-CN": "没有模板“{template}”。" },
  publishNeeded: { en: "An installed app is published at once, which your role cannot do; ask somebody who publishes apps.", "zh-CN": "安装的应用会立即发布，而你的角色不能发布；请联系可以发布应用的人。" },
  missing: {
    en: "The template '{template}' needs a connector for {aliases}; choose a connector and stage of this space for each of its connectors.",
    "zh-CN": "模板“{template}”需要为 {aliases} 选择连接器；请为它的每个连接器选择当前空间的连接器和环境。",
  },
  unknown: {
    en: "The template '{template}' has no connector '{alias}' to map; choose a connector and stage of this space for each of its connectors.",
    "zh-CN": "模板“{template}”没有可映射的连接器“{alias}”；请为它的每个连接器选择当前空间的连接器和环境。",
  },
});
