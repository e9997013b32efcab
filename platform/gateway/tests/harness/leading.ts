import { expect } from "vitest";
import type { GatewayOptions } from "../../src/index.ts";
import { eventually } from "./cleanup.ts";
import { startGateway } from "./gateway.ts";
import { call } from "./http.ts";
import { publish } from "./publish.ts";
import type { StageGiven } from "./publish.ts";
import { emptyStore } from "./store.ts";

/** A gateway whose ops/p/prod is the given stage. */
export async function gatewayOf(stage: StageGiven, options: Partial<GatewayOptions> = {}) {
  const store = await emptyStore();
  await publish(store.db, { revision: 1, connectors: { p: { prod: stage } } });
  const gateway = await startGateway(store.uri, options);
  await eventually(async () => {
    expect((await call(gateway.url, "/readyz")).status).toBe(200);
  });
  return { store, gateway, at: (path: string) => `/ops/p/prod${path}` };
}
