import { type Connection, type Model, Schema } from "mongoose";
import { newId } from "./new-id.ts";
import { isDuplicateKey } from "./store-error.ts";

interface LeaseRecord {
  _id: string;
  owner: string;
  until: Date;
}

const leaseSchema = new Schema<LeaseRecord>({ _id: { type: String, required: true }, owner: String, until: Date }, { versionKey: false, strict: "throw" });

/** A named right that one process at a time holds, for a while. */
export class Lease {
  readonly #leases: Model<LeaseRecord>;
  readonly #name: string;

  constructor(connection: Connection, name: string) {
    this.#leases = connection.models["Lease"] as Model<LeaseRecord> | undefined ?? connection.model<LeaseRecord>("Lease", leaseSchema, "leases");
    this.#name = name;
  }

  /** Takes the lease for `durationMs`; undefined when another holds it. */
  async acquire(durationMs: number): Promise<string | undefined> {
    const owner = newId();
    const now = new Date();
    try {
      await this.#leases.updateOne({ _id: this.#name, until: { $lte: now } }, { $set: { owner, until: new Date(now.getTime() + durationMs) } }, { upsert: true });
      return owner;
    } catch (error) {
      if (isDuplicateKey(error)) return undefined;
      throw error;
    }
  }

  async release(owner: string): Promise<void> {
    await this.#leases.deleteOne({ _id: this.#name, owner });
  }
}
