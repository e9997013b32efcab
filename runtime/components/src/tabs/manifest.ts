import { anyTextSchema, both, choiceProp, listProp, manifest, textProp } from "../manifest/prop.ts";

export const tabsManifest = manifest({
  type: "tabs",
  title: both("标签页", "Tabs"),
  description: both("几组内容共用一块区域，一次显示一组。", "Several groups of content share one place; one shows at a time."),
  category: "layout",
  icon: "Switcher",
  props: [
    listProp(
      "tabs",
      "content",
      both("标签页", "Tabs"),
      "tabs",
      [
        { key: "first", label: { "zh-CN": "标签页 1", en: "Tab 1" } },
        { key: "second", label: { "zh-CN": "标签页 2", en: "Tab 2" } },
      ],
      { type: "object", required: ["key"], properties: { key: { type: "string" }, label: anyTextSchema, icon: { type: "string" } } },
      { bindable: false },
    ),
    textProp("active", "behaviour", both("初始标签页", "Tab at first"), { help: both("标签页的 key，默认为第一个。", "Key of a tab; the first one when empty.") }),
    choiceProp("look", "appearance", both("样式", "Look"), [
      ["line", both("线条", "Line")],
      ["card", both("卡片", "Card")],
    ]),
  ],
  events: [{ name: "change", label: both("切换", "Switched"), locals: ["key"] }],
  slotsFrom: "tabs",
  exposes: [{ name: "active", description: both("当前标签页的 key", "Key of the tab that shows") }],
  defaultSize: { w: 24, h: 20 },
  minSize: { w: 4, h: 6 },
  autoHeight: true,
});
