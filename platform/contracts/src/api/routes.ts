import { appRoutes, publishedRoutes, templateRoutes } from "./apps.ts";
import { catalogRoutes, connectorRoutes, grantRoutes, pluginRoutes } from "./connectors.ts";
import { authRoutes, spaceRoutes, tokenRoutes, userRoutes } from "./identity.ts";
import { auditRoutes, gatewayRoutes, taskRoutes } from "./operations.ts";

/** Every route of `/api/v1`, by feature. */
export const routes = {
  auth: authRoutes,
  tokens: tokenRoutes,
  spaces: spaceRoutes,
  users: userRoutes,
  connectors: connectorRoutes,
  catalog: catalogRoutes,
  grants: grantRoutes,
  plugins: pluginRoutes,
  apps: appRoutes,
  templates: templateRoutes,
  published: publishedRoutes,
  audit: auditRoutes,
  tasks: taskRoutes,
  gateways: gatewayRoutes,
} as const;

/** Path prefix of the API. */
export const apiPrefix = "/api/v1";
