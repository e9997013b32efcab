import { actionSchema } from "@tessera/contracts";
import { expect, it } from "vitest";
import { actionKinds, newAction } from "./action-kinds.ts";

const nothing = { queries: [], overlays: [], nodes: [], pages: [], state: [] };
const something = { queries: [{ id: "q", name: "q" }], overlays: [{ id: "d", name: "d" }], nodes: [{ id: "n", name: "n" }], pages: [{ id: "p", name: "p" }], state: ["tab"] };

it("starts every kind of action with something valid", () => {
  for (const kind of actionKinds) expect(actionSchema.safeParse(newAction(kind, something)).success, kind).toBe(true);
});

it("offers no action about what the app does not have", () => {
  expect(actionKinds.filter((kind) => newAction(kind, nothing) !== null)).toEqual(["openUrl", "notify"]);
});
