import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createClock } from "./clock.ts";

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

it("wakes all watchers with one timer and stops it with the last of them", () => {
  const clock = createClock(30_000);
  const seen: number[] = [];
  const leave = [clock.subscribe(() => seen.push(clock.now())), clock.subscribe(() => seen.push(clock.now()))];
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(30_000);
  expect(seen).toEqual([1_030_000, 1_030_000]);
  for (const one of leave) one();
  expect(vi.getTimerCount()).toBe(0);
});

it("does not show a new watcher the time of the watchers before", () => {
  const clock = createClock(30_000);
  clock.subscribe(() => undefined)();
  vi.advanceTimersByTime(3_600_000);
  clock.subscribe(() => undefined);
  expect(clock.now()).toBe(4_600_000);
});
