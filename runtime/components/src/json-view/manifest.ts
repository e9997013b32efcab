import { both, jsonProp, manifest, numberProp, switchProp, textProp } from "../manifest/prop.ts";

export const jsonViewManifest = manifest({
  type: "json-view",
  title: both("JSON 查看", "JSON view"),
  description: both("以树形查看 JSON，可折叠、搜索和复制。", "Shows JSON as a tree to fold, search and copy."),
  category: "data",
  icon: "Code",
  props: [
    jsonProp("data", "data", both("数据", "Data"), null),
    textProp("title", "content", both("标题", "Title")),
    numberProp("depth", "appearance", both("展开层数", "Levels unfolded at first"), 1, { minimum: 0, maximum: 10 }),
    switchProp("searchable", "behaviour", both("搜索框", "Search box"), true),
  ],
  exposes: [{ name: "path", description: both("选中节点的路径", "Path of the picked node") }],
  defaultSize: { w: 12, h: 20 },
  minSize: { w: 4, h: 8 },
});
