import { UserError } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { contextOf, load } from "../../../tests/harness/context.ts";
import { gatewayErrors } from "../../errors.ts";
import { tokenAuth } from "./plugin.ts";

const caller = { kind: "token" as const, id: "token:1", name: "ci", space: "ops", member: true };
const authenticate = (authorization: string | undefined) => {
  if (authorization === "good") return caller;
  if (authorization === "later") return Promise.resolve(caller);
  const error = new UserError({ code: authorization === undefined ? gatewayErrors.tokenMissing : gatewayErrors.tokenInvalid, message: "no" });
  if (authorization === "bad-later") return Promise.reject(error);
  throw error;
};

function optional() {
  const context = contextOf();
  context.route.operation.security.authenticate = false;
  return context;
}

describe("token-auth", () => {
  it.each(["good", "later"])("knows the caller of %s", async (authorization) => {
    const context = contextOf({ headers: { authorization } });
    await load(tokenAuth, {}, { authenticate }).rewrite(context);
    expect(context.caller).toBe(caller);
  });

  it("names its realm when it refuses, and the error only when a token was shown", async () => {
    const plugin = load(tokenAuth, { realm: "ops" }, { authenticate });
    for (const [authorization, challenge] of [[undefined, 'Bearer realm="ops"'], ["bad", 'Bearer realm="ops", error="invalid_token"'], ["bad-later", 'Bearer realm="ops", error="invalid_token"']] as const) {
      const context = contextOf({ headers: authorization === undefined ? {} : { authorization } });
      await expect(plugin.rewrite(context)).rejects.toThrow("no");
      expect(context.addedHeaders["www-authenticate"]).toBe(challenge);
    }
  });

  it("lets strangers use operations that ask for no token, and still knows those who show one", async () => {
    const plugin = load(tokenAuth, {}, { authenticate });
    for (const [authorization, expected] of [[undefined, undefined], ["bad", undefined], ["bad-later", undefined], ["good", caller]] as const) {
      const context = { ...optional(), headers: authorization === undefined ? {} : { authorization } };
      await plugin.rewrite(context);
      expect(context.caller).toBe(expected);
    }
  });

  it("may keep the caller from the backend", async () => {
    const context = contextOf({ headers: { authorization: "good" } });
    await load(tokenAuth, { sendIdentity: false }, { authenticate }).rewrite(context);
    expect(context.call.sendIdentity).toBe(false);
  });

  it.each([{ realm: 'a"b' }, { realm: "" }, { other: 1 }])("refuses the attributes %j", (attributes) => {
    expect(() => load(tokenAuth, attributes, { authenticate })).toThrow(/realm|other/);
  });
});
