import { type BodyOf, type RolloutFacts, type RolloutGuard, type RolloutView, type StageView, rolloutGuardSchema, type routes } from "@tessera/contracts";

type RolloutInput = Pick<BodyOf<typeof routes.connectors.publish>, "canary" | "guard">;

/** What a person says of a rollout in a form; the fields are those of the API, where its errors belong. */
export interface RolloutValues {
  audience: "all" | "some";
  isGuarded: boolean;
  canary?: { weight?: number | null; header?: { name?: string; values?: string[] }; callers?: string[] };
  guard?: Partial<RolloutGuard>;
}

const guardDefaults = rolloutGuardSchema.parse({});

/** A tenth of the callers, guarded once it is tried. */
export const newRollout: RolloutValues = { audience: "all", isGuarded: false, canary: { weight: 10 }, guard: guardDefaults };

/** The form of a running rollout. */
export function valuesOf({ canary, guard }: RolloutView): RolloutValues {
  return {
    audience: canary === null ? "all" : "some",
    isGuarded: guard !== null,
    ...(canary === null ? {} : { canary: { weight: canary.weight, callers: canary.callers, ...(canary.header === null ? {} : { header: canary.header }) } }),
    guard: guard ?? guardDefaults,
  };
}

/** What is sent; a header without a name or values chooses nobody. */
export function rolloutInput({ audience, isGuarded, canary, guard }: RolloutValues): RolloutInput {
  const { name, values = [] } = canary?.header ?? {};
  const header = name && values.length > 0 ? { name, values } : null;
  return {
    ...(audience === "some" ? { canary: { weight: canary?.weight ?? 0, header, callers: canary?.callers ?? [] } } : {}),
    guard: isGuarded ? rolloutGuardSchema.parse({ ...guardDefaults, ...guard }) : null,
  };
}

/** Whether the last thing that happened to a stage is that a version was taken back by itself. */
export function wentWrong({ lastRollout, publishedAt }: Pick<StageView, "lastRollout" | "publishedAt">): boolean {
  return lastRollout?.end === "rolled-back" && (publishedAt === null || Date.parse(lastRollout.at) >= Date.parse(publishedAt));
}

/** Whether a version comes after another one, by its numbers. */
export function isLater(version: string, other: string): boolean {
  return version.localeCompare(other, "en", { numeric: true }) > 0;
}

/** Whether the rules choose nobody at all. */
export function choosesNobody({ canary }: RolloutInput): boolean {
  return canary !== undefined && (canary.weight ?? 0) === 0 && !canary.header && (canary.callers ?? []).length === 0;
}

/** Share of calls that failed, in percent with one decimal; undefined without calls. */
export function errorPercent({ calls, errors }: RolloutFacts): number | undefined {
  return calls === 0 ? undefined : Math.round((errors / calls) * 1000) / 10;
}
