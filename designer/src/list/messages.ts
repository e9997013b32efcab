import { defineMessages } from "../i18n/index.ts";

export const messages = defineMessages("list", {
  "zh-CN": {
    search: "搜索",
    clear: "清除筛选",
    noMatch: "没有符合条件的结果",
    noMatchLoaded_other: "只在已加载的 {{count}} 项中查找过，可在下方加载更多。",
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
    noMatchLoaded_one: "Only the {{count}} item that is loaded was searched; load more below.",
    noMatchLoaded_other: "Only the {{count}} items that are loaded were searched; load more below.",
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
