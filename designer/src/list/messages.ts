import { defineMessages } from "../i18n/index.ts";

export const messages = defineMessages("list", {
  "zh-CN": {
    search: "搜索",
    clear: "清除筛选",
    noMatch: "没有符合条件的结果",
    noMatchDetail: "换个关键词，或清除筛选条件。",
    count_other: "共 {{count}} 项",
    shown: "显示 {{shown}} / {{count}} 项",
    more: "加载更多",
    columns: "显示的列",
    csv: "导出 CSV",
    reload: "刷新",
    actions: "操作",
  },
  en: {
    search: "Search",
    clear: "Clear filters",
    noMatch: "Nothing matches",
    noMatchDetail: "Try another word, or clear the filters.",
    count_one: "{{count}} item",
    count_other: "{{count}} items",
    shown: "{{shown}} of {{count}} items",
    more: "Load more",
    columns: "Columns",
    csv: "Export as CSV",
    reload: "Refresh",
    actions: "Actions",
  },
});
