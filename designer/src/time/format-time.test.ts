import { expect, it } from "vitest";
import { formatBytes, formatDuration, formatRelative } from "./format-time.ts";

const now = Date.UTC(2026, 0, 31, 8);
it.each([
  [0, "now", "现在"],
  [-90_000, "1 minute ago", "1分钟前"],
  [-3 * 86_400_000, "3 days ago", "3天前"],
  [2 * 3_600_000, "in 2 hours", "2小时后"],
  [-400 * 86_400_000, "last year", "去年"],
])("a distance of %i ms reads %s", (distance, en, zh) => {
  expect(formatRelative(now + distance, now, "en")).toBe(en);
  expect(formatRelative(now + distance, now, "zh-CN")).toBe(zh);
});
it.each([[0.44, "0.4 ms"], [12.6, "13 ms"], [3_420, "3.4 s"], [125_000, "2 min 5 s"]])("%d ms reads %s", (ms, text) => expect(formatDuration(ms)).toBe(text));
it.each([[0, "0 B"], [1023, "1023 B"], [1536, "1.5 KiB"], [40_000_000, "38.1 MiB"]])("%d bytes read %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
