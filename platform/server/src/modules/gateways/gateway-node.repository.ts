import { type GatewayNode, sharedCollections } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";

const schema = new Schema<GatewayNode>({ _id: { type: String, required: true } } as never, { versionKey: false, strict: false, minimize: false });

/** Collection `gateway_nodes`, which gateways write. */
export class GatewayNodeRepository {
  readonly #nodes: Model<GatewayNode>;

  constructor(connection: Connection) {
    this.#nodes = connection.model<GatewayNode>("GatewayNode", schema, sharedCollections.gatewayNodes);
  }

  seenSince(since: Date): Promise<unknown[]> {
    return this.#nodes.find({ seenAt: { $gt: since } }).sort({ _id: 1 }).lean<unknown[]>().exec();
  }
}
