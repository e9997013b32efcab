import { type ChangeLevel, type ReleaseChange, UserError, listedChanges } from "@tessera/contracts";
import { announcesBreaking } from "@tessera/release-diff";
import semver from "semver";
import { serverErrors } from "../../errors.ts";
import { releaseMessages } from "./release.messages.ts";

/** A release on its way to a stage that serves another one. */
export interface StageChange {
  stage: string;
  /** Served now; null: nothing. */
  from: string | null;
  to: string;
  changes: readonly ReleaseChange[];
}

const levels: readonly ChangeLevel[] = ["breaking", "non-breaking", "documentation"];
const namedChanges = 100;

/**
 * Whether somebody must confirm: callers break and the version does not announce it. Going back to an earlier version never
 * has to wait for that.
 */
export function needsAcceptance({ from, to, changes }: Omit<StageChange, "stage">): boolean {
  return from !== null && semver.gt(to, from) && !announcesBreaking(from, to) && changes.some(({ level }) => level === "breaking");
}

/** The refusal to publish what breaks callers (409 `release.breaking`), with the changes; `suggested` is null for an existing release. */
export function breakingError({ stage, from, to, changes }: StageChange, suggested: string | null): UserError {
  const breaking = changes.filter(({ level }) => level === "breaking");
  const said = { stage, from: from ?? "", version: to, count: breaking.length, first: breaking[0]?.message ?? "" };
  return new UserError({
    reason: "conflict", code: serverErrors.releaseBreaking, path: "/acceptBreaking",
    message: suggested === null ? releaseMessages.breakingExisting(said) : releaseMessages.breaking({ ...said, suggested }),
    detail: { from, to, suggestedVersion: suggested, counts: countsOf(changes), changes: breaking.slice(0, namedChanges) },
  });
}

/** What an audit record keeps of breaking changes that somebody accepted. */
export function acceptedBreaking({ from, changes }: StageChange): Record<string, unknown> {
  const breaking = changes.filter(({ level }) => level === "breaking");
  return { from, count: breaking.length, changes: breaking.slice(0, namedChanges).map(({ operation, kind, pointer }) => ({ operation, kind, pointer })) };
}

/** How many changes there are of each level. */
export function countsOf(changes: readonly ReleaseChange[]): Record<ChangeLevel, number> {
  const counts = { breaking: 0, "non-breaking": 0, documentation: 0 };
  for (const { level } of changes) counts[level] += 1;
  return counts;
}

/** Breaking changes first, as many as one answer lists. */
export function listed(changes: readonly ReleaseChange[]): ReleaseChange[] {
  return levels.flatMap((level) => changes.filter((change) => change.level === level)).slice(0, listedChanges);
}
