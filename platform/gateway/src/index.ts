export { gatewayErrors, snapshotErrors } from "./errors.ts";
export type { GatewayErrorCode, SnapshotErrorCode } from "./errors.ts";
export { startGateway } from "./gateway.ts";
export type { Gateway, GatewayOptions } from "./gateway.ts";
export type { HttpLimits } from "./http/server.ts";
export { describePlugin, pluginRegistry } from "./plugins/registry.ts";
export { releaseDigest, snapshotChecksum } from "./snapshot/digest.ts";
