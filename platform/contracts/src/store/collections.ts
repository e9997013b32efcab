/** Collections that more than one process reads; each is written by the owner named here. Database: `tessera`. */
export const sharedCollections = {
  /** Written by server, read by gateway. */
  apiTokens: "api_tokens",
  grants: "grants",
  gatewaySnapshots: "gateway_snapshots",
  gatewayReleases: "gateway_releases",
  /** Written by gateway, read by server. */
  gatewayPlugins: "gateway_plugins",
  gatewayNodes: "gateway_nodes",
  /** What was measured of the versions of a rollout, by gateway. */
  gatewayRollouts: "gateway_rollouts",
  /** Calls by operation, caller and hour. */
  gatewayUsage: "gateway_usage",
} as const;

export const databaseName = "tessera";
