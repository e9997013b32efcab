import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { type ReactElement, useEffect, useEffectEvent, useRef, useState } from "react";
import type { RenderProps } from "../definition.ts";
import { useElementSize } from "../hooks/use-element-size.ts";
import { messagesIn } from "../messages/messages.ts";
import { Notice } from "../notice/Notice.tsx";

interface DrawingProps {
  option: EChartsCoreOption;
  renderer: "svg" | "canvas";
  /** What the picture shows, for those who do not see it. */
  label: string;
  locale: RenderProps["locale"];
  onPoint: (point: { series: string; x: unknown; value: unknown }) => void;
}

/** The ECharts picture. The engine is loaded when the first chart is drawn, so that pages without charts do not carry it. */
export function Drawing({ option, renderer, label, locale, onPoint }: DrawingProps): ReactElement {
  const t = messagesIn(locale);
  const host = useRef<HTMLDivElement>(null);
  const [box, size] = useElementSize();
  const [chart, setChart] = useState<EChartsType | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const visible = size.width > 0 && size.height > 0;
  const press = useEffectEvent(onPoint);

  useEffect(() => {
    if (!visible || host.current === null) return;
    const element = host.current;
    let made: EChartsType | null = null;
    let gone = false;
    import("./engine.ts").then(
      ({ createChart }) => {
        if (gone) return;
        made = createChart(element, renderer, locale);
        made.on("click", ({ seriesName, name, value, data }) => press({ series: seriesName ?? "", x: Array.isArray(data) ? data[0] : name, value: Array.isArray(value) ? value[1] : value }));
        setChart(made);
      },
      (reason: unknown) => setFailure(reason instanceof Error ? reason.message : String(reason)),
    );
    return () => {
      gone = true;
      made?.dispose();
      setChart(null);
    };
  }, [visible, renderer, locale]);

  useEffect(() => {
    if (chart === null) return;
    const frame = requestAnimationFrame(() => {
      if (chart.isDisposed()) return;
      try {
        // The legend is merged, so that series a person switched off stay off when the data is refreshed.
        chart.setOption(option, { replaceMerge: ["series", "xAxis", "yAxis"] });
        setFailure(null);
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error));
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [chart, option]);

  useEffect(() => {
    if (chart !== null && !chart.isDisposed() && visible) chart.resize({ width: size.width, height: size.height });
  }, [chart, visible, size]);

  return (
    <div ref={box} style={{ flex: "1 1 auto", minHeight: 80, minWidth: 0, position: "relative", overflow: "hidden" }}>
      {failure !== null && <Notice level="error" title={t("chart.engineFailed", { reason: failure })} />}
      <div ref={host} role="img" aria-label={label} style={{ position: "absolute", inset: 0, visibility: failure === null ? "visible" : "hidden" }} />
    </div>
  );
}
