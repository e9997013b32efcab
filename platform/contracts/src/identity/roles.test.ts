import { describe, expect, it } from "vitest";
import { isAllowed, permissions, roles } from "./roles.ts";

describe("roles", () => {
  it("grow: each role may do all that the one below may", () => {
    const order = ["viewer", "operator", "developer", "owner"] as const;
    for (const [index, role] of order.entries()) {
      const below = order[index - 1];
      for (const permission of permissions) if (below && isAllowed(permission, below, false)) expect(isAllowed(permission, role, false)).toBe(true);
    }
  });

  it("leave the platform to administrators and nothing of a space to those without a role", () => {
    for (const role of roles) expect(isAllowed("platform.manage", role, false)).toBe(false);
    expect(isAllowed("platform.manage", undefined, true)).toBe(true);
    for (const permission of permissions) {
      if (!["public", "session", "platform.manage"].includes(permission)) expect(isAllowed(permission, undefined, true)).toBe(false);
      if (permission !== "public") expect(isAllowed(permission, undefined, false)).toBe(false);
    }
  });

  it("keep end users out of building", () => {
    for (const permission of ["app.read", "app.write", "app.publish", "connector.write", "grant.manage", "member.manage", "audit.read"] as const) expect(isAllowed(permission, "viewer", false)).toBe(false);
  });
});
