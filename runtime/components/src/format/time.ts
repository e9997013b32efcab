import type { Locale } from "@tessera/contracts";
import dayjs, { type Dayjs } from "dayjs";

const isoDate = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$/;
const lastSecondsValue = 1e11;

/**
 * The moment a value names: ISO 8601 text, or a Unix time as number in seconds (below 1e11) or milliseconds. Null when it
 * names none, also for year 1, which Go programs send for "not set".
 */
export function toMoment(value: unknown): Dayjs | null {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return null;
    return valid(dayjs(Math.abs(value) < lastSecondsValue ? value * 1000 : value));
  }
  if (typeof value !== "string" || !isoDate.test(value) || Number.isNaN(Date.parse(value.replace(" ", "T")))) return null;
  const moment = valid(dayjs(value));
  return moment === null || moment.year() <= 1 ? null : moment;
}

function valid(moment: Dayjs): Dayjs | null {
  return moment.isValid() ? moment : null;
}

/** The exact local time, to the second. */
export function exactTime(moment: Dayjs): string {
  return moment.format("YYYY-MM-DD HH:mm:ss");
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** How far a moment lies from `nowMs`, in words, e.g. "5 minutes ago". */
export function relativeTime(moment: Dayjs, nowMs: number, locale: Locale): string {
  const seconds = (moment.valueOf() - nowMs) / 1000;
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
}
