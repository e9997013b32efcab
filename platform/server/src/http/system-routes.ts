import express, { type RequestHandler, type Router } from "express";
import type { Connection } from "mongoose";
import type { Registry } from "prom-client";
import { isReachable } from "../persistence/database.ts";
import { apiDocs } from "./api-docs.ts";
import { openapiDocument } from "./openapi-document.ts";

/** Routes beside the API: health, metrics and the description of the API. */
export function systemRoutes(connection: Connection, registry: Registry): Router {
  const router = express.Router();
  router.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
  router.get("/readyz", async (_request, response) => {
    const ready = await isReachable(connection);
    response.status(ready ? 200 : 503).json({ status: ready ? "ok" : "unavailable", store: ready ? "reachable" : "unreachable" });
  });
  router.get("/metrics", async (_request, response) => void response.type(registry.contentType).send(await registry.metrics()));
  router.get("/api/v1/openapi.json", describe());
  router.use("/api/docs", apiDocs());
  return router;
}

function describe(): RequestHandler {
  let text: string | undefined;
  return (_request, response) => void response.type("application/json").send((text ??= JSON.stringify(openapiDocument())));
}
