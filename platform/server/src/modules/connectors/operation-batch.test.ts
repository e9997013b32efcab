import { operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { changeOperation, changedFields } from "./operation-batch.ts";

const operation = operationSchema.parse({ id: "a", method: "GET", path: "/a", tags: ["one", "two"], backend: { timeoutMs: 5, name: "other", path: "/b" }, security: { authenticate: true, grant: false } });

describe("a change of many operations", () => {
  it("leaves alone what it does not name", () => {
    expect(changeOperation(operation, {})).toEqual(operation);
    expect(changedFields(operation, changeOperation(operation, { addLabels: ["one"], removeLabels: ["none"] }))).toBeNull();
  });
  it("adds and removes labels, and leaves none behind empty", () => {
    expect(changeOperation(operation, { addLabels: ["three", "one"], removeLabels: ["two"] }).tags).toEqual(["one", "three"]);
    expect(changeOperation(operation, { removeLabels: ["one", "two"] })).not.toHaveProperty("tags");
  });
  it("changes one side of the security", () => expect(changeOperation(operation, { security: { grant: true } }).security).toEqual({ authenticate: true, grant: true }));
  it("sets and takes back time-out and backend", () => {
    expect(changeOperation(operation, { timeoutMs: 9, backendName: "third" }).backend).toEqual({ timeoutMs: 9, name: "third", path: "/b" });
    expect(changeOperation(operation, { timeoutMs: null, backendName: null }).backend).toEqual({ path: "/b" });
  });
  it("deprecates and takes it back", () => {
    const deprecated = changeOperation(operation, { deprecated: true });
    expect(deprecated.deprecated).toBe(true);
    expect(changeOperation(deprecated, { deprecated: false })).toEqual(operation);
  });
  it("is told with both sides of what differs", () => {
    expect(changedFields(operation, changeOperation(operation, { removeLabels: ["two"] }))).toEqual({ before: { id: "a", tags: ["one", "two"] }, after: { id: "a", tags: ["one"] } });
  });
});
