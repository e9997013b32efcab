import { describe, expect, it } from "vitest";
import { egressErrors } from "./errors.ts";
import { createAddressPolicy } from "./policy.ts";
import type { EgressPurpose } from "./purpose.ts";

const purposes: EgressPurpose[] = ["backend", "user-url", "import", "webhook"];

describe("the default policy", () => {
  const policy = createAddressPolicy([], []);

  it.each(purposes)("lets %s reach public addresses", (purpose) => {
    expect(() => policy.check("93.184.215.14", purpose)).not.toThrow();
  });

  it("lets only registered backends reach private addresses", () => {
    for (const address of ["10.0.0.1", "192.168.1.1", "100.64.0.1", "fd12::1"]) {
      expect(() => policy.check(address, "backend")).not.toThrow();
      for (const purpose of ["user-url", "import", "webhook"] as const) expect(() => policy.check(address, purpose)).toThrow(expect.objectContaining({ code: egressErrors.addressRefused }));
    }
  });

  it.each(["127.0.0.1", "::1", "169.254.169.254", "100.100.100.200", "fd00:ec2::254", "0.0.0.0", "224.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fe80::1%1", "no address"])("refuses %s for every purpose", (address) => {
    for (const purpose of purposes) expect(() => policy.check(address, purpose)).toThrow(expect.objectContaining({ code: egressErrors.addressRefused, reason: "unprocessable" }));
  });

  it("names host, address, setting and an example", () => {
    expect(() => policy.check("127.0.0.1", "backend", "metrics.example.com")).toThrow('"metrics.example.com" leads to 127.0.0.1, a loopback address, which Tessera does not call; an administrator can allow it with TESSERA_EGRESS_ALLOW, e.g. TESSERA_EGRESS_ALLOW=127.0.0.1/32');
    expect(() => policy.check("fe80::1%eth0", "backend")).toThrow("TESSERA_EGRESS_ALLOW=fe80::1/128");
  });
});

describe("allowed ranges", () => {
  it("open exactly what they hold, also in its IPv6 forms", () => {
    const policy = createAddressPolicy(["127.0.0.0/8", "fd00:1::/32"], []);
    for (const address of ["127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]) expect(() => policy.check(address, "user-url")).not.toThrow();
    expect(() => policy.check("fd00:1::5", "user-url")).not.toThrow();
    for (const address of ["::1", "128.0.0.0.1", "10.0.0.1", "fd00:2::5"]) expect(() => policy.check(address, "user-url")).toThrow(expect.objectContaining({ code: egressErrors.addressRefused }));
  });

  it("may be written as mapped IPv4", () => {
    expect(() => createAddressPolicy(["::ffff:10.0.0.0/104"], []).check("10.1.2.3", "user-url")).not.toThrow();
  });

  it.each(["10.0.0.0", "10.0.0.0/33", "example.com/8", ""])("%j is refused by the name of the setting", (range) => {
    expect(() => createAddressPolicy([range], [])).toThrow(expect.objectContaining({ code: egressErrors.setting, message: expect.stringContaining("TESSERA_EGRESS_ALLOW") }));
  });
});

describe("own services", () => {
  const policy = createAddressPolicy([], ["127.0.0.1:3000", "[::1]:3081", "LocalHost:9000"]);

  it("are reachable as backends by exact host and port", () => {
    expect(policy.isOwnService("127.0.0.1", 3000, "backend")).toBe(true);
    expect(policy.isOwnService("::1", 3081, "backend")).toBe(true);
    expect(policy.isOwnService("localhost", 9000, "backend")).toBe(true);
    expect(policy.isOwnService("127.0.0.1", 3001, "backend")).toBe(false);
    expect(policy.isOwnService("127.0.0.2", 3000, "backend")).toBe(false);
  });

  it("are never reachable by an address that a user typed", () => {
    for (const purpose of ["user-url", "import", "webhook"] as const) expect(policy.isOwnService("127.0.0.1", 3000, purpose)).toBe(false);
  });

  it.each(["127.0.0.1", "host:0", "host:x", ":80"])("%j is refused by the name of the setting", (service) => {
    expect(() => createAddressPolicy([], [service])).toThrow(expect.objectContaining({ code: egressErrors.setting, message: expect.stringContaining("TESSERA_OWN_SERVICES") }));
  });
});
