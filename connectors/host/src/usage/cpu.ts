import os from "node:os";

export interface CpuLoad {
  /** Mean number of runnable processes over 1, 5 and 15 minutes; zeros on Windows. */
  load1: number;
  load5: number;
  load15: number;
  cpuCount: number;
  /** Share of time not idle since the previous sample, 0 to 100. */
  usedPercent: number;
  sampledAt: string;
}

interface Times {
  idle: number;
  total: number;
}

function sample(): Times {
  let idle = 0;
  let total = 0;
  for (const { times } of os.cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, total };
}

/** Measures the processor between calls; the first one covers the time since the machine started. */
export class CpuMeter {
  #last: Times = { idle: 0, total: 0 };

  read(): CpuLoad {
    const now = sample();
    const total = now.total - this.#last.total;
    const idle = now.idle - this.#last.idle;
    // Ticks move in 10 ms steps: two calls within one step would divide by zero.
    const used = total > 0 ? (1 - idle / total) * 100 : 0;
    if (total > 0) this.#last = now;
    const [load1 = 0, load5 = 0, load15 = 0] = os.loadavg();
    return {
      load1: round(load1),
      load5: round(load5),
      load15: round(load15),
      cpuCount: os.availableParallelism(),
      usedPercent: round(Math.min(100, Math.max(0, used))),
      sampledAt: new Date().toISOString(),
    };
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
