import { type StageNeed, stageNeeds } from "@tessera/contracts";
import { LastUsed } from "../../persistence/last-used.ts";
import type { SnapshotRepository } from "./snapshot.repository.ts";

const cachedReleases = 64;

/** What releases that gateways serve need of their stages. */
export class ServedNeeds {
  readonly #snapshots: SnapshotRepository;
  /** Releases never change, and most need nothing. */
  readonly #cache = new LastUsed<readonly StageNeed[]>(cachedReleases);

  constructor(snapshots: SnapshotRepository) {
    this.#snapshots = snapshots;
  }

  /** `digest` is that of a gateway release. */
  async of(digest: string): Promise<readonly StageNeed[]> {
    return (await this.#cache.get(digest, async () => stageNeeds(await this.#snapshots.operationsOf(digest)))) ?? [];
  }
}
