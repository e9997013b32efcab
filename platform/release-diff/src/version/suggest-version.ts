import type { ChangeLevel, ReleaseChange } from "@tessera/contracts";
import semver from "semver";

/** Version of the first release. */
export const firstVersion = "1.0.0";

/**
 * The version that changes since `current` ask for (Semantic Versioning 2.0.0): major for breaking ones, minor for others,
 * patch for documentation. While the major version is 0, a breaking change asks for the next minor one, any other for a
 * patch, as package managers read `^0.y.z`.
 */
export function suggestVersion(current: string | null, changes: readonly Pick<ReleaseChange, "level">[]): string {
  if (current === null) return firstVersion;
  return nextVersionFor(current, highestLevel(changes));
}

/** {@link suggestVersion} for the highest level among the changes; null for none. */
export function nextVersionFor(current: string, level: ChangeLevel | null): string {
  const isEarly = semver.major(current) === 0;
  const part = level === "breaking" ? (isEarly ? "minor" : "major") : level === "non-breaking" && !isEarly ? "minor" : "patch";
  return semver.inc(current, part) ?? firstVersion;
}

/** Whether callers of one version have been told by the other's number that it may break them. */
export function announcesBreaking(from: string, to: string): boolean {
  const [old, now] = [semver.parse(from), semver.parse(to)];
  if (old === null || now === null) return false;
  if (old.major === 0 && now.major === 0) return now.minor > old.minor;
  return now.major > old.major;
}

/** Whether the changes break callers, so that a major version (a minor one below 1.0.0) should follow. */
export function isMajorNeeded(changes: readonly Pick<ReleaseChange, "level">[]): boolean {
  return highestLevel(changes) === "breaking";
}

/** The level that counts for a version; null: nothing changed. */
export function highestLevel(changes: readonly Pick<ReleaseChange, "level">[]): ChangeLevel | null {
  for (const level of ["breaking", "non-breaking", "documentation"] as const) if (changes.some((change) => change.level === level)) return level;
  return null;
}
