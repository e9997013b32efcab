import type { Locale } from "@tessera/contracts";
import type { MessageKey } from "../messages/messages.ts";
import { messagesIn } from "../messages/messages.ts";

/** What a number measures; decides how it is written. */
export const units = ["none", "percent", "ratio", "bytes", "bytes-per-second", "seconds", "milliseconds", "per-second"] as const;
export type Unit = (typeof units)[number];

/** Most digits after the decimal point that can be asked for. */
export const maxPrecision = 10;

/** A number in the writing of `locale`; without `precision`, at most two digits after the point (small numbers keep three significant ones). */
export function plainNumber(value: number, locale: Locale, precision?: number): string {
  if (precision !== undefined) return new Intl.NumberFormat(locale, { minimumFractionDigits: precision, maximumFractionDigits: precision }).format(value);
  if (value !== 0 && Math.abs(value) < 0.01) return new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(value);
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
}

const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/** A size in binary units (IEC 80000-13), e.g. `1.5 GiB`. */
export function byteSize(bytes: number, locale: Locale, precision?: number): string {
  const exponent = Math.abs(bytes) < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log2(Math.abs(bytes)) / 10));
  return `${plainNumber(bytes / 1024 ** exponent, locale, exponent === 0 ? undefined : precision)} ${byteUnits[exponent]}`;
}

const durationSteps: readonly [MessageKey, number][] = [
  ["duration.day", 86_400_000],
  ["duration.hour", 3_600_000],
  ["duration.minute", 60_000],
];

/** A duration with its two greatest units, e.g. `2 d 3 h`, `1.25 s`, `80 ms`. */
export function duration(ms: number, locale: Locale, precision?: number): string {
  const t = messagesIn(locale);
  const sign = ms < 0 ? "-" : "";
  const size = Math.abs(ms);
  if (size < 1000) return sign + t("duration.millisecond", { count: plainNumber(size, locale, precision) });
  if (size < 60_000) return sign + t("duration.second", { count: plainNumber(size / 1000, locale, precision) });
  let rest = Math.round(size / 1000) * 1000;
  const parts: string[] = [];
  for (const [key, length] of [...durationSteps, ["duration.second", 1000] as const]) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (parts.length > 0 || count > 0) parts.push(count === 0 ? "" : t(key, { count: plainNumber(count, locale) }));
    if (parts.length === 2) break;
  }
  return sign + parts.filter((part) => part !== "").join(" ");
}

/** A number with its unit. */
export function measure(value: number, unit: Unit, locale: Locale, precision?: number): string {
  switch (unit) {
    case "percent":
      return `${plainNumber(value, locale, precision)}%`;
    case "ratio":
      return `${plainNumber(value * 100, locale, precision)}%`;
    case "bytes":
      return byteSize(value, locale, precision);
    case "bytes-per-second":
      return `${byteSize(value, locale, precision)}/s`;
    case "seconds":
      return duration(value * 1000, locale, precision);
    case "milliseconds":
      return duration(value, locale, precision);
    case "per-second":
      return `${plainNumber(value, locale, precision)}/s`;
    case "none":
      return plainNumber(value, locale, precision);
  }
}
