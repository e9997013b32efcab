import type { OperationPolicy } from "@tessera/contracts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { PolicyRepository, StoredPolicy } from "../policies/policy.repository.ts";
import { type PoliciesByConnector, assembleSnapshot } from "./gateway-release.ts";
import type { SnapshotRepository } from "./snapshot.repository.ts";
import type { StageRepository } from "./stage.repository.ts";

/** Writes what the gateways serve for a space. */
export class SnapshotService {
  readonly #snapshots: SnapshotRepository;
  readonly #stages: StageRepository;
  readonly #policies: PolicyRepository;
  readonly #transactions: Transactions;

  constructor(snapshots: SnapshotRepository, stages: StageRepository, policies: PolicyRepository, transactions: Transactions) {
    this.#snapshots = snapshots;
    this.#stages = stages;
    this.#policies = policies;
    this.#transactions = transactions;
  }

  /** Writes a new snapshot of the space as the transaction sees it and answers its revision; such transactions follow one another. */
  async write(space: string, transaction: Transaction): Promise<number> {
    const revision = await this.#transactions.serialize(`gateway/${space}`, transaction);
    const stages = await this.#stages.served(space, transaction);
    const policies = byConnector(await this.#policies.ofSpace(space, transaction));
    await this.#snapshots.replace(assembleSnapshot(space, revision, stages, policies, new Date()), transaction);
    return revision;
  }

  /** Writes a snapshot without a connector whose stages are gone, and forgets what was decided about its operations. */
  async removeConnector(space: string, connector: string, transaction: Transaction): Promise<number> {
    await this.#policies.removeOfConnector(space, connector, transaction);
    return this.write(space, transaction);
  }

  revision(space: string): Promise<number> {
    return this.#snapshots.revision(space);
  }
}

/** What gateways need to know; operations about which nothing is decided any longer are left out. */
function byConnector(stored: readonly StoredPolicy[]): PoliciesByConnector {
  const policies = new Map<string, Record<string, OperationPolicy>>();
  for (const { connector, operation, offline, deprecation, limit } of stored) {
    if (offline === null && deprecation === null && limit === null) continue;
    const known = policies.get(connector) ?? {};
    known[operation] = { offline, deprecation, limit };
    policies.set(connector, known);
  }
  return policies;
}
