import { setTimeout as wait } from "node:timers/promises";
import { type ApiClient, type StageProgress, routes } from "@tessera/contracts";
import type { Context } from "../context.ts";

const patienceMs = 15_000;
const lookMs = 250;

/** Waits until every gateway serves what was published, one refuses it, or patience ends; without any gateway it does not wait. */
export async function awaitGateways(call: ApiClient, connector: string, stage: string): Promise<StageProgress> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const progress = await call(routes.rollouts.progress, { params: { connector, stage } });
    const alive = progress.gateways.filter((gateway) => gateway.alive);
    if (progress.isComplete || alive.length === 0 || alive.some(({ isCurrent, refused }) => !isCurrent && refused !== null) || Date.now() > deadline) return progress;
    await wait(lookMs);
  }
}

/** One line per gateway, and whether all serve it. */
export function progressLines({ text, locale }: Context, { gateways, isComplete }: StageProgress): string[] {
  const alive = gateways.filter((gateway) => gateway.alive);
  if (alive.length === 0) return [text("noGateways")];
  if (isComplete) return [text("gatewaysCurrent", { count: alive.length })];
  return alive.map(({ id, isCurrent, refused }) => (isCurrent ? text("gatewayCurrent", { id }) : refused === null ? text("gatewayBehind", { id }) : text("gatewayRefuses", { id, reason: refused[locale] })));
}

/** Whether a script may go on: no gateway that runs was left behind. */
export function isServed({ gateways, isComplete }: StageProgress): boolean {
  return isComplete || !gateways.some(({ alive }) => alive);
}
