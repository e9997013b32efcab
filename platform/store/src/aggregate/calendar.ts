const FIXED_MS: Readonly<Record<string, number>> = { millisecond: 1, second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 };
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** Units of time that ranges and steps are given in. */
export const TIME_UNITS: ReadonlySet<unknown> = new Set([...Object.keys(FIXED_MS), ...Object.keys(MONTHS)]);

/** Length of a unit in milliseconds; undefined for months and longer ones, whose lengths differ. */
export function unitMillis(unit: string): number | undefined {
  return FIXED_MS[unit];
}

/** A date moved by whole units of UTC; a day that its new month does not have becomes that month's last. */
export function shiftedDate(date: Date, unit: string, amount: number): Date {
  const millis = FIXED_MS[unit];
  if (millis !== undefined) return new Date(date.getTime() + amount * millis);
  const months = amount * (MONTHS[unit] ?? 1);
  const shifted = new Date(date);
  shifted.setUTCDate(1);
  shifted.setUTCMonth(shifted.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth() + 1, 0)).getUTCDate();
  shifted.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return shifted;
}
