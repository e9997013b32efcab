import { createHash } from "node:crypto";
import { canonicalJson } from "@tessera/contracts";
import { takingTurns } from "../../platform/taking-turns.ts";
import type { ReleaseContent } from "./release.repository.ts";

/** Most parts of a draft are the objects of its latest release, whose texts need not be made again. */
const texts = new WeakMap<object, string>();

/** SHA-256 hex of a release's content: of the canonical JSON of each part, in order. Large ones are done in slices. */
export async function contentDigest({ operations, schemas, facts }: ReleaseContent): Promise<string> {
  const hash = createHash("sha256");
  const othersTurn = takingTurns();
  for (const part of [...operations, ...Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)), facts ?? null]) {
    hash.update(textOf(part)).update("\n");
    await othersTurn();
  }
  return hash.digest("hex");
}

function textOf(part: object | null): string {
  if (part === null) return canonicalJson(part);
  const known = texts.get(part);
  if (known !== undefined) return known;
  const text = canonicalJson(part);
  texts.set(part, text);
  return text;
}
