import { describe, expect, it } from "vitest";
import { classifyAddress } from "./address.ts";

describe("an address", () => {
  it.each([
    ["93.184.215.14", "public"],
    ["2606:2800:21f:cb07::1", "public"],
    ["10.1.2.3", "private"],
    ["172.16.0.1", "private"],
    ["172.32.0.1", "public"],
    ["192.168.1.1", "private"],
    ["100.64.0.1", "private"],
    ["fd12:3456::1", "private"],
    ["127.0.0.1", "loopback"],
    ["127.255.255.254", "loopback"],
    ["::1", "loopback"],
    ["0.0.0.0", "unspecified"],
    ["0.1.2.3", "unspecified"],
    ["::", "unspecified"],
    ["169.254.1.1", "link-local"],
    ["fe80::1", "link-local"],
    ["fe80::1%eth0", "link-local"],
    ["169.254.169.254", "metadata"],
    ["100.100.100.200", "metadata"],
    ["168.63.129.16", "metadata"],
    ["192.0.0.192", "metadata"],
    ["fd00:ec2::254", "metadata"],
    ["fd00:0ec2:0:0:0:0:0:0254", "metadata"],
    ["224.0.0.1", "multicast"],
    ["255.255.255.255", "multicast"],
    ["ff02::1", "multicast"],
    ["240.0.0.1", "special"],
    ["192.0.2.1", "special"],
    ["198.18.0.1", "special"],
    ["2001:db8::1", "special"],
    ["fec0::1", "special"],
    ["2002:7f00:1::", "special"],
    ["2001:0:4136:e378:8000:63bf:3fff:fdd2", "special"],
    ["64:ff9b:1::1", "special"],
  ])("%s is %s", (address, kind) => {
    expect(classifyAddress(address)?.kind).toBe(kind);
  });

  it.each([
    ["::ffff:127.0.0.1", "127.0.0.1", "loopback"],
    ["::ffff:7f00:1", "127.0.0.1", "loopback"],
    ["::ffff:169.254.169.254", "169.254.169.254", "metadata"],
    ["64:ff9b::169.254.169.254", "169.254.169.254", "metadata"],
    ["64:ff9b::a00:1", "10.0.0.1", "private"],
    ["::ffff:0:127.0.0.1", "127.0.0.1", "loopback"],
    ["::127.0.0.1", "127.0.0.1", "loopback"],
  ])("%s is the IPv4 address %s, %s", (address, canonical, kind) => {
    expect(classifyAddress(address)).toEqual({ address: canonical, kind });
  });

  it.each(["", "localhost", "127.1", "0177.0.0.1", "0x7f.0.0.1", "2130706433", "1.2.3.4.5", "[::1]", "1.2.3.4/8", " 127.0.0.1"])("%j is none", (text) => {
    expect(classifyAddress(text)).toBeUndefined();
  });
});
