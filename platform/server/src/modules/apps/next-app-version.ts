import { UserError } from "@tessera/contracts";
import semver from "semver";
import { serverErrors } from "../../errors.ts";
import { appMessages } from "./app.messages.ts";

/** Version of the next publishing: the stated one, which must be greater than the latest, else the next minor one. */
export function nextAppVersion(latest: string | null, stated: string | undefined): string {
  const next = latest === null ? "1.0.0" : (semver.inc(latest, "minor") ?? "1.0.0");
  if (stated === undefined) return next;
  if (latest === null || semver.gt(stated, latest)) return stated;
  throw new UserError({ code: serverErrors.appVersion, message: appMessages.version({ latest, next }), path: "/version" });
}

/** Whether end users may still use a version: the live one, or one before it, which pages that are open may still show. */
export function isUsable(version: string, live: string): boolean {
  return semver.lte(version, live);
}
