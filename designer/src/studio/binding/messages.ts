import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.binding", {
  "zh-CN": { noValue: "现在还没有值", reset: "恢复默认值", toStatic: "改为固定值", toBinding: "绑定到数据（fx）" },
  en: { noValue: "no value yet", reset: "Back to the default", toStatic: "Use a fixed value", toBinding: "Bind to data (fx)" },
});
