import { type ChangeLevel, UserError } from "@tessera/contracts";
import { firstVersion, nextVersionFor } from "@tessera/release-diff";
import semver from "semver";
import { serverErrors } from "../../errors.ts";
import { connectorMessages } from "./connector.messages.ts";

/**
 * Version of a new release. Stated ones must be greater than the latest; otherwise the next minor one for changes that
 * callers can notice, and the next patch for all others. A major version is never taken without somebody who states it.
 */
export function nextVersion(latest: { version: string } | null, level: ChangeLevel | null, stated: string | undefined): string {
  if (stated !== undefined) {
    if (latest !== null && !semver.gt(stated, latest.version)) {
      throw new UserError({ code: serverErrors.releaseVersion, message: connectorMessages.releaseVersion({ latest: latest.version, next: semver.inc(latest.version, "minor") ?? firstVersion }), path: "/version" });
    }
    return stated;
  }
  return latest === null ? firstVersion : nextVersionFor(latest.version, level === "breaking" ? "non-breaking" : level);
}
