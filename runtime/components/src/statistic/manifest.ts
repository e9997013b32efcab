import { unitProp } from "../format/unit-prop.ts";
import { both, choiceProp, iconProp, jsonProp, manifest, numberProp, textProp } from "../manifest/prop.ts";

export const statisticManifest = manifest({
  type: "statistic",
  title: both("统计值", "Statistic"),
  description: both("一个重要的数，带单位、状态和趋势。", "One number that matters, with unit, status and trend."),
  category: "display",
  icon: "Number",
  props: [
    textProp("title", "content", both("标题", "Title")),
    jsonProp("value", "data", both("值", "Value"), null, { type: ["number", "string", "null"] }),
    unitProp(),
    textProp("suffix", "content", both("后缀", "Suffix")),
    iconProp("icon", "appearance"),
    numberProp("precision", "appearance", both("小数位数", "Decimal places"), null, { minimum: 0, maximum: 10 }),
    choiceProp("status", "appearance", both("状态", "Status"), [
      ["default", both("默认", "Default")],
      ["success", both("正常", "Normal")],
      ["warning", both("警告", "Warning")],
      ["error", both("严重", "Critical")],
      ["processing", both("进行中", "In progress")],
    ]),
    choiceProp("trend", "appearance", both("趋势", "Trend"), [
      ["none", both("无", "None")],
      ["up", both("上升", "Rising")],
      ["down", both("下降", "Falling")],
      ["flat", both("持平", "Steady")],
    ]),
    textProp("trendText", "content", both("趋势说明", "Trend text"), { help: both("例如 较昨日 +3", "E.g. +3 since yesterday") }),
  ],
  events: [{ name: "click", label: both("点击", "Pressed"), locals: [] }],
  defaultSize: { w: 6, h: 7 },
  minSize: { w: 3, h: 5 },
});
