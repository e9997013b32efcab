import { UserError, gatewayReleaseSchema, gatewaySnapshotSchema, issueMessage } from "@tessera/contracts";
import type { GatewayRelease, GatewaySnapshot, Message, MessageParameter } from "@tessera/contracts";
import type { z } from "zod";
import { snapshotErrors } from "../errors.ts";
import type { SnapshotErrorCode } from "../errors.ts";
import { snapshotMessages } from "./snapshot.messages.ts";
import { releaseDigest, snapshotChecksum } from "./digest.ts";

function refuse(code: SnapshotErrorCode, message: Message): UserError {
  return new UserError({ code, message });
}

function whereAndWhat({ issues: [issue] }: z.ZodError): { place: string; what: MessageParameter } {
  return { place: `/${issue?.path.map(String).join("/") ?? ""}`, what: issue === undefined ? "" : issueMessage(issue) };
}

function findDuplicate(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}

/** Checks a snapshot as it came from store or disk: schema, checksum, unique names. Throws with the place and the reason. */
export function checkSnapshot(document: Record<string, unknown>): GatewaySnapshot {
  const parsed = gatewaySnapshotSchema.safeParse(document, { reportInput: true });
  if (!parsed.success) throw refuse(snapshotErrors.schema, snapshotMessages.schema(whereAndWhat(parsed.error)));
  const checksum = snapshotChecksum({ connectors: document["connectors"], plugins: document["plugins"] });
  if (checksum !== parsed.data.checksum) throw refuse(snapshotErrors.checksum, snapshotMessages.checksum({ found: checksum.slice(0, 12), stated: parsed.data.checksum.slice(0, 12) }));
  const connector = findDuplicate(parsed.data.connectors.map(({ name }) => name));
  if (connector !== undefined) throw refuse(snapshotErrors.schema, snapshotMessages.connectorTwice({ connector }));
  for (const { name, stages } of parsed.data.connectors) {
    const stage = findDuplicate(stages.map((one) => one.name));
    if (stage !== undefined) throw refuse(snapshotErrors.schema, snapshotMessages.stageTwice({ stage: `${name}/${stage}` }));
  }
  return parsed.data;
}

/** Checks a release: schema and that its digest is its name. */
export function checkRelease(document: Record<string, unknown>): GatewayRelease {
  const parsed = gatewayReleaseSchema.safeParse(document, { reportInput: true });
  if (!parsed.success) throw refuse(snapshotErrors.releaseBroken, snapshotMessages.releaseSchema({ release: String(document["_id"]).slice(0, 12), ...whereAndWhat(parsed.error) }));
  const digest = releaseDigest(document["operations"]);
  if (digest !== parsed.data._id) throw refuse(snapshotErrors.releaseBroken, snapshotMessages.releaseDigest({ release: parsed.data._id.slice(0, 12), found: digest.slice(0, 12) }));
  return parsed.data;
}
