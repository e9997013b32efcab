import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { UserError } from "@tessera/contracts";
import type { GatewayNode } from "@tessera/contracts";
import { createEgress } from "@tessera/egress";
import { createVault } from "@tessera/vault";
import type { Logger } from "pino";
import { createAccessCheck } from "./callers/access-check.ts";
import { createAuthenticator } from "./callers/authenticate.ts";
import { createCallerDirectory } from "./callers/directory.ts";
import { createOriginOf } from "./callers/origin.ts";
import { createHandler } from "./http/handler.ts";
import { createMetrics } from "./http/metrics.ts";
import { createHttpServer, defaultLimits } from "./http/server.ts";
import type { HttpLimits } from "./http/server.ts";
import { createSystemRoutes } from "./http/system-routes.ts";
import { isStillServed } from "./pipeline/still-served.ts";
import { describePlugin, pluginRegistry } from "./plugins/registry.ts";
import { createIdentityIssuer } from "./proxy/identity.ts";
import { OpenStreams } from "./proxy/open-streams.ts";
import { createConfiguration } from "./snapshot/configuration.ts";
import { openLastGood } from "./snapshot/last-good.ts";
import { createVersionMeters } from "./rollout/version-meter.ts";
import { createUsageCounter } from "./usage/usage-counter.ts";
import { linkStore } from "./store/store-link.ts";
import { createSaver } from "./snapshot/saver.ts";

/** What a gateway needs to start. */
export interface GatewayOptions {
  mongoUri: string;
  /** The last good state is kept in its folder `gateway`. */
  dataDir: string;
  host: string;
  /** 0 for any free one. */
  port: number;
  /** Master keys, newest first (`loadSecretKeys` of @tessera/vault). */
  secretKeys: readonly Buffer[];
  egressAllow: readonly string[];
  ownServices?: readonly string[];
  /** Ranges (CIDR) of reverse proxies whose `X-Forwarded-*` are believed; none unless given. */
  trustProxy?: readonly string[];
  limits?: Partial<HttpLimits>;
  log: Logger;
  /** Receives one record per logged request. */
  writeAccess(record: Record<string, unknown>): void;
}

/** A running gateway. */
export interface Gateway {
  /** Where it listens, e.g. `http://127.0.0.1:3080`. */
  url: string;
  nodeId: string;
  /** Stops taking requests, lets those in work end for `drainMs` (default 15,000), then closes everything. */
  close(drainMs?: number): Promise<void>;
}

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };

/**
 * Starts a gateway: it serves from the last good state on disk at once, follows the store as soon as it answers, and goes on
 * serving whenever it does not. Rejects when it cannot listen or its folder cannot be written.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { log } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const vault = createVault(options.secretKeys);
  const egress = createEgress({ allow: options.egressAllow, ownServices: options.ownServices ?? [] });
  const metrics = createMetrics();
  const callers = createCallerDirectory();
  const folder = join(options.dataDir, "gateway");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lastGood = openLastGood(folder);
  const authenticate = createAuthenticator(callers, vault.deriveKeys("gateway-call"));
  const state = { isReady: false, isStopping: false, isStoreConnected: false };
  const onBroken = (error: unknown) => log.error({ err: error instanceof UserError ? undefined : error, reason: String(error instanceof Error ? error.message : error) }, "part of the last good state is broken");
  let reportSoon = () => undefined as void;

  const configuration = createConfiguration({
    plugins: pluginRegistry,
    services: {
      authenticate,
      grantOf: (caller, space, connector, operation) => callers.grantOf(caller.id, space, connector, operation, new Date()),
      metrics,
      writeAccess: options.writeAccess,
    },
    vault,
    egress,
    lastGood,
    metrics,
    log,
    onChange: () => reportSoon(),
  });

  for (const document of await lastGood.readSnapshots(onBroken)) {
    await configuration.apply(document, (digest) => lastGood.readRelease(digest), false).catch(onBroken);
  }
  const known = await lastGood.readCallers().catch(onBroken);
  if (known) {
    callers.replaceTokens(known.tokens);
    callers.replaceGrants(known.grants);
  }
  const revisions = () => Object.fromEntries(Object.entries(configuration.report()).map(([space, { revision }]) => [space, revision]));
  state.isReady = Boolean(known) && Object.values(revisions()).some((revision) => revision > 0);
  const callersSaver = createSaver(() => lastGood.writeCallers({ tokens: callers.tokens(), grants: callers.grants() }), (error) => log.error({ err: error }, "the callers could not be written to disk"));

  // Of this process: a node id of its own, since the port is not known yet and may be taken again by the next one.
  const measures = { meters: createVersionMeters(hostname()), usage: createUsageCounter() };
  const isAllowed = createAccessCheck(callers);
  const streams = new OpenStreams(metrics.countOpenStreams);
  const handle = createHandler({
    configuration,
    proxy: { dispatcher: egress.dispatcherFor("backend"), identity: createIdentityIssuer(vault.identityKeyPair()), maxBodyBytes: limits.maxBodyBytes, streams, isAllowed: (context) => isAllowed(context) && isStillServed(configuration, context) },
    metrics,
    originOf: createOriginOf(options.trustProxy ?? []),
    authenticate,
    count(context, stage) {
      measures.usage.count(context);
      const { space, connector, stage: stageName, version } = context.route;
      if (stage.watchedSince !== undefined) measures.meters.count({ space, connector, stage: stageName, since: stage.watchedSince, version }, context);
    },
    isReady: () => state.isReady,
    log,
  });
  const systemRoutes = createSystemRoutes({
    state: () => ({ ...state, revisions: revisions() }),
    metrics: async () => ({ contentType: metrics.registry.contentType, text: await metrics.registry.metrics() }),
    jwks: { keys: vault.identityKeyPairs().map(({ jwk }) => jwk) },
  });
  const server = createHttpServer(limits, (request, response, awaitsContinue, upgrade) => {
    if (state.isStopping) response.shouldKeepAlive = false;
    response.on("error", (error) => log.debug({ err: error }, "answer not delivered"));
    if (!systemRoutes(request, response)) void handle(request, response, awaitsContinue, upgrade);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      server.off("error", reject);
      resolve();
    });
  });

  const { address, port, family } = server.address() as AddressInfo;
  const url = `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
  const nodeId = `${hostname()}:${port}`;
  const startedAt = new Date();
  const describeNode = (): GatewayNode => ({ _id: nodeId, address: url, version, startedAt, seenAt: new Date(), spaces: configuration.report() });
  const store = linkStore({
    uri: options.mongoUri,
    configuration,
    callers,
    descriptors: [...pluginRegistry.values()].map(describePlugin),
    describeNode,
    measures,
    onCallersChanged: () => callersSaver.saveSoon(),
    onState(connected) {
      state.isStoreConnected = connected;
      state.isReady ||= connected;
      metrics.setStoreConnected(connected);
    },
    log,
  });
  reportSoon = () => store.reportSoon();

  return {
    url,
    nodeId,
    async close(drainMs = 15_000) {
      if (state.isStopping) return;
      state.isStopping = true;
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      // A connection turns idle when its last answer ends, which the server does not notice by itself any longer.
      const idle = setInterval(() => {
        server.closeIdleConnections();
        streams.endAll();
      }, 50);
      const timer = setTimeout(() => server.closeAllConnections(), drainMs);
      // Streams do not end by themselves; one that opens just now is told by the next round.
      streams.endAll();
      await closed;
      clearInterval(idle);
      clearTimeout(timer);
      streams.close();
      await store.close();
      await callersSaver.close();
      await configuration.close();
      await egress.close();
    },
  };
}
