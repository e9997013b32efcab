import { expect, it } from "vitest";
import { createReauthentication } from "../api/reauthentication.ts";
import { passwordStrength } from "./password-strength.ts";
import { returnAddress } from "./return-address.ts";

it.each([
  [null, "/"],
  ["/portal/connectors?q=x#top", "/portal/connectors?q=x#top"],
  ["//example.com/", "/"],
  ["/\\example.com", "/"],
  ["https://example.com/", "/"],
  ["javascript:alert(1)", "/"],
  ["/login?from=/login", "/"],
  ["/setup?token=x", "/"],
])("after login, from=%s leads to %s", (from, target) => expect(returnAddress(from)).toBe(target));

it.each([
  ["aaaaaaaaaaaaaaaaaaaa", "weak"],
  ["1234567890", "weak"],
  ["short", "weak"],
  ["correct horse battery staple", "strong"],
])("the password %s is %s", (password, strength) => expect(passwordStrength(password)).toBe(strength));

it("asks once for all calls that wait, and answers each", async () => {
  const reauthentication = createReauthentication();
  const seen: boolean[] = [];
  const unsubscribe = reauthentication.subscribe(() => seen.push(reauthentication.isOpen()));
  const calls = [reauthentication.request(), reauthentication.request()];
  expect(reauthentication.isOpen()).toBe(true);
  reauthentication.settle(true);
  expect(await Promise.all(calls)).toEqual([true, true]);
  const declined = reauthentication.request();
  reauthentication.settle(false);
  expect(await declined).toBe(false);
  unsubscribe();
  expect(seen).toEqual([true, false, true, false]);
});
