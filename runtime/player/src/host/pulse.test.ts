import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Pulse, startPulse } from "./pulse.ts";

describe("the pulse of a frame", () => {
  const port = { onmessage: null as MessagePort["onmessage"], postMessage: () => void (questions += 1), close: () => undefined };
  let questions: number;
  let told: boolean[];
  let hidden: boolean;
  let pulse: Pulse;
  const seconds = (count: number): void => void vi.advanceTimersByTime(count * 1_000);
  const answer = (): void => port.onmessage?.call(port as unknown as MessagePort, new MessageEvent("message"));

  beforeEach(() => {
    vi.useFakeTimers();
    questions = 0;
    told = [];
    hidden = false;
    pulse = startPulse({ port, tell: (hangs) => told.push(hangs), isHidden: () => hidden });
  });
  afterEach(() => {
    pulse.stop();
    vi.useRealTimers();
  });

  it("is missed after ten seconds without a word, and one question waits however long that is", () => {
    seconds(9);
    expect(told).toEqual([]);
    seconds(1);
    expect(told).toEqual([true]);
    seconds(600);
    expect([told, questions]).toEqual([[true], 1]);
  });

  it("that comes late takes back what was said, and counts from the start again", () => {
    seconds(30);
    answer();
    expect(told).toEqual([true, false]);
    seconds(11);
    expect([told, questions]).toEqual([[true, false], 2]);
    seconds(1);
    expect(told).toEqual([true, false, true]);
  });

  it("is not missed of a frame that sends anything else, and that takes back what was said too", () => {
    for (let time = 0; time < 60; time += 8) {
      seconds(8);
      pulse.alive();
    }
    expect([told, questions]).toEqual([[], 1]);
    seconds(10);
    pulse.alive();
    expect(told).toEqual([true, false]);
  });

  it("is not counted while the window is hidden", () => {
    seconds(8);
    hidden = true;
    seconds(600);
    hidden = false;
    seconds(8);
    expect(told).toEqual([]);
    seconds(2);
    expect(told).toEqual([true]);
  });

  it("goes on with a frame that answers", () => {
    for (let time = 0; time < 60; time += 2) {
      answer();
      seconds(2);
    }
    expect(told).toEqual([]);
    expect(questions).toBe(31);
  });
});
