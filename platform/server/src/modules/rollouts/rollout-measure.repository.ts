import { type RolloutMeasure, sharedCollections } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import type { StoredStage } from "../connectors/stage.repository.ts";
import { type Measured, sumOf } from "./verdict.ts";

const schema = new Schema<RolloutMeasure>({ _id: { type: String, required: true }, at: Date } as never, { versionKey: false, strict: false });
schema.index({ space: 1, connector: 1, stage: 1, since: 1, version: 1 });
schema.index({ at: 1 }, { expireAfterSeconds: 2 * 24 * 3600 });

const recentMs = 60_000;

/** Collection `gateway_rollouts`, which gateways write. */
export class RolloutMeasureRepository {
  readonly #measures: Model<RolloutMeasure>;

  constructor(connection: Connection) {
    this.#measures = connection.model<RolloutMeasure>("RolloutMeasure", schema, sharedCollections.gatewayRollouts);
  }

  /** What all gateways together measured of a version since `since`. */
  async of({ space, connector, name }: Pick<StoredStage, "space" | "connector" | "name">, version: string, since: Date, now: Date): Promise<Measured> {
    const measures = await this.#measures.find({ space, connector, stage: name, since: since.toISOString(), version }).lean<RolloutMeasure[]>();
    const recent = measures.flatMap((measure) => measure.recent.filter(({ at }) => now.getTime() - at.getTime() < recentMs));
    return { total: sumOf(measures), recent: sumOf(recent) };
  }
}
