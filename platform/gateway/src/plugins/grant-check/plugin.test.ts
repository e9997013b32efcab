import { describe, expect, it } from "vitest";
import { contextOf, load } from "../../../tests/harness/context.ts";
import { gatewayErrors } from "../../errors.ts";
import type { Caller } from "../../pipeline/context.ts";
import { grantCheck } from "./plugin.ts";

const stranger: Caller = { kind: "app", id: "app:dev/x", name: "x", space: "dev", member: false };

function ask(caller: Caller | undefined, grant: "valid" | "expired" | "missing", security = { authenticate: true, grant: true }) {
  const context = contextOf({ caller });
  Object.assign(context.route.operation.security, security);
  return load(grantCheck, {}, { grantOf: () => grant }).access(context);
}

describe("grant-check", () => {
  it("lets callers with a grant and members of the space pass", async () => {
    await expect(ask(stranger, "valid")).resolves.toBeUndefined();
    await expect(ask({ ...stranger, space: "ops", member: true }, "missing")).resolves.toBeUndefined();
  });

  it("refuses members of other spaces, apps of the same space and expired grants", async () => {
    await expect(ask({ ...stranger, member: true }, "missing")).rejects.toMatchObject({ code: gatewayErrors.grantMissing, reason: "forbidden" });
    await expect(ask({ ...stranger, space: "ops" }, "missing")).rejects.toMatchObject({ code: gatewayErrors.grantMissing });
    await expect(ask(stranger, "expired")).rejects.toMatchObject({ code: gatewayErrors.grantExpired });
  });

  it("asks nothing where the operation asks for no grant or no token", async () => {
    await expect(ask(stranger, "missing", { authenticate: true, grant: false })).resolves.toBeUndefined();
    await expect(ask(undefined, "missing", { authenticate: false, grant: true })).resolves.toBeUndefined();
  });
});
