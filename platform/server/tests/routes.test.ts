import { type Role, isAllowed, routes } from "@tessera/contracts";
import type { Route } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { featureControllers } from "../src/app.module.ts";
import { checkRoutes } from "../src/http/check-routes.ts";
import { contractRoutes } from "../src/http/route-id.ts";
import { Person } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

describe("every route × every role", () => {
  let platform: Platform;
  const callers: { name: string; role: Role | undefined; administrator: boolean; person: Person }[] = [];

  beforeAll(async () => {
    platform = await Platform.start();
    for (const role of ["viewer", "operator", "developer", "owner"] as const) callers.push({ name: role, role, administrator: false, person: await platform.person(role) });
    callers.push({ name: "administrator without a space", role: undefined, administrator: true, person: await platform.person(null, "default", { administrator: true }) });
    callers.push({ name: "nobody", role: undefined, administrator: false, person: Person.stranger(platform.url) });
  });
  afterAll(() => platform.stop());

  const { bound, missing } = checkRoutes(featureControllers);

  it("binds every route of the contract", () => expect(missing).toEqual([]));

  it.each([...contractRoutes].filter(([, id]) => bound.includes(id) && id !== "auth.logout").map(([route, id]) => ({ route, id })))("$id lets in who the contract says", async ({ route }) => {
    for (const { name, role, administrator, person } of callers) {
      const status = await statusOf(person, route);
      const allowed = isAllowed(route.permission, role, administrator);
      const refused = name === "nobody" ? 401 : 403;
      // Who is let in meets the validation or a record that does not exist; never the permission check.
      if (allowed) expect({ name, status }).not.toEqual({ name, status: route.permission === "public" ? 403 : refused });
      else expect({ name, status }).toEqual({ name, status: refused });
      expect(status).toBeLessThan(500);
    }
  });

  it("lets nobody log out twice into an error", async () => {
    const person = await platform.person("viewer");
    await person.call(routes.auth.logout);
    await person.call(routes.auth.logout);
    expect(await statusOf(person, routes.auth.session)).toBe(401);
  });
});

async function statusOf(person: Person, route: Route): Promise<number> {
  const path = route.path.replace(/\{\w+\}/g, "no-such-thing");
  // An empty object passes no body schema of a route that would change something for good.
  const body = route.method === "GET" || route.body === undefined ? {} : { body: "[]" };
  const response = await person.raw(route.method, path, body);
  await response.arrayBuffer();
  return response.status;
}
