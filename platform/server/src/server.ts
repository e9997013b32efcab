import "reflect-metadata";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { NestFactory } from "@nestjs/core";
import type { NestExpressApplication } from "@nestjs/platform-express";
import cookieParser from "cookie-parser";
import { AppModule, featureControllers } from "./app.module.ts";
import { checkRoutes } from "./http/check-routes.ts";
import { createMetrics } from "./http/metrics.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { siteMiddleware } from "./http/site/site.ts";
import { systemRoutes } from "./http/system-routes.ts";
import { traceMiddleware } from "./http/trace.ts";
import { nestLogger } from "./logging/logger.ts";
import { SetupService } from "./modules/auth/setup.service.ts";
import { migrate } from "./persistence/migrations.ts";
import { type Folders, projectFolders } from "./platform/folders.ts";
import type { Resources } from "./platform/resources.ts";
import { prepareFirstRun } from "./first-run.ts";

export interface RunningServer {
  /** Address without a trailing slash. */
  url: string;
  /** Page of the one-time link while there is no account. */
  firstRunUrl: string | null;
  /** Stops listening, lets running requests end, then closes. The resources stay open. */
  close(): Promise<void>;
}

/** Starts the control plane on TESSERA_HOST:TESSERA_PORT. */
export async function startServer(resources: Resources, folders: Folders = projectFolders): Promise<RunningServer> {
  const { settings, logger, connection } = resources;
  checkRoutes(featureControllers);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(resources, folders), { logger: nestLogger(logger), bodyParser: false, abortOnError: false });
  app.set("trust proxy", settings.TESSERA_TRUST_PROXY);
  app.disable("x-powered-by");
  app.disable("etag");
  const { registry, measure } = createMetrics();
  app.use(traceMiddleware, measure, securityHeaders(), systemRoutes(connection, registry), await siteMiddleware(folders), cookieParser());
  await app.init();
  await migrate(connection, logger);
  const token = await prepareFirstRun(app.get(SetupService), settings.TESSERA_ADMIN_PASSWORD);
  await app.listen(settings.TESSERA_PORT, settings.TESSERA_HOST);
  const server = app.getHttpServer() as Server;
  const url = urlOf(settings.TESSERA_HOST, (server.address() as AddressInfo).port);
  return { url, firstRunUrl: token === null ? null : `${url}/setup?token=${token}`, close: () => closeGently(app, server) };
}

const drainMs = 8_000;

async function closeGently(app: NestExpressApplication, server: Server): Promise<void> {
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), drainMs);
  await app.close();
  clearTimeout(force);
}

/** An address that a person can open: a wildcard becomes this machine. */
function urlOf(host: string, port: number): string {
  const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${shown.includes(":") ? `[${shown}]` : shown}:${port}`;
}
