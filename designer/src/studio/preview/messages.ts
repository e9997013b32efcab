import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.preview", {
  "zh-CN": { apps: "应用", preview: "预览", queryGone: "数据源已不存在", back: "返回编辑", draft: "草稿", page: "页面", explained: "以你的权限运行真实的数据源", width: "宽度", desktop: "桌面", tablet: "平板", mobile: "手机", language: "语言", chinese: "中", english: "英", theme: "外观", light: "浅色", dark: "深色" },
  en: { apps: "Apps", preview: "Preview", queryGone: "The query no longer exists", back: "Back to editing", draft: "Draft", page: "Page", explained: "Queries run for real, with your permissions", width: "Width", desktop: "Desktop", tablet: "Tablet", mobile: "Mobile", language: "Language", chinese: "ZH", english: "EN", theme: "Appearance", light: "Light", dark: "Dark" },
});
