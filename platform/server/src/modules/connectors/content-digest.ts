import { createHash } from "node:crypto";
import { takingTurns } from "../../platform/taking-turns.ts";
import { canonicalText } from "./canonical-text.ts";
import type { ReleaseContent } from "./release.repository.ts";

/** SHA-256 hex of a release's content: of the canonical JSON of each part, in order. Large ones are done in slices. */
export async function contentDigest({ operations, schemas, facts }: ReleaseContent): Promise<string> {
  const hash = createHash("sha256");
  const othersTurn = takingTurns();
  for (const part of [...operations, ...Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)), facts]) {
    hash.update(part ? canonicalText(part) : "null").update("\n");
    await othersTurn();
  }
  return hash.digest("hex");
}
