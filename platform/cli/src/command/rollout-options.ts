import { type CanaryRules, type RolloutGuard, rolloutGuardSchema } from "@tessera/contracts";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { UsageError } from "../output/failure.ts";
import type { Translate } from "../text/text.ts";
import { numberOption } from "./number-option.ts";

/** Options that say how a version is rolled out. */
export interface RolloutOptions {
  canary?: string;
  canaryHeader?: string[];
  canaryCaller?: string[];
  guard?: boolean;
  maxErrorRate?: string;
  maxP95?: string;
  minCalls?: string;
  watch?: string;
}

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

export function addRolloutOptions(command: Command, { text }: Context): Command {
  return command
    .option("--canary <percent>", text("optionCanary"))
    .option("--canary-header <name=value>", text("optionCanaryHeader"), collect)
    .option("--canary-caller <caller>", text("optionCanaryCaller"), collect)
    .option("--guard", text("optionGuard"))
    .option("--max-error-rate <percent>", text("optionMaxErrorRate"))
    .option("--max-p95 <ms>", text("optionMaxP95"))
    .option("--min-calls <count>", text("optionMinCalls"))
    .option("--watch <seconds>", text("optionWatch"));
}

function headerOf(text: Translate, given: readonly string[] | undefined): CanaryRules["header"] {
  if (given === undefined || given.length === 0) return null;
  const pairs = given.map((value) => {
    const at = value.indexOf("=");
    if (at < 1) throw new UsageError(text("badCanaryHeader", { value }));
    return { name: value.slice(0, at), value: value.slice(at + 1) };
  });
  const [first] = pairs;
  if (first === undefined) return null;
  if (pairs.some(({ name }) => name.toLowerCase() !== first.name.toLowerCase())) throw new UsageError(text("oneCanaryHeader"));
  return { name: first.name, values: pairs.map(({ value }) => value) };
}

function canaryOf(text: Translate, { canary, canaryHeader, canaryCaller }: RolloutOptions): CanaryRules | undefined {
  if (canary === undefined && canaryHeader === undefined && canaryCaller === undefined) return undefined;
  return { weight: canary === undefined ? 0 : numberOption(text, "--canary", canary, 0, 100), header: headerOf(text, canaryHeader), callers: canaryCaller ?? [] };
}

function guardOf(text: Translate, { guard, maxErrorRate, maxP95, minCalls, watch }: RolloutOptions): RolloutGuard | undefined {
  if (!guard && maxErrorRate === undefined && maxP95 === undefined && minCalls === undefined && watch === undefined) return undefined;
  return rolloutGuardSchema.parse({
    ...(maxErrorRate === undefined ? {} : { maxErrorRate: numberOption(text, "--max-error-rate", maxErrorRate, 0, 100) / 100 }),
    ...(maxP95 === undefined ? {} : { maxP95Ms: Math.round(numberOption(text, "--max-p95", maxP95, 1, 600_000)) }),
    ...(minCalls === undefined ? {} : { minCalls: Math.round(numberOption(text, "--min-calls", minCalls, 1, 1_000_000)) }),
    ...(watch === undefined ? {} : { watchSeconds: Math.round(numberOption(text, "--watch", watch, 10, 86_400)) }),
  });
}

/** What the options say; empty when a version is simply served to all. */
export function rolloutOf(text: Translate, options: RolloutOptions): { canary?: CanaryRules; guard?: RolloutGuard } {
  const canary = canaryOf(text, options);
  const guard = guardOf(text, options);
  return { ...(canary === undefined ? {} : { canary }), ...(guard === undefined ? {} : { guard }) };
}
