import type { PropSpec } from "@tessera/contracts";
import { both, choiceProp } from "../manifest/prop.ts";

/** What the number measures; the same choice wherever numbers are shown. */
export function unitProp(name = "unit"): PropSpec {
  return choiceProp(name, "appearance", both("单位", "Unit"), [
    ["none", both("无", "None")],
    ["percent", both("百分比 (0-100)", "Percent (0-100)")],
    ["ratio", both("百分比 (0-1)", "Percent (0-1)")],
    ["bytes", both("字节", "Bytes")],
    ["bytes-per-second", both("字节/秒", "Bytes per second")],
    ["seconds", both("时长 (秒)", "Duration (s)")],
    ["milliseconds", both("时长 (毫秒)", "Duration (ms)")],
    ["per-second", both("每秒", "Per second")],
  ]);
}
