import { describe, expect, it } from "vitest";
import { deriveName, nameOperations, type Candidate } from "./operation-id.ts";

const ids = (...operationIds: (string | undefined)[]): string[] =>
  nameOperations(operationIds.map((operationId, index): Candidate => ({ method: "GET", path: `/p${index}`, operationId }))).map(({ id }) => id);

describe("nameOperations", () => {
  it("keeps valid ids and derives missing ones", () => {
    expect(ids("listAlerts", undefined)).toEqual(["listAlerts", "getP1"]);
  });

  it("suffixes duplicates in order and never takes the name of a later valid one", () => {
    expect(ids("a", "a", "a-2", "a")).toEqual(["a", "a-3", "a-2", "a-4"]);
  });

  it("makes names of what cannot be one", () => {
    expect(ids("repos/list all", "2fa", "Größe", "列表", "")).toEqual(["repos_list_all", "op_2fa", "Gro_e", "getP3", "getP4"]);
  });

  it("stays within the longest name", () => {
    const [first, second] = ids("x".repeat(500), "x".repeat(500));
    expect(first).toHaveLength(120);
    expect(second).toBe(`${first}-2`);
  });

  it("names 50,000 equal ids apart", () => {
    expect(new Set(ids(...Array.from({ length: 50_000 }, () => "same"))).size).toBe(50_000);
  });
});

describe("deriveName", () => {
  it.each([
    ["/alerts/{alertId}/notes", "getAlertsByAlertIdNotes"],
    ["/", "getRoot"],
    ["/v1.2/a-b/{x_y}", "getV12ABByXY"],
    ["/告警", "getRoot"],
  ])("%s → %s", (path, name) => {
    expect(deriveName("GET", path)).toBe(name);
  });
});
