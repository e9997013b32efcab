import { defineMessages } from "../i18n/index.ts";

export const messages = defineMessages("markdown", {
  "zh-CN": { write: "编写", preview: "预览", view: "{{label}}：编写或预览", previewOf: "{{label}}的预览", nothing: "还没有内容" },
  en: { write: "Write", preview: "Preview", view: "{{label}}: write or preview", previewOf: "Preview of {{label}}", nothing: "Nothing is written yet" },
});
