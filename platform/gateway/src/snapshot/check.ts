import { UserError, gatewayReleaseSchema, gatewaySnapshotSchema } from "@tessera/contracts";
import type { GatewayRelease, GatewaySnapshot } from "@tessera/contracts";
import type { z } from "zod";
import { snapshotErrors } from "../errors.ts";
import type { SnapshotErrorCode } from "../errors.ts";
import { releaseDigest, snapshotChecksum } from "./digest.ts";

function refuse(code: SnapshotErrorCode, message: string): UserError {
  return new UserError({ code, message });
}

function whereAndWhat(error: z.ZodError): string {
  const issue = error.issues[0];
  return `/${issue?.path.map(String).join("/") ?? ""} ${issue?.message ?? "is wrong"}`;
}

function findDuplicate(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}

/** Checks a snapshot as it came from store or disk: schema, checksum, unique names. Throws with the place and the reason. */
export function checkSnapshot(document: Record<string, unknown>): GatewaySnapshot {
  const parsed = gatewaySnapshotSchema.safeParse(document);
  if (!parsed.success) throw refuse(snapshotErrors.schema, `the snapshot does not fit its schema: ${whereAndWhat(parsed.error)}`);
  const checksum = snapshotChecksum({ connectors: document["connectors"], plugins: document["plugins"] });
  if (checksum !== parsed.data.checksum) throw refuse(snapshotErrors.checksum, `the snapshot's checksum is ${checksum.slice(0, 12)}…, not ${parsed.data.checksum.slice(0, 12)}… as it says: it was damaged or changed by hand`);
  const connector = findDuplicate(parsed.data.connectors.map(({ name }) => name));
  if (connector !== undefined) throw refuse(snapshotErrors.schema, `the snapshot holds the connector ${connector} twice`);
  for (const { name, stages } of parsed.data.connectors) {
    const stage = findDuplicate(stages.map((one) => one.name));
    if (stage !== undefined) throw refuse(snapshotErrors.schema, `the snapshot holds the stage ${name}/${stage} twice`);
  }
  return parsed.data;
}

/** Checks a release: schema and that its digest is its name. */
export function checkRelease(document: Record<string, unknown>): GatewayRelease {
  const parsed = gatewayReleaseSchema.safeParse(document);
  if (!parsed.success) throw refuse(snapshotErrors.releaseBroken, `release ${String(document["_id"]).slice(0, 12)}… does not fit its schema: ${whereAndWhat(parsed.error)}`);
  const digest = releaseDigest(document["operations"]);
  if (digest !== parsed.data._id) throw refuse(snapshotErrors.releaseBroken, `release ${parsed.data._id.slice(0, 12)}… has the digest ${digest.slice(0, 12)}…: it was damaged or changed by hand`);
  return parsed.data;
}
