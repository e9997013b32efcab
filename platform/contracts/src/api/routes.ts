import { appRoutes, publishedRoutes, templateRoutes } from "./apps.ts";
import { authoringRoutes } from "./authoring.ts";
import { catalogRoutes, connectorRoutes, grantRoutes, pluginRoutes } from "./connectors.ts";
import { authRoutes, spaceRoutes, tokenRoutes, userRoutes } from "./identity.ts";
import { policyRoutes, rolloutRoutes } from "./rollouts.ts";
import { auditRoutes, gatewayRoutes, taskRoutes } from "./operations.ts";
import { callbackRoutes, runRoutes } from "./runs.ts";

/** Every route of `/api/v1`, by feature. */
export const routes = {
  auth: authRoutes,
  tokens: tokenRoutes,
  spaces: spaceRoutes,
  users: userRoutes,
  connectors: connectorRoutes,
  authoring: authoringRoutes,
  catalog: catalogRoutes,
  grants: grantRoutes,
  rollouts: rolloutRoutes,
  policies: policyRoutes,
  plugins: pluginRoutes,
  apps: appRoutes,
  templates: templateRoutes,
  published: publishedRoutes,
  audit: auditRoutes,
  tasks: taskRoutes,
  gateways: gatewayRoutes,
  runs: runRoutes,
  callbacks: callbackRoutes,
} as const;

/** Path prefix of the API. */
export const apiPrefix = "/api/v1";
