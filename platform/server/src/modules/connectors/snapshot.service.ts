import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import { assembleSnapshot } from "./gateway-release.ts";
import type { SnapshotRepository } from "./snapshot.repository.ts";
import type { StageRepository } from "./stage.repository.ts";

/** Writes what the gateways serve for a space. */
export class SnapshotService {
  readonly #snapshots: SnapshotRepository;
  readonly #stages: StageRepository;
  readonly #transactions: Transactions;

  constructor(snapshots: SnapshotRepository, stages: StageRepository, transactions: Transactions) {
    this.#snapshots = snapshots;
    this.#stages = stages;
    this.#transactions = transactions;
  }

  /** Writes a new snapshot of the space as the transaction sees it and answers its revision; such transactions follow one another. */
  async write(space: string, transaction: Transaction): Promise<number> {
    const revision = await this.#transactions.serialize(`gateway/${space}`, transaction);
    const stages = await this.#stages.served(space, transaction);
    await this.#snapshots.replace(assembleSnapshot(space, revision, stages, new Date()), transaction);
    return revision;
  }

  revision(space: string): Promise<number> {
    return this.#snapshots.revision(space);
  }
}
