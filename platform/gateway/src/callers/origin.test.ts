import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { createOriginOf } from "./origin.ts";

const originOf = createOriginOf(["127.0.0.0/8", "10.0.0.0/8", "::1/128"]);
const request = (remoteAddress: string, headers: Record<string, string> = {}): IncomingMessage => ({ socket: { remoteAddress }, headers: { host: "gateway.example.com", ...headers } }) as unknown as IncomingMessage;

describe("the origin of a request", () => {
  it("is what connected when nobody says more", () => {
    expect(originOf(request("127.0.0.1"))).toEqual({ address: "127.0.0.1", chain: "127.0.0.1", protocol: "http", host: "gateway.example.com" });
  });

  it("is what connected, whatever it says, unless it is a proxy that is believed", () => {
    const said = { "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https", "x-forwarded-host": "bank.example.com" };
    expect(originOf(request("198.51.100.4", said))).toEqual({ address: "198.51.100.4", chain: "198.51.100.4", protocol: "http", host: "gateway.example.com" });
  });

  it("is whom believed proxies name, through as many as there are", () => {
    const said = { "x-forwarded-for": "198.51.100.4, 10.1.1.1", "x-forwarded-proto": "https", "x-forwarded-host": "api.example.com" };
    expect(originOf(request("::ffff:127.0.0.1", said))).toEqual({ address: "198.51.100.4", chain: "198.51.100.4, 10.1.1.1, ::ffff:127.0.0.1", protocol: "https", host: "api.example.com" });
    expect(originOf(request("::1", { "x-forwarded-for": "10.3.0.1, 10.2.0.1" })).address).toBe("10.3.0.1");
  });

  it.each([
    ["203.0.113.7, 198.51.100.4", "198.51.100.4", "an address that the caller wrote itself"],
    ["203.0.113.7, unknown", "127.0.0.1", "a word"],
    ["203.0.113.7:4711", "127.0.0.1", "an address with a port"],
    [" , ", "127.0.0.1", "nothing"],
  ])("%j counts as %s: %s is not gone behind", (chain, address) => {
    expect(originOf(request("127.0.0.1", { "x-forwarded-for": chain })).address).toBe(address);
  });
});
