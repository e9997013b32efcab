import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartOption } from "./chart-option.ts";
import { readChartData } from "./read-data.ts";
import { maxSeries } from "./series.ts";

const matrix = [
  { metric: { __name__: "up", job: "node", instance: "10.0.0.1:9100" }, values: [[1740823200, "1"], [1740823260, "NaN"]] },
  { metric: { __name__: "up", job: "node", instance: "10.0.0.2:9100" }, values: [[1740823200, "0"]] },
];

describe("chart data", () => {
  it("takes a Prometheus matrix as it is: gaps for NaN, names of the labels that differ", () => {
    const read = readChartData({ data: matrix }, "line", "en");
    expect(read.x).toBe("time");
    expect(read.series).toEqual([
      { name: "10.0.0.1:9100", points: [[1740823200000, 1], [1740823260000, null]] },
      { name: "10.0.0.2:9100", points: [[1740823200000, 0]] },
    ]);
  });

  it.each([
    ["data", { resultType: "matrix", result: matrix }],
    ["whole answer", { status: "success", data: { resultType: "matrix", result: matrix } }],
  ])("finds the series in the %s of Prometheus too", (_name, data) => {
    expect(readChartData({ data }, "line", "en").series).toHaveLength(2);
  });

  it("names series by the labels asked for", () => {
    expect(readChartData({ data: matrix, seriesLabels: "job, instance" }, "line", "en").series[0]?.name).toBe("node 10.0.0.1:9100");
  });

  it("draws a vector as one bar per metric", () => {
    const vector = [{ metric: { pod: "a" }, value: [1740823200, "3"] }, { metric: { pod: "b" }, value: [1740823200, "5"] }];
    const read = readChartData({ data: vector }, "bar", "en");
    expect([read.x, read.series[0]?.points]).toEqual(["category", [["a", 3], ["b", 5]]]);
  });

  it("splits long rows into series and puts times in order", () => {
    const read = readChartData({ data: [{ time: "2025-03-01T10:01:00Z", value: 2, series: "a" }, { time: "2025-03-01T10:00:00Z", value: 1, series: "a" }, { time: "2025-03-01T10:00:00Z", value: 9, series: "b" }] }, "line", "en");
    expect(read.x).toBe("time");
    expect(read.series.map(({ name, points }) => [name, points.map(([, y]) => y)])).toEqual([["a", [1, 2]], ["b", [9]]]);
  });

  it("makes a series of every number column of wide rows, or of the ones asked for", () => {
    const data = [{ host: "web", cpu: 3, mem: 5 }];
    expect(readChartData({ data }, "bar", "en").series.map(({ name }) => name)).toEqual(["cpu", "mem"]);
    expect(readChartData({ data, series: [{ path: "mem", title: { "zh-CN": "内存", en: "Memory" } }] }, "bar", "en").series.map(({ name }) => name)).toEqual(["Memory"]);
  });

  it("draws plain numbers in their order", () => {
    expect(readChartData({ data: [3, 1, 2] }, "line", "en")).toMatchObject({ x: "value", series: [{ points: [[0, 3], [1, 1], [2, 2]] }] });
  });

  it("draws no more series than can be told apart, and says how many there were", () => {
    const many = Array.from({ length: 80 }, (_item, index) => ({ x: "a", value: 1, series: `s${index}` }));
    const read = readChartData({ data: many }, "line", "en");
    expect([read.series.length, read.total]).toEqual([maxSeries, 80]);
  });

  it("gives series names of their own", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ x: fc.jsonValue(), value: fc.jsonValue(), series: fc.jsonValue() })), fc.constantFrom("line" as const, "bar" as const), (data, kind) => {
        const names = readChartData({ data }, kind, "en").series.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});

const look = {
  palette: ["blue", "orange"], text: "black", quiet: "gray", line: "silver", surface: "white", ground: "white", font: "sans-serif", fontSize: 12,
  statusColors: { default: "gray", success: "green", warning: "orange", error: "red", processing: "blue" },
};

describe("chart option", () => {
  const choice = {
    kind: "line" as const, unit: "percent" as const, xTitle: "", yTitle: "", legend: "bottom" as const, stacked: false, area: false, horizontal: false,
    thresholds: [{ value: 80, label: "Limit {a}", status: "error" as const }], locale: "en" as const, reducedMotion: false,
  };
  const option = chartOption(readChartData({ data: matrix }, "line", "en"), choice, look) as {
    series: { symbol: string; lineStyle: { type: unknown }; markLine?: { data: { yAxis: number; label: { formatter: () => string } }[] } }[];
    legend: { show: boolean };
  };

  it("tells series apart by line and symbol, not by colour alone", () => {
    expect(option.series[0]?.lineStyle.type).not.toEqual(option.series[1]?.lineStyle.type);
    expect(option.series[0]?.symbol).not.toBe(option.series[1]?.symbol);
    expect(option.legend.show).toBe(true);
  });

  it("puts ticks at whole numbers only where all values are counts", () => {
    const interval = (values: number[], unit: "none" | "percent") =>
      (chartOption(readChartData({ data: values.map((value, index) => ({ x: `c${index}`, value })) }, "bar", "en"), { ...choice, unit }, look) as { yAxis: { minInterval?: number } }).yAxis.minInterval;
    expect([interval([1, 2], "none"), interval([1, 2.5], "none"), interval([1, 2], "percent")]).toEqual([1, undefined, undefined]);
  });

  it("draws thresholds with their value in the axis's unit, taking braces in labels as text", () => {
    expect(option.series[0]?.markLine?.data.map(({ yAxis, label }) => [yAxis, label.formatter()])).toEqual([[80, "Limit {a} 80%"]]);
  });
});
