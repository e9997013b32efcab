import { type GatewayOperation, type GatewayRelease, type GatewaySnapshot, sharedCollections } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { type Transaction, within } from "../../persistence/transactions.ts";

const { Mixed } = Schema.Types;
// Nested values are stored as they are: the schemas of @tessera/contracts, which gateways check, say what they hold.
const snapshotSchema = new Schema<GatewaySnapshot>(
  { _id: { type: String, required: true }, schemaVersion: Number, revision: Number, checksum: String, connectors: [Mixed], plugins: [Mixed], createdAt: Date } as never,
  { versionKey: false, strict: "throw", minimize: false },
);
const releaseSchema = new Schema<GatewayRelease>({ _id: { type: String, required: true }, operations: [Mixed] } as never, { versionKey: false, strict: "throw", minimize: false });

/** Collections `gateway_snapshots` and `gateway_releases`, which gateways read. */
export class SnapshotRepository {
  readonly #snapshots: Model<GatewaySnapshot>;
  readonly #releases: Model<GatewayRelease>;

  constructor(connection: Connection) {
    this.#snapshots = connection.model<GatewaySnapshot>("GatewaySnapshot", snapshotSchema, sharedCollections.gatewaySnapshots);
    this.#releases = connection.model<GatewayRelease>("GatewayRelease", releaseSchema, sharedCollections.gatewayReleases);
  }

  async replace(snapshot: GatewaySnapshot, transaction: Transaction): Promise<void> {
    await this.#snapshots.replaceOne({ _id: snapshot._id }, snapshot, { ...within(transaction), upsert: true });
  }

  async revision(space: string): Promise<number> {
    return (await this.#snapshots.findById(space, { revision: 1 }).lean<{ revision: number }>())?.revision ?? 0;
  }

  /** The operations of a release, none when it is not kept. */
  async operationsOf(digest: string): Promise<GatewayOperation[]> {
    return (await this.#releases.findById(digest, { operations: 1 }).lean<{ operations: GatewayOperation[] }>())?.operations ?? [];
  }

  /** Keeps a release once; its id is its content. Past mongoose, which would walk through thousands of operations to cast nothing. */
  async keepRelease(digest: string, operations: readonly GatewayOperation[]): Promise<void> {
    if (await this.#releases.exists({ _id: digest })) return;
    await this.#releases.collection.updateOne({ _id: digest } as object, { $setOnInsert: { operations } }, { upsert: true });
  }
}
