import { type AsyncOperation, operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { namedOperations, newAsync, newPoll, placesOf, withField } from "./async-draft.ts";

const operation = operationSchema.parse({
  id: "start",
  method: "POST",
  path: "/projects/{project}/jobs",
  parameters: [{ name: "project", in: "path" }, { name: "dry", in: "query" }, { name: "session", in: "cookie" }],
  requestBody: { content: { "application/json": { schema: { type: "object", properties: { "call/back": {}, name: {} } } } } },
});

describe("a declaration that is being written", () => {
  it("offers where an operation takes a value", () => {
    expect(placesOf(operation, true)).toEqual(["path.project", "query.dry", "body./call~1back", "body./name"]);
    expect(placesOf(operation, false)).toEqual(["query.dry", "body./call~1back", "body./name"]);
    expect(placesOf({ parameters: [], requestBody: undefined }, true)).toEqual([]);
  });

  it("names each chosen operation once", () => {
    const declared: AsyncOperation = { ...newAsync, poll: { ...newPoll, operation: "getJob" }, result: { operation: "getJob", parameter: "path.id", pointer: "" }, cancel: { operation: "", parameter: "path.id" } };
    expect(namedOperations({ ...operation, async: declared })).toEqual(["getJob"]);
    expect(namedOperations(operation)).toEqual([]);
  });

  it("drops a field that says nothing", () => {
    expect(withField(newAsync, "poll", undefined)).not.toHaveProperty("poll");
    expect(withField(newAsync, "timeoutSeconds", 5).timeoutSeconds).toBe(5);
  });
});
