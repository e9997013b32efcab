import type { Locale } from "@tessera/contracts";
import { type Status, statuses } from "../notice/status-look.ts";
import { oneOf, recordsOf, toNumber, toText } from "../values/read.ts";

/** A line across the chart at a value that means something. */
export interface Threshold {
  value: number;
  label: string;
  status: Status;
}

/** The thresholds of the property; items without a number are left out. */
export function readThresholds(value: unknown, locale: Locale): Threshold[] {
  return recordsOf(value).flatMap((item) => {
    const number = toNumber(item["value"]);
    return number === null ? [] : [{ value: number, label: toText(item["label"], locale), status: oneOf(item["status"], statuses, "warning") }];
  });
}
