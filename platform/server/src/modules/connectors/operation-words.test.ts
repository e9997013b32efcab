import { describe, expect, it } from "vitest";
import { operationWords, searchTerms } from "./operation-words.ts";

const words = operationWords({ id: "getHostsById", method: "GET", path: "/api/v1/query_range/{id}", summary: "列出主机 of a rack", tags: ["ops-team"], translations: { en: { summary: "List hosts" } } });
const finds = (search: string) => searchTerms(search).every((term) => words.some((word) => word.startsWith(term)));

describe("the words of an operation", () => {
  it.each(["gethosts", "hostsById", "id", "/api/v1/query", "v1/query_range", "range", "{id}", "机", "主机", "列出主机", "rack", "get list", "team", "OPS-team", "LIST hosts"])("are found by %s", (search) => expect(finds(search)).toBe(true));
  it.each(["ost", "oststs", "post", "机器", "v1/other"])("are not found by %s", (search) => expect(finds(search)).toBe(false));
  it("asks for nothing where a search holds no letter", () => expect(searchTerms(" / {} ")).toEqual([]));
  it("stay few and short whatever the texts", () => {
    const many = operationWords({ id: "a", method: "GET", path: `/${"x/".repeat(500)}`, summary: "主".repeat(5_000) });
    expect(many.length).toBeLessThanOrEqual(80);
    expect(Math.max(...many.map(({ length }) => length))).toBeLessThanOrEqual(40);
  });
});
