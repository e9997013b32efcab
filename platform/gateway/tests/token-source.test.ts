import { createEgress } from "@tessera/egress";
import { describe, expect, it } from "vitest";
import { createTokenSource } from "../src/proxy/oauth2-token.ts";
import { eventually, onEnd } from "./harness/cleanup.ts";
import { startTokenEndpoint } from "./harness/token-endpoint.ts";

/** A token source over a real endpoint, with a clock of the test's. */
async function started(lifeSeconds: unknown) {
  const endpoint = await startTokenEndpoint();
  const good = (index: number) => ({ status: 200, body: JSON.stringify({ access_token: `token-${index}`, token_type: "bearer", ...(lifeSeconds === undefined ? {} : { expires_in: lifeSeconds }) }) });
  endpoint.answer = good;
  const egress = createEgress({ allow: ["127.0.0.0/8"] });
  onEnd(() => egress.close());
  const clock = { ms: 1_000_000 };
  const source = createTokenSource({ kind: "oauth2", tokenUrl: endpoint.url, clientId: "c", clientSecret: "s", clientAuthentication: "basic" }, egress.request, () => clock.ms);
  return { endpoint, clock, source, good };
}

describe("a token", () => {
  it("is fetched anew beside the calls before it ends, by one request", async () => {
    const { endpoint, clock, source } = await started(600);
    expect(await source.current()).toBe("token-1");
    clock.ms += 539_000;
    expect(source.current()).toBe("token-1");
    clock.ms += 1_000;
    expect([source.current(), source.current()]).toEqual(["token-1", "token-1"]);
    await eventually(() => expect(source.current()).toBe("token-2"));
    expect(endpoint.requests).toHaveLength(2);
  });

  it("serves to its end while the endpoint is away, and not beyond", async () => {
    const { endpoint, clock, source, good } = await started(600);
    await source.current();
    endpoint.answer = () => ({ status: 503, body: "" });
    clock.ms += 594_000;
    expect(source.current()).toBe("token-1");
    await eventually(() => expect(endpoint.requests).toHaveLength(2));
    clock.ms += 1_000;
    await expect(source.current()).rejects.toMatchObject({ code: "gateway.backend-token-unavailable" });
    const asked = endpoint.requests.length;
    await expect(source.current()).rejects.toMatchObject({ code: "gateway.backend-token-unavailable" });
    expect(endpoint.requests).toHaveLength(asked);
    endpoint.answer = good;
    clock.ms += 1_000;
    expect(await source.current()).toBe(`token-${asked + 1}`);
  });

  it.each([[undefined], ["no number"], [-5]])("lives five minutes where its life is %j", async (life) => {
    const { clock, source } = await started(life);
    await source.current();
    clock.ms += 239_000;
    expect(source.current()).toBe("token-1");
    clock.ms += 57_000;
    expect(await source.current()).toBe("token-2");
  });

  it("that is refused is replaced once in a while, also for calls that still carry the one before", async () => {
    const { clock, source } = await started("3600");
    await source.current();
    expect(source.refused("token-1")).toBe(true);
    expect(await source.current()).toBe("token-2");
    expect(source.refused("token-1")).toBe(true);
    expect(source.refused("token-2")).toBe(false);
    expect(source.current()).toBe("token-2");
    clock.ms += 5_000;
    expect(source.refused("token-2")).toBe(true);
    expect(await source.current()).toBe("token-3");
  });
});
