import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.canvas", {
  "zh-CN": {
    canvas: "画布", breakpoint: "断点", desktop: "桌面", tablet: "平板", mobile: "手机", derived: "未单独调整的位置由更宽的断点推算", zoom: "缩放", fit: "适应", problems: "页面问题", page: "页面",
    arrange: "调整布局", move: "移动", queryGone: "数据源已不存在", copy: "复制", cut: "剪切", paste: "粘贴", duplicate: "创建副本", selectParent: "选择上层容器", rename: "重命名", delete: "删除", selectAll: "全选",
    align: "对齐", left: "左对齐", center: "水平居中", right: "右对齐", top: "顶端对齐", sameWidth: "等宽", sameHeight: "等高", distribute: "水平等距",
    emptyTitle: "从数据开始，或先摆放组件", emptyDetail: "把左侧的组件拖到这里。想展示系统里的数据，先添加一个数据源。", addQuery: "添加数据源", addTable: "放一张表格",
  },
  en: {
    canvas: "Canvas", breakpoint: "Breakpoint", desktop: "Desktop", tablet: "Tablet", mobile: "Mobile", derived: "places you do not change follow the wider breakpoint", zoom: "Zoom", fit: "Fit", problems: "Problems on this page", page: "Page",
    arrange: "Arrange", move: "Move", queryGone: "The query no longer exists", copy: "Copy", cut: "Cut", paste: "Paste", duplicate: "Duplicate", selectParent: "Select container", rename: "Rename", delete: "Delete", selectAll: "Select all",
    align: "Align", left: "Left", center: "Centre", right: "Right", top: "Top", sameWidth: "Same width", sameHeight: "Same height", distribute: "Distribute",
    emptyTitle: "Start with data, or place a component", emptyDetail: "Drag components here from the left. To show data of your systems, add a query first.", addQuery: "Add a query", addTable: "Place a table",
  },
});
