import { type GatewayOperation, UserError } from "@tessera/contracts";
import semver from "semver";
import { serverErrors } from "../../errors.ts";
import { connectorMessages } from "./connector.messages.ts";
import { digestOf } from "./gateway-release.ts";

/**
 * Version of a new release. Stated ones must be greater than the latest; otherwise the next minor one, or the next patch
 * one when the routing of all operations is the same as before (only descriptions or schemas changed).
 */
export function nextVersion(latest: { version: string; gatewayDigest: string } | null, operations: readonly GatewayOperation[], stated: string | undefined): string {
  if (stated !== undefined) {
    if (latest !== null && !semver.gt(stated, latest.version)) {
      throw new UserError({ code: serverErrors.releaseVersion, message: connectorMessages.releaseVersion({ latest: latest.version, next: semver.inc(latest.version, "minor") ?? "1.0.0" }), path: "/version" });
    }
    return stated;
  }
  if (latest === null) return "1.0.0";
  return semver.inc(latest.version, digestOf(operations) === latest.gatewayDigest ? "patch" : "minor") ?? "1.0.0";
}
