import dayjs from "dayjs";
import { describe, expect, it } from "vitest";
import { byteSize, duration, measure, plainNumber } from "./number.ts";
import { exactTime, relativeTime, toMoment } from "./time.ts";

describe("toMoment", () => {
  it("reads ISO text, Unix seconds and milliseconds as the same moment", () => {
    const iso = toMoment("2025-03-01T10:00:00Z")?.valueOf();
    expect(iso).toBe(1_740_823_200_000);
    expect(toMoment(1_740_823_200)?.valueOf()).toBe(iso);
    expect(toMoment(1_740_823_200_000)?.valueOf()).toBe(iso);
  });

  it.each(["", "5", "abc", "2025-99-99T99:99", "0001-01-01T00:00:00Z", null, {}, [], true, Number.NaN, 1e300])("finds no moment in %j", (value) => {
    expect(toMoment(value)).toBeNull();
  });

  it("writes the exact time to the second", () => {
    expect(exactTime(dayjs("2025-03-01T10:00:00"))).toBe("2025-03-01 10:00:00");
  });
});

describe("relativeTime", () => {
  const moment = dayjs("2025-03-01T10:00:00Z");
  it.each([
    [5 * 60_000, "5 minutes ago", "5分钟前"],
    [-3 * 3_600_000, "in 3 hours", "3小时后"],
    [86_400_000, "yesterday", "昨天"],
    [400, "now", "现在"],
  ])("%i ms later: %s, %s", (later, en, zh) => {
    expect(relativeTime(moment, moment.valueOf() + later, "en")).toBe(en);
    expect(relativeTime(moment, moment.valueOf() + later, "zh-CN")).toBe(zh);
  });
});

describe("numbers", () => {
  it.each([
    [0, "0 B"],
    [1023, "1,023 B"],
    [1024, "1 KiB"],
    [1_610_612_736, "1.5 GiB"],
    [-2048, "-2 KiB"],
    [1e30, "867,361,737,988.4 EiB"],
  ])("%d bytes are %s", (bytes, text) => expect(byteSize(bytes, "en")).toBe(text));

  it.each([
    [80, "80 ms"],
    [1250, "1.25 s"],
    [61_000, "1 min 1 s"],
    [3_600_000, "1 h"],
    [3_659_600, "1 h 1 min"],
    [183_600_000, "2 d 3 h"],
    [-90_000, "-1 min 30 s"],
  ])("%d ms last %s", (ms, text) => expect(duration(ms, "en")).toBe(text));

  it("keeps the digits that matter of small and large numbers", () => {
    expect(plainNumber(0.000123456, "en")).toBe("0.000123");
    expect(plainNumber(1234567.891, "en")).toBe("1,234,567.89");
    expect(plainNumber(3, "en", 2)).toBe("3.00");
  });

  it("writes units", () => {
    expect(measure(0.256, "ratio", "en", 1)).toBe("25.6%");
    expect(measure(99, "percent", "en")).toBe("99%");
    expect(measure(90, "seconds", "zh-CN")).toBe("1 分 30 秒");
    expect(measure(2048, "bytes-per-second", "en")).toBe("2 KiB/s");
  });
});
