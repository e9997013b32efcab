import { type OperationUsage, type UsageRecord, sharedCollections } from "@tessera/contracts";
import { type Connection, type Model, type PipelineStage, Schema } from "mongoose";

const keptSeconds = 90 * 24 * 3600;

const schema = new Schema<UsageRecord>({ _id: { type: String, required: true }, hour: Date } as never, { versionKey: false, strict: false });
schema.index({ space: 1, connector: 1, operation: 1, hour: 1 });
schema.index({ hour: 1 }, { expireAfterSeconds: keptSeconds });

interface UsageRequest {
  space: string;
  connector: string;
  operation?: string | undefined;
  stage?: string | undefined;
  since: Date;
  limit: number;
}

/** Collection `gateway_usage`, which gateways write. */
export class UsageRepository {
  readonly #usage: Model<UsageRecord>;

  constructor(connection: Connection) {
    this.#usage = connection.model<UsageRecord>("GatewayUsage", schema, sharedCollections.gatewayUsage);
  }

  /** Who called what since then, the last ones first. */
  async callers({ space, connector, operation, stage, since, limit }: UsageRequest): Promise<OperationUsage[]> {
    const pipeline: PipelineStage[] = [
      { $match: { space, connector, ...(operation === undefined ? {} : { operation }), ...(stage === undefined ? {} : { stage }), hour: { $gte: since } } },
      { $sort: { hour: 1 } },
      {
        $group: {
          _id: { operation: "$operation", stage: "$stage", caller: "$caller" },
          callerName: { $last: "$callerName" }, calls: { $sum: "$calls" }, failures: { $sum: "$failures" }, firstAt: { $min: "$firstAt" }, lastAt: { $max: "$lastAt" },
        },
      },
      { $sort: { lastAt: -1, _id: 1 } },
      { $limit: limit },
    ];
    const found = await this.#usage.aggregate<Pick<UsageRecord, "callerName" | "calls" | "failures" | "firstAt" | "lastAt"> & { _id: Pick<UsageRecord, "operation" | "stage" | "caller"> }>(pipeline);
    return found.map(({ _id, callerName, calls, failures, firstAt, lastAt }) => ({ ..._id, callerName, calls, failures, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() }));
  }
}
