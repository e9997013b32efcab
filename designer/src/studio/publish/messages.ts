import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.publish", {
  "zh-CN": {
    publish: "发布应用", checks: "检查", noProblems: "没有发现问题", error: "错误", warning: "警告", firstVersion: "首个版本", firstVersionDetail: "发布后，空间里的成员就能在应用中心打开它。", changes: "与线上 {{version}} 的差异", nothingChanged: "与线上版本相同",
    added: "新增", changed: "修改", removed: "删除", app: "应用信息", page: "页面", node: "组件", query: "数据源", version: "版本", otherVersion: "自定义版本", notes: "更新说明", notesExample: "这次改了什么，给使用者看", cancel: "取消", publishVersion: "发布 {{version}}",
    published: "{{version}} 已上线", notSaved: "还有修改没有保存到服务器，请稍后再发布。", history: "版本历史", noVersions: "还没有发布过版本", live: "线上", rollback: "回滚到此版本", rolledBack: "线上已切换到 {{version}}", restore: "恢复到草稿", restored: "草稿已恢复",
    restoreTitle: "把 {{version}} 恢复到草稿？", restoreDetail: "草稿会变得与这个版本完全一致，线上版本不变。", view: "查看", compareThis: "对比", compare: "对比版本", export: "导出", draft: "草稿", from: "从", to: "到", swap: "交换两侧", noDifference: "两个版本相同", details: "{{name}} 的详情",
  },
  en: {
    publish: "Publish the app", checks: "Checks", noProblems: "No problems found", error: "Error", warning: "Warning", firstVersion: "First version", firstVersionDetail: "Once published, members of the space open it from the launcher.", changes: "Against {{version}}, which is live", nothingChanged: "The same as the live version",
    added: "Added", changed: "Changed", removed: "Removed", app: "App settings", page: "Page", node: "Component", query: "Query", version: "Version", otherVersion: "Another version", notes: "Notes", notesExample: "What changed, for the people who use it", cancel: "Cancel", publishVersion: "Publish {{version}}",
    published: "{{version}} is live", notSaved: "Some changes are not stored on the server yet. Publish again in a moment.", history: "Versions", noVersions: "Nothing has been published yet", live: "Live", rollback: "Roll back to this", rolledBack: "{{version}} is live now", restore: "Restore into the draft", restored: "The draft is restored",
    restoreTitle: "Restore {{version}} into the draft?", restoreDetail: "The draft becomes equal to this version. What is live stays.", view: "View", compareThis: "Compare", compare: "Compare versions", export: "Export", draft: "Draft", from: "From", to: "To", swap: "Swap the sides", noDifference: "Both are the same", details: "Details of {{name}}",
  },
});
