import { expect, it } from "vitest";
import { formatBytes, formatClock, formatDuration, formatRelative } from "./format-time.ts";

const now = Date.UTC(2026, 0, 31, 8);
it.each([
  [0, "now", "现在"],
  [-90_000, "1 minute ago", "1分钟前"],
  [-3 * 86_400_000, "3 days ago", "3天前"],
  [30 * 86_400_000 - 90_000, "in 30 days", "30天后"],
  [2 * 3_600_000, "in 2 hours", "2小时后"],
  [-400 * 86_400_000, "last year", "去年"],
])("a distance of %i ms reads %s", (distance, en, zh) => {
  expect(formatRelative(now + distance, now, "en")).toBe(en);
  expect(formatRelative(now + distance, now, "zh-CN")).toBe(zh);
});
it.each([[0.44, "0.4 ms"], [12.6, "13 ms"], [3_420, "3.4 s"], [30_000, "30 s"], [59_960, "1 min"], [125_000, "2 min 5 s"]])("%d ms reads %s", (ms, text) => expect(formatDuration(ms)).toBe(text));
it.each([[0, "0 B"], [1023, "1023 B"], [1024, "1 KiB"], [1536, "1.5 KiB"], [40_000_000, "38.1 MiB"]])("%d bytes read %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
it("writes the time of day of the person, in both languages alike", () => {
  const written = new Date(now + 5_000).toTimeString().slice(0, 8);
  expect([formatClock(now + 5_000, "en"), formatClock(now + 5_000, "zh-CN")]).toEqual([written, written]);
});
