import { type CanaryRules, type Message, type RolloutEnd, type RolloutGuard, UserError } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { rolloutMessages } from "./rollout.messages.ts";
import type { StageRelease, StoredRollout, StoredStage } from "./stage.repository.ts";

/** How a release is to be published: to some callers only, watched. */
export interface RolloutWish {
  canary?: CanaryRules | undefined;
  guard?: RolloutGuard | null | undefined;
}

/** What a stage becomes. */
type StageFields = Partial<Omit<StoredStage, "_id" | "revision">>;

/** Refuses to try or watch a version where nothing else could be served. Throws `rollout.nothing-served` or `rollout.same-version`. */
export function requireRollout(stage: string, from: string | null, to: string, { canary, guard }: RolloutWish): void {
  if (canary === undefined && !guard) return;
  const path = canary === undefined ? "/guard" : "/canary";
  if (from === null) throw new UserError({ reason: "unprocessable", code: serverErrors.rolloutNothingServed, message: rolloutMessages.nothingServed({ stage }), path });
  if (from === to) throw new UserError({ reason: "unprocessable", code: serverErrors.rolloutSameVersion, message: rolloutMessages.sameVersion({ stage, version: to }), path });
}

/** What publishing `release` makes of a stage: served to all, or tried by some beside what is served. */
export function publishing(stage: StoredStage, release: StageRelease, { canary, guard }: RolloutWish, by: string, at: Date): StageFields {
  const started = { startedAt: at, startedBy: by, guard: guard ?? null };
  if (canary !== undefined && stage.release !== null) {
    const rollout: StoredRollout = { ...release, previous: stage.release, canary, ...started };
    return { rollout, ...(stage.rollout ? ended(stage.rollout, "cancelled", null, by, at) : {}), updatedAt: at, updatedBy: by };
  }
  const watched: StoredRollout | null = guard && stage.release !== null ? { ...release, previous: stage.release, canary: null, ...started } : null;
  return {
    ...serving(stage, release, by, at), rollout: watched,
    ...(stage.rollout ? ended(stage.rollout, endBy(stage.rollout, release), null, by, at) : {}),
  };
}

/** What serving `release` to all makes of a stage; what was served before stays known. */
export function serving(stage: StoredStage, release: StageRelease, by: string, at: Date): StageFields {
  const previousRelease = stage.release === null || stage.release.version === release.version ? (stage.previousRelease ?? null) : stage.release;
  return { release: { version: release.version, digest: release.digest }, previousRelease, publishedAt: at, publishedBy: by, updatedAt: at, updatedBy: by };
}

/** The end of a rollout, for people to read. */
export function ended({ version, previous }: StoredRollout, end: RolloutEnd["end"], reason: Message | null, by: string, at: Date): Pick<StoredStage, "lastRollout"> {
  return { lastRollout: { version, previous: previous.version, end, reason, at, by } };
}

/** Publishing the version that is tried keeps it; publishing another one leaves it. */
function endBy(rollout: StoredRollout, { version }: StageRelease): RolloutEnd["end"] {
  if (rollout.version !== version) return "cancelled";
  return rollout.canary === null ? "kept" : "promoted";
}
