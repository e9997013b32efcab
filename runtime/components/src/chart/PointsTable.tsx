import { theme } from "antd";
import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { measure, type Unit } from "../format/number.ts";
import { exactTime, toMoment } from "../format/time.ts";
import { messagesIn } from "../messages/messages.ts";
import type { ChartData } from "./series.ts";

/** Most rows listed. */
const maxRows = 500;

/** The chart's numbers in a table: one row per x, one column per series. */
export function PointsTable({ data, unit, label, locale }: { data: ChartData; unit: Unit; label: string; locale: RenderProps["locale"] }): ReactElement {
  const { token } = theme.useToken();
  const t = messagesIn(locale);
  const rows = new Map<number | string, (number | null)[]>();
  data.series.forEach(({ points }, index) => {
    for (const [x, y] of points) {
      const row = rows.get(x) ?? [];
      row[index] = y;
      rows.set(x, row);
    }
  });
  const ordered = data.x === "category" ? [...rows] : [...rows].toSorted(([a], [b]) => Number(a) - Number(b));
  const cell = { padding: `${token.paddingXXS}px ${token.paddingXS}px`, borderBottom: `${token.lineWidth}px ${token.lineType} ${token.colorBorderSecondary}`, textAlign: "end" as const, whiteSpace: "nowrap" as const };
  const first = { ...cell, textAlign: "start" as const, fontWeight: "normal" };
  const head = { position: "sticky" as const, top: 0, background: token.colorBgContainer };
  return (
    <div tabIndex={0} role="group" aria-label={label} style={{ flex: "1 1 auto", minHeight: 80, overflow: "auto", fontSize: token.fontSizeSM, fontVariantNumeric: "tabular-nums" }}>
      <table style={{ borderCollapse: "collapse", minWidth: "100%" }}>
        <thead>
          <tr>
            <th scope="col" style={{ ...first, ...head }}>
              {t(data.x === "time" ? "chart.time" : "chart.category")}
            </th>
            {data.series.map(({ name }) => (
              <th key={name} scope="col" style={{ ...cell, ...head }}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered.slice(0, maxRows).map(([x, values]) => (
            <tr key={x}>
              <th scope="row" style={first}>
                {xText(x, data)}
              </th>
              {data.series.map(({ name }, index) => (
                <td key={name} style={cell}>
                  {typeof values[index] === "number" ? measure(values[index], unit, locale) : "–"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {ordered.length > maxRows && <p>{t("chart.tableCut", { shown: maxRows, total: ordered.length })}</p>}
    </div>
  );
}

function xText(x: number | string, data: ChartData): string {
  const moment = data.x === "time" ? toMoment(x) : null;
  return moment === null ? String(x) : exactTime(moment);
}
