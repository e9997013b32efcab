import { defineMessages } from "../i18n/index.ts";

export const messages = defineMessages("differences", {
  "zh-CN": { field: "字段", before: "变更前", after: "变更后" },
  en: { field: "Field", before: "Before", after: "After" },
});
