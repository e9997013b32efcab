import { Button, theme } from "antd";
import { type ReactElement, useMemo, useState } from "react";
import type { RenderProps } from "../definition.ts";
import { units } from "../format/number.ts";
import { useExpose } from "../hooks/use-expose.ts";
import { Icon } from "../icons/Icon.tsx";
import { messagesIn } from "../messages/messages.ts";
import { DataState } from "../notice/DataState.tsx";
import { notList } from "../notice/not-list.ts";
import { Notice } from "../notice/Notice.tsx";
import { Panel } from "../panel/Panel.tsx";
import { oneOf, toFlag, toText } from "../values/read.ts";
import { chartLook } from "./chart-look.ts";
import { type ChartChoice, chartOption } from "./chart-option.ts";
import { Drawing } from "./Drawing.tsx";
import { PointsTable } from "./PointsTable.tsx";
import { prometheusResult } from "./prometheus.ts";
import { readChartData } from "./read-data.ts";
import { readThresholds } from "./thresholds.ts";

/** Points from which canvas takes the place of SVG. */
const canvasFrom = 3000;

/** A chart with its title, its states, and its numbers as a table for those who want or need them. */
export function ChartView({ render, kind }: { render: RenderProps; kind: "line" | "bar" }): ReactElement {
  const { node, props, locale, emit, expose, resetCount } = render;
  const t = messagesIn(locale);
  const { token } = theme.useToken();
  const [selected, setSelected] = useState<{ resetCount: number; point: unknown }>({ resetCount, point: null });
  const [asTable, setAsTable] = useState(false);
  useExpose(expose, { selectedPoint: selected.resetCount === resetCount ? selected.point : null });

  const title = toText(props["title"], locale);
  const data = useMemo(() => readChartData(props, kind, locale), [props, kind, locale]);
  const choice = useMemo<ChartChoice>(
    () => ({
      kind,
      unit: oneOf(props["unit"], units, "none"),
      xTitle: toText(props["xTitle"], locale),
      yTitle: toText(props["yTitle"], locale),
      legend: oneOf(props["legend"], ["bottom", "top", "right", "none"], "bottom"),
      stacked: toFlag(props["stacked"]),
      area: toFlag(props["area"]),
      horizontal: toFlag(props["horizontal"]),
      thresholds: readThresholds(props["thresholds"], locale),
      locale,
      reducedMotion: token.motion === false,
    }),
    [props, kind, locale, token.motion],
  );
  const option = useMemo(() => chartOption(data, choice, chartLook(token)), [data, choice, token]);
  const points = data.series.reduce((sum, series) => sum + series.points.length, 0);
  const numbers = data.series.some((series) => series.points.some(([, y]) => y !== null));
  const given = props["data"];
  const missing = given === null || given === undefined;
  const invalid = (prometheusResult(given) === null ? notList(given, "property.data", t) : null) ?? notList(props["series"], "property.series", t) ?? notList(props["thresholds"], "property.thresholds", t);
  const rowsWithoutNumbers = Array.isArray(given) && given.length > 0 && !numbers;
  const label = t("chart.summary", { title: title || node.name, kind: t(`chart.${kind}`), series: data.series.length, count: points });

  return (
    <Panel
      title={title}
      name={node.name}
      fill
      extra={
        numbers && (
          <Button type="text" size="small" icon={<Icon name={asTable ? "LineChart" : "Table"} />} title={t(asTable ? "chart.showChart" : "chart.showTable")} aria-label={t(asTable ? "chart.showChart" : "chart.showTable")} onClick={() => setAsTable(!asTable)} />
        )
      }
    >
      <DataState render={render} missing={missing} empty={!numbers} invalid={invalid} emptyText={rowsWithoutNumbers ? t("chart.noNumbers") : toText(props["emptyText"], locale)} skeletonRows={5}>
        {data.total > data.series.length && <Notice level="warning" title={t("chart.tooMany", { shown: data.series.length, total: data.total })} />}
        {asTable ? (
          <PointsTable data={data} unit={choice.unit} label={title || node.name} locale={locale} />
        ) : (
          <Drawing
            option={option}
            renderer={points > canvasFrom ? "canvas" : "svg"}
            label={label}
            locale={locale}
            onPoint={(point) => {
              setSelected({ resetCount, point });
              emit("pointClick", { point });
            }}
          />
        )}
      </DataState>
    </Panel>
  );
}
