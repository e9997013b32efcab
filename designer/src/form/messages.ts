import { defineMessages } from "../i18n/index.ts";

export const messages = defineMessages("form", {
  "zh-CN": { cancel: "取消", typeName: "输入名称 {{name}} 以确认", required: "请填写此项", badName: "以小写字母开头，只含小写字母、数字和“-”，例如 alert-center", nameHelp: "用于地址，创建后不能修改。" },
  en: { cancel: "Cancel", typeName: "Type the name {{name}} to confirm", required: "This is needed", badName: "Start with a lower-case letter; only lower-case letters, digits and “-”, e.g. alert-center", nameHelp: "Part of addresses; cannot be changed later." },
});
