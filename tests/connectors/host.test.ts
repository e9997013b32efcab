import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHostServer } from "@tessera/connector-host";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DocumentedConnector, type Inputs } from "./documented.ts";

describe("the host server", () => {
  const connector = new DocumentedConnector("host");
  const token = "a-token-of-this-server";
  const servers: Server[] = [];
  let open: string;
  let guarded: string;

  async function start(options: { token?: string }): Promise<string> {
    const server = createHostServer(options);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  beforeAll(async () => {
    [open, guarded] = await Promise.all([start({}), start({ token })]);
  });
  afterAll(() => {
    for (const server of servers) server.close().closeAllConnections();
  });

  it.each<[string, Inputs, number]>([
    ["getFacts", {}, 200],
    ["getLoad", {}, 200],
    ["getMemory", {}, 200],
    ["listFilesystems", {}, 200],
    ["listNetworkInterfaces", {}, 200],
    ["listProcesses", { params: { order: "cpu", limit: 3 } }, 200],
  ])("answers %s as documented", async (operation, inputs, status) => {
    expect((await connector.call(open, operation, inputs)).status).toBe(status);
  });

  it("refuses a limit that its document does not allow", async () => {
    const response = await fetch(`${open}/processes?limit=0`);
    connector.expectAnswer("listProcesses", { status: response.status, headers: {}, body: await response.json() });
    expect(response.status).toBe(400);
  });

  it("takes the token of its recipe and refuses others", async () => {
    expect((await connector.call(guarded, "getFacts", {}, { authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await connector.call(guarded, "getFacts", {}, { authorization: "Bearer another" })).status).toBe(401);
  });
});
