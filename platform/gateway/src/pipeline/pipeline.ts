import type { PluginPhase } from "@tessera/contracts";
import type { PluginInstance } from "./bindings.ts";
import type { RequestContext } from "./context.ts";

/** One plugin in one phase. */
interface Step<Result> {
  plugin: string;
  run(context: RequestContext): Result;
}

/** Receives what a plugin cost in a phase, for the requests that are measured. */
export type CostObserver = (plugin: string, phase: PluginPhase, seconds: number) => void;

/** The plugins of an operation as straight lists, one per phase, in their order. */
export interface Pipeline {
  rewrite: readonly Step<void | Promise<void>>[];
  access: readonly Step<void | Promise<void>>[];
  response: readonly Step<void>[];
  log: readonly Step<void>[];
}

/** Makes the lists from instances in the order of priority. */
export function compilePipeline(instances: readonly PluginInstance[]): Pipeline {
  const waiting = (phase: "rewrite" | "access") =>
    instances.flatMap(({ plugin, state }) => (plugin[phase] === undefined ? [] : [{ plugin: plugin.name, run: (context: RequestContext) => plugin[phase]?.(context, state) }]));
  const straight = (phase: "response" | "log") =>
    instances.flatMap(({ plugin, state }) => (plugin[phase] === undefined ? [] : [{ plugin: plugin.name, run: (context: RequestContext) => plugin[phase]?.(context, state) }]));
  return { rewrite: waiting("rewrite"), access: waiting("access"), response: straight("response"), log: straight("log") };
}

async function runMeasured(steps: Pipeline["rewrite"], phase: "rewrite" | "access", context: RequestContext, observe: CostObserver): Promise<void> {
  for (const step of steps) {
    const startedAt = performance.now();
    try {
      await step.run(context);
    } finally {
      observe(step.plugin, phase, (performance.now() - startedAt) / 1000);
    }
  }
}

async function runFrom(steps: Pipeline["rewrite"], index: number, pending: Promise<void>, context: RequestContext): Promise<void> {
  await pending;
  for (let next = index; next < steps.length; next += 1) await steps[next]?.run(context);
}

/** Runs a phase that may wait; gives a promise only when a plugin did. `observe` is set for measured requests. */
export function runPhase(pipeline: Pipeline, phase: "rewrite" | "access", context: RequestContext, observe: CostObserver | undefined): void | Promise<void> {
  const steps = pipeline[phase];
  if (observe !== undefined) return runMeasured(steps, phase, context, observe);
  for (let index = 0; index < steps.length; index += 1) {
    const pending = steps[index]?.run(context);
    if (pending !== undefined) return runFrom(steps, index + 1, pending, context);
  }
  return undefined;
}

/** Runs a phase that may not wait. */
export function runStraight(pipeline: Pipeline, phase: "response" | "log", context: RequestContext, observe: CostObserver | undefined): void {
  for (const step of pipeline[phase]) {
    if (observe === undefined) {
      step.run(context);
      continue;
    }
    const startedAt = performance.now();
    try {
      step.run(context);
    } finally {
      observe(step.plugin, phase, (performance.now() - startedAt) / 1000);
    }
  }
}
