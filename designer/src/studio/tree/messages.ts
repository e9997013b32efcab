import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.tree", {
  "zh-CN": { rename: "重命名", move: "移动", conditional: "有条件显示", content: "页面内容", overlays: "弹窗与抽屉", empty: "这个页面还没有组件" },
  en: { rename: "Rename", move: "Move", conditional: "conditional", content: "On the page", overlays: "Dialogs and drawers", empty: "No components on this page yet" },
});
