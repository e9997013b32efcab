import { anyTextSchema, both, jsonProp, listProp, manifest, numberProp, choiceProp, switchProp, textProp } from "../manifest/prop.ts";
import { columnFormats } from "./column-formats.ts";

const columnSchema = {
  type: "object",
  required: ["key"],
  properties: {
    key: { type: "string" },
    title: anyTextSchema,
    path: { type: "string", description: "Dot path in the row, the key when absent" },
    format: { enum: columnFormats },
    unit: { type: "string", description: "number: text after it; duration: ms, s (default) or ns" },
    width: { type: "number", description: "CSS px" },
    sortable: { type: "boolean" },
    filterable: { type: "boolean" },
    colors: { type: "object", additionalProperties: { type: "string" }, description: "tag: value to a status (error, warning, success, processing, default) or a preset colour of antd" },
    labels: { type: "object", additionalProperties: anyTextSchema, description: "tag: value to the text shown for it" },
  },
};

const actionSchema = {
  type: "object",
  required: ["key"],
  properties: { key: { type: "string" }, label: anyTextSchema, icon: { type: "string" }, danger: { type: "boolean" }, confirm: anyTextSchema },
};

export const tableManifest = manifest({
  type: "table",
  title: both("表格", "Table"),
  description: both("列出数据，可搜索、筛选、排序、分页和选择。", "Lists rows, with search, filters, sorting, pages and selection."),
  category: "data",
  icon: "Table",
  props: [
    jsonProp("data", "data", both("数据", "Data"), null, { type: ["array", "null"] }),
    listProp("columns", "data", both("列", "Columns"), "columns", [], columnSchema, { help: both("为空时从数据推导。", "Taken from the data when empty.") }),
    textProp("rowKey", "data", both("行标识路径", "Path of the row's key"), { default: "id", help: both("每行唯一的值，刷新后据此保留选择。", "A value of its own per row; keeps the selection over a refresh.") }),
    textProp("title", "content", both("标题", "Title")),
    textProp("emptyText", "content", both("无数据时的文字", "Text without data")),
    switchProp("searchable", "behaviour", both("搜索框", "Search box"), true),
    numberProp("pageSize", "behaviour", both("每页行数", "Rows per page"), 20, { minimum: 0, maximum: 10_000 }, { help: both("0 表示不分页。", "0: all rows on one page.") }),
    choiceProp("selection", "behaviour", both("勾选", "Selection"), [
      ["none", both("无", "None")],
      ["single", both("单选", "One")],
      ["multiple", both("多选", "Several")],
    ]),
    jsonProp("rowActions", "behaviour", both("行操作", "Row actions"), [], { type: "array", items: actionSchema }),
    choiceProp("density", "appearance", both("密度", "Density"), [
      ["compact", both("紧凑", "Compact")],
      ["comfortable", both("宽松", "Comfortable")],
    ]),
  ],
  events: [
    { name: "rowClick", label: both("点击行", "Row pressed"), locals: ["row"] },
    { name: "rowAction", label: both("行操作", "Row action"), locals: ["row", "action"] },
    { name: "selectionChange", label: both("勾选改变", "Selection changed"), locals: ["rows"] },
    { name: "linkClick", label: both("点击链接", "Link pressed"), locals: ["row", "url"] },
  ],
  exposes: [
    { name: "selectedRow", description: both("最近点击的行", "The row pressed last") },
    { name: "selectedRows", description: both("勾选的行", "The rows that are ticked") },
    { name: "search", description: both("搜索文字", "The search text") },
    { name: "sort", description: both("排序：{column, order}", "The sorting: {column, order}") },
    { name: "page", description: both("当前页，从 1 开始", "The page, from 1") },
  ],
  defaultSize: { w: 24, h: 26 },
  minSize: { w: 4, h: 12 },
});
