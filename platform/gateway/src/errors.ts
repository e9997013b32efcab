/** Codes that callers of the gateway see in `application/problem+json`. */
export const gatewayErrors = {
  notReady: "gateway.not-ready",
  spaceNotFound: "gateway.space-not-found",
  connectorNotFound: "gateway.connector-not-found",
  stageNotFound: "gateway.stage-not-found",
  operationNotFound: "gateway.operation-not-found",
  methodNotAllowed: "gateway.method-not-allowed",
  requestMalformed: "gateway.request-malformed",
  headersTooLarge: "gateway.headers-too-large",
  requestTimeout: "gateway.request-timeout",
  bodyTooLarge: "gateway.body-too-large",
  pathUnsafe: "gateway.path-unsafe",
  upgradeUnsupported: "gateway.upgrade-unsupported",
  tokenMissing: "gateway.token-missing",
  tokenInvalid: "gateway.token-invalid",
  tokenExpired: "gateway.token-expired",
  tokenRevoked: "gateway.token-revoked",
  grantMissing: "gateway.grant-missing",
  grantExpired: "gateway.grant-expired",
  limitExceeded: "gateway.limit-exceeded",
  backendRefused: "gateway.backend-refused",
  backendUnresolved: "gateway.backend-unresolved",
  backendUnreachable: "gateway.backend-unreachable",
  backendTls: "gateway.backend-tls",
  backendAborted: "gateway.backend-aborted",
  backendBadAnswer: "gateway.backend-bad-answer",
  backendTimeout: "gateway.backend-timeout",
  callerAborted: "gateway.caller-aborted",
  defect: "gateway.defect",
} as const;
export type GatewayErrorCode = (typeof gatewayErrors)[keyof typeof gatewayErrors];

/** Codes of the reasons for which a snapshot or a file of the last good state is refused. */
export const snapshotErrors = {
  schema: "gateway.snapshot-schema",
  checksum: "gateway.snapshot-checksum",
  releaseMissing: "gateway.release-missing",
  releaseBroken: "gateway.release-broken",
  routeConflict: "gateway.route-conflict",
  pathParameter: "gateway.path-parameter",
  pluginUnknown: "gateway.plugin-unknown",
  pluginLevel: "gateway.plugin-level",
  pluginAttributes: "gateway.plugin-attributes",
  credentialUnreadable: "gateway.credential-unreadable",
  fileBroken: "gateway.file-broken",
} as const;
export type SnapshotErrorCode = (typeof snapshotErrors)[keyof typeof snapshotErrors];
