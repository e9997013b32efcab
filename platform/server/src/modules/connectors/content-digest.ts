import { createHash } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { canonicalJson } from "@tessera/contracts";
import type { ReleaseContent } from "./release.repository.ts";

/** How long it may keep others waiting at a time, ms. */
const sliceMs = 15;

/** SHA-256 hex of a release's content: of the canonical JSON of each part, in order. Large ones are done in slices. */
export async function contentDigest({ operations, schemas, facts }: ReleaseContent): Promise<string> {
  const hash = createHash("sha256");
  let began = performance.now();
  for (const part of [...operations, ...Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)), facts ?? null]) {
    hash.update(canonicalJson(part)).update("\n");
    if (performance.now() - began > sliceMs) {
      await turn();
      began = performance.now();
    }
  }
  return hash.digest("hex");
}
