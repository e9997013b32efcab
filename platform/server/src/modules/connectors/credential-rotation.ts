import { type Message, isTesseraError } from "@tessera/contracts";
import type { Vault } from "@tessera/vault";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { SnapshotService } from "./snapshot.service.ts";
import type { StageCredentials } from "./stage-credential.ts";
import type { StageRepository, StoredStage } from "./stage.repository.ts";

/** What sealing everything again did. */
export interface RotationReport {
  /** Credentials that have the current key now. */
  sealed: number;
  /** Credentials that had it before. */
  current: number;
  /** Backends whose credential no known key opens, as `space/connector/stage[/backend]`, with the reason. */
  unreadable: { place: string; reason: Message }[];
}

const batchSize = 100;

/** A credential to seal again; `backend` undefined: the stage's own. */
interface Change {
  stage: StoredStage;
  backend: string | undefined;
  before: string;
  sealed: string;
}

/** Seals all credentials with the current key while everything serves; it may be run again at any time. */
export class CredentialRotation {
  readonly #stages: StageRepository;
  readonly #credentials: StageCredentials;
  readonly #snapshots: SnapshotService;
  readonly #vault: Vault;
  readonly #transactions: Transactions;

  constructor(stages: StageRepository, credentials: StageCredentials, snapshots: SnapshotService, vault: Vault, transactions: Transactions) {
    this.#stages = stages;
    this.#credentials = credentials;
    this.#snapshots = snapshots;
    this.#vault = vault;
    this.#transactions = transactions;
  }

  /**
   * Goes over all stages in batches. A batch and the snapshots of its spaces change together, so that a crash leaves nothing
   * half done. `onSpace` is called in the transaction that changed `count` credentials of a space.
   */
  async run(onSpace: (space: string, count: number, keyId: string, transaction: Transaction) => Promise<void>): Promise<RotationReport> {
    const report: RotationReport = { sealed: 0, current: 0, unreadable: [] };
    for (let after = ""; ; ) {
      const batch = await this.#stages.withCredential(after, batchSize);
      const last = batch.at(-1);
      if (last === undefined) return report;
      const changes = batch.flatMap((stage) => this.#changesOf(stage, report));
      report.sealed += await this.#apply(changes, onSpace);
      after = last._id;
    }
  }

  #changesOf(stage: StoredStage, report: RotationReport): Change[] {
    const { space, connector, name, credential, backend, backends = [] } = stage;
    const all = [{ name: undefined, credential, url: backend?.url }, ...backends];
    return all.flatMap((one): Change[] => {
      if (one.credential === null) return [];
      const before = one.credential.sealed;
      try {
        const sealed = this.#credentials.reseal(before, { space, connector, stage: name, ...(one.name === undefined ? {} : { backend: one.name }) }, one.url === undefined ? null : new URL(one.url).origin);
        if (sealed !== null) return [{ stage, backend: one.name, before, sealed }];
        report.current += 1;
      } catch (error) {
        if (!isTesseraError(error)) throw error;
        report.unreadable.push({ place: [space, connector, name, ...(one.name === undefined ? [] : [one.name])].join("/"), reason: error.text });
      }
      return [];
    });
  }

  async #apply(changes: readonly Change[], onSpace: (space: string, count: number, keyId: string, transaction: Transaction) => Promise<void>): Promise<number> {
    let count = 0;
    for (const [space, ofSpace] of Map.groupBy(changes, ({ stage }) => stage.space)) {
      count += await this.#transactions.run(async (transaction) => {
        let changed = 0;
        for (const { stage, backend, before, sealed } of ofSpace) if (await this.#stages.reseal(stage._id, backend, before, sealed, transaction)) changed += 1;
        if (changed === 0) return 0;
        if (ofSpace.some(({ stage }) => stage.release !== null)) await this.#snapshots.write(space, transaction);
        await onSpace(space, changed, this.#vault.keyId, transaction);
        return changed;
      });
    }
    return count;
  }
}
