import type { GlobalToken } from "antd";
import { type Status, statusColor, statuses } from "../notice/status-look.ts";

/** What a chart takes from the theme. */
export interface ChartLook {
  palette: string[];
  text: string;
  quiet: string;
  line: string;
  surface: string;
  ground: string;
  font: string;
  fontSize: number;
  statusColors: Record<Status, string>;
}

/** Colours and type of the theme; neighbours in the palette differ in lightness as well as in hue. */
export function chartLook(token: GlobalToken): ChartLook {
  return {
    palette: [token.colorPrimary, token.orange6, token.green7, token.purple7, token.blue6, token.magenta6, token.gold6, token.geekblue8, token.volcano7, token.lime7],
    text: token.colorText,
    quiet: token.colorTextSecondary,
    line: token.colorBorderSecondary,
    surface: token.colorBgElevated,
    ground: token.colorBgContainer,
    font: token.fontFamily,
    fontSize: token.fontSizeSM,
    statusColors: Object.fromEntries(statuses.map((status) => [status, statusColor(status, token)])) as Record<Status, string>,
  };
}
