import type { PluginPhase } from "@tessera/contracts";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

const routeLabels = ["space", "connector", "stage", "operation"] as const;
type RouteLabels = Record<(typeof routeLabels)[number], string>;

/** What a gateway counts; every instance has its own registry. */
export interface GatewayMetrics {
  registry: Registry;
  /** `seconds` undefined for streams, whose time says nothing about how fast they are. */
  observeRequest(route: RouteLabels, statusClass: string, seconds: number | undefined): void;
  /** Answers that no operation stands behind, by code. */
  countRefused(code: string): void;
  observePlugin(plugin: string, phase: PluginPhase, seconds: number): void;
  setRevision(space: string, revision: number | undefined): void;
  setStoreConnected(connected: boolean): void;
  /** A stream was opened (1) or closed (-1). */
  countOpenStreams(transport: string, change: number): void;
}

/** Registers the metrics of a gateway. */
export function createMetrics(): GatewayMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({ name: "tessera_gateway_requests_total", help: "Requests by operation and class of status", labelNames: [...routeLabels, "status"], registers });
  const latency = new Histogram({
    name: "tessera_gateway_request_duration_seconds",
    help: "Time from the request's head until the end of its answer",
    labelNames: routeLabels,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const refused = new Counter({ name: "tessera_gateway_unrouted_total", help: "Requests refused before an operation was found, by code", labelNames: ["code"], registers });
  const plugins = new Histogram({
    name: "tessera_gateway_plugin_duration_seconds",
    help: "Time a plugin took in a phase, of the sampled requests",
    labelNames: ["plugin", "phase"],
    buckets: [0.000001, 0.000005, 0.00001, 0.00005, 0.0001, 0.0005, 0.001, 0.01, 0.1, 1],
    registers,
  });
  const revision = new Gauge({ name: "tessera_gateway_snapshot_revision", help: "Revision served, by space", labelNames: ["space"], registers });
  const store = new Gauge({ name: "tessera_gateway_store_connected", help: "1 while the store is followed", registers });
  store.set(0);
  const streams = new Gauge({ name: "tessera_gateway_open_streams", help: "Event streams and WebSockets that are open", labelNames: ["transport"], registers });

  return {
    registry,
    observeRequest(route, statusClass, seconds) {
      requests.inc({ ...route, status: statusClass });
      if (seconds !== undefined) latency.observe(route, seconds);
    },
    countRefused: (code) => refused.inc({ code }),
    observePlugin: (plugin, phase, seconds) => plugins.observe({ plugin, phase }, seconds),
    setRevision: (space, value) => (value === undefined ? revision.remove({ space }) : revision.set({ space }, value)),
    setStoreConnected: (connected) => store.set(connected ? 1 : 0),
    countOpenStreams: (transport, change) => streams.inc({ transport }, change),
  };
}
