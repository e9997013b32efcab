import { expect, it } from "vitest";
import { contextOf, load } from "../../../tests/harness/context.ts";
import { createMetrics } from "../../http/metrics.ts";
import { prometheus } from "./plugin.ts";

it("prometheus counts by operation and class of status", async () => {
  const metrics = createMetrics();
  const plugin = load(prometheus, {}, { metrics });
  const failed = contextOf();
  failed.outcome.status = 503;
  for (const context of [contextOf(), contextOf(), failed]) plugin.log(context);
  const text = await metrics.registry.metrics();
  expect(text).toContain('tessera_gateway_requests_total{space="ops",connector="p",stage="prod",operation="get",status="2xx"} 2');
  expect(text).toContain('tessera_gateway_requests_total{space="ops",connector="p",stage="prod",operation="get",status="5xx"} 1');
  expect(text).toContain('tessera_gateway_request_duration_seconds_count{space="ops",connector="p",stage="prod",operation="get"} 3');
});
