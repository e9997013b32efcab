import type { RequestHandler } from "express";
import { Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { ApiRequest } from "./api-request.ts";

/** Metrics of this process in the Prometheus text format. */
export interface Metrics {
  registry: Registry;
  measure: RequestHandler;
}

/** Default process metrics and the time of each API route. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: "tessera_server_request_duration_seconds",
    help: "Time from request to answer, by route of the API",
    labelNames: ["route", "status"],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const measure: RequestHandler = (request, response, next) => {
    const end = duration.startTimer();
    response.once("close", () => {
      // Other paths are not labels: a stranger could make up any number of them.
      const route = (request as ApiRequest).tessera.actor?.action;
      if (route !== undefined) end({ route, status: `${Math.floor(response.statusCode / 100)}xx` });
    });
    next();
  };
  return { registry, measure };
}
