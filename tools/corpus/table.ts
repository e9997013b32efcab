import { limits } from "./measure.ts";
import type { NamedReading } from "./reading.ts";

/** The figures of a run as a Markdown table, then what was refused, skipped and repaired. */
export function figures(readings: readonly NamedReading[]): string {
  const read = readings.filter(({ refused }) => refused === undefined);
  const stated = sum(read, ({ stated: count }) => count);
  const imported = sum(read, ({ imported: count }) => count);
  const complete = read.filter((one) => one.imported >= 0.99 * one.stated).length;
  const times = read.map(({ timeMs }) => timeMs).toSorted((a, b) => a - b);
  const peaks = read.map(({ peakBytes }) => peakBytes).toSorted((a, b) => a - b);
  const over = readings.filter(({ timeMs, peakBytes }) => timeMs > limits.timeMs || peakBytes > limits.memoryMb * 2 ** 20).length;
  const rows: readonly (readonly [string, string, string])[] = [
    ["documents imported", "≥ 99%", `${share(read.length, readings.length)} (${read.length} of ${readings.length})`],
    ["of them with ≥ 99% of their operations", "≥ 99%", `${share(complete, read.length)} (${complete} of ${read.length})`],
    ["operations imported", "≥ 99%", `${share(imported, stated)} (${imported} of ${stated})`],
    ["operations of which something was repaired", "", String(sum(read, ({ repaired }) => repaired))],
    ["operations skipped, each with its reason", "", String(sum(read, ({ skipped }) => skipped.length))],
    ["time: p50 / p95 / max", "p95 ≤ 2 s", [at(times, 0.5), at(times, 0.95), times.at(-1) ?? 0].map(seconds).join(" / ")],
    ["peak memory of the process: p50 / p95 / max", "max ≤ 1 GB", [at(peaks, 0.5), at(peaks, 0.95), peaks.at(-1) ?? 0].map(mebibytes).join(" / ")],
    ["documents over 15 s or 1 GB", "0", String(over)],
    ["export and import again give the same", "all", `${read.filter(({ roundTrip }) => roundTrip).length} of ${read.length}`],
  ];
  return ["| what | goal | measured |", "|---|---|---|", ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n");
}

/** What was not imported and why, and how often each kind of finding occurred. */
export function reasons(readings: readonly NamedReading[]): string {
  const refused = readings.flatMap(({ file, refused: why }) => (why === undefined ? [] : [`refused  ${file}: ${why}`]));
  const skipped = readings.flatMap(({ file, skipped: list }) => list.map((one) => `skipped  ${file}: ${one}`));
  const changed = readings.flatMap(({ file, roundTrip }) => (roundTrip === false ? [`not the same again  ${file}`] : []));
  const counts = new Map<string, number>();
  for (const { findings } of readings) for (const [code, count] of Object.entries(findings)) counts.set(code, (counts.get(code) ?? 0) + count);
  const findings = [...counts].toSorted(([, a], [, b]) => b - a).map(([code, count]) => `finding  ${code}: ${count}`);
  return [...refused, ...skipped, ...changed, ...findings].join("\n");
}

/** The documents that took longest, slowest first. */
export function slowest(readings: readonly NamedReading[], count: number): string {
  const list = readings.toSorted((a, b) => b.timeMs - a.timeMs).slice(0, count);
  return list.map(({ file, timeMs, peakBytes, bytes, imported }) => `slow     ${file}: ${seconds(timeMs)}, ${mebibytes(peakBytes)}, ${(bytes / 1e6).toFixed(1)} MB, ${imported} operations`).join("\n");
}

function sum(readings: readonly NamedReading[], of: (reading: NamedReading) => number): number {
  return readings.reduce((total, reading) => total + of(reading), 0);
}

function at(sorted: readonly number[], quantile: number): number {
  return sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)] ?? 0;
}

function share(part: number, whole: number): string {
  return whole === 0 ? "–" : `${(Math.floor((10_000 * part) / whole) / 100).toFixed(2)}%`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
