import { createHash } from "node:crypto";
import { canonicalJson } from "@tessera/contracts";

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Checksum of a snapshot: SHA-256 hex of the canonical JSON of `{connectors, plugins}`. */
export function snapshotChecksum({ connectors, plugins }: { connectors: unknown; plugins: unknown }): string {
  return sha256(canonicalJson({ connectors, plugins }));
}

/** Digest of a release: SHA-256 hex of the canonical JSON of `operations`. */
export function releaseDigest(operations: unknown): string {
  return sha256(canonicalJson(operations));
}
