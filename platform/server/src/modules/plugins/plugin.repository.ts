import { type PluginDescriptor, sharedCollections } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";

const schema = new Schema<PluginDescriptor>({ _id: { type: String, required: true } } as never, { versionKey: false, strict: false, minimize: false });

/** Collection `gateway_plugins`, which gateways write. */
export class PluginRepository {
  readonly #plugins: Model<PluginDescriptor>;

  constructor(connection: Connection) {
    this.#plugins = connection.model<PluginDescriptor>("GatewayPlugin", schema, sharedCollections.gatewayPlugins);
  }

  all(): Promise<unknown[]> {
    return this.#plugins.find().sort({ _id: 1 }).lean<unknown[]>().exec();
  }
}
