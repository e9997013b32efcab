import { Get } from "@nestjs/common";
import { routes } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { checkRoutes } from "./check-routes.ts";
import { Permission, Route } from "./route.decorator.ts";

/** A controller whose one method bears the decorators. */
function controller(name: string, ...decorators: readonly unknown[]) {
  const made = { [name]: class { state(): Promise<{ needed: boolean }> { return Promise.resolve({ needed: true }); } } }[name];
  if (made === undefined) throw new Error("no class");
  const descriptor = Object.getOwnPropertyDescriptor(made.prototype, "state");
  for (const decorate of decorators) (decorate as MethodDecorator)(made.prototype, "state", descriptor ?? {});
  return made;
}

const route = Route(routes.auth.setupState);
const good = controller("Good", route, Permission("public"));

describe("checkRoutes", () => {
  it("knows what is bound and what is not", () => {
    const { bound, missing } = checkRoutes([good]);
    expect(bound).toEqual(["auth.setupState"]);
    expect(missing).toContain("auth.login");
  });

  it.each([
    [[controller("NoPermission", route)], /NoPermission\.state \(auth\.setupState\) states no permission: add @Permission\("public"\)/],
    [[controller("Other", route, Permission("session"))], /states @Permission\("session"\) but the contract says "public"/],
    [[controller("Outside", Get("/anything"))], /Outside\.state is a route outside the contract/],
    [[good, controller("Again", route, Permission("public"))], /bound by both Good\.state and Again\.state/],
  ])("keeps the server from starting (%#)", (controllers, message) => expect(() => checkRoutes(controllers)).toThrow(message));

  it("takes only routes of the contract", () => expect(() => checkRoutes([controller("Made", Route({ ...routes.auth.setupState }), Permission("public"))])).toThrow(/is not in the route table/));
});
