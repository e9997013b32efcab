/** What all chart data is turned into before it is drawn. `x` is a time in ms, a number or a category. */
export interface ChartSeries {
  name: string;
  points: [x: number | string, y: number | null][];
}
export type XKind = "time" | "value" | "category";
export interface ChartData {
  x: XKind;
  series: ChartSeries[];
  /** Series before the cut to `maxSeries`. */
  total: number;
}

/** Most series that one chart draws. */
export const maxSeries = 50;
