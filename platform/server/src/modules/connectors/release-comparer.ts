import type { ReleaseChange } from "@tessera/contracts";
import { releaseChanges } from "@tessera/release-diff";
import { LastUsed } from "../../persistence/last-used.ts";
import { takingTurns } from "../../platform/taking-turns.ts";
import type { ReleaseContent } from "./release.repository.ts";

/** A content with its `contentDigest`. */
export interface DigestedContent {
  content: ReleaseContent;
  digest: string;
}

const keptComparisons = 4;

/** Compares contents of releases; large ones in slices, and what was compared last is kept. */
export class ReleaseComparer {
  readonly #cache = new LastUsed<readonly ReleaseChange[]>(keptComparisons);

  async compare(before: DigestedContent, after: DigestedContent): Promise<readonly ReleaseChange[]> {
    if (before.digest === after.digest) return [];
    return (await this.#cache.get(`${before.digest}:${after.digest}`, () => inSlices(before.content, after.content))) ?? [];
  }
}

async function inSlices(before: ReleaseContent, after: ReleaseContent): Promise<ReleaseChange[]> {
  const changes: ReleaseChange[] = [];
  const othersTurn = takingTurns();
  for (const ofOperation of releaseChanges(before, after)) {
    for (const change of ofOperation) changes.push(change);
    await othersTurn();
  }
  return changes;
}
