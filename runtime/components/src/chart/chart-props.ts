import type { ComponentManifest, PropSpec } from "@tessera/contracts";
import { unitProp } from "../format/unit-prop.ts";
import { anyTextSchema, both, choiceProp, jsonProp, listProp, switchProp, textProp } from "../manifest/prop.ts";

const thresholdSchema = {
  type: "object",
  required: ["value"],
  properties: { value: { type: "number" }, label: anyTextSchema, status: { enum: ["error", "warning", "success", "processing", "default"] } },
};

/** Properties that every chart has, around its own ones. */
export function chartProps(...own: PropSpec[]): PropSpec[] {
  return [
    textProp("title", "content", both("标题", "Title"), { help: both("写成图表所回答的问题，例如 最近一小时有哪些服务变慢？", "The question that the chart answers, e.g. Which services got slower in the last hour?") }),
    jsonProp("data", "data", both("数据", "Data"), null, {}, {
      help: both("含 time 或 x、value、可选 series 的对象列表，或 Prometheus 的 matrix / vector。", "A list of objects with time or x, value and perhaps series, or a Prometheus matrix or vector."),
    }),
    textProp("xField", "data", both("横轴路径", "Path of x"), { help: both("为空时自动识别。", "Found in the data when empty.") }),
    choiceProp("xType", "data", both("横轴类型", "Kind of x"), [
      ["auto", both("自动", "Auto")],
      ["time", both("时间", "Time")],
      ["category", both("类别", "Category")],
      ["value", both("数值", "Number")],
    ]),
    textProp("seriesField", "data", both("系列路径", "Path of the series"), { help: both("长表按它分成多个系列。", "Splits long data into series.") }),
    listProp("series", "data", both("系列", "Series"), "series", [], { type: "object", required: ["path"], properties: { key: { type: "string" }, path: { type: "string" }, title: anyTextSchema } }, {
      help: both("宽表的数值列；为空时自动识别。", "Columns of numbers of wide data; found in the data when empty."),
    }),
    textProp("seriesLabels", "data", both("系列名标签", "Labels that name a series"), { help: both("Prometheus 标签，用逗号分隔，例如 instance,job", "Labels of Prometheus with commas between, e.g. instance,job") }),
    unitProp(),
    textProp("xTitle", "appearance", both("横轴标题", "Title of x")),
    textProp("yTitle", "appearance", both("纵轴标题", "Title of y")),
    choiceProp("legend", "appearance", both("图例", "Legend"), [
      ["bottom", both("下", "Bottom")],
      ["top", both("上", "Top")],
      ["right", both("右", "Right")],
      ["none", both("无", "None")],
    ]),
    switchProp("stacked", "appearance", both("堆叠", "Stacked")),
    ...own,
    jsonProp("thresholds", "content", both("阈值线", "Thresholds"), [], { type: "array", items: thresholdSchema }, {
      help: both("例如 [{\"value\": 80, \"label\": \"上限\", \"status\": \"error\"}]", "E.g. [{\"value\": 80, \"label\": \"Limit\", \"status\": \"error\"}]"),
    }),
    textProp("emptyText", "content", both("无数据时的文字", "Text without data")),
  ];
}

/** What the manifests of all charts have alike besides properties. */
export const chartShape: Pick<ComponentManifest, "category" | "defaultSize" | "minSize" | "events" | "exposes"> = {
  category: "chart",
  defaultSize: { w: 12, h: 20 },
  minSize: { w: 4, h: 10 },
  events: [{ name: "pointClick", label: both("点击数据点", "Point pressed"), locals: ["point"] }],
  exposes: [{ name: "selectedPoint", description: both("最近点击的点：{series, x, value}", "The point pressed last: {series, x, value}") }],
};
