import express, { type Router } from "express";

/**
 * Swagger UI over the described API; all its files come from this server. Loaded when somebody opens it first, since few
 * processes ever need it.
 */
export function apiDocs(): Router {
  const router = express.Router();
  let pages: Promise<Router> | undefined;
  router.use((request, response, next) => {
    pages ??= loadPages();
    pages.then((page) => page(request, response, next), next);
  });
  return router;
}

async function loadPages(): Promise<Router> {
  const { default: swaggerUi } = await import("swagger-ui-express");
  const router = express.Router();
  const setup = swaggerUi.setup(undefined, { customSiteTitle: "Tessera API", swaggerOptions: { url: "/api/v1/openapi.json", defaultModelsExpandDepth: 0, docExpansion: "none" } });
  router.use(swaggerUi.serve, setup);
  return router;
}
