import { ApiError } from "@tessera/contracts";
import { expect, it } from "vitest";
import { draftOf } from "./draft.ts";
import { nameFrom } from "./name-from.ts";
import { pointerSegments, problemFields } from "./problem-fields.ts";

function refusal(problem: { path?: string; errors?: { path: string; detail: string }[] }): ApiError {
  return new ApiError(400, { type: "about:blank", title: "Bad", status: 400, code: "request.invalid", detail: "is wrong", traceId: "t1", ...problem });
}

it("reads JSON pointers with their escapes and indexes", () => {
  expect(pointerSegments("/paths/~1alerts/0/a~0b")).toEqual(["paths", "/alerts", 0, "a~b"]);
  expect(pointerSegments("")).toEqual([]);
});

it("gives each problem to its field, the deepest that the form has", () => {
  const error = refusal({ errors: [{ path: "/backend/url", detail: "must be an address" }, { path: "/backend/url", detail: "too long" }, { path: "/plugins/0/attributes/count", detail: "must be positive" }] });
  expect(problemFields(error, ["name", "backend.url", "plugins"])).toEqual({
    fields: [
      { name: ["backend", "url"], errors: ["must be an address", "too long"] },
      { name: ["plugins"], errors: ["must be positive"] },
    ],
    rest: false,
  });
});

it("keeps for the whole form what belongs to no field", () => {
  expect(problemFields(refusal({ path: "/unknown" }), ["name"])).toEqual({ fields: [], rest: true });
  expect(problemFields(refusal({}), ["name"])).toEqual({ fields: [], rest: true });
  expect(problemFields(new TypeError("fetch failed"), ["name"])).toEqual({ fields: [], rest: true });
  expect(problemFields(null, ["name"])).toEqual({ fields: [], rest: false });
});

it("keeps drafts without secrets and forgets what does not parse", () => {
  const places = new Map<string, string>();
  const storage = { getItem: (key: string) => places.get(key) ?? null, setItem: (key: string, value: string) => void places.set(key, value), removeItem: (key: string) => void places.delete(key) } as Storage;
  const draft = draftOf("register", storage);
  draft.write({ name: "prom", credential: { kind: "basic", username: "u", password: "secret" }, stages: [{ token: "t", name: "prod" }] });
  expect(JSON.stringify([...places.values()])).not.toMatch(/secret/);
  expect(draft.read()).toEqual({ name: "prom", stages: [{ name: "prod" }] });
  places.set("tessera.draft.register", "{broken");
  expect(draft.read()).toBeUndefined();
  expect(places.size).toBe(0);
});

it("makes names of titles", () => {
  expect(nameFrom("Alert Center (v2)")).toBe("alert-center-v2");
  expect(nameFrom("2 Fast")).toBe("fast");
  expect(nameFrom("告警中心")).toBe("");
  expect(nameFrom("é".repeat(100))).toHaveLength(63);
});
