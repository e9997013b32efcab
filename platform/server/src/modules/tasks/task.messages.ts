import { defineMessages } from "@tessera/contracts";

/** What long-running work says to people. */
export const taskMessages = defineMessages({
  notFound: { en: "There is no such task of yours in this space.", "zh-CN": "你在当前空间没有此任务。" },
  finished: { en: "'{title}' has ended already; there is nothing to stop.", "zh-CN": "“{title}”已经结束，无需停止。" },
  importTitle: { en: "Import {name}", "zh-CN": "导入 {name}" },
});
