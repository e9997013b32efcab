import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.binding", {
  "zh-CN": { noValue: "现在还没有值", reset: "恢复默认值", toStatic: "改为固定值", toBinding: "绑定到数据（fx）", toFunction: "用函数计算", toTexts: "按语言填写", chinese: "中文", english: "英文", functionHelp: "函数体，用 return 给出值；可读取 queries、components、state、params、user、locale。", functionHelpLocals: "函数体，用 return 给出值；还可读取 {{locals}}。" },
  en: { noValue: "no value yet", reset: "Back to the default", toStatic: "Use a fixed value", toBinding: "Bind to data (fx)", toFunction: "Compute by a function", toTexts: "One text per language", chinese: "ZH", english: "EN", functionHelp: "Body of a function; return gives the value. It may read queries, components, state, params, user and locale.", functionHelpLocals: "Body of a function; return gives the value. It may also read {{locals}}." },
});
