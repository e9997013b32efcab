import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.inspector", {
  "zh-CN": {
    properties: "属性", style: "样式", events: "事件", visibility: "显示", unknown: "未知组件 {{type}}", unknownDetail: "这个版本的平台没有此组件。内容会原样保留。", duplicate: "创建副本", delete: "删除", name: "名称", nameHelp: "绑定中用这个名称引用它",
    data: "数据", content: "内容", appearance: "外观", behaviour: "行为", validation: "校验", noProperties: "没有可设置的属性", place: "位置", placeAt: "位置与大小（{{breakpoint}}，列 × 行）", desktop: "桌面", tablet: "平板", mobile: "手机",
    x: "列", y: "行", w: "宽", h: "高", several: "已选择 {{count}} 个组件", align: "对齐", left: "左对齐", center: "水平居中", right: "右对齐", top: "顶端对齐", sameWidth: "等宽", sameHeight: "等高", distribute: "水平等距",
    always: "始终", when: "满足条件", never: "隐藏", condition: "条件", visibilityHelp: "编辑时始终可见；条件只在预览和发布后生效。", noActions: "还没有动作", useList: "改用其中的列表 {{field}}", eventHelp: "可用变量：{{locals}}",
  },
  en: {
    properties: "Properties", style: "Style", events: "Events", visibility: "Visibility", unknown: "Unknown component {{type}}", unknownDetail: "This version of the platform does not carry it. Its content stays as it is.", duplicate: "Duplicate", delete: "Delete", name: "Name", nameHelp: "Bindings refer to it by this name",
    data: "Data", content: "Content", appearance: "Appearance", behaviour: "Behaviour", validation: "Validation", noProperties: "Nothing to set here", place: "Place", placeAt: "Place and size ({{breakpoint}}, columns × rows)", desktop: "desktop", tablet: "tablet", mobile: "mobile",
    x: "Col", y: "Row", w: "W", h: "H", several: "{{count}} components selected", align: "Align", left: "Left", center: "Centre", right: "Right", top: "Top", sameWidth: "Same width", sameHeight: "Same height", distribute: "Distribute",
    always: "Always", when: "When", never: "Hidden", condition: "Condition", visibilityHelp: "Always visible while editing; the condition counts in preview and once published.", noActions: "No actions yet", useList: "Use its list {{field}}", eventHelp: "Names you may use: {{locals}}",
  },
});
